"""The thresholds as rules know them: each once, within its range, and told in words."""

from dataclasses import dataclass

import pytest

from clinic.rules.policy import BY_NAME, DEFAULTS, IN_ORDER, SCALARS, Policy, Scalar, changes, contradictions, pick
from clinic.rules.thresholds.scalar import Stricter

POLICY = Policy(version=0, **DEFAULTS)


def test_every_threshold_stands_once() -> None:
    assert len({scalar.name for scalar in SCALARS}) == len(SCALARS)


@pytest.mark.parametrize("scalar", SCALARS, ids=lambda scalar: scalar.name)
def test_default_lies_in_its_range(scalar: Scalar) -> None:
    assert scalar.low <= scalar.default <= scalar.high
    assert scalar.low < scalar.high, "nothing to set"


@pytest.mark.parametrize(
    "name",
    [
        "max_step",
        "rise_after",
        "rise_soreness_hours",
        "deep_gap_hours",
        "deep_visit_minutes",
        "deep_place_minutes",
        "pain_rise",
        "first_techniques",
        "new_techniques",
        "new_deep_places",
        "absent_lower_days",
        "absent_reassess_days",
        "range_gain",
        "stop_pain",
        "check_in_minutes",
        "phase_subacute_days",
        "phase_subacute_cap",
        "phase_remodel_cap",
        "phase_firm_cap",
        "clearance_days",
        "worse_points",
        "girth_mm",
    ],
)
def test_what_keeps_a_patient_safe_is_only_tightened(name: str) -> None:
    assert BY_NAME[name].only_tightens


def test_defaults_contradict_nothing() -> None:
    assert list(contradictions(DEFAULTS)) == []


@pytest.mark.parametrize(("first", "second", "why"), IN_ORDER)
def test_thresholds_in_the_wrong_order_are_told_at_the_second(first: str, second: str, why: str) -> None:
    assert list(contradictions({first: 8, second: 7})) == [(second, why)]
    assert list(contradictions({second: 7})) == []


def test_changes_are_told_in_words() -> None:
    found = changes(DEFAULTS, DEFAULTS | {"deep_gap_hours": 72, "evaluation_counts": 0, "max_step": 0})
    assert [(one.scalar.name, one.before, one.after) for one in found] == [
        ("evaluation_counts", "yes", "no"),
        ("max_step", "1 level", "0 levels"),
        ("deep_gap_hours", "48 hours", "72 hours"),
    ]
    assert str(found[2]) == "Rest between deep work and deep work at one place: 48 hours to 72 hours"


@pytest.mark.parametrize(
    ("name", "old", "new", "loosens"),
    [
        ("deep_gap_hours", 72, 48, True),
        ("deep_gap_hours", 48, 72, False),
        ("stop_pain", 5, 6, True),
        ("stop_pain", 6, 5, False),
        ("turnover_minutes", 10, 5, False),
    ],
)
def test_loosening_is_known(name: str, old: int, new: int, *, loosens: bool) -> None:
    (change,) = changes(DEFAULTS | {name: old}, DEFAULTS | {name: new})
    assert change.loosens is loosens


def test_a_rule_picks_its_part() -> None:
    @dataclass(frozen=True)
    class Part:
        stop_pain: int = 0
        pain_rise: int = 0

    assert pick(Part, POLICY) == Part(stop_pain=7, pain_rise=2)


def test_a_switch_never_only_tightens() -> None:
    assert BY_NAME["evaluation_counts"].is_switch
    assert BY_NAME["evaluation_counts"].stricter is Stricter.NEITHER
    assert not BY_NAME["evaluation_counts"].only_tightens
    assert not BY_NAME["rise_after"].is_switch
