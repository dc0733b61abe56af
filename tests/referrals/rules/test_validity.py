"""What a referral is worth on a day."""

from datetime import date
from typing import Any

import pytest

from referrals.rules.validity import Standing, State, default_valid_until, state_on

DAY = date(2026, 11, 23)
GOOD = {
    "verified": True,
    "received_on": date(2026, 11, 2),
    "valid_until_on": date(2026, 12, 31),
    "visits_authorized": 12,
    "used": 3,
}


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, State.VALID),
        ({"verified": False}, State.INCOMPLETE),
        ({"declined": True, "verified": False}, State.DECLINED),
        ({"withdrawn": True}, State.WITHDRAWN),
        ({"withdrawn": True, "declined": True}, State.WITHDRAWN),
        ({"valid_until_on": DAY}, State.VALID),
        ({"valid_until_on": date(2026, 11, 22)}, State.EXPIRED),
        ({"earliest_start_on": DAY}, State.VALID),
        ({"earliest_start_on": date(2026, 11, 24)}, State.NOT_YET),
        ({"received_on": date(2026, 11, 24)}, State.NOT_YET),
        ({"received_on": None, "earliest_start_on": None}, State.VALID),
        ({"used": 12}, State.USED_UP),
        ({"used": 13}, State.USED_UP),
        ({"used": 11}, State.VALID),
        ({"used": None}, State.VALID),
        ({"used": 12, "valid_until_on": date(2026, 11, 22)}, State.EXPIRED),
        ({"used": 12, "earliest_start_on": date(2026, 11, 24)}, State.USED_UP),
    ],
)
def test_state_on_a_day(facts: dict[str, Any], state: State) -> None:
    assert state_on(Standing(**{**GOOD, **facts}), DAY) is state


def test_default_end_counts_from_receipt() -> None:
    assert default_valid_until(date(2026, 11, 2), 90) == date(2027, 1, 31)
