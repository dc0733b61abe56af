"""Better, mixed, the same or worse, on the whole: what the suggested sentence of a report says."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from clinic.rules.change import Verdict
from reports.rules.figures import MeasureRow
from reports.rules.measuring import Kind

MOST_NAMED = 2
# Two lines that tell the same story; a sentence names one of them.
_STORIES = {Kind.ARRIVAL: Kind.WORST, Kind.PSFS: Kind.PSFS_MEAN}


class Direction(StrEnum):
    BETTER = "better"
    MIXED = "mixed"
    SAME = "same"
    WORSE = "worse"
    UNKNOWN = "unknown"  # nothing was measured twice


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`better` and `worse` are the rows worth naming, the most telling first."""

    direction: Direction
    better: tuple[MeasureRow, ...]
    worse: tuple[MeasureRow, ...]


def suggest(rows: Sequence[MeasureRow]) -> Suggestion:
    """Only what lies beyond measurement error counts; rows are named in the order of the table, important ones first."""
    important = [row for row in rows if row.change == Verdict.IMPORTANT]
    real = [row for row in rows if row.change == Verdict.REAL]
    better = _one_per_story([*important, *real])
    worse = _one_per_story([row for row in rows if row.change == Verdict.WORSE])
    return Suggestion(_direction(rows, bool(better), bool(worse)), better, worse)


def _one_per_story(rows: Sequence[MeasureRow]) -> tuple[MeasureRow, ...]:
    told: dict[str, MeasureRow] = {}
    for row in rows:
        told.setdefault(_STORIES.get(Kind(row.kind), row.kind), row)
    return tuple(told.values())[:MOST_NAMED]


def _direction(rows: Sequence[MeasureRow], better: bool, worse: bool) -> Direction:  # noqa: FBT001 - two claims, one line apart
    if better and worse:
        return Direction.MIXED
    if better:
        return Direction.BETTER
    if worse:
        return Direction.WORSE
    measured = any(row.change in {Verdict.SMALL, Verdict.SAME} for row in rows)
    return Direction.SAME if measured else Direction.UNKNOWN
