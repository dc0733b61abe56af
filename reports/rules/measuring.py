"""From signed readings to the table's lines: first value, value now, goal, and whether the change matters.

What is measured has a kind and an item: worst (a place), arrival (pain before a visit), psfs_mean, psfs (an activity),
rom (a movement such as TRUNK:FLEX:m), girth (arm:l:8, trunk:navel), volume (arm:l), strength (a rank; KNEE-EXT:l), groc, rating (one of
the dimensions a patient rates).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from assessments.rules.girth import LIMITS, GirthLimits, girth_measure
from assessments.rules.rom import find_movement, measure_of
from assessments.rules.scoring import PSFS_SINGLE_MDC, psfs_mean
from clinic.rules.change import judge
from clinic.rules.measures import MEASURES, Measure
from clinic.rules.wellbeing import DIMENSIONS
from reports.rules.figures import MeasureRow, Point, Trend

MOST_ROWS, MOST_RANGES = 6, 2  # of each kind measured again


class Kind(StrEnum):
    WORST = "worst"
    ARRIVAL = "arrival"
    PSFS_MEAN = "psfs_mean"
    PSFS = "psfs"
    ROM = "rom"
    GIRTH = "girth"
    VOLUME = "volume"
    STRENGTH = "strength"
    GROC = "groc"
    RATING = "rating"


PLAIN = {
    Kind.PSFS_MEAN: "PSFS",
    Kind.GROC: "GROC",
    Kind.VOLUME: "VOLUME",
    Kind.STRENGTH: "MMT",
}


AGAIN = (Kind.ROM, Kind.VOLUME)
Key = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one signed assessment or chart measured."""

    on: date
    values: Mapping[Key, float]


def measure_for(key: Key, girths: GirthLimits = LIMITS) -> Measure:
    """How to judge it. A single activity is noisier than the mean of several; a movement has its own better way, a trunk the retest error
    of the clinic's policy."""
    kind, item = key
    if kind is Kind.ROM:
        joint, movement = (*item.split(":"), "", "")[:2]
        known = find_movement(joint, movement)
        return measure_of(known) if known else MEASURES["ROM"]
    if kind is Kind.PSFS:
        return replace(MEASURES["PSFS"], mdc=PSFS_SINGLE_MDC)
    if kind is Kind.GIRTH:
        return girth_measure(item, girths)
    return MEASURES[item if kind is Kind.RATING else PLAIN.get(kind, "NPRS")]


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
    """Worst pain, arrival pain, the mean of activities, what goals name, motion and volume measured again, then the rest; at most six, or as
    many as goals ask for."""
    seen = [key for reading in readings for key in reading.values]
    activities = [key for key in seen if key[0] is Kind.PSFS]
    lead: list[Key] = [(Kind.WORST, place), (Kind.ARRIVAL, ""), (Kind.PSFS_MEAN, "")]
    times = Counter(seen)
    again = [key for kind in AGAIN for key in [k for k in times if k[0] is kind and times[k] > 1][:MOST_RANGES]]
    asked = [key for key in dict.fromkeys([*lead, *goals]) if key in times]
    wanted = [*asked, *again, *activities, (Kind.GROC, "")]
    return [key for key in dict.fromkeys(wanted) if key in times][: max(MOST_ROWS, len(asked))]


def ratings_in_order(readings: Sequence[Reading]) -> list[Key]:
    """What the patient rated, in the order of the check-in."""
    seen = {key for reading in readings for key in reading.values}
    return [key for code in DIMENSIONS if (key := (Kind.RATING, code.value)) in seen]


def row(
    key: Key, readings: Sequence[Reading], *, last: float | None, goal: float | None, girths: GirthLimits = LIMITS
) -> MeasureRow:
    """A value measured only once has a start and no now: nothing is claimed about its change."""
    values = points(key, readings)
    measure = measure_for(key, girths)
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
    """What the second chart draws: the first goal that is not about pain, else the mean of activities; two readings at least. Strength is a
    grade and no place on a line."""
    drawable = [key for key in goals if key[0] not in {Kind.WORST, Kind.STRENGTH}]
    for key in [*drawable, (Kind.PSFS_MEAN, "")]:
        drawn = points(key, readings)
        if len(drawn) > 1:
            return Trend(key[0], key[1], goals.get(key), drawn)
    return None
