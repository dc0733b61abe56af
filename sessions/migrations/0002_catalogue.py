"""Lay the first version of the technique catalogue, the exercise library and the plan templates a clinic begins with."""

from typing import Any

from django.db import migrations
from django.utils import timezone

from sessions.rules.exercises import EXERCISES
from sessions.rules.plan_templates import TEMPLATES
from sessions.rules.techniques import TECHNIQUES
from sessions.services.catalogue import exercise_fields, technique_fields, template_fields, template_steps


def lay(apps: Any, _schema_editor: Any) -> None:
    actor = apps.get_model("clinic", "Actor").objects.get_or_create(
        kind="system", reference=0, defaults={"name": "Mend"}
    )[0]
    technique = apps.get_model("clinic_sessions", "Technique")
    technique.objects.bulk_create(
        technique(**technique_fields(entry, position), version=1, approved_at=timezone.now(), approved_by=actor)
        for position, entry in enumerate(TECHNIQUES.values())
    )
    exercise = apps.get_model("clinic_sessions", "Exercise")
    exercise.objects.bulk_create(exercise(**exercise_fields(number)) for number in EXERCISES)
    template = apps.get_model("clinic_sessions", "PlanTemplate")
    step = apps.get_model("clinic_sessions", "PlanTemplateTechnique")
    for entry in TEMPLATES.values():
        row = template.objects.create(**template_fields(entry), approved_at=timezone.now(), approved_by=actor)
        step.objects.bulk_create(step(template=row, **fields) for fields in template_steps(entry))


def take_away(apps: Any, _schema_editor: Any) -> None:
    names = [entry.name for entry in TEMPLATES.values()]
    apps.get_model("clinic_sessions", "PlanTemplate").objects.filter(name__in=names).delete()
    apps.get_model("clinic_sessions", "Technique").objects.filter(version=1).delete()
    apps.get_model("clinic_sessions", "Exercise").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("clinic_sessions", "0001_initial")]

    operations = [migrations.RunPython(lay, take_away)]
