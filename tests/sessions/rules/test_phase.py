"""The healing phase of a place on a day, and its cap (P8)."""

from datetime import date, timedelta

import pytest

from clinic.rules.events import EventKind as E
from clinic.rules.findings import Level
from clinic.rules.techniques import TechniqueCode as T
from sessions.rules.gate_opening import EventFact
from sessions.rules.phase import Phase, judge_phase, phase_cap, phase_on
from sessions.rules.work import Work

DAY = date(2026, 6, 1)


def hurt(days_ago: int, *places: str, kind: E = E.SPRAIN_STRAIN_1_2) -> EventFact:
    return EventFact(kind, DAY - timedelta(days=days_ago), places or ("KNEA-l",))


@pytest.mark.parametrize(
    ("days", "phase", "cap"),
    [
        (0, "acute", 1),
        (5, "acute", 1),
        (6, "subacute", 3),
        (21, "subacute", 3),
        (22, "remodel", 4),
        (84, "remodel", 4),
        (85, "remodel", 5),
        (900, "remodel", 5),
    ],
)
def test_phase_and_cap_follow_the_days_since_the_injury(days: int, phase: str, cap: int) -> None:
    for place in ("KNEA-l", "SHIN-l"):
        found = phase_on([hurt(days)], place, DAY)
        assert (found.phase, found.cap) == (phase, cap)


def test_elsewhere_and_without_any_injury_it_is_chronic() -> None:
    for events in ([], [hurt(2)], [hurt(-3, "LUMB-l")], [hurt(2, "LUMB-l", kind=E.INJECTION_SITE)]):
        found = phase_on(events, "LUMB-l", DAY)
        assert (found.phase, found.cap) == (Phase.CHRONIC, 4)


def test_freshest_injury_decides() -> None:
    assert phase_on([hurt(200), hurt(3), hurt(40)], "KNEA-l", DAY).phase is Phase.ACUTE
    assert phase_on([EventFact(E.SURG_SOFT, DAY)], "HNDP-r", DAY).phase is Phase.ACUTE


def test_lowest_cap_of_the_planned_places_counts() -> None:
    cap = phase_cap(events=[hurt(10)], work=Work(T.NMT, ("LUMB-l", "KNEA-l")), day=DAY)
    assert (cap.pressure, cap.code, cap.places) == (3, "P8", ("KNEA-l",))
    assert phase_cap(events=[hurt(10)], work=Work(T.MLD, ("KNEA-l",)), day=DAY).code == "T-MLD"


def test_more_pressure_than_the_phase_bears_is_blocked_until_its_day() -> None:
    (finding,) = judge_phase(events=[hurt(10)], work=Work(T.DTM, ("KNEA-l", "SHIN-l"), 4), day=DAY)
    assert (finding.level, finding.code, finding.regions) == (Level.BLOCK, "P8", ("KNEA-l", "SHIN-l"))
    assert finding.message == (
        "Front of the left knee, left shin. Subacute phase: new tissue is forming. Pressure 3 at most, not 4."
    )
    assert finding.lifted_by == "Pressure 3 or less, or wait until Sat 13 Jun 2026."
    assert judge_phase(events=[hurt(22)], work=Work(T.DTM, ("KNEA-l",), 4), day=DAY) == []


def test_technique_that_begins_deeper_is_left_out() -> None:
    (finding,) = judge_phase(events=[hurt(1)], work=Work(T.TRP, ("KNEA-l",)), day=DAY)
    assert finding.level is Level.BLOCK
    assert judge_phase(events=[hurt(1)], work=Work(T.MLD, ("KNEA-l",)), day=DAY) == []


def test_deepest_pressure_needs_a_dated_injury_long_past() -> None:
    (finding,) = judge_phase(events=[], work=Work(T.DTM, ("LUMB-l",), 5), day=DAY)
    assert finding.lifted_by == "Pressure 4 or less."
    assert judge_phase(events=[hurt(85)], work=Work(T.DTM, ("KNEA-l",), 5), day=DAY) == []
