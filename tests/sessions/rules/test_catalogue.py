"""What a clinic may change about a technique, and its gates in words."""

from dataclasses import replace
from typing import Any

import pytest

from clinic.rules.techniques import TechniqueCode as T
from sessions.rules.catalogue import LABELS, NAMES, differences, hard_terms, refusals
from sessions.rules.gate_words import gate_lines, gate_words
from sessions.rules.gates_table import GATES, NEVER, PROTOCOL, Gate, Where, after, cleared
from sessions.rules.techniques import TECHNIQUES

DTM, REF = TECHNIQUES[T.DTM], TECHNIQUES[T.REF]


@pytest.mark.parametrize("entry", TECHNIQUES.values(), ids=lambda entry: entry.code)
def test_terms_of_the_product_stand(entry: Any) -> None:
    assert list(refusals(entry, hard_terms(entry))) == []


def test_every_term_has_its_word() -> None:
    assert set(LABELS) == set(NAMES)


@pytest.mark.parametrize(
    "tighter",
    [
        {"pressure_max": 4},
        {"pressure_max": 3},
        {"minutes_max": 20},
        {"minutes_min": 15},
        {"pain_high": 5, "pain_stop": 6},
        {"gap_hours": 72},
        {"needs_credential": True},
        {"licenses": {"NV": "Structural integrator"}},
        {"purpose": "Slow work, our way."},
    ],
)
def test_a_clinic_may_tighten(tighter: dict[str, Any]) -> None:
    assert list(refusals(DTM, replace(hard_terms(DTM), **tighter))) == []


@pytest.mark.parametrize(
    ("looser", "field", "sentence"),
    [
        ({"pressure_min": 2}, "pressure_min", "Not below 3."),
        ({"pressure_start": 4}, "pressure_start", "Not above 3."),
        ({"pressure_max": 6}, "pressure_max", "Not above 5."),
        ({"minutes_min": 5}, "minutes_min", "Not below 10."),
        ({"minutes_max": 45}, "minutes_max", "Not above 30."),
        ({"pain_stop": 8}, "pain_stop", "Not above 7."),
        ({"gap_hours": 24}, "gap_hours", "Not below 48."),
        ({"gap_hours": 400}, "gap_hours", "At most 336 hours, two weeks."),
        ({"indications": "  "}, "indications", "Write it: the therapist reads it beside the technique."),
        ({"minutes_default": 25, "minutes_max": 20}, "minutes_max", "Not below “Minutes proposed”, which is 25."),
        ({"pain_high": 5, "pain_stop": 5}, "pain_stop", "Above the pain that is expected."),
    ],
)
def test_a_clinic_may_not_loosen(looser: dict[str, Any], field: str, sentence: str) -> None:
    assert list(refusals(DTM, replace(hard_terms(DTM), **looser))) == [(field, sentence)]


def test_what_the_law_asks_for_stays() -> None:
    loose = replace(hard_terms(REF), needs_credential=False, licenses={"AZ": "Reflexologist"})
    assert [field for field, _ in refusals(REF, loose)] == ["needs_credential", "licenses"]
    more = replace(hard_terms(REF), licenses={"NV": "reflexologist", "AZ": "Reflexologist"})
    assert list(refusals(REF, more)) == []


def test_differences_are_told_in_words() -> None:
    hard = hard_terms(DTM)
    found = differences(hard, replace(hard, gap_hours=72, needs_credential=True, licenses={"NV": "Bodyworker"}))
    assert [(one.label, one.before, one.after) for one in found] == [
        ("Hours between two visits at a place", "48", "72"),
        ("Needs a credential", "no", "yes"),
        ("License by state, beside the therapist's own", "none", "NV: Bodyworker"),
    ]


@pytest.mark.parametrize(
    ("gate", "words"),
    [
        (NEVER, "Not at all."),
        (after(14), "From day 14."),
        (cleared(3, 14), "From day 3 with a clearance, from day 14 without."),
        (cleared(42), "From day 42 with a clearance."),
        (PROTOCOL, "Only under the surgeon's written order."),
        (Gate(day=42, protocol=True), "Only under the surgeon's written order until day 42, from day 42 without."),
        (Gate(day=5, near=3), "From day 5, from day 3 next to it."),
        (Gate(cleared=0, where=Where.NEARER_TRUNK), "From day 0 with a clearance; nearer the trunk."),
        (cleared(21, cap=2), "From day 21 with a clearance; pressure 2 at most."),
        (Gate(cleared=28, from_injury=70), "From day 28 with a clearance; at least 70 days since the injury."),
        (
            Gate(day=0, note="pain-free", overpressure=42),
            "From day 0; pain-free; beyond the pain-free range from day 42 with a clearance.",
        ),
    ],
)
def test_gates_are_told_in_words(gate: Gate, words: str) -> None:
    assert gate_words(gate) == words


@pytest.mark.parametrize("code", T)
def test_every_technique_has_a_line_for_every_event(code: T) -> None:
    assert [line.row for line in gate_lines(code)] == [row.row for row in GATES.values()]


def test_reflexology_follows_connective_tissue_massage() -> None:
    assert gate_lines(T.REF) == gate_lines(T.CTM)
