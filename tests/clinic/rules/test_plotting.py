"""Where things stand on a drawing."""

import pytest

from clinic.rules.plotting import Axis, around, labelled, slots, step_for


def test_values_stand_between_the_ends_and_never_beyond() -> None:
    axis = Axis(0, 10, 100, 0)
    assert [axis.at(value) for value in (0, 2.5, 10, 12, -3)] == [100, 75, 0, 0, 100]


def test_without_length_everything_stands_in_the_middle() -> None:
    assert Axis(5, 5, 0, 100).at(5) == 50


@pytest.mark.parametrize(
    ("values", "step", "least", "ends"),
    [
        ([34, 51], 10, None, (30, 60)),
        ([30, 60], 10, None, (30, 60)),
        ([40], 10, None, (40, 50)),
        ([95, 180], 10, 0, (0, 180)),
        ([-12, 60], 10, 0, (-20, 60)),
        ([0.2], 1, None, (0, 1)),
    ],
)
def test_whole_steps_hold_all_values(
    values: list[float], step: float, least: float | None, ends: tuple[float, float]
) -> None:
    assert around(values, step=step, least=least) == ends


@pytest.mark.parametrize(
    ("values", "step"), [([3, 7], 1), ([96, 88], 10), ([2100, 1800], 100), ([9000], 1000), ([], 1)]
)
def test_steps_leave_a_scale_readable(values: list[float], step: float) -> None:
    assert step_for(values) == step


def test_slots_are_the_middles_of_equal_parts() -> None:
    assert slots(4, 0, 40) == [5, 15, 25, 35]
    assert slots(0, 0, 40) == []


@pytest.mark.parametrize("number", [0, 1, 2, 12, 13, 24, 25, 60, 61])
def test_words_stand_apart_and_the_last_place_has_one(number: int) -> None:
    found = sorted(labelled(number, 12))
    assert len(found) <= 12
    assert number == 0 or (found[0], found[-1]) == (0, number - 1)
