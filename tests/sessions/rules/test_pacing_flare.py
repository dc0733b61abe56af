"""P5, P6 and P9: what lowers the next visit, and what stops it."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.rules.findings import Level, unlifted
from clinic.rules.techniques import TechniqueCode as T
from sessions.rules.pacing.absence import p9, p9_reassess
from sessions.rules.pacing.facts import PacingLimits
from sessions.rules.pacing.flare import flared, p5, p5_hold, p6
from sessions.rules.pacing.judging import PacingFacts, judge_pacing, next_limits
from sessions.rules.pacing.lowered import Lowered, minutes_cap, over_lowered, pressure_cap, together
from tests.factories.pacing import BACK, MONDAY, OTHER_SIDE, proposed, visit, work


@pytest.mark.parametrize(("before", "after", "is_flare"), [(4, 5, False), (4, 6, True), (0, 2, True), (4, None, False)])
def test_p5_flare(before: int, after: int | None, is_flare: bool) -> None:
    assert flared(visit(0, work(), before=before, after=after)) is is_flare
    assert flared(visit(0, work(), before=before, after=after, place="KNEA-l")) is is_flare


def test_p5_next_visit_is_lighter_shorter_and_not_deep() -> None:
    history = [visit(0, work("DTM", 5, 20), work("GEN", 2, 20, OTHER_SIDE), after=7)]
    lowered = p5(proposed(7), history)
    assert (lowered.steps, lowered.minutes_percent, lowered.deep) == (1, 75, False)
    assert pressure_cap(BACK, lowered, history) == 3, "nothing deep, though a level less would be 4"
    assert pressure_cap(OTHER_SIDE, lowered, history) == 1
    assert pressure_cap("GLUT-l", lowered, history) == 3
    assert minutes_cap(lowered, history) == 30
    assert p5(proposed(14), [*history, visit(7, work("GEN", 1))]) == Lowered()


def test_p5_a_technique_whose_minimum_lies_above_is_left_out() -> None:
    history = [visit(0, work("NMT", 3), after=7)]
    plan = proposed(7, work("NMT", 3, 15), work("GEN", 2, 10))
    found = over_lowered(plan, p5(plan, history), history)
    assert [finding.message for finding in found] == [
        "Neuromuscular therapy, left lower back: is left out this time: pain rose during the last visit.",
        "25 minutes of work are planned; 15 is the most now: pain rose during the last visit.",
    ]
    assert {finding.level for finding in found} == {Level.BLOCK}


def test_p5_twice_in_a_row_holds_until_reviewed() -> None:
    history = [visit(0, work(), after=6), visit(3, work(), after=7)]
    plan = proposed(7, work("GEN", 1, 5))
    [found] = p5_hold(plan, history)
    assert (found.code, found.level) == ("P5-TWICE", Level.BLOCK)
    assert p5_hold(plan, history, reviewed_on=MONDAY + timedelta(days=2)) == [found]
    assert p5_hold(plan, history, reviewed_on=MONDAY + timedelta(days=3)) == []
    assert p5_hold(plan, history[1:]) == []
    assert p5_hold(plan, [*history, visit(5, work())]) == []


@pytest.mark.parametrize(
    ("arrival", "soreness", "sleep_lost", "reasons"),
    [
        (5, 48, False, 0),
        (6, 0, False, 1),
        (None, 49, False, 1),
        (None, None, True, 1),
        (7, 60, True, 3),
        (None, None, False, 0),
    ],
)
def test_p6_regresses_one_level(arrival: int | None, soreness: int | None, sleep_lost: bool, reasons: int) -> None:
    history = [visit(0, work("NMT", 4), soreness=soreness, sleep_lost=sleep_lost)]
    lowered = p6(proposed(7, arrival=arrival), history)
    assert (lowered.steps, len(lowered.reasons)) == (bool(reasons), reasons)
    assert pressure_cap(BACK, lowered, history) == (3 if reasons else None)
    assert (lowered.minutes_percent, lowered.deep) == (None, True)


def test_before_any_treatment_nothing_is_lowered() -> None:
    assert p5(proposed(7), [visit(0)]) == p6(proposed(7, arrival=9), [visit(0)]) == Lowered()
    assert over_lowered(proposed(7, work()), Lowered(), []) == []


def test_one_bad_visit_seen_by_two_rules_costs_one_level() -> None:
    both = together([Lowered(1, 75, False, ("P5",), ("a",)), Lowered(), Lowered(1, codes=("P6",), reasons=("b",))])
    assert both == Lowered(1, 75, False, ("P5", "P6"), ("a", "b"))


@pytest.mark.parametrize(("days", "steps"), [(13, 0), (14, 1), (45, 1)])
def test_p9_starts_lower_after_an_absence(days: int, steps: int) -> None:
    assert p9(MONDAY + timedelta(days=days), MONDAY).steps == steps
    assert p9(MONDAY, None) == Lowered()


def test_p9_after_an_absence_a_reason_lifts_the_lower_level_but_not_the_re_assessment() -> None:
    history = [visit(0, work("NMT", 4))]
    two_weeks = judge_pacing(PacingFacts(proposed(14, work("NMT", 4, 15)), history))
    assert [(f.code, f.level) for f in two_weeks] == [("P9", Level.OVERRIDE)]
    assert unlifted(two_weeks, reason="walked every day") == []
    month = judge_pacing(PacingFacts(proposed(30, work("NMT", 3, 15)), history))
    assert [f.code for f in unlifted(month, reason="walked every day")] == ["P9-REASSESS"]


@pytest.mark.parametrize(("assessed", "blocks"), [(None, True), (0, True), (1, False), (29, False), (-5, True)])
def test_p9_re_assessment(assessed: int | None, blocks: bool) -> None:
    on = None if assessed is None else MONDAY + timedelta(days=assessed)
    found = p9_reassess(MONDAY + timedelta(days=30), MONDAY, assessed_on=on)
    assert bool(found) is blocks
    assert p9_reassess(MONDAY + timedelta(days=29), MONDAY) == []
    assert p9_reassess(MONDAY + timedelta(days=90), MONDAY, assessed_on=MONDAY + timedelta(days=60))
    assert p9_reassess(MONDAY, None) == []


@settings(max_examples=60)
@given(st.integers(0, 120), st.integers(0, 60), st.integers(1, 5), st.integers(1, 5), st.integers(-10, 130))
def test_a_longer_absence_never_allows_more(days: int, longer: int, last: int, planned: int, assessed: int) -> None:
    def bound(day: int) -> list[Level]:
        history = [visit(0, work("OMT", last))]
        plan = proposed(day, work("OMT", planned))
        assessed_on = MONDAY + timedelta(days=assessed)
        return [
            finding.level
            for finding in (
                *over_lowered(plan, p9(plan.day, MONDAY), history, level=Level.OVERRIDE),
                *p9_reassess(plan.day, MONDAY, assessed_on=assessed_on if assessed <= day else None),
            )
        ]

    # A re-assessment signed between the two days is not an absence; it is held equal.
    if not days < assessed <= days + longer:
        assert len(bound(days + longer)) >= len(bound(days))
        assert min(bound(days + longer), default=Level.WARN) <= min(bound(days), default=Level.WARN)


@settings(max_examples=40)
@given(st.integers(1, 5), st.integers(0, 8), st.integers(0, 8), st.integers(0, 90), st.integers(0, 3))
def test_a_worse_visit_never_leaves_more(last: int, before: int, rise: int, soreness: int, more: int) -> None:
    def cap(after: int, hours: int) -> tuple[int, int]:
        history = [visit(0, work("DTM", last), before=before, after=min(after, 10), soreness=hours)]
        found = next_limits(PacingFacts(proposed(7), history))
        return found.pressure.get(BACK, 9), found.minutes or 0

    easy, hard = cap(before + rise, soreness), cap(before + rise + more, soreness + more)
    assert hard[0] <= easy[0]
    assert hard[1] <= easy[1]


def test_limits_of_the_next_visit_in_one() -> None:
    history = [visit(0, work("NMT", 4, 20), work("MLD", 1, 40, OTHER_SIDE), after=7)]
    limits = next_limits(PacingFacts(proposed(7, work("GEN", 2, 10, "GLUT-l")), history))
    assert limits.pressure == {BACK: 3, OTHER_SIDE: 0, "GLUT-l": 3}
    assert (limits.minutes, limits.deep) == (45, False)
    assert (T.MLD, OTHER_SIDE) in limits.left_out
    assert not any(place == BACK for _, place in limits.left_out)
    assert limits.reasons == ("pain rose during the last visit",)
    assert next_limits(PacingFacts(proposed(7), [visit(0, work())])).pressure == {}


def test_all_guards_together_the_most_binding_first() -> None:
    history = [visit(0, work("NMT", 3, 20), after=7, soreness=None)]
    facts = PacingFacts(proposed(1, work("NMT", 4, 30), work("DTM", 4, 20)), history, caps={(T.DTM, BACK): 3})
    found = judge_pacing(facts, PacingLimits())
    assert [finding.level for finding in found] == sorted(finding.level for finding in found)
    assert {finding.code for finding in found} == {"P1", "P2", "P3", "P4", "P5"}


def test_a_first_gentle_visit_passes_every_guard() -> None:
    plan = proposed(0, work("GEN", 2, 10), work("NMT", 3, 20), work("STR", 1, 10))
    assert judge_pacing(PacingFacts(plan, [visit(-3)])) == []
