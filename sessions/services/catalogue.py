"""The technique catalogue, kept by the manager as versions within the hard limits; and the first rows of it, of the library of
exercises and of the plan templates, from the tables of the rules."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from clinic.models import Actor
from clinic.rules.techniques import TechniqueCode
from clinic.services import actors
from sessions.models import Exercise, PlanTemplate, PlanTemplateTechnique, Technique
from sessions.rules.catalogue import Terms, refusals
from sessions.rules.exercises import EXERCISES, not_with
from sessions.rules.plan_templates import TEMPLATES, TemplateEntry
from sessions.rules.techniques import TECHNIQUES, TechniqueEntry


class Refused(Exception):
    """Terms outside the hard limits. `problems`: by field, each with a sentence."""

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        super().__init__(" ".join(sentence for _, sentence in problems))
        self.problems = problems


class NoReason(Exception):
    """A change nobody says the reason of."""


class Overtaken(Exception):
    """Another version came into force since the one the change was made on."""


def change_technique(
    *, code: str, wanted: Terms, reason: str, seen_version: int, by: Actor, now: datetime
) -> Technique | None:
    """Put these terms in force as the next version; None when nothing differs. Plans and charts keep the version they were made by.

    Raises Refused, NoReason, Overtaken.
    """
    problems = list(refusals(TECHNIQUES[TechniqueCode(code)], wanted))
    if problems:
        raise Refused(problems)
    with transaction.atomic():
        # Two managers at once: the second waits here and then sees the first one's version.
        newest = next(iter(Technique.objects.filter(code=code).select_for_update().order_by("-version")))
        if newest.version != seen_version:
            raise Overtaken(
                f"Meanwhile version {newest.version} came into force. Look at it, then make your change again."
            )
        if all(getattr(newest, name) == value for name, value in asdict(wanted).items()):
            return None
        if not reason.strip():
            raise NoReason("Say why; it is kept with the version.")
        return Technique.objects.create(
            **asdict(wanted),
            code=code,
            version=newest.version + 1,
            name=newest.name,
            position=newest.position,
            reason=reason.strip(),
            approved_at=now,
            approved_by=by,
        )


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
        "licenses": dict(entry.licenses),
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
