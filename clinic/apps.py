"""The app's entry: grants the application role its rights after each migration, and names the foundation's kinds of job."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig
from django.db.models.signals import post_migrate

from clinic.registry import registry


class ClinicConfig(AppConfig):
    name = "clinic"
    label = "clinic"

    def ready(self) -> None:
        registry.add_job_kind("mail.send", "clinic.services.mail.send", label="Send a message")
        for effect in import_module("clinic.selectors.policy_effects").EFFECTS:
            registry.add_policy_effect(effect)
        post_migrate.connect(grant_rights, sender=self)


class StaticFiles(StaticFilesConfig):
    """Leaves out what the front-end packages bring and no page loads: compressing it takes a minute of the first start."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("*.rtl.*", "bootstrap-grid*", "bootstrap-reboot*", "bootstrap-utilities*", "bootstrap.css*"),
        *("bootstrap.js*", "bootstrap.min.js*", "bootstrap.esm*", "bootstrap.bundle.js*"),
        *("bootstrap-icons.css", "bootstrap-icons.json", "*.scss", "*.ts"),
        *("ext", "htmax-*", "htmx-4*", "htmx-2.js"),
    ]


def grant_rights(**kwargs: Any) -> None:
    """See clinic.models.rights; imported late because models load after apps."""
    from clinic.models.rights import grant_application_rights  # noqa: PLC0415

    grant_application_rights(using=kwargs["using"])
