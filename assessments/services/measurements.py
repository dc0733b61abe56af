"""Writing the readings of one measurement set. A kind that did not change leaves no history rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, TypeVar

from django.db import models

from assessments.models import (
    GirthSeries,
    LimbStage,
    MeasurementSet,
    PainMark,
    PalpationFinding,
    Pitting,
    PostureFinding,
    RomReading,
    Score,
    StrengthReading,
    TrunkGirth,
    Vitals,
)
from assessments.rules.rom import MOVEMENTS

RowT = TypeVar("RowT", bound=models.Model)
Columns = dict[str, Any]
PSFS = Score.Measure.PSFS
ALL = models.Q()


@dataclass(frozen=True)
class Kind:
    """`columns` makes the columns of a row from an entry; `own` narrows a table that holds several kinds."""

    model: Any
    columns: Callable[[Any], Columns]
    own: models.Q = ALL


def _same(*names: str, **renamed: str) -> Callable[[Any], Columns]:
    """Columns named as the entry's fields, or `column="field"`."""
    pairs = {**{name: name for name in names}, **renamed}
    return lambda entry: {column: _plain(getattr(entry, name)) for column, name in pairs.items()}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _range(entry: Any) -> Columns:
    movement = MOVEMENTS[entry.movement]
    return {
        "joint": movement.joint_code,
        "movement": movement.movement_code,
        "side": entry.side,
        "active_degrees": entry.active,
        "passive_degrees": entry.passive,
        "pain_at_end": entry.pain_at_end,
        "end_feel": entry.end_feel,
        "instrument": entry.instrument,
    }


KINDS: Mapping[str, Kind] = {
    "pain": Kind(PainMark, _same("place", "pain", "kind", "role", "flags")),
    "ranges": Kind(RomReading, _range),
    "activities": Kind(
        Score, lambda entry: {"measure": PSFS, "item": entry.words, "value": entry.value}, models.Q(measure=PSFS)
    ),
    "ratings": Kind(Score, _same("measure", "value"), ~models.Q(measure=PSFS)),
    "strength": Kind(StrengthReading, _same("group", "side", "grade", "rank")),
    "girths": Kind(GirthSeries, _same("limb", "side", "first", "second", interval_cm="interval")),
    "trunk": Kind(TrunkGirth, _same("landmark", "first", "second")),
    "dents": Kind(Pitting, _same("place", "depth_mm", "refill_s")),
    "stages": Kind(LimbStage, _same("limb", "side", "stage")),
    "palpation": Kind(PalpationFinding, _same("place", "word", "value", "note")),
    "posture": Kind(PostureFinding, _same("feature", "view", "side", "degree")),
    "vitals": Kind(Vitals, _same("systolic", "diastolic", "pulse", "temperature")),
}


def write(*, into: MeasurementSet, **readings: Sequence[Any] | None) -> list[str]:
    """Make the set hold exactly these readings, by the names of KINDS; None leaves a kind as it is. Answers which kinds changed.

    The caller holds the lock on the owner.
    """
    return [name for name, entries in readings.items() if entries is not None and _written(into, KINDS[name], entries)]


def _written(into: MeasurementSet, kind: Kind, entries: Sequence[Any]) -> bool:
    rows = [kind.columns(entry) for entry in entries]
    current = kind.model.objects.filter(kind.own, measurements=into).order_by("pk")
    names = list(rows[0]) if rows else ["pk"]
    return replace(current, [kind.model(measurements=into, **columns) for columns in rows], names)


def replace(current: "models.QuerySet[RowT]", wanted: Iterable[RowT], fields: Sequence[str]) -> bool:
    """Put `wanted` in place of `current`, unless both say the same. Answers whether anything changed."""
    values: Any = attrgetter(*fields)
    rows = list(wanted)
    if [values(row) for row in current] == [values(row) for row in rows]:
        return False
    current.delete()
    current.bulk_create(rows)
    return True
