"""From signed readings to the table's lines: first value, value now, goal, and whether the change matters.

What is measured has a kind and an item: worst (a place), arrival (pain before a visit), psfs_mean, psfs (an activity),
rom (a movement such as TRUNK:FLEX:m), groc.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from assessments.rules.rom import find_movement, measure_of
from assessments.rules.scoring import PSFS_SINGLE_MDC, psfs_mean
from clinic.rules.change import judge
from clinic.rules.measures import MEASURES, Measure
from reports.rules.figures import MeasureRow, Point, Trend

MOST_ROWS, MOST_RANGES = 6, 2


class Kind(StrEnum):
    WORST = "worst"
    ARRIVAL = "arrival"
    PSFS_MEAN = "psfs_mean"
    PSFS = "psfs"
    ROM = "rom"
    GROC = "groc"


Key = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one signed assessment or chart measured."""

    on: date
    values: Mapping[Key, float]


def measure_for(key: Key) -> Measure:
    """How to judge it. A single activity is noisier than the mean of several; a movement has its own better way."""
    kind, item = key
    if kind is Kind.ROM:
        joint, movement = (*item.split(":"), "", "")[:2]
        known = find_movement(joint, movement)
        return measure_of(known) if known else MEASURES["ROM"]
    if kind is Kind.PSFS:
        return replace(MEASURES["PSFS"], mdc=PSFS_SINGLE_MDC)
    return MEASURES[{Kind.PSFS_MEAN: "PSFS", Kind.GROC: "GROC"}.get(kind, "NPRS")]


def with_means(readings: Sequence[Reading]) -> list[Reading]:
    """Adds the mean of the activities rated at the start; a later set counts only when it rates the same ones."""
    first = next((asked for reading in readings if (asked := _activities(reading))), frozenset[str]())
    return [_with_mean(reading, first) for reading in readings]


def _activities(reading: Reading) -> frozenset[str]:
    return frozenset(item for kind, item in reading.values if kind is Kind.PSFS)


def _with_mean(reading: Reading, items: frozenset[str]) -> Reading:
    if not items or not items <= _activities(reading):
        return reading
    try:
        mean = psfs_mean([round(reading.values[Kind.PSFS, item]) for item in sorted(items)])
    except ValueError:  # fewer than three or more than five: no mean is claimed
        return reading
    return replace(reading, values={**reading.values, (Kind.PSFS_MEAN, ""): round(mean, 1)})


def primary_place(readings: Sequence[Reading], named: str) -> str:
    """The place the pain goal names, or the one that hurt most when pain was first marked; "" when none was."""
    if named:
        return named
    marked = ({item: value for (kind, item), value in r.values.items() if kind is Kind.WORST} for r in readings)
    first = next((marks for marks in marked if marks), {})
    return min(first, key=lambda place: (-first[place], place), default="")


def keys_in_order(readings: Sequence[Reading], goals: Iterable[Key], place: str) -> list[Key]:
    """Worst pain, arrival pain, the mean of activities, what goals name, motion measured again, then the rest; at most six."""
    seen = [key for reading in readings for key in reading.values]
    activities = [key for key in seen if key[0] is Kind.PSFS]
    lead: list[Key] = [(Kind.WORST, place), (Kind.ARRIVAL, ""), (Kind.PSFS_MEAN, "")]
    again = [key for key, times in Counter(seen).items() if key[0] is Kind.ROM and times > 1][:MOST_RANGES]
    wanted = [*lead, *goals, *again, *activities, (Kind.GROC, "")]
    return [key for key in dict.fromkeys(wanted) if key in seen][:MOST_ROWS]


def row(key: Key, readings: Sequence[Reading], *, last: float | None, goal: float | None) -> MeasureRow:
    """A value measured only once has a start and no now: nothing is claimed about its change."""
    values = points(key, readings)
    measure = measure_for(key)
    start = values[0].value if values and not measure.is_change else None
    now = values[-1].value if len(values) > 1 or (values and measure.is_change) else None
    change = judge(measure, start, now)
    return MeasureRow(key[0], key[1], start, last, now, goal, change.amount, change.verdict, change.threshold)


def points(key: Key, readings: Sequence[Reading]) -> tuple[Point, ...]:
    return tuple(Point(reading.on, reading.values[key]) for reading in readings if key in reading.values)


def latest(key: Key, readings: Sequence[Reading]) -> float | None:
    values = points(key, readings)
    return values[-1].value if values else None


def trend(readings: Sequence[Reading], goals: Mapping[Key, float]) -> Trend | None:
    """What the second chart draws: the first goal that is not about pain, else the mean of activities; two readings at least."""
    for key in [*(key for key in goals if key[0] is not Kind.WORST), (Kind.PSFS_MEAN, "")]:
        drawn = points(key, readings)
        if len(drawn) > 1:
            return Trend(key[0], key[1], goals.get(key), drawn)
    return None
