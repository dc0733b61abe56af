"""What a signed screening means for the standing conditions of a patient."""

from datetime import date, datetime

from assessments.models import Condition, ScreeningAnswer
from clinic.models import Actor
from clinic.rules.conditions import ConditionCode
from clinic.rules.regions import REGIONS, check_places
from clinic.rules.screening import CONDITIONS
from patients.models import Patient


def apply_screening(
    *, patient: Patient, answers: list[ScreeningAnswer], source: str, today: date, by: Actor, now: datetime
) -> None:
    """A yes stands confirmed by the therapist who signs, a “not sure” stands unconfirmed; neither ever lowers what stands.

    A no, said to the therapist who signs, ends only what nobody had confirmed. The caller locks the patient.
    """
    standing = {row.code: row for row in Condition.objects.standing().filter(patient=patient)}
    for answer in answers:
        row = standing.get(answer.code)
        if answer.answer == ScreeningAnswer.Answer.NO:
            if row and not row.confirmed_at:
                row.resolved_on = max(today, row.since_on)
                row.save(update_fields=["resolved_on"])
            continue
        row = row or Condition(patient=patient, code=answer.code, since_on=today, source=source, recorded_by=by)
        _take_over(row, answer)
        if answer.answer == ScreeningAnswer.Answer.YES and not row.confirmed_at:
            row.confirmed_at, row.confirmed_by = now, by
        row.save()


def _take_over(row: Condition, answer: ScreeningAnswer) -> None:
    """Places add up and a kind that binds harder is never dropped; days and counts, which may lower, are taken from a yes alone. Since
    when nobody knows, it counts from the day it was said."""
    row.regions = list(check_places([*row.regions, *places_of(answer)]))
    row.note = answer.note or row.note
    row.variant = answer.variant or row.variant
    if answer.answer == ScreeningAnswer.Answer.YES:
        row.platelets = row.platelets if answer.platelets is None else answer.platelets
        row.since_on = answer.since_on or row.since_on


def places_of(answer: ScreeningAnswer) -> tuple[str, ...]:
    """Where it sits: the places named, else where it usually sits, else nowhere in particular."""
    usual = CONDITIONS[ConditionCode(answer.code)].usual_regions
    return tuple(answer.places) or tuple(place for code in usual for place in REGIONS[code].places)
