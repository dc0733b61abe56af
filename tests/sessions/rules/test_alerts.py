"""What needs a person, as data: every kind with its words, what answers it, and when something is about to end."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.rules.licenses import ending_words
from sessions.rules.alerts import (
    FOR_EVERYBODY,
    KINDS,
    Kind,
    ends_soon,
    ends_words,
    follow_up_due,
    is_answer,
    kind_of,
    months_after,
    refused,
)
from tests.factories.world import TODAY

TEXT = (Path(__file__).parents[3] / "docs" / "clinical.md").read_text(encoding="utf-8")
RAISED = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def test_every_kind_has_its_words_and_its_rows() -> None:
    assert set(KINDS) == {kind.value for kind in Kind}
    for kind in KINDS.values():
        assert all((kind.label, kind.why, kind.expected))
        for row in kind.row.split(", "):
            assert f"| {row} |" in TEXT, f"{kind.code} cites {row}"
        assert all(len(code) <= 20 for code, _ in kind.actions)


def test_the_front_desk_reads_papers_calls_and_wishes_alone() -> None:
    assert {Kind.REFERRAL, Kind.FOLLOW_UP, Kind.CHANGE_ASKED} == FOR_EVERYBODY


def test_an_unknown_kind_is_clinical_and_keeps_its_name() -> None:
    found = kind_of("night_sweat")
    assert (found.label, found.clinical, found.actions) == ("Night sweat", True, ())


@pytest.mark.parametrize(
    ("kind", "action", "note", "therapist", "field"),
    [
        ("T1", "dose", "Lighter.", True, None),
        ("T1", "", "Lighter.", True, "action"),
        ("T1", "discharge", "Lighter.", True, "action"),
        ("T1", "dose", "  ", True, "note"),
        ("T1", "dose", "Lighter.", False, "note"),
        ("P5-TWICE", "", "Told Dr. Albrecht.", True, None),
        ("REFERRAL", "", "Asked for a renewal.", False, None),
        ("REFERRAL", "", "", False, "note"),
    ],
)
def test_what_is_an_answer_on_the_screen(kind: str, action: str, note: str, therapist: bool, field: str | None) -> None:
    wrong = refused(kind_of(kind), action=action, note=note, is_therapist=therapist)
    assert (wrong and wrong[0]) == field


@pytest.mark.parametrize(
    ("kind", "action", "reassessed_days", "answers"),
    [
        ("T1", "technique", None, True),
        ("T1", "", None, False),
        ("T3", "physician_reply", None, True),
        ("T3", "technique", None, False),
        ("T2", "", None, False),
        ("T2", "", -1, False),
        ("T2", "", 0, True),
        ("T2-WORSE", "", 3, True),
    ],
)
def test_what_deals_with_a_trigger(kind: str, action: str, reassessed_days: int | None, answers: bool) -> None:
    at = None if reassessed_days is None else RAISED + timedelta(days=reassessed_days)
    assert is_answer(kind, action=action, raised_at=RAISED, reassessed_at=at) is answers


@pytest.mark.parametrize(
    ("days", "words", "told"),
    [
        (-31, "ended 31 days ago", False),
        (-1, "ended 1 day ago", True),
        (0, "ends today", True),
        (1, "ends tomorrow", True),
        (14, "ends in 14 days", True),
        (15, "ends in 15 days", False),
    ],
)
def test_an_end_is_told_in_time(days: int, words: str, told: bool) -> None:
    until = TODAY + timedelta(days=days)
    assert (ends_words(until, TODAY), ends_soon(until, TODAY, 14)) == (words, told)


@pytest.mark.parametrize(
    ("days", "words"),
    [(None, ""), (31, ""), (30, "ends in 30 days"), (1, "ends tomorrow"), (0, "ends today"), (-1, "expired")],
)
def test_a_license_is_told_in_time(days: int | None, words: str) -> None:
    assert ending_words(None if days is None else TODAY + timedelta(days=days), TODAY, 30) == words


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2026, 4, 29), None),
        (date(2026, 4, 30), 3),
        (date(2026, 7, 30), 3),
        (date(2026, 7, 31), 6),
        (date(2027, 1, 30), 6),
        (date(2027, 1, 31), None),
    ],
)
def test_follow_up_after_three_and_six_months(today: date, months: int | None) -> None:
    assert follow_up_due(date(2026, 1, 31), today) == months


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 24))
def test_a_month_later_is_never_a_day_of_the_month_after(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day in {day.day, 28, 29, 30}
