"""A plan's visits laid out: the rhythm, what is nearest, and how a deviation is told."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from sessions.rules.availability import Opening
from sessions.rules.booking_guard import VisitLimits
from sessions.rules.laying_out import RHYTHM, Anchor, deviations, laid, meant_days, nearest, with_visit

MONDAY = date(2026, 11, 23)
CLOCKS = {1: UTC}
AS_EVER = Anchor(therapist_id=7, at=time(10))


def opening(day: int, hour: int, minute: int = 0, therapist: int = 7) -> Opening:
    at = datetime(2026, 11, 23, hour, minute, tzinfo=UTC) + timedelta(days=day)
    return Opening(therapist, 1, 1, at, at + timedelta(minutes=60))


def test_every_rhythm_comes_round_to_the_same_weekday() -> None:
    assert {
        count: (len(steps) if count < 7 else 7, sum(steps) * (7 if count == 7 else 1))
        for count, steps in RHYTHM.items()
    } == {count: (count, 7) for count in range(1, 8)}


@pytest.mark.parametrize(
    ("per_week", "days"), [(1, [0, 7, 14, 21]), (2, [0, 3, 7, 10]), (3, [0, 2, 4, 7]), (5, [0, 1, 2, 3])]
)
def test_visits_keep_the_rhythm_of_the_plan(per_week: int, days: list[int]) -> None:
    assert meant_days(MONDAY, 4, per_week=per_week) == [MONDAY + timedelta(days=day) for day in days]


def test_the_same_hour_and_therapist_come_first() -> None:
    found = nearest(
        [opening(0, 9), opening(0, 10, therapist=8), opening(0, 10), opening(1, 10)], MONDAY, AS_EVER, CLOCKS
    )
    assert found[0] == opening(0, 10)
    assert laid(MONDAY, found, AS_EVER, CLOCKS).deviations == ()


def test_the_same_hands_a_day_later_are_nearer_than_others_at_once() -> None:
    found = nearest([opening(0, 10, therapist=8), opening(1, 10), opening(3, 10)], MONDAY, AS_EVER, CLOCKS)
    assert found == [opening(1, 10), opening(0, 10, therapist=8), opening(3, 10)]


def test_every_deviation_is_told() -> None:
    assert deviations(opening(2, 11, therapist=8), MONDAY, AS_EVER, UTC) == [
        "2 days later",
        "other hour",
        "other therapist",
    ]
    assert deviations(opening(-1, 10), MONDAY, AS_EVER, UTC) == ["1 day earlier"]
    assert deviations(opening(0, 15, therapist=8), MONDAY, Anchor(None, None), UTC) == []


def test_nothing_free_is_said_and_not_made_up() -> None:
    one = laid(MONDAY, [], AS_EVER, CLOCKS)
    assert (one.opening, one.others) == (None, ())


def test_a_visit_takes_its_weeks_place_and_its_rest() -> None:
    limits = VisitLimits((MONDAY, MONDAY), MONDAY, per_week=2, taken_per_week={MONDAY: 1})
    after = with_visit(limits, opening(2, 10), UTC)
    assert after.taken_per_week == {MONDAY: 2}
    assert after.visits == ((opening(2, 10).starts_at, opening(2, 10).ends_at),)
