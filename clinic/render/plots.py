"""Drawn charts as inline SVG: the same drawing for a page and for a letter that must survive a fax.

Presentation attributes hold the look on paper (a PDF's SVG hears no style sheet); classes let `chart.css` change it on
screen, in dark surroundings too. Nothing is said by color alone: lines differ by dash and by the shape of their marks, and
each has its name in the legend. Every drawing carries a title that says what is seen; its figures stand beside it as a table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

from django.utils import formats
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from clinic.rules.plotting import Axis, labelled, slots

INK, SECOND, TEAL, VIOLET, AMBER, LINE, PAPER = (
    "#16302d",
    "#4b625f",
    "#0f6b62",
    "#6b4fa0",
    "#a04808",
    "#c9d5d2",
    "#ffffff",
)
FONT = "Inter Letter, Inter Letter Ext, Inter Variable, sans-serif"
MINUS, NONE = "\N{MINUS SIGN}", "\N{EN DASH}"
MOST_MARKS = 24  # on one line; more would run into each other
LETTER_WIDTH = 0.6  # of the font's size: what a letter takes on average
NOTHING = format_html_join("", "", ())


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of a drawing, and where the field for its lines begins and ends."""

    css: str
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    font: float
    most_labels: int


PAGE = Frame("plot", 380, 176, 30, 372, 30, 148, 12, 12)
LETTER = Frame("letter-chart", 240, 146, 24, 232, 24, 124, 10.5, 6)


class Look(Enum):
    """How a line and its marks are told from others: color, tone on screen, dash, shape."""

    BEFORE = (INK, "ink", "", "ring")
    AFTER = (TEAL, "teal", "5 3", "dot")
    MEASURED = (TEAL, "teal", "", "dot")
    OTHER = (VIOLET, "violet", "6 3", "square")
    GOAL = (AMBER, "amber", "1.5 3", "")
    NORM = (SECOND, "gray", "7 2 1.5 2", "")

    @property
    def color(self) -> str:
        return str(self.value[0])

    @property
    def tone(self) -> str:
        return str(self.value[1])

    @property
    def dash(self) -> str:
        return str(self.value[2])

    @property
    def shape(self) -> str:
        return str(self.value[3])


@dataclass(frozen=True, slots=True)
class Track:
    """One line over days."""

    label: str
    look: Look
    points: Sequence[tuple[date, float]]


@dataclass(frozen=True, slots=True)
class Level:
    """A line across: the goal, the ordinary range."""

    label: str
    look: Look
    value: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values of one visit; None: not asked."""

    label: str
    before: float | None
    after: float | None


def over_time(
    told: str, tracks: Sequence[Track], *, low: float, high: float, levels: Sequence[Level] = (), frame: Frame = PAGE
) -> SafeString:
    """Lines over days between `low` and `high`. `told` says what is seen. Raises ValueError without a single point."""
    drawn = [track for track in tracks if track.points]
    days = [on for track in drawn for on, _value in track.points]
    first, last = min(days), max(days)
    across = Axis(first.toordinal(), last.toordinal(), frame.left + 8, frame.right - 8)
    upward = Axis(low, high, frame.bottom, frame.top)
    dates = [(frame.left, "start", first)] + ([(frame.right, "end", last)] if last != first else [])
    return svg(
        told,
        frame,
        [
            legend([*((track.label, track.look) for track in drawn), *_keys(levels)], frame),
            _grid(upward, frame),
            _levels(levels, upward, frame),
            *(_track(track, across, upward) for track in drawn),
            *(text(x, frame.height - 6, _day(on), anchor=anchor) for x, anchor, on in dates),
        ],
    )


def dumbbells(
    told: str,
    pairs: Sequence[Pair],
    names: tuple[str, str],
    *,
    low: float,
    high: float,
    levels: Sequence[Level] = (),
    frame: Frame = PAGE,
) -> SafeString:
    """Both values of each visit, joined, one visit beside the other. Raises ValueError for a scale without height."""
    if high <= low:
        raise ValueError("A scale needs two different ends.")
    upward, places = Axis(low, high, frame.bottom, frame.top), slots(len(pairs), frame.left, frame.right)
    radius = round(max(min(4.5, (frame.right - frame.left) / max(len(pairs), 1) * 0.4), 1.6), 1)
    named = labelled(len(pairs), frame.most_labels)
    words = [(x, pair.label) for place, (x, pair) in enumerate(zip(places, pairs, strict=True)) if place in named]
    return svg(
        told,
        frame,
        [
            legend([(names[0], Look.BEFORE), (names[1], Look.AFTER), *_keys(levels)], frame, lines=False),
            _grid(upward, frame),
            _levels(levels, upward, frame),
            *(_pair(pair, x, upward, radius) for x, pair in zip(places, pairs, strict=True)),
            *(text(x, frame.height - 10, label, anchor="middle") for x, label in words),
        ],
    )


def svg(told: str, frame: Frame, parts: Iterable[SafeString], *, height: float | None = None) -> SafeString:
    """The whole drawing with its title, which becomes the alternative text of a figure in a PDF."""
    return format_html(
        '<svg class="{}" role="img" viewBox="0 0 {} {}" xmlns="http://www.w3.org/2000/svg" font-family="{}"'
        ' font-size="{}"><title>{}</title>{}</svg>',
        frame.css,
        frame.width,
        frame.height if height is None else height,
        FONT,
        frame.font,
        told,
        joined(parts),
    )


@lru_cache(maxsize=8192, typed=True)
def own(value: float | str) -> SafeString:
    """A coordinate or one of the drawing's own names, escaped once: a long course has thousands. Never for words of people."""
    return conditional_escape(str(value))


