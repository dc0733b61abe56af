"""P9: after an absence the work starts lower, and after a long one not before a re-assessment."""

from datetime import date

from clinic.rules.findings import Finding, Level
from sessions.rules.pacing.facts import LIMITS, PacingLimits
from sessions.rules.pacing.lowered import Lowered


def p9(day: date, last_visit_on: date | None, limits: PacingLimits = LIMITS) -> Lowered:
    """From 14 days since the last visit: one level less. Judged as overridable."""
    if last_visit_on is None or (day - last_visit_on).days < limits.absent_lower_days:
        return Lowered()
    reason = f"the last visit was {(day - last_visit_on).days} days ago"
    return Lowered(1, codes=("P9",), reasons=(reason,))


def p9_reassess(
    day: date, last_visit_on: date | None, *, assessed_on: date | None = None, limits: PacingLimits = LIMITS
) -> list[Finding]:
    """From 30 days: blocks until re-assessed after that visit, and not longer ago than as many days."""
    if last_visit_on is None:
        return []
    days = (day - last_visit_on).days
    if days < limits.absent_reassess_days or _is_fresh(day, last_visit_on, assessed_on, limits):
        return []
    message = (
        f"The last visit was {days} days ago; from {limits.absent_reassess_days} days a re-assessment comes first."
    )
    return [Finding(Level.BLOCK, "P9-REASSESS", message, "PROP", "A signed re-assessment.")]


def _is_fresh(day: date, last_visit_on: date, assessed_on: date | None, limits: PacingLimits) -> bool:
    if assessed_on is None or assessed_on <= last_visit_on:
        return False
    return (day - assessed_on).days < limits.absent_reassess_days
