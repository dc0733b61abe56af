"""The first version of the technique catalogue, the library of exercises and the plan templates, from the tables of the rules."""

from datetime import datetime

from clinic.services import actors
from sessions.models import Exercise, PlanTemplate, PlanTemplateTechnique, Technique
from sessions.rules.exercises import EXERCISES, not_with
from sessions.rules.plan_templates import TEMPLATES, TemplateEntry
from sessions.rules.techniques import TECHNIQUES, TechniqueEntry


def seed(*, now: datetime) -> None:
    """Lay what is missing; never touches what a manager has approved since. Safe to repeat."""
    by = actors.system()
    known = set(Technique.objects.values_list("code", flat=True))
    Technique.objects.bulk_create(
        Technique(**technique_fields(entry, position), version=1, approved_at=now, approved_by=by)
        for position, entry in enumerate(TECHNIQUES.values())
        if entry.code not in known
    )
    Exercise.objects.bulk_create(
        [
            Exercise(**exercise_fields(number))
            for number in EXERCISES
            if not Exercise.objects.filter(number=number).exists()
        ]
    )
    named = set(PlanTemplate.objects.values_list("name", flat=True))
    for template in TEMPLATES.values():
        if template.name not in named:
            row = PlanTemplate.objects.create(**template_fields(template), approved_at=now, approved_by=by)
            PlanTemplateTechnique.objects.bulk_create(
                PlanTemplateTechnique(template=row, **fields) for fields in template_steps(template)
            )


def technique_fields(entry: TechniqueEntry, position: int) -> dict[str, object]:
    """A row of the technique table (T-* of docs/clinical.md) as fields of the catalogue."""
    return {
        "code": entry.code.value,
        "name": entry.name,
        "purpose": entry.purpose,
        "indications": entry.indications,
        "contraindications": entry.contraindications,
        "pressure_min": entry.pressure.least,
        "pressure_start": entry.pressure.start,
        "pressure_max": entry.pressure.most,
        "minutes_min": entry.minutes.least,
        "minutes_default": entry.minutes.start,
        "minutes_max": entry.minutes.most,
        "pain_low": entry.pain[0],
        "pain_high": entry.pain[1],
        "pain_stop": entry.stop_at,
        "gap_hours": entry.gap_hours,
        "needs_credential": entry.needs_credential,
        "position": position,
    }


def exercise_fields(number: int) -> dict[str, object]:
    """A row of the exercise library (H-* of docs/clinical.md); 0 means “not held” or “not timed” there, null here."""
    entry = EXERCISES[number]
    return {
        "number": entry.number,
        "name": entry.name,
        "instructions": entry.instructions,
        "regions": list(entry.regions),
        "sets": entry.sets or None,
        "reps": entry.reps or None,
        "hold_seconds": entry.hold_s or None,
        "minutes": entry.minutes or None,
        "times_per_day": entry.times_per_day,
        "days_per_week": entry.days_per_week,
        "not_with": not_with(entry),
    }


def template_fields(entry: TemplateEntry) -> dict[str, object]:
    """A row of the plan templates (PT-* of docs/clinical.md) as fields of the table."""
    return {
        "name": entry.name,
        "about": entry.about,
        "event_kind": entry.event.value if entry.event else "",
        "icd_prefixes": list(entry.icd),
        "purpose": entry.purpose.value,
        "phase": entry.phase.value,
        "visits": entry.visits,
        "visits_per_week": entry.per_week,
        "visit_minutes": entry.minutes,
        "home_program": entry.home,
        "precautions": entry.precautions,
        "source": entry.source,
    }


def template_steps(entry: TemplateEntry) -> list[dict[str, object]]:
    """Its techniques, in order."""
    return [
        {
            "code": step.code.value,
            "minutes": step.minutes,
            "pressure_ceiling": step.ceiling,
            "from_day": step.from_day,
            "where": step.where.value,
            "places": list(step.places),
            "position": position,
        }
        for position, step in enumerate(entry.steps)
    ]
