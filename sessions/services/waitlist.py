"""Putting somebody on the waitlist, and taking them off."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction

from clinic.models import Actor, Location, Staff
from patients.models import Patient
from patients.services.refusal import Refused
from referrals.models import Episode
from sessions.models import Offer, WaitlistEntry


def add(
    *,
    patient: Patient,
    episode: Episode,
    kind: str,
    minutes: int,
    urgency: str = "routine",
    weekdays: Iterable[int] = (),
    from_time: time | None = None,
    until_time: time | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
    therapists: Iterable[Staff] = (),
    locations: Iterable[Location] = (),
    note: str = "",
    by: Actor,
    now: datetime,
) -> WaitlistEntry:
    """The same kind of visit of the same course of care is waited for once. Raises Refused."""
    if episode.patient_id != patient.pk:
        raise ValueError("the episode is another patient's")
    with transaction.atomic():
        Patient.objects.select_for_update(no_key=True).only("pk").get(pk=patient.pk)
        if WaitlistEntry.objects.open().filter(episode=episode, kind=kind).exists():
            raise Refused("The patient waits for such a visit already. Close that entry first.")
        entry = WaitlistEntry.objects.create(
            patient=patient,
            episode=episode,
            kind=kind,
            minutes=minutes,
            urgency=urgency,
            weekdays=sorted(set(weekdays)),
            from_time=from_time,
            until_time=until_time,
            from_on=from_on,
            until_on=until_on,
            note=" ".join(note.split()),
            entered_at=now,
            entered_by=by,
        )
        entry.therapists.set(therapists)
        entry.locations.set(locations)
    return entry


def close(*, entry: WaitlistEntry, reason: str, by: Actor, now: datetime) -> WaitlistEntry:
    """They wait no more, and why. Closed already, it stays as it is. Raises Refused without a reason, or while a time is offered."""
    said = " ".join(reason.split())
    if not said:
        raise Refused("Write why nobody waits any more.", "reason")
    with transaction.atomic():
        row = WaitlistEntry.objects.select_for_update(no_key=True).get(pk=entry.pk)
        if row.closed_at is None:
            if Offer.objects.standing(now=now).filter(entry=row).exists():
                raise Refused("A time is offered to this patient. Take the offer back first.")
            row.closed_at, row.closed_by, row.closed_reason = now, by, said[:200]
            row.save(update_fields=["closed_at", "closed_by", "closed_reason"])
    return row
