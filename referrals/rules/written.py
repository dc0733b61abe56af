"""How long a physician's written word holds where it does not say so itself (S2.1)."""

from datetime import date, timedelta

CLEARANCE_DAYS = 90


def default_until(from_on: date, days: int = CLEARANCE_DAYS) -> date:
    """The last day of a clearance that names none."""
    return from_on + timedelta(days=days)
