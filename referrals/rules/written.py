"""A physician's written word: how long it holds where it does not say so, and how its days are said (P-CLEARANCE)."""

from datetime import date, timedelta

from clinic.rules.policy import DEFAULTS

CLEARANCE_DAYS = DEFAULTS["clearance_days"]
# No clinical limits: a day further off is a slip of the pen.
FURTHEST_START = timedelta(days=2 * 365)
LONGEST = timedelta(days=10 * 365)
CHECK_THE_YEAR = "Check the year."


def default_until(from_on: date, days: int = CLEARANCE_DAYS) -> date:
    """The last day of a clearance that names none."""
    return from_on + timedelta(days=days)


def slip(from_on: date, until_on: date | None, *, born_on: date, today: date) -> tuple[str, str] | None:
    """The field and the sentence where these days cannot be meant; None where they can."""
    if from_on < born_on:
        return "from_on", "This day lies before the patient was born."
    if from_on > today + FURTHEST_START:
        return "from_on", CHECK_THE_YEAR
    if until_on is not None and until_on < from_on:
        return "until_on", "Its last day cannot lie before its first."
    if until_on is not None and until_on > from_on + LONGEST:
        return "until_on", CHECK_THE_YEAR
    return None


def days_left_words(from_on: date, until_on: date | None, today: date) -> str:
    """“12 days left”, “starts in 3 days”, “ended 2 days ago”; empty where it holds without an end."""
    if from_on > today:
        ahead = (from_on - today).days
        return "starts tomorrow" if ahead == 1 else f"starts in {ahead} days"
    if until_on is None:
        return ""
    left = (until_on - today).days
    if left < 0:
        return "ended yesterday" if left == -1 else f"ended {-left} days ago"
    return {0: "last day today", 1: "1 day left"}.get(left, f"{left} days left")
