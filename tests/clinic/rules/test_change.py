"""M-TEST of docs/clinical.md as a report says it."""

import pytest

from clinic.rules.change import Verdict, judge, reached
from reports.rules.measuring import Key, Kind, measure_for

WORST: Key = (Kind.WORST, "LUMB-l")
ACTIVITY: Key = (Kind.PSFS, "Lift a box")
MEAN: Key = (Kind.PSFS_MEAN, "")
BEND: Key = (Kind.ROM, "TRUNK:FLEX:m")
STRAIGHT: Key = (Kind.ROM, "KNEE:EXT:l")
FELT: Key = (Kind.GROC, "")


@pytest.mark.parametrize(
    ("key", "start", "now", "amount", "verdict"),
    [
        (WORST, 7, 3, -4, Verdict.IMPORTANT),
        (WORST, 7, 5, -2, Verdict.IMPORTANT),
        (WORST, 7, 6, -1, Verdict.SMALL),
        (WORST, 3, 2, -1, Verdict.SMALL),  # a third less, but within the error of one point
        (WORST, 4, 4, 0, Verdict.SAME),
        (WORST, 4, 6, 2, Verdict.WORSE),
        (WORST, 4, 5, 1, Verdict.SMALL),
        (ACTIVITY, 3, 5, 2, Verdict.SMALL),  # a single activity is noisier than the mean
        (ACTIVITY, 3, 6, 3, Verdict.IMPORTANT),
        (ACTIVITY, 6, 3, -3, Verdict.WORSE),
        (MEAN, 3.3, 5.3, 2.0, Verdict.IMPORTANT),
        (MEAN, 3.3, 5.2, 1.9, Verdict.SMALL),
        (BEND, 40, 50, 10, Verdict.REAL),  # no important change is known for range of motion
        (BEND, 40, 49, 9, Verdict.SMALL),
        (BEND, 50, 40, -10, Verdict.WORSE),
        (STRAIGHT, 20, 5, -15, Verdict.REAL),  # degrees short of straight: less is better
        (STRAIGHT, 5, 20, 15, Verdict.WORSE),
        (FELT, None, 3, 3, Verdict.IMPORTANT),
        (FELT, None, 2, 2, Verdict.SMALL),
        (FELT, None, 0, 0, Verdict.SAME),
        (FELT, None, -3, -3, Verdict.WORSE),
        (WORST, 7, None, None, Verdict.UNKNOWN),
        (WORST, None, 3, None, Verdict.UNKNOWN),
    ],
)
def test_a_change_is_judged(
    key: Key, start: float | None, now: float | None, amount: float | None, verdict: Verdict
) -> None:
    change = judge(measure_for(key), start, now)
    assert (change.amount, change.verdict) == (amount, verdict)


def test_a_movement_in_millimeters_claims_nothing() -> None:
    assert judge(measure_for((Kind.ROM, "JAW:OPEN:m")), 20, 40).verdict is Verdict.UNKNOWN


def test_an_unknown_movement_is_judged_as_degrees() -> None:
    assert judge(measure_for((Kind.ROM, "WING:FLAP:l")), 20, 40).verdict is Verdict.REAL


@pytest.mark.parametrize(
    ("baseline", "target", "now", "met"),
    [(7, 2, 2, True), (7, 2, 3, False), (7, 2, 0, True), (3, 7, 7, True), (3, 7, 6, False), (3, 7, None, False)],
)
def test_a_goal_is_met_from_either_side(baseline: float, target: float, now: float | None, met: bool) -> None:
    assert reached(baseline=baseline, target=target, now=now) is met
