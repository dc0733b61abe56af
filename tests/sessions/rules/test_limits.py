"""The rules judge by the clinic's policy: what a clinic tightened, binds."""

from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from assessments.rules.body_entries import Trunk
from assessments.rules.girth import girth_measure, trunk_changed
from assessments.rules.limits import girth_limits, swelling_limits
from assessments.rules.notes import trunk_notes
from assessments.rules.swelling import LIMITS as SWELLING
from assessments.rules.swelling import severity
from clinic.rules.events import EventKind
from clinic.rules.measures import real_change
from clinic.rules.policy import DEFAULTS, Policy
from clinic.rules.techniques import TechniqueCode
from sessions.rules import discharge, reevaluation, response
from sessions.rules.gate_opening import EventFact
from sessions.rules.limits import discharge_limits, pacing_limits, phase_limits, reevaluation_limits, response_limits
from sessions.rules.pacing import facts
from sessions.rules.pacing.stop import stop_now
from sessions.rules.phase import LIMITS as PHASES
from sessions.rules.phase import Phase, judge_phase, phase_on
from sessions.rules.techniques import TECHNIQUES, must_stop
from sessions.rules.work import Work

USUAL = Policy(version=0, **DEFAULTS)
DAY = date(2026, 11, 25)


def test_usual_policy_makes_the_usual_limits() -> None:
    assert pacing_limits(USUAL) == facts.LIMITS
    assert phase_limits(USUAL) == PHASES
    assert response_limits(USUAL) == response.LIMITS
    assert reevaluation_limits(USUAL) == reevaluation.LIMITS
    assert discharge_limits(USUAL) == discharge.LIMITS
    assert swelling_limits(USUAL) == SWELLING
    assert girth_limits(USUAL).trunk_retest_mm == DEFAULTS["trunk_retest_mm"]


@pytest.mark.parametrize("limits", [facts.PacingLimits, response.ResponseLimits, discharge.DischargeLimits])
def test_no_limit_has_a_default_of_its_own(limits: type) -> None:
    for one in fields(limits):
        assert one.default == DEFAULTS[one.name]


def test_tightened_phase_binds_longer_and_lighter() -> None:
    strict = phase_limits(replace(USUAL, phase_acute_days=10, phase_subacute_cap=2))
    hurt = [EventFact(EventKind.SPRAIN_STRAIN_1_2, DAY - timedelta(days=8), ("KNEA-l",))]
    assert phase_on(hurt, "KNEA-l", DAY).phase is Phase.SUBACUTE
    assert phase_on(hurt, "KNEA-l", DAY, strict).phase is Phase.ACUTE
    later = DAY + timedelta(days=4)
    work = Work(TechniqueCode.MFR, ("KNEA-l",), 3)
    assert judge_phase(events=hurt, work=work, day=later) == []
    (found,) = judge_phase(events=hurt, work=work, day=later, limits=strict)
    assert "Pressure 2 at most, not 3" in found.message


def test_tightened_stop_value_stops_sooner() -> None:
    assert stop_now(6) == []
    assert [found.code for found in stop_now(6, stop_pain=6)] == ["S-STOP"]
    assert not must_stop(TECHNIQUES[TechniqueCode.DTM], 6)
    assert must_stop(TECHNIQUES[TechniqueCode.DTM], 6, stop_any=6)


def test_trunk_and_severity_follow_the_policy() -> None:
    wider = replace(USUAL, trunk_retest_mm=20, moderate_percent=15)
    assert trunk_changed(100, 98.8)
    assert not trunk_changed(100, 98.8, girth_limits(wider))
    assert (severity(16), severity(16, swelling_limits(wider))) == ("mild", "moderate")


def test_a_trunk_changes_for_real_by_what_the_policy_says_wherever_it_is_shown() -> None:
    wider = girth_limits(replace(USUAL, trunk_retest_mm=20))
    before, now = Trunk("navel", Decimal(92), None), Trunk("navel", Decimal("90.5"), None)
    assert [note.text for note in trunk_notes(now, before)] == ["-1.5 cm since 92 cm, real change"]
    assert [note.text for note in trunk_notes(now, before, wider)] == ["-1.5 cm since 92 cm"]
    assert (girth_measure("trunk:navel").mdc, girth_measure("trunk:navel", wider).mdc) == (1, 2)
    assert girth_measure("arm:l:8", wider).mdc == 1
    assert real_change(girth_measure("trunk:navel", wider), 84.3, 82.3)


def test_trunk_response_needs_more_than_the_clinics_retest_error() -> None:
    shrinking = response.ResponseFacts(trunk=(100, 98.5, 98.5))
    assert response.responds_by(shrinking) == ("GIRTH",)
    assert response.responds_by(shrinking, response_limits(replace(USUAL, trunk_retest_mm=20))) == ()
