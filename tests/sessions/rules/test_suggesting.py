"""Which techniques are suggested for which problem; and what no reason ever does: lift a technique over a finding."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.rules.conditions import ConditionCode
from clinic.rules.events import EventKind
from clinic.rules.findings import Finding, Level
from clinic.rules.techniques import TechniqueCode
from sessions.rules.gate_opening import EventFact
from sessions.rules.gates_ahead import by_time, needs_order, opens_on, phase_of, row_of
from sessions.rules.indications import AIM_OF_MEASURE, INDICATIONS, Aim
from sessions.rules.judging import PatientFacts, judge_work, lightest
from sessions.rules.phase import Phase
from sessions.rules.plan_templates import Purpose
from sessions.rules.screening_case import ConditionFact
from sessions.rules.suggesting import Problem, Standing, Suggestion, grouped, held_places, is_held, suggest
from tests.sessions.rules.test_guard_properties import DAY, PLACES, days, fact_lists, facts, quick, some_places

BACK = Problem(codes=("M62.830",), places=("LUMB-l", "LUMB-r"))
T = TechniqueCode


def rows(problem: Problem, patient: PatientFacts | None = None, day: date = DAY) -> dict[TechniqueCode, Suggestion]:
    known = patient or PatientFacts()
    said = {code: judge_work(known, lightest(code, problem.places), day) for code in TechniqueCode}
    opens = {code: opens_on(known, code, problem.places, day=day) for code, found in said.items() if found}
    return {row.technique: row for row in suggest(problem, said, opens)}


def fitting(problem: Problem, patient: PatientFacts | None = None, day: date = DAY) -> set[str]:
    return {code for code, row in rows(problem, patient, day).items() if row.standing is Standing.FIT}


def event(kind: str, days_ago: int, *places: str, **more: Any) -> PatientFacts:
    return PatientFacts(events=(EventFact(EventKind(kind), DAY - timedelta(days=days_ago), places, **more),))


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (BACK, {"NMT", "PRT", "GEN"}),
        (replace(BACK, phase=Phase.ACUTE), {"PRT", "GEN"}),
        (replace(BACK, aims=frozenset({Aim.PAIN})), {"NMT", "PRT", "GEN"}),
        (replace(BACK, aims=frozenset({Aim.STIFFNESS})), {"NMT", "GEN"}),
        (replace(BACK, aims=frozenset({Aim.SWELLING})), {"GEN"}),
        (replace(BACK, purpose=Purpose.PREVENT), {"GEN"}),
        (Problem(codes=("I97.2",), places=("ARMA-l",)), {"MLD", "GEN"}),
        (Problem(codes=("M25.611",), places=("SHLDA-r",)), {"MFR", "STR", "DTM", "GEN"}),
        (Problem(codes=("M25.611",), phase=Phase.SUBACUTE), {"MFR", "STR", "GEN"}),
        (Problem(codes=("M25.611",), purpose=Purpose.PREVENT), {"MFR", "STR", "DTM", "GEN"}),
        (Problem(codes=("M79.18",)), {"NMT", "TRP", "DTM", "GEN"}),
        (Problem(codes=("M54.2",)), {"NMT", "CTM", "OMT", "ORI", "PRT", "GEN"}),
        (Problem(codes=("L90.5",)), {"CTM", "MFR", "GEN"}),
        (Problem(codes=("M99.03",)), {"OMT", "GEN"}),
        (Problem(codes=("Z41.1",), events=frozenset({EventKind.LIPOSUCTION})), {"MLD", "MFR", "GEN"}),
        (Problem(codes=("R51.9",)), {"GEN"}),
        (Problem(), {"GEN"}),
    ],
)
def test_what_fits_which_problem(problem: Problem, expected: set[str]) -> None:
    assert fitting(problem) == expected


def test_every_technique_is_in_exactly_one_group() -> None:
    groups = grouped(list(rows(BACK, event("SPRAIN_STRAIN_1_2", 4, "LUMB-l", "LUMB-r")).values()))
    assert len(groups.fit) + len(groups.allowed) + len(groups.blocked) == len(TechniqueCode)
    assert {row.technique for row in groups.blocked} >= {"NMT", "DTM"}


def test_what_is_allowed_says_what_is_missing() -> None:
    row = rows(replace(BACK, aims=frozenset({Aim.PAIN})))[T.MLD]
    assert row.standing is Standing.ALLOWED
    assert [reason.words for reason in row.contra] == [
        "Not for these diagnoses. Usual for: Lymphedema; swelling after an operation or injury.",
        "The goal is less pain; it is used for less swelling.",
    ]
    assert all(reason.source.startswith("I-MLD") for reason in row.contra)


def test_what_fits_says_why() -> None:
    row = rows(replace(BACK, aims=frozenset({Aim.PAIN})))[T.NMT]
    assert [reason.words for reason in row.pro] == ["Used for M62.830.", "Serves the goal: less pain."]


def test_what_time_alone_forbids_says_its_day() -> None:
    row = rows(Problem(codes=("M62.830",), places=("LUMB-l",)), event("SPRAIN_STRAIN_1_2", 4, "LUMB-l"))[T.NMT]
    assert row.is_blocked
    assert row.opens_on == DAY + timedelta(days=17)
    assert row.opens_words.startswith("Opens by itself on ")
    assert row.holding[0].lifted_by


def test_a_technique_barred_in_one_place_is_offered_for_the_others() -> None:
    patient = PatientFacts(conditions=(ConditionFact(ConditionCode.SKIN_LOCAL, ("LUMB-l",), confirmed=True),))
    row = rows(Problem(codes=("M62.830",), places=("LUMB-l", "UTRAP-r")), patient)[T.NMT]
    assert not row.is_blocked
    assert row.spared == ("LUMB-l",)
    assert "left" in row.spared_words


def test_what_needs_a_reason_is_allowed_and_no_more() -> None:
    asks = [Finding(Level.OVERRIDE, "X-05", "Beside a wound.", "NYS", "Your reason.", ("LUMB-r",))]
    row = next(row for row in suggest(BACK, {T.NMT: asks}) if row.technique is T.NMT)
    assert row.standing is Standing.ALLOWED
    assert row.contra[-1].source == "X-05"


def test_thin_evidence_is_said_with_the_technique() -> None:
    said = " ".join(each.words for each in rows(Problem(codes=("I97.2",)))[T.MLD].caveats)
    assert "no significant added loss of volume" in said
    assert rows(Problem(codes=("I89.0",)))[T.MLD].caveats == ()
    assert "no clear gain in the pain" in rows(BACK)[T.TRP].caveats[0].words


def test_no_words_of_an_indication_promise_anything() -> None:
    for entry in INDICATIONS.values():
        words = " ".join((entry.used_for, *(each.words for each in entry.caveats))).lower()
        assert not {"heal", "cure", "guarantee", "immune", "always"} & set(words.replace(",", " ").split()), entry.row


def test_measures_of_goals_have_their_aim() -> None:
    assert {AIM_OF_MEASURE[code] for code in ("NPRS", "PSFS", "ROM", "VOLUME", "STIFFNESS")} == set(Aim)


# What holds for every patient and every problem.

problems = st.builds(
    Problem,
    codes=st.lists(st.sampled_from(["M62.830", "I97.2", "M25.611", "M79.18", "L90.5", "R51.9"]), max_size=3).map(tuple),
    events=st.frozensets(st.sampled_from([kind for kind in EventKind if kind is not EventKind.OTHER]), max_size=2),
    purpose=st.sampled_from(Purpose),
    phase=st.sampled_from(Phase),
    aims=st.frozensets(st.sampled_from(Aim), max_size=2),
    places=some_places,
)
happened = st.lists(st.builds(EventFact, st.sampled_from(EventKind), days, some_places), max_size=2).map(tuple)


@quick
@given(problems, fact_lists, happened)
def test_what_the_guards_hold_everywhere_is_never_shown_as_fit(
    problem: Problem, conditions: list[ConditionFact], events: tuple[EventFact, ...]
) -> None:
    patient = PatientFacts(conditions=tuple(conditions), events=events)
    for code, row in rows(problem, patient).items():
        said = judge_work(patient, lightest(code, problem.places), DAY)
        assert row.is_blocked == is_held(said, problem.places)
        assert not row.is_blocked or row.holding


@quick
@given(problems, fact_lists, facts, happened)
def test_one_more_condition_never_moves_a_technique_upwards(
    problem: Problem, conditions: list[ConditionFact], more: ConditionFact, events: tuple[EventFact, ...]
) -> None:
    before = rows(problem, PatientFacts(conditions=tuple(conditions), events=events))
    after = rows(problem, PatientFacts(conditions=(*conditions, more), events=events))
    assert all(after[code].standing >= before[code].standing for code in TechniqueCode)


@quick
@given(problems, problems, fact_lists, happened)
def test_another_goal_purpose_or_phase_never_unblocks(
    problem: Problem, other: Problem, conditions: list[ConditionFact], events: tuple[EventFact, ...]
) -> None:
    patient = PatientFacts(conditions=tuple(conditions), events=events)
    before = rows(problem, patient)
    after = rows(replace(other, places=problem.places), patient)
    assert [code for code in TechniqueCode if before[code].is_blocked != after[code].is_blocked] == []


# The days ahead.


def test_a_finding_without_places_holds_them_all() -> None:
    everywhere = Finding(Level.BLOCK, "X-03", "Fever.", "NYS", "When it is over.")
    there = replace(everywhere, regions=("LUMB-l",))
    assert held_places([everywhere], PLACES) == PLACES
    assert held_places([there], ("LUMB-l", "LUMB-r")) == ("LUMB-l",)
    assert is_held([everywhere], ())
    assert not is_held([there], ())
    assert not is_held([replace(everywhere, level=Level.WARN)], PLACES)


@pytest.mark.parametrize(
    ("code", "row"), [("DTM:X-12", "X-12"), ("X-12", "X-12"), ("MLD:E-LIPOSUCTION:CAP", "E-LIPOSUCTION"), ("P8", "P8")]
)
def test_the_row_behind_a_finding(code: str, row: str) -> None:
    assert row_of(Finding(Level.BLOCK, code, "", "", "")) == row


def test_only_gates_and_phases_open_by_time() -> None:
    gate, illness = Finding(Level.BLOCK, "NMT:E-SURG_SOFT", "", "", ""), Finding(Level.BLOCK, "X-03", "", "", "")
    assert by_time([gate, replace(gate, code="P8")])
    assert not by_time([gate, illness])


def test_what_only_an_order_lifts_asks_for_an_order() -> None:
    patient = event("JOINT_REPLACEMENT", 10, "KNEA-r")
    stretching = judge_work(patient, lightest(T.STR, ("KNEA-r",)), DAY)[0]
    drainage = judge_work(patient, lightest(T.MLD, ("KNEA-r",)), DAY)[0]
    assert needs_order(stretching, T.STR, patient.events)
    assert not needs_order(drainage, T.MLD, patient.events)
    assert not needs_order(Finding(Level.CLEAR, "X-07", "", "", ""), T.MLD, patient.events)


@pytest.mark.parametrize(
    ("days_ago", "phase"), [(0, Phase.ACUTE), (6, Phase.SUBACUTE), (22, Phase.REMODELING), (400, Phase.REMODELING)]
)
def test_the_phase_is_that_of_the_freshest_place(days_ago: int, phase: Phase) -> None:
    events = event("SPRAIN_STRAIN_1_2", days_ago, "ANKL-r").events
    assert phase_of(("LUMB-l", "ANKL-r"), events, DAY) is phase
    assert phase_of(("LUMB-l",), events, DAY) is Phase.CHRONIC
