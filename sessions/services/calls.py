"""The call list: who is told of a changed visit by telephone, for no mail reaches them, and what came of the call."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from clinic.models import Actor
from sessions.models import Appointment, Call
from sessions.rules.telling import OFF
from sessions.selectors import calls
from sessions.selectors.calls import is_mailed, reached_by_mail, told_by_mail
from sessions.selectors.hours import displaced_ids


@dataclass(frozen=True)
class Was:
    """A visit as its patient knows it."""

    visit_id: int
    starts_at: datetime
    therapist_id: int


def note(*, changed: Iterable[Was], by: Actor, now: datetime) -> int:
    """Put on the list those of these visits, already changed, whose patients no mail reaches. A visit that changes again before the call
    keeps its one entry, with what the patient knew at first. Returns how many are on the list."""
    known = {was.visit_id: was for was in changed}
    with transaction.atomic():
        rows = Appointment.objects.filter(pk__in=known).annotate(can_mail=reached_by_mail(), was_told=told_by_mail())
        waiting = [visit for visit in rows if not is_mailed(visit, off=visit.status in OFF)]
        for visit in waiting:
            _put(visit, known[visit.pk], by=by, now=now)
    return len(waiting)


def lost_place(visit: Appointment, *, now: datetime) -> bool:
    """Whether a change of this visit is the clinic's own doing (its hours, time off, closure or room took its place) and no mail tells of it:
    then nobody has spoken with the patient yet."""
    row = Appointment.objects.filter(pk=visit.pk).annotate(can_mail=reached_by_mail(), was_told=told_by_mail()).get()
    return not is_mailed(row, off=True) and visit.pk in displaced_ids(now=now, therapist_id=visit.therapist_id)


def _put(visit: Appointment, was: Was, *, by: Actor, now: datetime) -> None:
    opened = Call.objects.select_for_update(no_key=True).open().filter(appointment=visit).first()
    if opened is not None:
        if opened.sequence < visit.sequence:
            opened.sequence = visit.sequence
            opened.save(update_fields=["sequence"])
        return
    Call.objects.get_or_create(
        appointment=visit,
        sequence=visit.sequence,
        defaults={
            "patient_id": visit.patient_id,
            "was_starts_at": was.starts_at,
            "was_therapist_id": was.therapist_id,
            "asked_at": now,
            "asked_by": by,
        },
    )


def close(*, patient_id: int, keys: Iterable[int], outcome: str, note: str = "", by: Actor, now: datetime) -> int:
    """One call told of these entries of one patient: those that were read out, not what came since. Returns how many it closed; what
    somebody else closed meanwhile keeps their word."""
    with transaction.atomic():
        rows = list(Call.objects.select_for_update(no_key=True).open().filter(patient=patient_id, pk__in=list(keys)))
        for row in rows:
            row.outcome, row.note, row.closed_at, row.closed_by = Call.Outcome(outcome), note.strip(), now, by
            row.save(update_fields=["outcome", "note", "closed_at", "closed_by"])
    return len(rows)


def nobody_answered(*, patient_id: int, keys: Iterable[int], by: Actor, now: datetime) -> int:
    """The entries stay open, with how often it was tried and when last."""
    with transaction.atomic():
        rows = list(Call.objects.select_for_update(no_key=True).open().filter(patient=patient_id, pk__in=list(keys)))
        for row in rows:
            row.tries, row.tried_at, row.tried_by = min(row.tries + 1, calls.MOST_TRIES), now, by
            row.save(update_fields=["tries", "tried_at", "tried_by"])
    return len(rows)
