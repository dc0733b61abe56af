"""What a signed screening means for the standing conditions of a patient, and how one of them ends (X-END)."""

from datetime import date, datetime

from django.db import transaction

from assessments.models import Condition, ScreeningAnswer
from assessments.rules.endings import ENDS, Ending, lacking_resolution
from clinic.models import Actor, Staff
from clinic.rules.conditions import ConditionCode
from clinic.rules.regions import REGIONS, check_places
from clinic.rules.screening import CONDITIONS
from clinic.selectors import days
from patients.models import Document, Patient
from patients.services.refusal import Refused
from referrals.models import Episode

NO_LICENSE = "Only a therapist whose license is in force ends a condition: none of yours is."


def apply_screening(
    *, patient: Patient, answers: list[ScreeningAnswer], source: str, today: date, by: Actor, now: datetime
) -> None:
    """A yes stands confirmed by the therapist who signs, a “not sure” stands unconfirmed; neither ever lowers what stands.

    A no, said to the therapist who signs, ends what nobody had confirmed; what was confirmed ends only where the answer says how. The
    caller locks the patient.
    """
    standing = {row.code: row for row in Condition.objects.standing().filter(patient=patient)}
    for answer in answers:
        row = standing.get(answer.code)
        if answer.answer == ScreeningAnswer.Answer.NO:
            if row:
                _take_no(row, answer, today=today, by=by, now=now)
            continue
        row = row or Condition(patient=patient, code=answer.code, since_on=today, source=source, recorded_by=by)
        _take_over(row, answer)
        if answer.answer == ScreeningAnswer.Answer.YES and not row.confirmed_at:
            row.confirmed_at, row.confirmed_by = now, by
        row.save()


def end(
    *,
    condition: Condition,
    resolution: str,
    on: date | None,
    why: str,
    evidence: Document | None = None,
    staff: Staff,
    now: datetime,
) -> Condition:
    """It has ended on that day, or was entered by mistake. Ending twice ends once. Raises Refused for who may not, or what is missing."""
    today = days.today(now=now)
    if not _treats(staff, condition.patient_id, today=today):
        raise Refused("Only a therapist of this patient's care team may end a condition.")
    if not is_licensed(staff, today=today):
        raise Refused(NO_LICENSE)
    with transaction.atomic():
        row = Condition.objects.select_for_update(no_key=True).get(pk=condition.pk)
        if row.resolved_on is None:
            _require_told(row, resolution, on, why, today=today)
            day = on if resolution == Ending.ENDED and on is not None else today
            _close(row, resolution=resolution, on=day, why=why, evidence=evidence, by=staff.actor, now=now)
    return row


def is_licensed(staff: Staff, *, today: date) -> bool:
    return staff.licenses.filter(expires_on__gte=today).exists()


def _treats(staff: Staff, patient_id: int, *, today: date) -> bool:
    own = Episode.objects.cared_for_by(staff, today=today).filter(patient=patient_id)
    return staff.is_therapist and own.exists()


def _require_told(row: Condition, resolution: str, on: date | None, why: str, *, today: date) -> None:
    if resolution not in ENDS:
        raise Refused("Say whether it has ended or was entered by mistake.", "resolution")
    for field, message in lacking_resolution(resolution, on, why, since_on=row.since_on, today=today):
        raise Refused(message, {"ended_on": "on", "ending_why": "why"}[field])


def _take_no(row: Condition, answer: ScreeningAnswer, *, today: date, by: Actor, now: datetime) -> None:
    if row.confirmed_at is None:
        _close(row, resolution=Ending.ENDED, on=today, why=answer.note or "Answered with no.", by=by, now=now)
    elif answer.ending in ENDS:
        on = answer.ended_on if answer.ending == Ending.ENDED and answer.ended_on else today
        _close(row, resolution=answer.ending, on=on, why=answer.ending_why, by=by, now=now)


def _close(
    row: Condition,
    *,
    resolution: str,
    on: date,
    why: str,
    evidence: Document | None = None,
    by: Actor,
    now: datetime,
) -> None:
    row.resolved_on = max(on, row.since_on)
    row.resolution, row.resolved_why, row.resolved_evidence = resolution, why.strip(), evidence
    row.resolved_at, row.resolved_by = now, by
    row.save(
        update_fields=["resolved_on", "resolution", "resolved_why", "resolved_evidence", "resolved_at", "resolved_by"]
    )


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
