"""What a referral is worth on a day: expired, used up and not yet are computed here and never stored (design 5.3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class State(StrEnum):
    """The words a person sees, in the order in which one hides the next."""

    WITHDRAWN = "Withdrawn"
    DECLINED = "Declined"
    INCOMPLETE = "To complete"
    EXPIRED = "Expired"
    USED_UP = "Used up"
    NOT_YET = "Not yet"
    VALID = "Valid"


@dataclass(frozen=True)
class Standing:
    """A referral as the rule sees it. `used` is None where nobody counted."""

    verified: bool = False
    declined: bool = False
    withdrawn: bool = False
    received_on: date | None = None
    earliest_start_on: date | None = None
    valid_until_on: date | None = None
    visits_authorized: int | None = None
    used: int | None = None


def state_on(standing: Standing, day: date) -> State:
    """The one word for this referral on this day; both the first and the last day count as valid."""
    if standing.withdrawn:
        return State.WITHDRAWN
    if standing.declined:
        return State.DECLINED
    if not standing.verified:
        return State.INCOMPLETE
    if standing.valid_until_on is not None and day > standing.valid_until_on:
        return State.EXPIRED
    if (
        standing.used is not None
        and standing.visits_authorized is not None
        and standing.used >= standing.visits_authorized
    ):
        return State.USED_UP
    begins = max((on for on in (standing.received_on, standing.earliest_start_on) if on is not None), default=None)
    return State.NOT_YET if begins is not None and day < begins else State.VALID


def default_valid_until(received_on: date, valid_days: int) -> date:
    """The last day of a referral that names none (P-VALIDITY)."""
    return received_on + timedelta(days=valid_days)
