"""Limb volume: every worked figure of the clinical reference."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.rules.swelling import Severity, early_flags, girth_flags, severity, volume_flags
from assessments.rules.volume import (
    Limb,
    Pair,
    change,
    excess_reduction,
    limb_ml,
    pair,
    reduction,
    relative_change,
    segment_ml,
)

AFFECTED = Limb((16, 18, 21, 24, 26, 28, 30))
OTHER = Limb((16, 17.5, 20, 22.5, 24.5, 26.5, 28.5))
girths = st.floats(min_value=5, max_value=120)


def test_segment() -> None:
    assert segment_ml(20, 22, 4) == pytest.approx(140.48, abs=0.005)


def test_both_limbs_and_the_excess() -> None:
    sides = pair(AFFECTED, OTHER)
    assert sides.affected == pytest.approx(1073.77, abs=0.005)
    assert sides.other == pytest.approx(969.15, abs=0.005)
    assert sides.excess_ml == pytest.approx(104.62, abs=0.005)
    assert sides.excess_percent == pytest.approx(10.79, abs=0.005)


def test_follow_up() -> None:
    base = pair(AFFECTED, OTHER)
    later = change(base, Pair(1030.32, base.other), both_affected=False)
    assert later.prev == pytest.approx(41.53, abs=0.005)
    assert later.rvc == pytest.approx(-4.05, abs=0.005)
    assert later.reduction is None


def test_where_both_sides_are_affected_each_is_compared_with_its_own_start() -> None:
    later = change(Pair(1000, 800), Pair(900, 820), both_affected=True)
    assert later.reduction == pytest.approx((10, -2.5))
    assert (later.prev, later.rvc) == (None, None)


def test_without_an_excess_or_a_reference_nothing_is_claimed() -> None:
    assert excess_reduction(0, 20) is None
    assert relative_change(Pair(1000, 0), Pair(900, 0)) is None
    assert reduction(0, 5) is None
    assert Pair(5, 0).excess_percent is None


@pytest.mark.parametrize("limb", [((20,), 4), ((20, 22), 5), ((20, 0), 4), ((), 4)])
def test_a_limb_that_cannot_be_computed_says_so(limb: tuple[tuple[float, ...], int]) -> None:
    with pytest.raises(ValueError, match=r"."):
        limb_ml(*limb)


@pytest.mark.parametrize("other", [Limb((16, 18, 21)), Limb((16, 17.5, 20, 22.5, 24.5, 26.5, 28.5), 8)])
def test_sides_measured_differently_are_not_compared(other: Limb) -> None:
    assert girth_flags(AFFECTED, other) == []
    with pytest.raises(ValueError, match="same interval"):
        pair(AFFECTED, other)


@settings(max_examples=40)
@given(st.lists(girths, min_size=2, max_size=12), st.integers(0, 11), st.floats(0.1, 5))
def test_a_larger_girth_never_gives_a_smaller_volume(values: list[float], place: int, more: float) -> None:
    place %= len(values)
    larger = [value + more if n == place else value for n, value in enumerate(values)]
    assert limb_ml(larger, 4) > limb_ml(values, 4)


@settings(max_examples=40)
@given(st.floats(100, 5000), st.floats(100, 5000), st.floats(0.5, 2))
def test_weight_that_moves_both_sides_alike_is_no_change(affected: float, other: float, factor: float) -> None:
    rvc = relative_change(Pair(affected, other), Pair(affected * factor, other * factor))
    assert rvc == pytest.approx(0, abs=1e-6)


def test_flags_of_the_worked_limb_are_its_percentage_and_no_single_point() -> None:
    [flag] = volume_flags(pair(AFFECTED, OTHER))
    assert flag.message == "The two sides differ by 105 mL, 10.8 %."
    assert (flag.code, flag.source) == ("V-FLAG", "VOL2")
    assert girth_flags(AFFECTED, OTHER) == []


@pytest.mark.parametrize(
    ("sides", "flagged"),
    [((2200, 2001), False), ((2200, 2000), True), ((2000, 2200), True), ((1099, 1000), False), ((1100, 1000), True)],
)
def test_200_ml_or_10_percent_flag(sides: tuple[float, float], flagged: bool) -> None:
    assert bool(volume_flags(Pair(*sides))) is flagged


def test_2_cm_at_one_point_flags_that_point() -> None:
    flags = girth_flags(Limb((16, 18.1, 22)), Limb((16, 16.1, 20.1)))
    assert [flag.message for flag in flags] == ["At 4 cm the two sides differ by 2.0 cm."]


@pytest.mark.parametrize(("rvc", "flagged"), [(None, False), (4.9, False), (5, True), (12, True)])
def test_early_alert(rvc: float | None, flagged: bool) -> None:
    assert bool(early_flags(rvc)) is flagged


@pytest.mark.parametrize(
    ("percent", "word"),
    [
        (-3, Severity.ORDINARY),
        (4, Severity.ORDINARY),
        (4.1, Severity.MILD),
        (19.9, Severity.MILD),
        (20, Severity.MODERATE),
        (40, Severity.MODERATE),
        (40.1, Severity.SEVERE),
    ],
)
def test_severity_words(percent: float, word: Severity) -> None:
    assert severity(percent) is word
