"""Booking the visits of a plan together: all of them or none."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from clinic.models import Room, Staff
from patients.models import Patient
from referrals.models import Episode, Referral
from sessions.models import Appointment, Plan
from sessions.services import appointments
from sessions.services.appointments import Place


class NotAll(Exception):
    """One of the visits cannot be booked, so none was. `place` says which, the message why."""

    def __init__(self, place: Place, why: str, *, codes: frozenset[str] = frozenset()) -> None:
        self.place, self.codes = place, codes
        super().__init__(why)


def book_plan(
    *,
    patient: Patient,
    episode: Episode,
    referral: Referral | None,
    plan: Plan,
    minutes: int,
    places: Sequence[Place],
    day_reason: str = "",
    by: Staff,
    now: datetime,
) -> list[Appointment]:
    """Treatments at these places, in the order of time, as one series. `day_reason`: why two of one day. Raises NotAll; then nothing is
    written."""
    series, booked = uuid4(), []
    with transaction.atomic():
        _lock(patient, referral, places)
        for place in sorted(places, key=lambda one: one.starts_at):
            try:
                visit = appointments.book(
                    patient=patient,
                    kind=Appointment.Kind.TREATMENT,
                    therapist=place.therapist,
                    room=place.room,
                    starts_at=place.starts_at,
                    minutes=minutes,
                    episode=episode,
                    referral=referral,
                    plan=plan,
                    series=series,
                    day_reason=day_reason,
                    by=by,
                    now=now,
                )
            except appointments.SlotTaken as taken:
                raise NotAll(place, str(taken)) from taken
            except appointments.Refused as refused:
                codes = frozenset(finding.code for finding in refused.findings)
                raise NotAll(place, str(refused), codes=codes) from refused
            booked.append(visit)
    return booked


def _lock(patient: Patient, referral: Referral | None, places: Sequence[Place]) -> None:
    """All that the visits share, in the order in which one booking takes its locks, so that none waits for another in a circle."""
    if referral is not None:
        Referral.objects.select_for_update(no_key=True).only("pk").get(pk=referral.pk)
    therapists, rooms = {one.therapist.pk for one in places}, {one.room.pk for one in places}
    list(Staff.objects.select_for_update(no_key=True).only("pk").filter(pk__in=therapists).order_by("pk"))
    list(Room.objects.select_for_update(no_key=True).only("pk").filter(pk__in=rooms).order_by("pk"))
    Patient.objects.select_for_update(no_key=True).only("pk").get(pk=patient.pk)
