"""Day 0 and the day count of each kind of event."""

from datetime import date, timedelta

import pytest

from clinic.rules.events import EVENTS, EventKind, day_count, day_text, day_zero, is_surgery

DAY0 = date(2026, 3, 1)


def test_there_are_ten_kinds_and_other() -> None:
    assert list(EVENTS) == list(EventKind)
    assert len(EVENTS) == 11


@pytest.mark.parametrize(
    ("kind", "days", "text"),
    [
        (EventKind.LIPOSUCTION, 12, "POD 12"),
        (EventKind.LIPOSUCTION, 0, "POD 0"),
        (EventKind.SPRAIN_STRAIN_1_2, 34, "Day 34"),
        (EventKind.FRACTURE_UNITED, 28, "Day 28"),
        (EventKind.INJECTION_SITE, 1, "Day 1"),
        (EventKind.JOINT_REPLACEMENT, -3, "in 3 days"),
        (EventKind.JOINT_REPLACEMENT, -1, "tomorrow"),
    ],
)
def test_count_is_said_as_surgeons_and_therapists_say_it(kind: EventKind, days: int, text: str) -> None:
    today = DAY0 + timedelta(days=days)
    assert day_count(kind, DAY0, today) == days
    assert day_text(kind, DAY0, today) == text


def test_six_kinds_are_surgery() -> None:
    assert [kind for kind in EventKind if is_surgery(kind)] == [
        EventKind.LIPOSUCTION,
        EventKind.SURG_SOFT,
        EventKind.MASTECTOMY_NODES,
        EventKind.JOINT_REPLACEMENT,
        EventKind.TENDON_REPAIR,
        EventKind.SPINE_SURGERY,
    ]


def test_fracture_counts_as_united_from_the_later_of_cast_off_and_union() -> None:
    cast_off, union = date(2026, 4, 1), date(2026, 4, 9)
    for first, second in ((cast_off, union), (union, cast_off)):
        assert day_zero(EventKind.FRACTURE_UNITED, DAY0, ended_on=first, confirmed_on=second) == union


def test_fracture_without_confirmed_union_or_cast_off_has_no_day_zero() -> None:
    assert day_zero(EventKind.FRACTURE_UNITED, DAY0, ended_on=date(2026, 4, 1)) is None
    assert day_zero(EventKind.FRACTURE_UNITED, DAY0, confirmed_on=date(2026, 4, 1)) is None


def test_every_other_kind_counts_from_its_own_day() -> None:
    later = date(2026, 4, 1)
    for kind in set(EventKind) - {EventKind.FRACTURE_UNITED}:
        assert day_zero(kind, DAY0, ended_on=later, confirmed_on=later) == DAY0
