"""The letter's three small charts: which figures of a report are drawn, and what is seen in them. Drawn by `clinic.render.plots`."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from clinic.render.plots import LETTER, Level, Look, Track, over_time
from clinic.render.plots_rows import Bar, paired_bars
from clinic.rules.plotting import around, step_for
from reports.render import words
from reports.rules.figures import PlacePain, ReportData, Trend
from reports.rules.measuring import Kind

MOST = 10  # of NPRS and PSFS


@dataclass(frozen=True)
class Chart:
    """`title` says what is seen; `what` names the chart."""

    title: str
    what: str
    svg: SafeString


def charts(data: ReportData) -> list[Chart]:
    """Those for which there is something to draw."""
    drawn = [_pain(data), _trend(data.trend), _places(data)]
    return [chart for chart in drawn if chart]


def _pain(data: ReportData) -> Chart | None:
    before = [(visit.on, visit.before) for visit in data.pain_series if visit.before is not None]
    after = [(visit.on, visit.after) for visit in data.pain_series if visit.after is not None]
    if not before and not after:
        return None
    tracks = [Track(_("before"), Look.BEFORE, before), Track(_("after"), Look.AFTER, after)]
    said = words.went(_("Pain on arrival"), [value for _on, value in before]) if before else _("Pain after each visit")
    what = _("Pain before and after each visit")
    return _over_time(said, what, tracks, goal=data.pain_goal, low=0, high=MOST)


def _trend(trend: Trend | None) -> Chart | None:
    if trend is None:
        return None
    named = words.measure(trend.kind, trend.item)
    values = [point.value for point in trend.points] + ([] if trend.goal is None else [trend.goal])
    low, high = (
        (0, MOST) if trend.kind in {Kind.PSFS, Kind.PSFS_MEAN} else around(values, step=_step(trend.kind, values))
    )
    track = Track(_("measured"), Look.MEASURED, [(point.on, point.value) for point in trend.points])
    said = words.went(named, [point.value for point in trend.points])
    what = f"{named}, {words.scale(trend.kind, trend.item)}"
    return _over_time(said, what, [track], goal=trend.goal, low=low, high=high)


def _step(kind: str, values: Sequence[float]) -> float:
    return 10 if kind == Kind.ROM else step_for(values)


def _over_time(title: str, what: str, tracks: Sequence[Track], *, goal: float | None, low: float, high: float) -> Chart:
    told = [_told(track) for track in tracks if track.points]
    levels = [Level(_("goal %(value)s") % {"value": words.number(goal)}, Look.GOAL, goal)] if goal is not None else []
    description = f"{what}: {'; '.join([*told, *(level.label for level in levels)])}."
    drawn = over_time(description, tracks, low=low, high=high, levels=levels, frame=LETTER)
    return Chart(title, what, drawn)


def _told(track: Track) -> str:
    return _("%(line)s from %(first)s to %(last)s") % {
        "line": track.label,
        "first": words.number(track.points[0][1]),
        "last": words.number(track.points[-1][1]),
    }


def _places(data: ReportData) -> Chart | None:
    """Bars per place: hollow at the start, filled now."""
    if not data.places or data.places_from_on is None:
        return None
    what = _("Where it hurts") if data.places_now_on is None else _("Where it hurts, start and now")
    days = [day for day in (data.places_from_on, data.places_now_on) if day]
    told = "; ".join(_place_told(one) for one in data.places)
    rows = [Bar(words.place(one.place), one.start, one.now) for one in data.places]
    names = [words.day_and_month(day) for day in days]
    drawn = paired_bars(f"{what}: {told}.", rows, names=names, most=MOST, frame=LETTER)
    return Chart(_places_seen(data) or what, what, drawn)


def _places_seen(data: ReportData) -> str:
    """What the place that hurt most at the start feels now; "" where that was not marked again."""
    worst = max(data.places, key=lambda one: one.start or 0)
    if worst.start is None or worst.now is None or data.places_now_on is None:
        return ""
    return words.went(_("Worst pain"), [worst.start, worst.now])


def _place_told(one: PlacePain) -> str:
    return f"{words.place(one.place)} {words.from_to(one.start, one.now)}"
