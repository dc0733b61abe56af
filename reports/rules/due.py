"""When the next report is due: after so many signed visits or so many days since the last one (P-REPORT-VISITS, P-REPORT-DAYS)."""

from datetime import timedelta


def is_due(*, visits: int, waited: timedelta, every_visits: int, every_days: int) -> bool:
    """`visits` are those charted since the last report, `waited` the time since it, or since the first chart."""
    return visits >= every_visits or (visits > 0 and waited >= timedelta(days=every_days))
