"""What was measured in a course of care, set by set, as plain values: for the lines a chart offers and for its signature."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from assessments.models import MeasurementSet, PainMark, RomReading, Score
from assessments.rules.entries import Activity, Pain, Range
from assessments.rules.rom import find_movement
from sessions.models import Chart
from sessions.rules.measuring import Line, Measures, Taken, lines

PAIN = ("place", "pain", "kind", "role", "flags")
RANGE = ("joint", "movement", "side", "active_degrees", "passive_degrees", "pain_at_end")
SCORE = ("item", "value")


def lines_of(chart: Chart) -> list[Line]:
    """One query, whatever was measured. What was signed after this chart began says nothing about it."""
    known = Q(pk=chart.measurements_id) | Q(signature__isnull=False, episode=chart.appointment.episode_id)
    rows = list(_with_readings(MeasurementSet.objects.filter(known)).order_by("taken_at", "id"))
    position = next(number for number, row in enumerate(rows) if row["pk"] == chart.measurements_id)
    earlier = [Taken(row["taken_at"], measures_in(row), row["assessment"] is not None) for row in rows[:position]]
    return lines(earlier, measures_in(rows[position]))


def signed_sets(episode_id: int) -> list[Taken]:
    """Every signed set of a course of care, oldest first. One query."""
    rows = _with_readings(MeasurementSet.objects.filter(episode=episode_id, signature__isnull=False))
    return [
        Taken(row["taken_at"], measures_in(row), row["assessment"] is not None)
        for row in rows.order_by("taken_at", "id")
    ]


def assessed_sets(episode_id: int) -> list[Taken]:
    """What the signed assessments of a course of care read, oldest first. One query."""
    return [taken for taken in signed_sets(episode_id) if taken.is_assessment]


def measures_of(chart: Chart) -> Measures:
    """What this chart itself measured."""
    return measures_in(_with_readings(MeasurementSet.objects.filter(pk=chart.measurements_id)).get())


def _with_readings(sets: QuerySet[MeasurementSet]) -> Any:
    return readings_of(sets).values("pk", "taken_at", "assessment", "marks", "readings", "rated")


def readings_of(sets: QuerySet[MeasurementSet]) -> "QuerySet[Any]":
    """Adds `marks`, `readings` and `rated` to each set, as lists of plain rows, without a query of their own."""
    return sets.annotate(
        marks=_rows(PainMark.objects.all(), PAIN),
        readings=_rows(RomReading.objects.all(), RANGE),
        rated=_rows(Score.objects.filter(measure=Score.Measure.PSFS), SCORE),
    )


def _rows(rows: "QuerySet[Any]", fields: Iterable[str]) -> ArraySubquery:
    own = rows.filter(measurements=OuterRef("pk")).order_by("id")
    return ArraySubquery(own.values(found=JSONObject(**{name: name for name in fields})))


def measures_in(row: Mapping[str, Any]) -> Measures:
    """What stands in one row of `with_readings`, or in one that `readings_of` was asked for."""
    return Measures(
        pain=tuple(Pain(**{**mark, "flags": tuple(mark["flags"])}) for mark in row["marks"]),
        ranges=tuple(found for reading in row["readings"] if (found := _range(reading)) is not None),
        activities=tuple(Activity(score["item"], score["value"]) for score in row["rated"]),
    )


def _range(reading: dict[str, Any]) -> Range | None:
    """None for a movement that is no longer known."""
    joint, movement, *rest = (reading[name] for name in RANGE)
    found = find_movement(joint, movement)
    return Range(found.code, *rest) if found else None