def shape(template: str, *values: float | str) -> SafeString:
    """One element of a drawing, made of `own` values alone."""
    return format_html(template, *map(own, values))


def joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def text(x: float, y: float, words: str, *, anchor: str = "start", strong: bool = False) -> SafeString:
    return format_html(
        '<text class="{}" x="{}" y="{}" text-anchor="{}" fill="{}">{}</text>',
        own("plot-strong" if strong else "plot-label"),
        own(x),
        own(y),
        own(anchor),
        own(INK if strong else SECOND),
        words,
    )


def number(value: float | None) -> str:
    """Whole numbers without decimals, a true minus sign, an en dash for nothing."""
    if value is None:
        return NONE
    said = formats.number_format(round(value, 1), decimal_pos=0 if float(round(value, 1)).is_integer() else 1)
    return said.replace("-", MINUS)


def rule(x1: float, y1: float, x2: float, y2: float, look: Look, *, width: float = 2) -> SafeString:
    """A straight line as this look draws it."""
    return shape(
        '<line class="plot-rule tone-{}" x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}" stroke-dasharray="{}"/>',
        look.tone,
        *(round(place, 1) for place in (x1, y1, x2, y2)),
        look.color,
        width,
        look.dash or "none",
    )


def mark(x: float, y: float, look: Look, *, radius: float = 3.2) -> SafeString:
    """A dot, a hollow ring or a square: what tells two lines apart where they cross, and on a fax."""
    if look.shape == "square":
        return shape(
            '<rect class="plot-mark tone-{}" x="{}" y="{}" width="{}" height="{}" fill="{}"/>',
            look.tone,
            round(x - radius * 0.9, 1),
            round(y - radius * 0.9, 1),
            round(radius * 1.8, 1),
            round(radius * 1.8, 1),
            look.color,
        )
    hollow = look.shape == "ring"
    return shape(
        '<circle class="{} tone-{}" cx="{}" cy="{}" r="{}" fill="{}" stroke="{}" stroke-width="{}"/>',
        "plot-ring" if hollow else "plot-mark",
        look.tone,
        x,
        y,
        round(radius - 0.7, 1) if hollow else radius,
        PAPER if hollow else look.color,
        look.color,
        1.6 if hollow else 0,
    )


def legend(keys: Sequence[tuple[str, Look]], frame: Frame, *, lines: bool = True) -> SafeString:
    """Samples with their names, side by side on the first line. Lines across the field always show their dash."""
    parts, x = [], 0.0 if frame is PAGE else frame.left
    for label, look in keys:
        long = 16 if lines or not look.shape else 7
        if long > 7:  # noqa: PLR2004 - a line rather than a mark alone
            parts.append(rule(x, 8, x + long, 8, look))
        if look.shape:
            parts.append(mark(x + long / 2, 8, look, radius=3))
        parts.append(text(round(x + long + 4, 1), 12, label, strong=True))
        x += long + 14 + frame.font * LETTER_WIDTH * len(label)
    return joined(parts)


def _keys(levels: Sequence[Level]) -> list[tuple[str, Look]]:
    return [(level.label, level.look) for level in levels]


def _grid(upward: Axis, frame: Frame) -> SafeString:
    rules = format_html_join(
        "",
        '<line class="plot-grid" x1="{0}" x2="{1}" y1="{2}" y2="{2}" stroke="{3}" stroke-width="0.8"/>',
        ((frame.left, frame.right, upward.at(level), LINE) for level in upward.levels),
    )
    return rules + joined(
        text(frame.left - 5, upward.at(level) + 3.5, number(level), anchor="end") for level in upward.levels
    )


def _levels(levels: Sequence[Level], upward: Axis, frame: Frame) -> SafeString:
    return joined(
        rule(frame.left, upward.at(level.value), frame.right, upward.at(level.value), level.look, width=1.6)
        for level in levels
    )


def _track(track: Track, across: Axis, upward: Axis) -> SafeString:
    places = [(across.at(on.toordinal()), upward.at(value)) for on, value in track.points]
    line = format_html(
        '<polyline class="plot-line tone-{}" points="{}" fill="none" stroke="{}" stroke-width="2" stroke-linejoin="round"'
        ' stroke-dasharray="{}"/>',
        track.look.tone,
        " ".join(f"{x},{y}" for x, y in places),
        track.look.color,
        track.look.dash or "none",
    )
    marked = labelled(len(places), MOST_MARKS)
    return line + joined(mark(x, y, track.look) for place, (x, y) in enumerate(places) if place in marked)


def _pair(pair: Pair, x: float, upward: Axis, radius: float) -> SafeString:
    known = [
        (value, look) for value, look in ((pair.before, Look.BEFORE), (pair.after, Look.AFTER)) if value is not None
    ]
    ends = [upward.at(value) for value, _look in known]
    span = NOTHING
    if len(set(ends)) > 1:
        span = shape(
            '<line class="plot-span" x1="{0}" x2="{0}" y1="{1}" y2="{2}" stroke="{3}" stroke-width="{4}"/>',
            x,
            *ends,
            LINE,
            round(radius * 1.3, 1),
        )
    sizes = (
        (radius + 1, radius - 0.8) if len(ends) > 1 and span is NOTHING else (radius, radius)
    )  # a ring around its dot
    return span + joined(
        mark(x, end, look, radius=size) for end, (_value, look), size in zip(ends, known, sizes, strict=False)
    )


def _day(on: date) -> str:
    return formats.date_format(on, "j M")
