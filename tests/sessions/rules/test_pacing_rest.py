"""P10, P11, P12, P14 and the stop rule."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.rules.rom import MOVEMENTS
from clinic.rules.findings import Level
from sessions.rules.pacing.elsewhere import p12
from sessions.rules.pacing.home import Dose, Light, light, p14
from sessions.rules.pacing.motion import Push, p10
from sessions.rules.pacing.rhythm import p11
from sessions.rules.pacing.stop import SIGNS, StopSign, after_stop, stop_now, tell_today
from tests.factories.pacing import BACK, MONDAY, OTHER_SIDE, work


@pytest.mark.parametrize(
    ("movement", "aim", "last", "limit", "codes"),
    [
        ("KNEE-FLEX", 100, 90, None, []),
        ("KNEE-FLEX", 101, 90, None, ["P10"]),
        ("KNEE-FLEX", 90, 85, 90, []),
        ("KNEE-FLEX", 91, 85, 90, ["P10-LIMIT"]),
        ("KNEE-FLEX", 120, 85, 90, ["P10-LIMIT", "P10"]),
        ("KNEE-EXT", 10, 20, 10, []),
        ("KNEE-EXT", 5, 20, 10, ["P10-LIMIT", "P10"]),
        ("KNEE-FLEX", 120, None, None, []),
        ("JAW-OPEN", 40, 20, None, []),
    ],
)
def test_p10(movement: str, aim: float, last: float | None, limit: float | None, codes: list[str]) -> None:
    found = p10(Push(MOVEMENTS[movement], "l", aim, last, limit))
    assert [finding.code for finding in found] == codes
    assert all(finding.level is Level.BLOCK for finding in found)


def test_p10_names_the_movement() -> None:
    [found] = p10(Push(MOVEMENTS["KNEE-FLEX"], "l", 95, None, 90))
    assert found.message == "The surgeon allows left knee flexion to 90 degrees, not 95."


def test_p11_counts_the_calendar_week() -> None:
    sunday = MONDAY + timedelta(days=6)
    others = [MONDAY, MONDAY + timedelta(days=2), MONDAY - timedelta(days=1)]
    [found] = p11(sunday, others, 2)
    assert (found.code, found.level) == ("P11", Level.BLOCK)
    assert p11(sunday, others, 3) == []
    assert p11(sunday + timedelta(days=1), others, 2) == []
    assert p11(sunday, others[1:], 2) == [], "a visit moved inside the week is not counted twice"


def test_p12_new_pain_where_nothing_is_treated() -> None:
    now = {BACK: 6, OTHER_SIDE: 3, "GLUT-r": 5, "KNEA-l": 2, "": 9}
    [found] = p12(now, {"GLUT-r": 4, OTHER_SIDE: 2}, [BACK])
    assert found.regions == (OTHER_SIDE,)
    assert found.message == "New pain 3 at the right lower back, which is not being treated."
    assert found.level is Level.WARN


@pytest.mark.parametrize(
    ("pain", "settled", "expected"),
    [
        (3, True, Light.GREEN),
        (3, False, Light.AMBER),
        (3, None, Light.AMBER),
        (4, True, Light.AMBER),
        (5, True, Light.AMBER),
        (6, True, Light.RED),
        (None, True, Light.AMBER),
    ],
)
def test_p14_traffic_light(pain: int | None, settled: bool | None, expected: Light) -> None:
    assert light(pain, settled=settled) is expected


OLD = Dose(sets=2, reps=10, hold_seconds=5)


@pytest.mark.parametrize(
    ("new", "days", "pain", "warnings"),
    [
        (Dose(2, 11, 5), 7, 2, 0),
        (Dose(2, 12, 5), 7, 2, 1),
        (Dose(2, 11, 5), 6, 2, 1),
        (Dose(2, 11, 5), None, 2, 0),
        (Dose(2, 11, 5), 7, 4, 1),
        (Dose(3, 12, 5), 7, 2, 2),
        (Dose(2, 8, 5), 1, 7, 0),
        (Dose(3, 6, 5), 7, 2, 1),
        (OLD, 1, 6, 1),
        (OLD, 1, 5, 0),
        (Dose(2, 11, 5), 7, 6, 1),
    ],
)
def test_p14_one_thing_a_little_at_a_time(new: Dose, days: int | None, pain: int, warnings: int) -> None:
    found = p14(OLD, new, days_since_change=days, pain=pain, settled=True)
    assert [(finding.code, finding.level) for finding in found] == [("P14", Level.WARN)] * warnings


def test_load_of_what_is_timed_and_of_what_is_weighted() -> None:
    assert Dose(minutes=10).load == 10 * 60 * 7
    assert Dose(2, 10, 5, times_per_day=2, days_per_week=5, resistance=1.5).load == 1500


@settings(max_examples=40)
@given(st.integers(1, 5), st.integers(1, 30), st.integers(0, 60), st.integers(0, 10))
def test_less_of_everything_is_never_warned_of(sets: int, reps: int, hold: int, pain: int) -> None:
    old, new = Dose(sets + 1, reps + 1, hold + 1), Dose(sets, reps, hold)
    assert p14(old, new, days_since_change=0, pain=pain) == []


@pytest.mark.parametrize(("pain", "stops"), [(None, 0), (6, 0), (7, 1), (10, 1)])
def test_stop_rule_by_pain(pain: int | None, stops: int) -> None:
    assert len(stop_now(pain)) == stops


@pytest.mark.parametrize("sign", StopSign)
def test_stop_rule_by_sign_however_mild(sign: StopSign) -> None:
    [found] = stop_now(0, [sign], place=BACK)
    assert (found.code, found.level, found.regions) == ("S-STOP", Level.BLOCK, (BACK,))
    assert found.message == f"{SIGNS[sign].words}: stop."


def test_signs_of_nerve_vessel_and_heart_are_told_the_same_day() -> None:
    quiet = {sign for sign in StopSign if not tell_today([sign])}
    assert quiet == {StopSign.SHARP, StopSign.DIZZY, StopSign.ASKED}
    assert not tell_today([])


def test_after_a_stop_the_place_is_touched_lightly_or_not_at_all() -> None:
    assert after_stop([work("MLD", 1), work("NMT", 3, 20, OTHER_SIDE)], [BACK]) == []
    [found] = after_stop([work("GEN", 2)], [BACK])
    assert found.regions == (BACK,)
