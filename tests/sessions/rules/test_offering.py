"""Which free times are offered at once."""

from datetime import UTC, datetime, time, timedelta

import pytest

from sessions.rules.availability import Opening
from sessions.rules.offering import MOST, MOST_OF_A_DAY, is_within, spread

CLOCKS = {1: UTC}
HOUR = timedelta(hours=1)


def opening(day: int, hour: int, minute: int = 0, *, therapist: int = 1) -> Opening:
    starts_at = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
    return Opening(therapist, 1, 1, starts_at, starts_at + HOUR)


def test_those_that_begin_close_to_each_other_are_one_choice() -> None:
    found = [opening(24, 9), opening(24, 9, therapist=2), opening(24, 9, 15), opening(24, 10), opening(24, 10, 15)]
    assert spread(found, CLOCKS, apart=HOUR) == [found[0], found[3]]


def test_not_all_of_them_are_of_one_day() -> None:
    found = [opening(day, hour) for day in (24, 25, 26) for hour in range(8, 18)]
    days = [one.starts_at.day for one in spread(found, CLOCKS, apart=HOUR)]
    assert days == [24] * MOST_OF_A_DAY + [25] * MOST_OF_A_DAY
    assert [one.starts_at.day for one in spread(found, CLOCKS, apart=HOUR, of_a_day=99)] == [24] * MOST


def test_nothing_free_is_nothing_offered() -> None:
    assert spread([], CLOCKS, apart=HOUR) == []


@pytest.mark.parametrize(
    ("part", "at", "expected"),
    [
        ("", time(3), True),
        ("morning", time(11, 59), True),
        ("morning", time(12), False),
        ("afternoon", time(12), True),
        ("afternoon", time(17), False),
        ("evening", time(17), True),
    ],
)
def test_parts_of_the_day(part: str, at: time, *, expected: bool) -> None:
    assert is_within(at, part) is expected
