"""How long a referral waits for its first visit, and how its last day for a start is said."""

from datetime import date, timedelta

import pytest

from sessions.rules.first_visit import Waits, start_by, waits

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("days", "words", "presses"),
    [
        (-2, "start by Sat 21 Nov, passed", True),
        (0, "start by Mon 23 Nov, today", True),
        (1, "start by Tue 24 Nov, tomorrow", True),
        (3, "start by Thu 26 Nov, 3 days left", True),
        (4, "start by Fri 27 Nov, 4 days left", False),
    ],
)
def test_the_last_day_for_a_start_says_how_long_it_is(days: int, words: str, presses: bool) -> None:
    said = start_by(TODAY + timedelta(days=days), today=TODAY)
    assert (said.words, said.presses) == (words, presses)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], None),
        ([5], Waits(5, 5, 1, 0)),
        ([3, 14, 15], Waits(14, 15, 3, 1)),
        ([20, 2, 4, 9], Waits(9, 20, 4, 1)),  # of an even number the later one
    ],
)
def test_the_wait_in_the_middle_is_not_made_to_look_shorter(days: list[int], expected: Waits | None) -> None:
    assert waits(days, most=14) == expected
