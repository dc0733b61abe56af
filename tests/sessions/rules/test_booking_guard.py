"""Booking needs one technique that is possible then, and keeps the pace; the limits say beforehand what booking will say."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.rules.conditions import ConditionCode
from clinic.rules.events import EventKind
from clinic.rules.findings import Finding, Level
from clinic.rules.techniques import TechniqueCode
from sessions.rules.booking_guard import earliest_day, judge_treatment, judge_unplanned, judge_wellness, limits_for
from sessions.rules.clearances import Clearance, Order
from sessions.rules.gate_opening import EventFact
from sessions.rules.judging import HOLDING, PatientFacts
from sessions.rules.planning_guard import PlannedWork
from sessions.rules.screening_case import ConditionFact
from tests.factories import pacing
from tests.factories.guarding import booked, condition, day, event, facts, planned, slot
from tests.factories.pacing import work


def held(findings: list[Finding]) -> set[str]:
    return {finding.code for finding in findings if finding.level in HOLDING}


def said(findings: list[Finding]) -> set[str]:
    return {finding.code for finding in findings if finding.level is Level.WARN}


def judged(patient: PatientFacts, *works: PlannedWork, on: int = 3, **changed: object) -> list[Finding]:
    return judge_treatment(patient, works or (planned(),), slot(on), per_week=2, **changed)  # type: ignore[arg-type]


def test_a_treatment_nothing_speaks_against_is_booked() -> None:
    assert judged(facts()) == []


def test_one_technique_that_is_possible_is_enough() -> None:
    patient = facts(conditions=(condition("SKIN_LOCAL", "LUMB-l"),))
    assert held(judge_treatment(patient, [planned()], slot(0), per_week=2)) == {"X-05"}
    found = judge_treatment(patient, [planned(), planned("GEN", "THIP-l")], slot(0), per_week=2)
    assert held(found) == set()
    assert "X-05" in said(found)


def test_what_passes_within_days_binds_today_and_is_said_for_later_days() -> None:
    fever = facts(conditions=(condition("FEVER"),))
    assert held(judge_treatment(fever, [planned()], slot(0), per_week=2)) == {"X-03"}
    later = judge_treatment(fever, [planned()], slot(4), per_week=2)
    assert (held(later), said(later)) == (set(), {"X-03"})
    clot = facts(conditions=(condition("DVT_PE_SUSPECT"),))
    assert held(judge_treatment(clot, [planned()], slot(4), per_week=2)) == {"X-01"}


def test_what_does_not_pass_by_itself_binds_on_every_day() -> None:
    kidneys = facts(conditions=(condition("RENAL_ACUTE"),))
    assert held(judged(kidneys, on=9)) == {"X-08"}


def test_a_gate_that_opens_later_says_so_and_opens_then() -> None:
    patient = facts(
        events=(event("FRACTURE_UNITED", 10, "FORA-l", ended_on=day(-10), confirmed_on=day(-10), documented=True),)
    )
    work = planned("NMT", "FORA-l")
    assert held(judged(patient, work, on=3)) == {"E-FRACTURE_UNITED"}
    assert held(judged(patient, work, on=18)) == set()


def test_before_a_technique_begins_it_is_not_possible() -> None:
    late = planned(from_day=10)
    assert held(judged(facts(), late, on=5)) == {"PLAN"}
    assert held(judged(facts(), late, planned("GEN"), on=5)) == set()
    assert judged(facts(), late, on=10) == []


def test_a_place_needs_its_rest_before_and_after() -> None:
    assert held(judged(facts(), on=3, booked=[booked(2)])) == {"P3"}
    assert held(judged(facts(), on=3, booked=[booked(4)])) == {"P3"}
    assert judged(facts(), on=3, booked=[booked(1, hour=9), booked(5, hour=11)]) == []
    assert held(judged(facts(history=(pacing.visit(2, work("NMT", 3)),)), on=3)) == {"P3"}


def test_strokes_that_need_no_rest_keep_a_daily_visit_possible() -> None:
    found = judged(facts(), planned(), planned("GEN"), on=3, booked=[booked(2)])
    assert held(found) == set()
    assert "P3" in said(found)


def test_no_week_holds_more_visits_than_the_plan_says() -> None:
    full = facts(treatment_days=(day(0), day(2)))
    assert held(judged(full, on=4)) == {"P11"}
    assert judged(full, on=7) == []


def test_after_thirty_days_a_reassessment_comes_first() -> None:
    absent = facts(contact_days=(day(-28),))
    assert held(judged(absent, on=2)) == {"P9-REASSESS"}
    assert judged(absent, on=1) == []
    assert judged(facts(contact_days=(day(-28), day(1))), on=2) == []


def test_two_flares_hold_todays_visit_and_are_said_for_later_ones() -> None:
    flares = tuple(pacing.visit(-count, work("GEN", 1), before=3, after=6) for count in (8, 4))
    patient = facts(history=flares, contact_days=(day(-4),))
    plan = [planned("GEN")]
    assert held(judge_treatment(patient, plan, slot(0), per_week=2)) == {"P5-TWICE"}
    assert "P5-TWICE" in said(judge_treatment(patient, plan, slot(2), per_week=2))
    unplanned = judge_unplanned(facts(history=flares, contact_days=(day(-4),)), slot(0))
    assert [found.code for found in unplanned] == ["P5-TWICE"]
    looked_at = facts(history=flares, contact_days=(day(-4),), reviewed_on=day(-4))
    assert judge_treatment(looked_at, plan, slot(0), per_week=2) == []


def test_wellness_is_held_by_what_holds_everything() -> None:
    assert held(judge_wellness(facts(conditions=(condition("CHF_ACUTE"),)), slot(2))) == {"X-06"}
    assert judge_wellness(facts(conditions=(condition("ANTICOAG"),), consent=False), slot(2)) == []


def test_the_limits_of_a_healthy_patient_are_the_plans() -> None:
    limits = limits_for(
        facts(treatment_days=(day(0), day(8))),
        [planned()],
        window=(day(0), day(60)),
        today=day(0),
        per_week=2,
        minutes=60,
        booked=[booked(8)],
        staff=frozenset({4}),
    )
    assert (limits.earliest_on, limits.closed, limits.gap_hours) == (day(0), (), 48)
    assert limits.taken_per_week == {day(0): 1, day(7): 1}
    assert (limits.visits[-1], limits.staff, limits.minutes) == (
        (booked(8).starts_at, booked(8).ends_at),
        frozenset({4}),
        60,
    )


def test_the_limits_name_the_days_that_are_closed_and_why() -> None:
    patient = facts(events=(event("LIPOSUCTION", 5, "ABDU-m"),))
    limits = limits_for(
        patient, [planned("GEN", "ABDU-m")], window=(day(0), day(60)), today=day(0), per_week=2, minutes=60
    )
    assert limits.earliest_on == day(9)
    assert [(closed.from_on, closed.until_on) for closed in limits.closed] == [(day(0), day(8))]
    assert "from" in limits.closed[0].why
    assert not limits.is_open(day(8))
    assert limits.is_open(day(9))
    assert not limits.is_open(day(61))


def test_a_clearance_that_ends_closes_the_days_after_it() -> None:
    heart = condition("CHF_STABLE")
    paper = Clearance(frozenset({"X-07"}), day(3), day(10), confirmed=True)
    limits = limits_for(
        facts(conditions=(heart,), clearances=(paper,)),
        [planned("MLD", ceiling=1)],
        window=(day(0), day(20)),
        today=day(0),
        per_week=2,
        minutes=60,
    )
    assert [(closed.from_on, closed.until_on) for closed in limits.closed] == [(day(0), day(2)), (day(11), day(20))]
    assert limits.earliest_on == day(3)


def test_where_no_day_is_open_there_is_no_earliest() -> None:
    limits = limits_for(
        facts(conditions=(condition("RENAL_ACUTE"),)),
        [planned()],
        window=(day(0), day(20)),
        today=day(0),
        per_week=2,
        minutes=60,
    )
    assert limits.earliest_on is None


@pytest.mark.parametrize(("code", "expected"), [("GEN", 9), ("STR", 9), ("NMT", 37)])
def test_the_earliest_day_of_one_technique(code: str, expected: int) -> None:
    patient = facts(events=(event("LIPOSUCTION", 5, "ABDU-m"),))
    assert earliest_day(patient, TechniqueCode(code), ("ABDU-m",), window=(day(0), day(90))) == day(expected)


PLACES = ("KNEA-l", "THIA-l", "LUMB-l", "ABDL-m")
some_days = st.integers(-60, 40).map(day)
some_places = st.lists(st.sampled_from(PLACES), min_size=1, max_size=2, unique=True).map(tuple)
some_techniques = st.sampled_from(TechniqueCode)
some_conditions = st.builds(
    ConditionFact,
    st.sampled_from(ConditionCode),
    some_places,
    st.none() | some_days,
    st.none() | some_days,
    st.booleans(),
)
some_events = st.builds(EventFact, st.sampled_from(EventKind), some_days, some_places)
some_clearances = st.builds(
    lambda code, from_on, length: Clearance(
        frozenset({code}), from_on, from_on + timedelta(days=length), confirmed=True
    ),
    st.sampled_from(["X-07", "X-10", "E-LIPOSUCTION", "E-SURG_SOFT"]),
    some_days,
    st.integers(0, 40),
)
some_orders = st.builds(
    lambda from_on, until, cap: Order(
        from_on, None if until is None else from_on + timedelta(days=until), cap=cap, confirmed=True
    ),
    some_days,
    st.none() | st.integers(0, 30),
    st.none() | st.integers(1, 5),
)
patients = st.builds(
    PatientFacts,
    st.lists(some_conditions, max_size=2).map(tuple),
    st.lists(some_events, max_size=2).map(tuple),
    st.lists(some_clearances, max_size=2).map(tuple),
    st.lists(some_orders, max_size=2).map(tuple),
)
plans = st.lists(
    st.builds(PlannedWork, some_techniques, some_places, st.just(20), st.just(3), st.integers(0, 20).map(day)),
    min_size=1,
    max_size=3,
)


@given(patients, plans)
@settings(max_examples=150, deadline=None, database=None)
def test_what_the_limits_offer_booking_takes_and_what_they_close_it_refuses(
    patient: PatientFacts, plan: list[PlannedWork]
) -> None:
    limits = limits_for(patient, plan, window=(day(0), day(40)), today=day(0), per_week=7, minutes=60)
    for count in range(41):
        refused = held(judge_treatment(patient, plan, slot(count), per_week=7))
        assert bool(refused) != limits.is_open(day(count)), (count, refused)
    first = next((day(count) for count in range(41) if limits.is_open(day(count))), None)
    assert limits.earliest_on == first


def test_days_after_a_long_absence_are_closed_until_a_reassessment() -> None:
    """P9, as booking judges it: 30 days after the last visit, and again after each that is booked."""
    seen = facts(contact_days=(day(0), day(50)))
    limits = limits_for(seen, [planned()], window=(day(1), day(100)), today=day(1), per_week=7, minutes=60)
    assert [(one.from_on, one.until_on) for one in limits.closed] == [(day(30), day(50)), (day(80), day(100))]
    assessed = replace(seen, assessed_on=day(40))
    limits = limits_for(assessed, [planned()], window=(day(1), day(100)), today=day(1), per_week=7, minutes=60)
    assert [(one.from_on, one.until_on) for one in limits.closed] == [(day(80), day(100))]
    none = limits_for(facts(), [planned()], window=(day(1), day(100)), today=day(1), per_week=7, minutes=60)
    assert none.closed == ()
