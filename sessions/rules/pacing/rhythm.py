"""P11: no more visits in a calendar week than the plan says. What the referral allows is judged when booking."""

from collections.abc import Sequence
from datetime import date

from clinic.rules.findings import Finding, Level
from sessions.rules.pacing.gaps import week_of


def p11(day: date, others: Sequence[date], visits_per_week: int) -> list[Finding]:
    """`others`: days of the plan's other live visits; the one being moved is not among them. Blocks."""
    booked = sum(1 for other in others if week_of(other) == week_of(day))
    if booked < visits_per_week:
        return []
    message = f"The plan says {visits_per_week} visits a week, and that week has {booked} already."
    return [Finding(Level.BLOCK, "P11", message, "PROP", "Choose another week, or a new version of the plan.")]
