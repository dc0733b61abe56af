"""A visit is filled in as last time, lowered to what the guards let through; what it leaves out says why."""

from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.rules.findings import Level
from clinic.rules.techniques import TechniqueCode
from sessions.rules.judging import PatientFacts, judge_visit
from sessions.rules.pacing.facts import Portion
from sessions.rules.prefilling import LeftOut, fitted
from tests.factories import pacing
from tests.factories.guarding import condition, event, facts
from tests.factories.pacing import proposed, work
from tests.sessions.rules.test_booking_guard import patients


def test_what_nothing_speaks_against_stays_as_it_was_meant() -> None:
    meant = (work("NMT", 3), work("GEN", 2, 10))
    assert fitted(facts(), proposed(0, *meant)) == (list(meant), [])


def test_a_place_that_is_held_is_left_out() -> None:
    patient = facts(conditions=(condition("SKIN_LOCAL", "LUMB-l"),))
    kept, left = fitted(patient, proposed(0, work("GEN", 2, 10, "LUMB-l", "THIP-l"), work("NMT", 3)))
    assert kept == [work("GEN", 2, 10, "THIP-l")]
    assert [(row.code, "no neuromuscular" in row.why) for row in left] == [(TechniqueCode.NMT, True)]


def test_pressure_comes_down_to_the_lowest_cap() -> None:
    given = pacing.visit(-4, work("NMT", 4))
    kept, _ = fitted(facts(conditions=(condition("ANTICOAG"),), history=(given,)), proposed(0, work("NMT", 4)))
    assert [row.pressure for row in kept] == [3]


def test_a_technique_that_begins_above_the_cap_is_left_out() -> None:
    patient = facts(events=(event("SPRAIN_STRAIN_1_2", 5, "CALF-l"),))
    kept, left = fitted(patient, proposed(0, work("PRT", 2, 10, "CALF-l"), work("NMT", 3, 20, "CALF-l")))
    assert [(row.code, row.pressure) for row in kept] == [(TechniqueCode.PRT, 1)]
    assert [row.code for row in left] == [TechniqueCode.NMT]


def test_after_a_flare_pressure_and_minutes_come_down() -> None:
    flare = pacing.visit(-4, work("NMT", 4, 20), work("GEN", 2, 20), before=3, after=6)
    kept, left = fitted(facts(history=(flare,)), proposed(0, work("NMT", 4, 20), work("GEN", 2, 20)))
    assert [(row.code, row.pressure, row.minutes) for row in kept] == [
        (TechniqueCode.NMT, 3, 15),
        (TechniqueCode.GEN, 2, 15),
    ]
    assert left == []


def test_pressure_rises_no_further_than_it_may_without_a_reason() -> None:
    before = pacing.visit(-4, work("GEN", 1, 10), soreness=40)
    kept, _ = fitted(facts(history=(before,)), proposed(0, work("GEN", 3, 10)))
    assert [row.pressure for row in kept] == [1]
    borne = pacing.visit(-4, work("GEN", 1, 10))
    kept, _ = fitted(facts(history=(borne,)), proposed(0, work("GEN", 3, 10)))
    assert [row.pressure for row in kept] == [2]


def test_a_place_that_is_not_rested_yet_is_left_out() -> None:
    yesterday = pacing.visit(-1, work("NMT", 3))
    kept, left = fitted(facts(history=(yesterday,)), proposed(0, work("NMT", 3), work("GEN", 2, 10)))
    assert [row.code for row in kept] == [TechniqueCode.GEN]
    assert [row.code for row in left] == [TechniqueCode.NMT]
    assert "too soon" in left[0].why


def test_a_new_place_begins_at_the_start_value() -> None:
    given = pacing.visit(-4, work("NMT", 4))
    kept, _ = fitted(facts(history=(given,)), proposed(0, work("NMT", 4, 20, "LUMB-r")))
    assert [row.pressure for row in kept] == [3]


def test_no_more_is_new_than_a_visit_may_bring() -> None:
    meant = (work("NMT", 3), work("PRT", 1), work("TRP", 3), work("GEN", 2, 10))
    kept, left = fitted(facts(), proposed(0, *meant))
    assert [row.code for row in kept] == [TechniqueCode.NMT, TechniqueCode.PRT, TechniqueCode.GEN]
    assert left == [LeftOut(TechniqueCode.TRP, "no more than 2 new at one visit")]
    later, _ = fitted(facts(history=(pacing.visit(-4, work("NMT", 3)),)), proposed(0, *meant))
    assert [row.code for row in later] == [TechniqueCode.NMT, TechniqueCode.PRT, TechniqueCode.GEN]


portions = st.lists(
    st.builds(
        Portion,
        st.sampled_from(TechniqueCode),
        st.lists(st.sampled_from(["KNEA-l", "LUMB-l", "ABDL-m"]), min_size=1, max_size=2, unique=True).map(tuple),
        st.integers(1, 5),
        st.integers(10, 20),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda portion: portion.code,
)


@given(patients, portions)
@settings(max_examples=150, deadline=None, database=None)
def test_what_is_filled_in_is_never_held_by_conditions_gates_or_phase(
    patient: PatientFacts, meant: list[Portion]
) -> None:
    kept, left = fitted(patient, proposed(0, *meant))
    judged = judge_visit(patient, proposed(0, *kept))
    holding = [
        finding
        for verdict in judged.verdicts
        for finding in verdict.findings
        if finding.level in {Level.BLOCK, Level.CLEAR}
    ]
    assert holding == []
    assert {row.code for row in kept} | {row.code for row in left} == {row.code for row in meant}
