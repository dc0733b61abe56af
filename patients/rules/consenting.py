"""Who may consent: adults for themselves, a parent or legal guardian for somebody under age."""

from dataclasses import dataclass
from datetime import date

ADULT_AGE = 18
FOR_MINORS = frozenset({"parent", "guardian"})


@dataclass(frozen=True)
class Speaker:
    """A related person as the rule sees them."""

    relation: str
    may_consent: bool
    until_on: date | None


def why_not(*, age: int, speaker: Speaker | None, today: date) -> str:
    """A code for why this consent cannot be taken down, or nothing: minor, minor_relation, not_allowed, ended."""
    if speaker is None:
        return "minor" if age < ADULT_AGE else ""
    if not speaker.may_consent:
        return "not_allowed"
    if speaker.until_on is not None and speaker.until_on < today:
        return "ended"
    if age < ADULT_AGE and speaker.relation not in FOR_MINORS:
        return "minor_relation"
    return ""
