"""What stands in a therapist's calendar, and who has one."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from clinic.models import Staff
from sessions.models import Appointment, CalendarFeed

BACK, AHEAD = timedelta(days=30), timedelta(days=180)


def visits_of(staff: Staff, *, now: datetime) -> "QuerySet[Appointment]":
    """From a month back to half a year ahead; what is called off is simply gone."""
    rows = Appointment.objects.live().between(now - BACK, now + AHEAD).filter(therapist=staff)
    return rows.select_related("patient", "room", "location").order_by("during", "pk")


def own(staff: Staff) -> CalendarFeed | None:
    return CalendarFeed.objects.open().filter(staff=staff).first()


def everybody() -> "QuerySet[CalendarFeed]":
    return CalendarFeed.objects.open().select_related("staff").order_by("staff__name")
