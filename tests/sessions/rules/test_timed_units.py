"""Timed units: every worked figure of the clinical reference, and what always holds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.rules.timed_units import Allocation, NotTied, UnitRule, allocate, units_of

CMS, AMA = UnitRule.CMS_TOTAL, UnitRule.AMA_PER_CODE
days = st.dictionaries(st.sampled_from(["97110", "97112", "97124", "97140", "97530"]), st.integers(0, 120))


@pytest.mark.parametrize(
    ("minutes", "units"),
    [
        (0, 0), (7, 0), (8, 1), (22, 1), (23, 2), (37, 2), (38, 3), (45, 3), (52, 3), (53, 4), (60, 4), (67, 4),
        (68, 5), (82, 5), (83, 6), (97, 6), (98, 7), (112, 7), (113, 8), (127, 8), (128, 9),
    ],
)  # fmt: skip
def test_table_of_units(minutes: int, units: int) -> None:
    assert units_of(minutes) == units


@pytest.mark.parametrize(
    ("minutes", "units"),
    [
        ({"97110": 18, "97140": 10}, {"97110": 1, "97140": 1}),
        ({"97124": 33, "97140": 7}, {"97124": 2, "97140": 1}),
        ({"97124": 45}, {"97124": 3}),
        ({"97124": 7}, {"97124": 0}),
        ({"97124": 15, "97140": 7}, {"97124": 1, "97140": 0}),
        ({}, {}),
    ],
)
def test_allocation_by_the_total(minutes: dict[str, int], units: dict[str, int]) -> None:
    assert allocate(minutes, CMS) == Allocation(units)


def test_a_tie_is_left_to_the_therapist() -> None:
    found = allocate({"97124": 7, "97140": 7}, CMS)
    assert found == Allocation({"97124": 0, "97140": 0}, ("97124", "97140"), 1)
    assert found.total == 1
    assert allocate({"97124": 7, "97140": 7}, CMS, picked=["97140"]) == Allocation({"97124": 0, "97140": 1})


def test_a_tie_of_three_over_two_units_is_picked_one_by_one() -> None:
    minutes = {"97110": 10, "97124": 10, "97140": 10}
    assert allocate(minutes, CMS).open_units == 2
    assert allocate(minutes, CMS, picked=["97140"]) == Allocation(
        {"97110": 0, "97124": 0, "97140": 1}, ("97110", "97124"), 1
    )


@pytest.mark.parametrize(("rule", "picked"), [(CMS, ["97530"]), (CMS, ["97124", "97140"]), (AMA, ["97124"])])
def test_only_tied_codes_can_be_picked(rule: UnitRule, picked: list[str]) -> None:
    with pytest.raises(NotTied):
        allocate({"97124": 7, "97140": 7}, rule, picked=picked)


@pytest.mark.parametrize(
    ("minutes", "units"),
    [
        ({"97110": 18, "97140": 10}, {"97110": 1, "97140": 1}),
        ({"97124": 33, "97140": 7}, {"97124": 2, "97140": 0}),
        ({"97124": 8, "97140": 8}, {"97124": 1, "97140": 1}),
        ({"97124": 23}, {"97124": 2}),
    ],
)
def test_code_by_code(minutes: dict[str, int], units: dict[str, int]) -> None:
    assert allocate(minutes, AMA) == Allocation(units)


@pytest.mark.parametrize("rule", UnitRule)
def test_minutes_below_zero_are_refused(rule: UnitRule) -> None:
    with pytest.raises(ValueError, match="0 or more"):
        allocate({"97124": -1}, rule)


@settings(max_examples=80)
@given(days, st.sampled_from(UnitRule))
def test_units_never_exceed_the_minutes(minutes: dict[str, int], rule: UnitRule) -> None:
    found = allocate(minutes, rule)
    assert found.total <= sum(minutes.values()) / 8
    assert 0 <= found.open_units <= len(found.tied)
    assert all(units * 15 <= minutes[code] + 14 for code, units in found.units.items())


@settings(max_examples=40)
@given(days)
def test_counted_together_a_day_has_the_units_of_its_total(minutes: dict[str, int]) -> None:
    assert allocate(minutes, CMS).total == units_of(sum(minutes.values()))
