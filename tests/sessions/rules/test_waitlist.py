"""Order and fit of those who wait, from tables."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from clinic.rules.findings import Finding, Level
from sessions.rules.waitlist import (
    WORDS,
    Free,
    Misfit,
    Waiting,
    Wished,
    compare,
    misfit,
    rank,
    wishes_in_words,
    word_of,
)

ZONE = ZoneInfo("America/Los_Angeles")
# A Tuesday, ten o'clock at the location.
TEN = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
FREE = Free(therapist_id=1, location_id=7, starts_at=TEN, ends_at=TEN + timedelta(minutes=60), zone=ZONE)
SINCE = datetime(2026, 11, 1, tzinfo=UTC)


def waiting(**wishes: Any) -> Waiting:
    return Waiting(**{"urgency": "routine", "since": SINCE, "minutes": 60, **wishes})


@pytest.mark.parametrize(
    ("wishes", "missed"),
    [
        ({}, ()),
        ({"weekdays": frozenset({1, 3})}, ()),
        ({"weekdays": frozenset({3, 0})}, ("only Mon, Thu",)),
        ({"from_time": time(10)}, ()),
        ({"from_time": time(10, 15)}, ("not before 10:15",)),
        ({"until_time": time(11)}, ()),
        ({"until_time": time(10, 59)}, ("over by 10:59",)),
        ({"until_time": time(10, 45), "minutes": 45}, ()),
        ({"therapists": frozenset({1, 2})}, ()),
        ({"therapists": frozenset({2})}, ("another therapist",)),
        ({"locations": frozenset({7})}, ()),
        ({"locations": frozenset({8})}, ("another location",)),
        ({"from_on": date(2026, 11, 24)}, ()),
        ({"from_on": date(2026, 11, 25)}, ("not before 25 Nov",)),
        ({"until_on": date(2026, 11, 24)}, ()),
        ({"until_on": date(2026, 11, 23)}, ("until 23 Nov",)),
        ({"minutes": 45}, ()),
        ({"minutes": 61}, ("needs 61 minutes",)),
        ({"weekdays": frozenset({3}), "minutes": 90}, ("only Thu", "needs 90 minutes")),
    ],
)
def test_each_wish_is_compared_by_itself(wishes: dict[str, Any], missed: tuple[str, ...]) -> None:
    assert compare(waiting(**wishes), FREE).missed == missed


def test_urgency_goes_before_waiting_and_waiting_before_wishes() -> None:
    later = SINCE + timedelta(days=3)
    people = {
        "routine, long": waiting(),
        "routine, long, wishes met": waiting(weekdays=frozenset({1}), from_time=time(9)),
        "routine, short": waiting(since=later),
        "urgent, short": waiting(urgency="urgent", since=later),
        "soon, long": waiting(urgency="soon"),
        "soon, short": waiting(urgency="soon", since=later),
    }
    assert sorted(people, key=lambda name: rank(people[name], FREE)) == [
        "urgent, short",
        "soon, long",
        "soon, short",
        "routine, long, wishes met",
        "routine, long",
        "routine, short",
    ]


def finding(code: str, level: Level = Level.OVERRIDE) -> Finding:
    return Finding(level, code, "Because.", "a rule", "Do that.")


@pytest.mark.parametrize(("code", "word"), WORDS.items())
def test_every_code_has_its_word(code: str, word: str) -> None:
    assert misfit([finding(code, Level.BLOCK)], Wished()) == Misfit(word, "Because. Do that.")


@pytest.mark.parametrize(
    ("level", "word"), [(Level.BLOCK, "not safe yet"), (Level.CLEAR, "not safe yet"), (Level.OVERRIDE, "not open then")]
)
def test_what_has_no_word_of_its_own(level: Level, word: str) -> None:
    assert word_of(finding("S-FEVER", level)) == word


def test_the_most_binding_reason_is_named() -> None:
    found = misfit([finding("EXPIRED"), finding("P3", Level.BLOCK)], Wished(("only Mon",)))
    assert found is not None
    assert found.word == "too soon after a visit"


@pytest.mark.parametrize(("code", "fits"), [("P3", False), ("CREDENTIAL", False), ("LICENSE", False), ("J-BOOK", True)])
def test_a_warning_of_gap_or_papers_keeps_a_time_from_being_offered(code: str, fits: bool) -> None:
    assert (misfit([finding(code, Level.WARN)], Wished()) is None) == fits


def test_wishes_are_the_last_reason() -> None:
    assert misfit([], Wished()) is None
    found = misfit([finding("J-BOOK", Level.WARN)], Wished(("only Mon", "another therapist")))
    assert found == Misfit("wishes do not match", "The patient asked for: only Mon, another therapist.")


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        ({}, []),
        ({"weekdays": frozenset({4, 0})}, ["Mon, Fri"]),
        ({"from_time": time(8), "until_time": time(12)}, ["08:00 to 12:00"]),
        ({"from_time": time(8)}, ["from 08:00"]),
        ({"until_time": time(12)}, ["over by 12:00"]),
        ({"from_on": date(2026, 12, 1), "until_on": date(2026, 12, 9)}, ["1 Dec to 9 Dec"]),
        ({"from_on": date(2026, 12, 1)}, ["not before 1 Dec"]),
        ({"until_on": date(2026, 12, 9)}, ["until 9 Dec"]),
    ],
)
def test_wishes_are_said_shortly(wishes: dict[str, Any], words: list[str]) -> None:
    assert wishes_in_words(waiting(**wishes), ["Amara Okafor"]) == [*words, "Amara Okafor"]
