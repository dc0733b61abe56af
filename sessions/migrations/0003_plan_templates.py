"""Lay the plan templates a clinic begins with."""

from typing import Any

from django.db import migrations
from django.utils import timezone

from sessions.rules.plan_templates import TEMPLATES
from sessions.services.catalogue import template_fields, template_steps


def lay(apps: Any, _schema_editor: Any) -> None:
    actor = apps.get_model("clinic", "Actor").objects.get_or_create(
        kind="system", reference=0, defaults={"name": "Mend"}
    )[0]
    template = apps.get_model("clinic_sessions", "PlanTemplate")
    technique = apps.get_model("clinic_sessions", "PlanTemplateTechnique")
    for entry in TEMPLATES.values():
        row = template.objects.create(**template_fields(entry), approved_at=timezone.now(), approved_by=actor)
        technique.objects.bulk_create(technique(template=row, **fields) for fields in template_steps(entry))


def take_away(apps: Any, _schema_editor: Any) -> None:
    names = [entry.name for entry in TEMPLATES.values()]
    apps.get_model("clinic_sessions", "PlanTemplate").objects.filter(name__in=names).delete()


class Migration(migrations.Migration):
    dependencies = [("clinic_sessions", "0002_catalogue")]

    operations = [migrations.RunPython(lay, take_away)]
