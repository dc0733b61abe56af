"""Two limbs under the tape, with the worked figures of the clinical reference."""

from decimal import Decimal

import pytest

from assessments.rules.body_entries import Girths
from assessments.rules.girth import GirthLimits
from assessments.rules.swelling import SwellingLimits
from assessments.rules.tape import mistyped, reckon

LARGE = ("16", "18", "21", "24", "26", "28", "30")
SOUND = ("16", "17.5", "20", "22.5", "24.5", "26.5", "28.5")
LATER = ("16", "17.8", "20.6", "23.4", "25.4", "27.4", "29.4")


def arm(side: str, *girths: str | None, interval: int = 4) -> Girths:
    read = tuple(None if girth is None else Decimal(girth) for girth in girths)
    return Girths("arm", side, interval, read, (None,) * len(read))


def series(*girths: Girths) -> dict[tuple[str, str], Girths]:
    return {(one.limb, one.side): one for one in girths}


FIRST = series(arm("l", *LARGE), arm("r", *SOUND))


def test_the_worked_limb() -> None:
    found = reckon("arm", FIRST, first={}, affected="l")
    assert found
    assert (round(found.left_ml or 0, 2), round(found.right_ml or 0, 2)) == (1073.77, 969.15)
    assert found.excess == "Left is 104.62 mL (10.79 %) larger than right."
    assert found.severity == "Mild"
    assert [flag.code for flag in found.flags] == ["V-FLAG"]
    assert found.progress == []


def test_the_affected_right_side_is_named_first() -> None:
    found = reckon("arm", FIRST, first={}, affected="r")
    assert found
    assert found.excess == "Right is 104.62 mL (9.74 %) smaller than left."


def test_where_nobody_said_the_larger_side_counts_as_affected() -> None:
    swapped = series(arm("l", *SOUND), arm("r", *LARGE))
    found = reckon("arm", swapped, first={}, affected="")
    assert found
    assert found.affected == "r"


def test_what_moved_since_the_start() -> None:
    found = reckon("arm", series(arm("l", *LATER), arm("r", *SOUND)), first=FIRST, affected="l")
    assert found
    assert found.progress == [
        "40.66 % of the excess at the start is gone (PREV)",
        "relative volume change -3.96 % (RVC)",
    ]


def test_both_affected_each_is_compared_with_itself() -> None:
    found = reckon("arm", series(arm("l", *LATER), arm("r", *LARGE)), first=FIRST, affected="both")
    assert found
    assert found.progress == ["Left: 3.96 % lost since the start", "Right: 10.79 % gained since the start"]
    assert found.severity == ""


def test_growth_beyond_the_other_side_is_shown_early() -> None:
    grown = series(arm("l", *(str(float(g) * 1.05) for g in LARGE)), arm("r", *SOUND))
    found = reckon("arm", grown, first=FIRST, affected="l")
    assert found
    assert "V-EARLY" in [flag.code for flag in found.flags]


@pytest.mark.parametrize(
    "other", [(), (arm("r", "16", "17.5"),), (arm("r", *SOUND, interval=8),), (arm("r", "16", None, "20"),)]
)
def test_sides_measured_differently_are_not_compared(other: tuple[Girths, ...]) -> None:
    found = reckon("arm", series(arm("l", *LARGE), *other), first=FIRST, affected="l")
    assert found
    assert (found.excess, found.progress, found.flags) == ("", [], ())


def test_one_side_alone_and_none_at_all() -> None:
    found = reckon("arm", series(arm("r", "16", None, "20")), first={}, affected="")
    assert found
    assert found.right_ml is None
    assert [(point.height, point.left, point.right, point.apart) for point in found.points][1] == (4, None, None, None)
    assert reckon("leg", FIRST, first={}, affected="") is None


def test_points_of_both_sides_stand_beside_each_other() -> None:
    found = reckon("arm", FIRST, first={}, affected="l")
    assert found
    assert [point.apart for point in found.points][:3] == [0.0, 0.5, 1.0]


def test_a_point_typed_in_inches_is_asked_about_and_the_other_side_is_not() -> None:
    typed = arm("r", "16", "17.5", "20", "22.5", "24.5", "10.4", "28.5")
    left = arm("l", *LARGE)
    assert "inches" in mistyped(typed, [left, None])[5]
    assert mistyped(left, [typed]) == {}


def test_only_what_was_read_up_to_the_first_gap_is_judged() -> None:
    assert mistyped(arm("l", "16", None, "90"), []) == {}
    assert mistyped(arm("l", "16", "18"), [arm("r", "60", "70", interval=8)]) == {}


def test_the_clinics_own_thresholds_decide() -> None:
    strict, calm = SwellingLimits(volume_ml=100, ordinary_percent=11), SwellingLimits(volume_percent=50)
    found = reckon("arm", FIRST, first={}, affected="l", limits=strict)
    assert found
    assert found.severity == "Within what two sides usually differ"
    calmly = reckon("arm", FIRST, first={}, affected="l", limits=calm)
    assert calmly
    assert calmly.flags == ()
    typed = arm("r", "16", "17.5", "20", "22.5", "24.5", "10.4", "28.5")
    assert mistyped(typed, [arm("l", *LARGE)], GirthLimits(odd_percent=90)) == {}
