"""The letter's three small charts as inline SVG: lines told apart by their dashes, not by color, so that they survive a fax.

Presentation attributes only (no style, no script, no reference to anything outside), and a title that says what is seen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from reports.render import words
from reports.rules.figures import PlacePain, Point, ReportData, Trend
from reports.rules.measuring import Kind

WIDTH, HEIGHT = 240, 146
LEFT, RIGHT, TOP, BOTTOM = 24, 232, 24, 124
INK, SECOND, TEAL, GOAL, LINE = "#16302d", "#4b625f", "#0f6b62", "#a04808", "#c9d5d2"
STEPS = 10
BAR_ZERO, BAR_STEP = 0, 20.8
LONGEST_PLACE = 38

NOTHING = format_html_join("", "", ())


@dataclass(frozen=True)
class Chart:
    title: str
    svg: SafeString


@dataclass(frozen=True)
class Line:
    label: str
    points: Sequence[Point]
    color: str
    dash: str
    dots: bool = False


@dataclass(frozen=True)
class Scale:
    """Days to the right, values upwards."""

    first: date
    last: date
    low: float
    high: float

    def x(self, on: date) -> float:
        days = (self.last - self.first).days
        return round(LEFT + 6 + (RIGHT - LEFT - 12) * ((on - self.first).days / days if days else 0.5), 1)

    def y(self, value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (value - self.low) / (self.high - self.low), 1)


def charts(data: ReportData) -> list[Chart]:
    """Those for which there is something to draw."""
    drawn = [_pain(data), _trend(data.trend), _places(data)]
    return [chart for chart in drawn if chart]


def _pain(data: ReportData) -> Chart | None:
    before = [Point(visit.on, visit.before) for visit in data.pain_series if visit.before is not None]
    after = [Point(visit.on, visit.after) for visit in data.pain_series if visit.after is not None]
    if not before and not after:
        return None
    lines = [Line(_("before"), before, INK, ""), Line(_("after"), after, TEAL, "5 3")]
    return _lines(_("Pain before and after each visit"), lines, goal=data.pain_goal, low=0, high=STEPS)


def _trend(trend: Trend | None) -> Chart | None:
    if trend is None:
        return None
    title = f"{words.measure(trend.kind, trend.item)}, {words.scale(trend.kind, trend.item)}"
    values = [point.value for point in trend.points] + ([] if trend.goal is None else [trend.goal])
    in_tens = trend.kind == Kind.ROM
    low = floor(min(values) / STEPS) * STEPS if in_tens else 0
    high = max(ceil(max(values) / STEPS) * STEPS, low + STEPS) if in_tens else STEPS
    line = Line(_("measured"), trend.points, TEAL, "", dots=True)
    return _lines(title, [line], goal=trend.goal, low=low, high=high)


def _told(line: Line) -> str:
    facts = {
        "line": line.label,
        "first": words.number(line.points[0].value),
        "last": words.number(line.points[-1].value),
    }
    return _("%(line)s from %(first)s to %(last)s") % facts


def _lines(title: str, lines: Sequence[Line], *, goal: float | None, low: float, high: float) -> Chart:
    told = [_told(line) for line in lines if line.points]
    days = [point.on for line in lines for point in line.points]
    scale = Scale(min(days), max(days), low, high)
    goal_words = _("goal %(value)s") % {"value": words.number(goal)}
    description = f"{title}: {'; '.join([*told, *([goal_words] if goal is not None else [])])}."
    keys = [(line.label, line.color, line.dash) for line in lines if line.points]
    parts = [_grid(scale), _goal(scale, goal), *(_line(scale, line) for line in lines if line.points)]
    keys += [(goal_words, GOAL, "1.5 3")] if goal is not None else []
    return Chart(title, _svg(description, HEIGHT, [_legend(keys), *parts]))


def _svg(description: str, height: float, parts: Iterable[SafeString]) -> SafeString:
    return format_html(
        '<svg class="letter-chart" role="img" viewBox="0 0 {} {}" xmlns="http://www.w3.org/2000/svg"'
        ' font-family="Inter Letter, Inter Letter Ext, sans-serif" font-size="10.5"><title>{}</title>{}</svg>',
        WIDTH,
        height,
        description,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _text(x: float, y: float, text: str, *, anchor: str = "start", color: str = SECOND) -> SafeString:
    return format_html('<text x="{}" y="{}" text-anchor="{}" fill="{}">{}</text>', x, y, anchor, color, text)


def _rule(y: float, color: str, dash: str, width: float) -> SafeString:
    return format_html(
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="{}" stroke-dasharray="{}"/>',
        LEFT,
        RIGHT,
        y,
        y,
        color,
        width,
        dash or "none",
    )


def _grid(scale: Scale) -> SafeString:
    levels = [scale.low, (scale.low + scale.high) / 2, scale.high]
    rules = format_html_join("", "{}", ((_rule(scale.y(level), LINE, "", 0.8),) for level in levels))
    numbers = format_html_join(
        "", "{}", ((_text(LEFT - 5, scale.y(level) + 3.5, words.number(level), anchor="end"),) for level in levels)
    )
    first = _text(LEFT, HEIGHT - 6, _short(scale.first))
    last = _text(RIGHT, HEIGHT - 6, _short(scale.last), anchor="end") if scale.last != scale.first else NOTHING
    return rules + numbers + first + last


def _short(on: date) -> str:
    return words.day_and_month(on)


def _goal(scale: Scale, goal: float | None) -> SafeString:
    return _rule(scale.y(goal), GOAL, "1.5 3", 1.6) if goal is not None else NOTHING


def _line(scale: Scale, line: Line) -> SafeString:
    places = [(scale.x(point.on), scale.y(point.value)) for point in line.points]
    drawn = format_html(
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="2" stroke-linejoin="round" stroke-dasharray="{}"/>',
        " ".join(f"{x},{y}" for x, y in places),
        line.color,
        line.dash or "none",
    )
    dotted = places if line.dots or len(places) == 1 else places[-1:]
    return drawn + format_html_join(
        "", '<circle cx="{}" cy="{}" r="3" fill="{}"/>', ((x, y, line.color) for x, y in dotted)
    )


def _legend(keys: Sequence[tuple[str, str, str]]) -> SafeString:
    """Samples of the lines with their names, side by side."""
    parts, x = [], float(LEFT)
    for label, color, dash in keys:
        parts.append(
            format_html(
                '<line x1="{}" x2="{}" y1="8" y2="8" stroke="{}" stroke-width="2" stroke-dasharray="{}"/>',
                round(x, 1),
                round(x + 16, 1),
                color,
                dash or "none",
            )
        )
        parts.append(_text(round(x + 20, 1), 11.5, label, color=INK))
        x += 30 + 6 * len(label)
    return format_html_join("", "{}", ((part,) for part in parts))


def _places(data: ReportData) -> Chart | None:
    """Bars per place: hollow at the start, filled now."""
    if not data.places or data.places_from_on is None:
        return None
    once = data.places_now_on is None
    title = _("Where it hurts") if once else _("Where it hurts, start and now")
    keys = [words.day_and_month(data.places_from_on)]
    keys += [words.day_and_month(data.places_now_on)] if data.places_now_on else []
    told = "; ".join(f"{words.place(one.place)} {words.from_to(one.start, one.now)}" for one in data.places)
    rows = [_place(position, one, once=once) for position, one in enumerate(data.places)]
    return Chart(
        title, _svg(f"{title}: {told}.", max(HEIGHT, 24 + 31 * len(data.places)), [_place_legend(keys), *rows])
    )


def _place_legend(keys: Sequence[str]) -> SafeString:
    boxes = [(0, "none"), (76, INK)][: len(keys)]
    return format_html_join(
        "",
        '<rect x="{}" y="3.5" width="9" height="9" fill="{}" stroke="{}" stroke-width="1"/>{}',
        ((x + 0.5, fill, INK, _text(x + 14, 11.5, key, color=INK)) for (x, fill), key in zip(boxes, keys, strict=True)),
    )


def _place(position: int, one: PlacePain, *, once: bool) -> SafeString:
    top = 24 + 31 * position
    name = Truncator(words.place(one.place)).chars(LONGEST_PLACE)
    first = _bar(top + 13, one.start, "none")
    return _text(0, top + 8, name, color=INK) + first + (NOTHING if once else _bar(top + 21, one.now, INK))


def _bar(y: float, value: int | None, fill: str) -> SafeString:
    """No mark of this place that day is said as a dash, not drawn as none."""
    if value is None:
        return _text(0, y + 6.5, words.NONE)
    long = round(max(value * BAR_STEP, 1), 1)
    bar = format_html(
        '<rect x="0.5" y="{}" width="{}" height="6" fill="{}" stroke="{}" stroke-width="1"/>', y, long, fill, INK
    )
    return bar + _text(long + 5, y + 6.5, words.number(value), color=INK)
