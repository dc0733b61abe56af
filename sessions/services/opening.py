"""Opening a chart from outside its care team: for a day, with a typed reason that is kept."""

from datetime import date, datetime

from django.db import transaction

from clinic.models import Actor, Staff
from patients.models import Patient
from referrals.models import Episode
from referrals.services import care_team

LEAST_REASON = 10


class NoReason(Exception):
    """The reason is too short to be one."""


def open_charts(*, patient: Patient, staff: Staff, reason: str, today: date, by: Actor, now: datetime) -> list[Episode]:
    """Put a therapist on the care teams of this patient's episodes until the end of `today`. Those they are on already stay as they
    are. Raises NoReason. The access row is the caller's."""
    reason = reason.strip()
    if len(reason) < LEAST_REASON:
        raise NoReason(f"Write at least {LEAST_REASON} characters.")
    with transaction.atomic():
        own = Episode.objects.cared_for_by(staff, today=today).values("pk")
        opened = list(Episode.objects.filter(patient=patient).exclude(pk__in=own))
        for episode in opened:
            care_team.join(episode=episode, staff=staff, from_on=today, why=f"opened: {reason}", by=by, now=now)
            care_team.leave(episode=episode, staff=staff, until_on=today, by=by, now=now)
    return opened
