"""Visits of two records that become one patient's: nobody is in two visits at once."""

from datetime import datetime

from django.utils.formats import date_format

from clinic.models import Actor
from sessions.models import Appointment


def settle(*, merged: int, into: int, by: Actor, now: datetime) -> None:
    """Raises ValueError, naming the first such moment, where both have live visits that overlap: only a person knows which one is true."""
    others = list(Appointment.objects.live().filter(patient=into).only("during"))
    for visit in Appointment.objects.live().filter(patient=merged).select_related("location").order_by("during"):
        if any(visit.starts_at < other.ends_at and other.starts_at < visit.ends_at for other in others):
            when = date_format(visit.starts_at.astimezone(visit.location.tz), "j M Y, H:i")
            raise ValueError(f"Both records have a visit on {when}. Cancel one of these two, then merge.")
