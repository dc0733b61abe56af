"""Where the later visits of a series go when one of them is moved."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sessions.rules.appointments import moment


def shifted(starts_at: datetime, was: datetime, to: datetime, zone: ZoneInfo) -> datetime:
    """`starts_at` moved by as many days and clock minutes as from `was` to `to`, on the clock in `zone`: ten o'clock stays ten o'clock
    over a change of the clocks. Raises NoSuchTime."""
    local = [at.astimezone(zone).replace(tzinfo=None) for at in (starts_at, was, to)]
    there = local[0] + (local[2] - local[1])
    days = timedelta(days=(there.date() - local[0].date()).days)
    return moment(local[0].date() + days, there.time(), zone)
