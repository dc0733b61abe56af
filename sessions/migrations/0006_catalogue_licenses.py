"""Ask for the further licenses that some states demand (T-REF-LICENSE): as the next version of those techniques."""

from typing import Any

from django.db import migrations
from django.forms.models import model_to_dict
from django.utils import timezone

from sessions.rules.techniques import TECHNIQUES


def lay(apps: Any, _schema_editor: Any) -> None:
    actor = apps.get_model("clinic", "Actor").objects.get_or_create(
        kind="system", reference=0, defaults={"name": "Mend"}
    )[0]
    technique = apps.get_model("clinic_sessions", "Technique")
    for entry in TECHNIQUES.values():
        newest = technique.objects.filter(code=entry.code.value).order_by("-version").first()
        if newest is None or not entry.licenses or newest.licenses:
            continue
        values = model_to_dict(newest, exclude=["id", "version", "licenses", "reason", "approved_at", "approved_by"])
        technique.objects.create(
            **values,
            version=newest.version + 1,
            licenses=dict(entry.licenses),
            reason="Some states license this technique separately.",
            approved_at=timezone.now(),
            approved_by=actor,
        )


class Migration(migrations.Migration):
    dependencies = [("clinic_sessions", "0005_catalogue_reason")]

    # Versions are never taken away: going back leaves the newer one, which the older code reads as well.
    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
