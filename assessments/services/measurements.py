"""Writing the readings of one measurement set. A section that did not change leaves no history rows."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, TypeVar

from django.db import models

from assessments.models import MeasurementSet, PainMark, RomReading, Score
from assessments.rules.entries import Activity, Pain, Range
from assessments.rules.rom import MOVEMENTS

RowT = TypeVar("RowT", bound=models.Model)


def write(
    *,
    into: MeasurementSet,
    pain: Sequence[Pain] | None = None,
    ranges: Sequence[Range] | None = None,
    activities: Sequence[Activity] | None = None,
) -> None:
    """Make the set hold exactly these readings; None leaves a kind as it is. The caller holds the lock on the owner."""
    if pain is not None:
        rows = [PainMark(measurements=into, place=p.place, pain=p.pain, kind=p.kind, role=p.role) for p in pain]
        replace(into.pain_marks.all(), rows, ("place", "pain", "kind", "role"))
    if ranges is not None:
        fields = ("joint", "movement", "side", "active_degrees", "passive_degrees", "pain_at_end")
        replace(into.rom_readings.all(), [_reading(into, r) for r in ranges], fields)
    if activities is not None:
        scores = [Score(measurements=into, measure="PSFS", item=a.words, value=a.value) for a in activities]
        replace(into.scores.filter(measure="PSFS"), scores, ("item", "value"))


def replace(current: "models.QuerySet[RowT]", wanted: Iterable[RowT], fields: Sequence[str]) -> None:
    """Put `wanted` in place of `current`, unless both say the same."""
    values: Any = attrgetter(*fields)
    rows = list(wanted)
    if [values(row) for row in current] == [values(row) for row in rows]:
        return
    current.delete()
    current.bulk_create(rows)


def _reading(into: MeasurementSet, entry: Range) -> RomReading:
    movement = MOVEMENTS[entry.movement]
    return RomReading(
        measurements=into,
        joint=movement.joint_code,
        movement=movement.movement_code,
        side=entry.side,
        active_degrees=entry.active,
        passive_degrees=entry.passive,
        pain_at_end=entry.pain_at_end,
    )
