"""The day at the clinic, which is not the day in UTC for part of every evening."""

from datetime import UTC, date, datetime

from clinic.models import Location


def today(*, now: datetime) -> date:
    """The date on the wall of the first location; UTC before there is one."""
    location = Location.objects.first()
    return now.astimezone(location.tz if location else UTC).date()
