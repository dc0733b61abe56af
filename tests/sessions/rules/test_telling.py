"""What is told when: news once, reminders not twice, not too late and not in the night, right across changes of clocks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sessions.rules.telling import Told, VisitState, due_at, news, reminder

ZONE = ZoneInfo("America/Los_Angeles")
STARTS = datetime(2026, 11, 26, 14, 0, tzinfo=ZONE).astimezone(UTC)
LONG_AGO = STARTS - timedelta(days=20)
HOURS = (48, 3)


def state(**changed: object) -> VisitState:
    told = Told("booked", 0, LONG_AGO)
    return replace(VisitState("booked", 0, STARTS, ZONE, told), **changed)  # type: ignore[arg-type]


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("visit", "told"),
    [
        (state(last=None), "booked"),
        (state(), ""),
        (state(status="confirmed"), ""),
        (state(sequence=1), "changed"),
        (state(sequence=1, status="cancelled"), "cancelled"),
        (state(sequence=1, status="late"), "cancelled"),
        (state(sequence=1, status="cancelled", last=None), ""),
        (state(sequence=2, status="cancelled", last=Told("cancelled", 1, LONG_AGO)), ""),
        (state(sequence=2, last=Told("cancelled", 1, LONG_AGO)), "booked"),
        (state(status="held", last=None), ""),
        (state(sequence=1, status="arrived"), ""),
    ],
)
def test_news_is_what_the_patient_does_not_know(visit: VisitState, told: str) -> None:
    assert news(visit, STARTS - timedelta(days=1)) == told


def test_nothing_is_news_once_the_visit_has_begun() -> None:
    assert news(state(last=None), STARTS) == ""


@pytest.mark.parametrize(
    ("before", "which"),
    [
        (timedelta(hours=48, seconds=1), 0),
        (timedelta(hours=48), 48),
        (timedelta(hours=5), 48),
        (timedelta(hours=3), 3),
        (timedelta(minutes=29), 0),
    ],
)
def test_a_reminder_is_due_from_its_hour_on(before: timedelta, which: int) -> None:
    assert reminder(state(), HOURS, STARTS - before) == which


def test_a_reminder_is_sent_once_and_the_first_not_after_the_last() -> None:
    assert reminder(state(reminded=frozenset({48})), HOURS, STARTS - timedelta(hours=20)) == 0
    assert reminder(state(reminded=frozenset({48})), HOURS, STARTS - timedelta(hours=3)) == 3
    assert reminder(state(reminded=frozenset({3})), HOURS, STARTS - timedelta(hours=2)) == 0


def test_zero_hours_is_never() -> None:
    assert reminder(state(), (0, 0), STARTS - timedelta(hours=1)) == 0
    assert reminder(state(), (0, 3), STARTS - timedelta(hours=20)) == 0


def test_who_books_inside_the_window_is_not_reminded_at_once() -> None:
    booked = state(last=Told("booked", 0, STARTS - timedelta(hours=20)))
    assert reminder(booked, HOURS, STARTS - timedelta(hours=19)) == 0
    assert reminder(booked, HOURS, STARTS - timedelta(hours=3)) == 3
    assert reminder(state(last=Told("booked", 0, STARTS - timedelta(hours=2))), HOURS, STARTS - timedelta(hours=1)) == 0


@pytest.mark.parametrize(
    "visit", [state(status="cancelled"), state(last=None), state(sequence=1), state(status="arrived")]
)
def test_only_what_stands_as_it_was_told_is_reminded_of(visit: VisitState) -> None:
    assert reminder(visit, HOURS, STARTS - timedelta(hours=3)) == 0


@pytest.mark.parametrize(
    ("starts", "hours", "due"),
    [
        (local(2026, 11, 26, 11), 3, local(2026, 11, 26, 8)),
        (local(2026, 11, 26, 9), 3, local(2026, 11, 25, 19)),
        (local(2026, 11, 26, 21, 30), 1, local(2026, 11, 26, 19)),
        (local(2026, 11, 26, 7), 48, local(2026, 11, 23, 19)),
    ],
)
def test_what_would_come_in_the_night_comes_the_evening_before(starts: datetime, hours: int, due: datetime) -> None:
    assert due_at(state(starts_at=starts), hours) == due


@pytest.mark.parametrize(
    ("zone", "starts", "wall"),
    [
        ("America/Los_Angeles", (2026, 3, 9, 10), 9),  # forward on the 8th: 48 hours earlier the clock showed 09:00
        ("America/Los_Angeles", (2026, 11, 2, 10), 11),  # back on the 1st
        ("Europe/London", (2026, 3, 30, 10), 9),
        ("Europe/London", (2026, 10, 26, 10), 11),
        ("UTC", (2026, 3, 9, 10), 10),
    ],
)
def test_hours_really_pass_across_changes_of_clocks(zone: str, starts: tuple[int, int, int, int], wall: int) -> None:
    clock = ZoneInfo(zone)
    begins = datetime(*starts, tzinfo=clock).astimezone(UTC)
    due = due_at(state(starts_at=begins, zone=clock), 48)
    assert begins - due == timedelta(hours=48)
    assert due.astimezone(clock).hour == wall


def test_half_an_hour_at_lord_howe() -> None:
    clock = ZoneInfo("Australia/Lord_Howe")
    begins = datetime(2026, 10, 5, 12, 0, tzinfo=clock).astimezone(UTC)  # forward by 30 minutes on the 4th
    due = due_at(state(starts_at=begins, zone=clock), 48).astimezone(clock)
    assert (due.hour, due.minute) == (11, 30)
