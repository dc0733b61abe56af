"""All figures of a report on one episode over one period, from signed records only."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from assessments.rules.girth import GirthLimits
from assessments.rules.limits import girth_limits
from clinic.models import Staff
from clinic.selectors.profile import policy_in_force
from referrals.models import Episode, Referral
from reports.models import ProgressReport
from reports.rules.figures import MeasureRow, PainVisit, PlacePain, ReportData
from reports.rules.measuring import (
    Key,
    Kind,
    Reading,
    keys_in_order,
    primary_place,
    ratings_in_order,
    row,
    trend,
    with_means,
)
from reports.rules.record import from_json
from reports.selectors import content, header, signed
from reports.selectors.signed import SignedChart

MOST_VISITS_DRAWN = 12
MOST_PLACES = 4


def report_data(
    *,
    episode: Episode,
    referral: Referral,
    therapist: Staff,
    number: int,
    period: tuple[date, date],
    previous: ProgressReport | None,
) -> ReportData:
    """`previous` is the last signed report: its “now” is this one's “last report”."""
    from_on, until = period
    location = header.location_of(episode)
    zone = location.tz if location else ZoneInfo("UTC")
    charts = signed.charts(episode, zone=zone, until=until)
    readings = with_means(signed.readings(episode, charts, zone=zone, until=until))
    in_period = [chart for chart in charts if chart.on >= from_on]
    goals = content.goals(episode, readings)
    targets = content.targets(goals)
    girths = girth_limits(policy_in_force())
    visits = header.visits(episode, referral, zone, from_on=from_on, until=until)
    places, places_from_on, places_now_on = _places(readings)
    return ReportData(
        number=number,
        period_from_on=from_on,
        period_until_on=until,
        header=header.header(episode, referral, therapist, location, until=until),
        visits=visits,
        measures=_measures(readings, targets, previous, girths),
        ratings=_ratings(readings, previous),
        goals=goals,
        pain_series=_pain_series(charts),
        pain_goal=next((value for (kind, _item), value in targets.items() if kind is Kind.WORST), None),
        trend=trend(readings, targets),
        places=places,
        places_from_on=places_from_on,
        places_now_on=places_now_on,
        techniques=content.techniques(in_period),
        adverse=content.adverse(in_period),
        home=content.home(episode),
        next_plan=content.next_plan(episode, visits, until=until),
    )


def stored(report: ProgressReport) -> ReportData:
    """The figures as they stood when the report was drafted or last refreshed."""
    return from_json(report.data)


def _measures(
    readings: list[Reading], targets: dict[Key, float], previous: ProgressReport | None, girths: GirthLimits
) -> tuple[MeasureRow, ...]:
    told = _told(previous.data["measures"]) if previous else {}
    place = primary_place(readings, next((item for kind, item in targets if kind is Kind.WORST), ""))
    keys = keys_in_order(readings, targets, place)
    return tuple(row(key, readings, last=told.get(key), goal=targets.get(key), girths=girths) for key in keys)


def _ratings(readings: list[Reading], previous: ProgressReport | None) -> tuple[MeasureRow, ...]:
    """What the patient rates, from the first to the newest; no goal is set for these."""
    told = _told(previous.data.get("ratings", [])) if previous else {}
    return tuple(row(key, readings, last=told.get(key), goal=None) for key in ratings_in_order(readings))


def _pain_series(charts: Sequence[SignedChart]) -> tuple[PainVisit, ...]:
    """Pain before and after, visit by visit; of a long course the newest visits."""
    asked = [PainVisit(chart.on, chart.pain("before"), chart.pain("after")) for chart in charts]
    return tuple(visit for visit in asked if visit.before is not None or visit.after is not None)[-MOST_VISITS_DRAWN:]


def _told(rows: list[dict[str, Any]]) -> dict[Key, float]:
    """What the last report showed as the value now; what had been measured only once then stood as the start."""
    shown = {(Kind(row["kind"]), row["item"]): row["start"] if row["now"] is None else row["now"] for row in rows}
    return {key: value for key, value in shown.items() if value is not None}


def _places(readings: list[Reading]) -> tuple[tuple[PlacePain, ...], date | None, date | None]:
    """Where it hurt when pain was first marked, and where now; the worst places first."""
    marked = [(reading.on, _marks(reading)) for reading in readings]
    marked = [(on, marks) for on, marks in marked if marks]
    if not marked:
        return (), None, None
    (first_on, first), (now_on, now) = marked[0], marked[-1]
    if len(marked) == 1:
        now = {}
    names = sorted({*first, *now}, key=lambda place: (-max(first.get(place, 0), now.get(place, 0)), place))
    rows = tuple(PlacePain(place, first.get(place), now.get(place)) for place in names[:MOST_PLACES])
    return rows, first_on, now_on if len(marked) > 1 else None


def _marks(reading: Reading) -> dict[str, int]:
    return {item: round(value) for (kind, item), value in reading.values.items() if kind is Kind.WORST}
