"""When a change is real, and when it is important."""

import pytest

from clinic.rules.measures import MEASURES, change_for_better, important_change, in_range, real_change
from clinic.rules.wellbeing import DIMENSIONS, Better


@pytest.mark.parametrize(
    ("code", "base", "now", "real", "important"),
    [
        ("NPRS", 7, 5, True, True),
        ("NPRS", 7, 6, False, False),
        ("NPRS", 3, 2, False, True),  # a third of the pain is gone
        ("NPRS", 5, 7, True, False),  # real, but the wrong way
        ("NPRS", 4, 4, False, False),
        ("NPRS", 0, 2, True, False),
        ("PSFS", 3, 7, True, True),
        ("PSFS", 6, 7.9, False, True),
        ("PSFS", 7, 8, False, False),
        ("PSFS", 0, 1, False, False),  # no percentage of nothing
        ("PSFS", 7, 5, True, False),
        ("GROC", 0, 3, False, True),
        ("GROC", 5, 2, False, False),  # a change is judged by itself
        ("GROC", 0, -5, False, False),
        ("ROM", 90, 100, True, False),
        ("ROM", 90, 99, False, False),
        ("GIRTH", 82.0, 81.0, True, False),
        ("VOLUME", 1073.77, 1030.32, False, False),
        ("MMT", 5, 8, False, False),
        ("PAIN_WORST", 8, 5, True, True),
        ("ENERGY", 4, 6, True, False),
        ("STRESS", 6, 5, False, False),
    ],
)
def test_change_is_judged_by_error_and_by_importance(
    code: str, base: float, now: float, real: bool, important: bool
) -> None:
    measure = MEASURES[code]
    assert real_change(measure, base, now) is real
    assert important_change(measure, base, now) is important


@pytest.mark.parametrize(("code", "gained"), [("NPRS", 2), ("GIRTH", 2), ("PSFS", -2), ("ROM", -2), ("STRESS", 2)])
def test_better_has_a_direction(code: str, gained: float) -> None:
    assert change_for_better(MEASURES[code], 8, 6) == gained


def test_every_check_in_dimension_is_a_measure_from_0_to_10() -> None:
    assert len(DIMENSIONS) == 12
    for code, dimension in DIMENSIONS.items():
        measure = MEASURES[code]
        assert (measure.low, measure.high, measure.better) == (0, 10, dimension.better)


def test_half_of_the_dimensions_are_better_low() -> None:
    low = {d.code.value for d in DIMENSIONS.values() if d.better is Better.LOWER}
    assert low == {"PAIN_NOW", "PAIN_WORST", "PAIN_AVERAGE", "STRESS", "SWELLING", "STIFFNESS"}


@pytest.mark.parametrize(("code", "value", "fits"), [("NPRS", 10, True), ("NPRS", 11, False), ("GROC", -8, False)])
def test_value_outside_the_scale_does_not_fit(code: str, value: float, fits: bool) -> None:
    assert in_range(MEASURES[code], value) is fits
