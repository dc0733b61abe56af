"""What is signed about an episode, up to a day: the charts and measurements a report may rest on. Wellness visits never appear."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q

from assessments.models import MeasurementSet
from clinic.rules.wellbeing import DIMENSIONS
from referrals.models import Episode
from reports.rules.measuring import Key, Kind, Reading
from sessions.models import Chart

MEDICAL = "medical"

# Scores the letter has a line for; the dimensions a patient rates have their own.
SCORES = {"PSFS": Kind.PSFS, "GROC": Kind.GROC}


@dataclass(frozen=True)
class SignedChart:
    """A signed chart of a medical visit and the day of that visit on the location's own calendar."""

    row: Chart
    on: date

    def pain(self, phase: str) -> int | None:
        return next((check.pain for check in self.row.pain_checks.all() if check.phase == phase), None)


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()


def charts(episode: Episode, *, zone: ZoneInfo, until: date) -> list[SignedChart]:
    """Oldest first."""
    rows = (
        Chart.objects.signed()
        .filter(appointment__episode=episode, appointment__service=MEDICAL)
        .select_related("appointment__location")
        .prefetch_related("techniques__technique", "pain_checks")
        .order_by("appointment__during", "id")
    )
    found = [SignedChart(row, day_of(row.appointment.starts_at, zone)) for row in rows]
    return [chart for chart in found if chart.on <= until]


def readings(episode: Episode, signed_charts: Iterable[SignedChart], *, zone: ZoneInfo, until: date) -> list[Reading]:
    """One reading per signed set that holds anything, oldest first; a chart's set also has the pain on arrival, and counts
    on the day of its visit, whenever it was written."""
    of_chart = {chart.row.measurements_id: chart for chart in signed_charts}
    sets = (
        MeasurementSet.objects.filter(episode=episode)
        .filter(
            Q(assessment__signature__isnull=False)
            | Q(chart__signature__isnull=False, chart__appointment__service=MEDICAL)
        )
        .prefetch_related("pain_marks", "rom_readings", "scores", "girth_series", "trunk_girths", "strength_readings")
        .order_by("taken_at", "id")
    )
    taken: dict[str, tuple[int, int]] = {}
    found = [_reading(row, of_chart.get(row.pk), zone, taken) for row in sets]
    return sorted((one for one in found if one.on <= until and one.values), key=lambda one: one.on)


def _reading(
    row: MeasurementSet, chart: SignedChart | None, zone: ZoneInfo, taken: dict[str, tuple[int, int]]
) -> Reading:
    on = chart.on if chart else day_of(row.taken_at, zone)
    return Reading(on, _values(row, chart.pain("before") if chart else None) | _sizes(row, taken))


def _sizes(row: MeasurementSet, taken: dict[str, tuple[int, int]]) -> dict[Key, float]:
    """Girths, volumes and strength, named as goals name them. `taken`: how each limb was read first; a volume of other points is another
    thing and is left out. (V-INTERVAL)"""
    values: dict[Key, float] = {}
    for series in row.girth_series.all():
        limb, points = f"{series.limb}:{series.side}", series.girths
        for number, girth in enumerate(points):
            if girth is not None:
                values[Kind.GIRTH, f"{limb}:{number * series.interval_cm}"] = round(girth, 1)
        how = (series.interval_cm, len(points))
        if series.volume_ml is not None and taken.setdefault(limb, how) == how:
            values[Kind.VOLUME, limb] = round(series.volume_ml)
    for trunk in row.trunk_girths.all():
        values[Kind.GIRTH, f"trunk:{trunk.landmark}"] = round(trunk.girth, 1)
    for strength in row.strength_readings.all():
        values[Kind.STRENGTH, f"{strength.group}:{strength.side}"] = strength.rank
    return values


def _values(row: MeasurementSet, arrival: int | None) -> dict[Key, float]:
    values: dict[Key, float] = {}
    for mark in row.pain_marks.all():
        if mark.pain is not None:
            values[Kind.WORST, mark.place] = mark.pain
    for score in row.scores.all():
        kind = SCORES.get(score.measure)
        if kind:
            values[kind, score.item] = score.value
        elif score.measure in set(DIMENSIONS):
            values[Kind.RATING, score.measure] = score.value
    for rom in row.rom_readings.all():
        degrees = rom.active_degrees if rom.active_degrees is not None else rom.passive_degrees
        if degrees is not None:
            values[Kind.ROM, f"{rom.joint}:{rom.movement}:{rom.side}"] = degrees
    if arrival is not None:
        values[Kind.ARRIVAL, ""] = arrival
    return values
