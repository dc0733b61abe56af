"""Drawn charts that lie down, one row per thing: from start to now on a scale, bars, and the bar of a goal."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from clinic.render.plots import (
    INK,
    LETTER_WIDTH,
    LINE,
    NONE,
    NOTHING,
    PAGE,
    PAPER,
    TEAL,
    Frame,
    Look,
    joined,
    legend,
    mark,
    number,
    rule,
    shape,
    svg,
    text,
)
from clinic.rules.plotting import Axis

LEGEND, HEADING, ROW = 26, 17, 20
LONGEST_LETTER = 38
LEAST_VALUES = 56  # kept free at the right for “40 to 62”
SIDE = 44  # kept free at the left for “right”


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing from start to now. `heading` stands above, `label` at the left: “left” of both sides. None: not measured."""

    heading: str
    label: str
    start: float | None
    now: float | None
    low: float
    high: float
    goal: float | None = None
    norm: float | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """Two amounts of one thing, and a word where one is not known or not yet due."""

    label: str
    first: float | None
    second: float | None
    note: str = ""


def moved(told: str, rows: Sequence[Moved], *, names: tuple[str, str], frame: Frame = PAGE) -> SafeString:
    """A scale per row with a ring at the start and a dot now; goal and ordinary range are ticks on it."""
    keys = [(names[0], Look.BEFORE), (names[1], Look.MEASURED)]
    keys += [(_("goal"), Look.GOAL)] if any(row.goal is not None for row in rows) else []
    keys += [(_("ordinary"), Look.NORM)] if any(row.norm is not None for row in rows) else []
    sided = any(row.label for row in rows)
    longest = max((len(_from_to(row.start, row.now)) for row in rows), default=0)
    right = frame.width - max(LEAST_VALUES, 12 + frame.font * LETTER_WIDTH * longest)
    parts, y = [legend(keys, frame, lines=False)], float(LEGEND)
    for row in rows:
        if row.heading:
            y += HEADING
            parts.append(text(0, y - 4, _short(row.heading, frame), strong=True))
        parts.append(_row(row, y + ROW / 2, (SIDE if sided else 6, right), frame))
        y += ROW
    return svg(told, frame, parts, height=y + 6)


def _row(row: Moved, y: float, ends: tuple[float, float], frame: Frame) -> SafeString:
    left, right = ends
    axis = Axis(row.low, row.high, left, right)
    track = shape(
        '<rect class="plot-track" x="{}" y="{}" width="{}" height="5" rx="2.5" fill="{}"/>',
        left - 4,
        y - 2.5,
        round(right - left + 8, 1),
        LINE,
    )
    ticks = joined(
        rule(axis.at(value), y - 8, axis.at(value), y + 8, look, width=1.8)
        for value, look in ((row.norm, Look.NORM), (row.goal, Look.GOAL))
        if value is not None
    )
    moves = [axis.at(value) for value in (row.start, row.now) if value is not None]
    span = NOTHING
    if len(set(moves)) > 1:
        span = shape(
            '<line class="plot-span" x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="5"/>', *moves, y, y, TEAL
        )
    known = [(row.start, Look.BEFORE, 6), (row.now, Look.MEASURED, 3.6)]
    marks = joined(mark(axis.at(value), y, look, radius=size) for value, look, size in known if value is not None)
    said = [text(frame.width, y + 4, _from_to(row.start, row.now), anchor="end", strong=True)]
    said += [text(0, y + 4, row.label)] if row.label else []
    return track + ticks + span + marks + joined(said)


def paired_bars(
    told: str, rows: Sequence[Bar], *, names: Sequence[str], most: float, frame: Frame = PAGE
) -> SafeString:
    """Two bars per row, the first hollow, the second filled; with one name only the first is drawn."""
    step = 31
    gap = frame.width * 0.32
    parts = [
        _box(place * gap + 0.5, 3.5, 9, 9, filled=place == 1) + text(place * gap + 14, 12, name, strong=True)
        for place, name in enumerate(names)
    ]
    for position, row in enumerate(rows):
        top = 24 + step * position
        parts.append(text(0, top + 8, _short(row.label, frame), strong=True))
        parts.append(_bar(top + 13, row.first, most, frame, filled=False))
        parts.append(_bar(top + 21, row.second, most, frame, filled=True) if len(names) > 1 else NOTHING)
    return svg(told, frame, parts, height=max(frame.height, 24 + step * len(rows)))


def filled_bars(told: str, rows: Sequence[Bar], *, names: tuple[str, str], frame: Frame = PAGE) -> SafeString:
    """One bar per row: its outline is the first amount, what is filled the second."""
    most = max((max(row.first or 0, row.second or 0) for row in rows), default=0) or 1
    axis = Axis(0, most, 0.5, frame.width - 110)
    gap = 34 + frame.font * LETTER_WIDTH * len(names[1])
    parts = [_box(0.5, 3.5, 12, 9, filled=True) + text(18, 12, names[1], strong=True)]
    parts.append(_box(gap, 3.5, 12, 9, filled=False) + text(gap + 18, 12, names[0], strong=True))
    for position, row in enumerate(rows):
        y = LEGEND + (HEADING + ROW) * position
        parts.append(text(0, y + HEADING - 4, _short(row.label, frame), strong=True))
        parts.append(_filled(row, axis, y + HEADING, frame))
    return svg(told, frame, parts, height=LEGEND + (HEADING + ROW) * len(rows))


def _filled(row: Bar, axis: Axis, y: float, frame: Frame) -> SafeString:
    parts = [
        _box(0.5, y, max(axis.at(amount) - 0.5, 1), 11, filled=filled)
        for amount, filled in ((row.first, False), (row.second, True))
        if amount
    ]
    return joined([*parts, text(frame.width, y + 10, row.note, anchor="end", strong=True)])


def goal_bar(told: str, *, start: float, now: float | None, goal: float, words: tuple[str, str, str]) -> SafeString:
    """From start to goal with a mark where things stand now, as wide as its card: places are shares, letters keep their size."""
    axis = Axis(0, 1, 1, 99)
    share = axis.at((now - start) / (goal - start) if now is not None else 0)
    anchor = "start" if share < 20 else "end" if share > 80 else "middle"  # noqa: PLR2004 - words stay inside the card
    reached = NOTHING
    if now is not None:
        reached = format_html(
            '<rect class="goal-bar-done" x="0" y="3" width="{0}%" height="12" rx="6" fill="{1}"/>'
            '<circle class="goal-bar-now" cx="{0}%" cy="9" r="7" fill="{2}" stroke="{1}" stroke-width="3"/>'
            '<text class="plot-strong" x="{0}%" y="34" text-anchor="{3}" fill="{4}">{5}</text>',
            share,
            TEAL,
            PAPER,
            anchor,
            INK,
            words[1],
        )
    return format_html(
        '<svg class="goal-bar" role="img" width="100%" height="54" xmlns="http://www.w3.org/2000/svg"><title>{}</title>'
        '<rect class="plot-track" x="0" y="3" width="100%" height="12" rx="6" fill="{}"/>{}'
        '<text class="plot-label" x="0" y="50">{}</text><text class="plot-label" x="100%" y="50" text-anchor="end">{}</text></svg>',
        told,
        LINE,
        reached,
        words[0],
        words[2],
    )


def _box(x: float, y: float, width: float, height: float, *, filled: bool) -> SafeString:
    return shape(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}" stroke-width="1"/>',
        "plot-bar" if filled else "plot-bar-first",
        round(x, 1),
        y,
        round(width, 1),
        height,
        INK if filled else "none",
        INK,
    )


def _bar(y: float, value: float | None, most: float, frame: Frame, *, filled: bool) -> SafeString:
    """No value that day is said as a dash, not drawn as none."""
    if value is None:
        return text(0, y + 6.5, NONE)
    long = round(max(value / most * (frame.width - 32), 1), 1)
    return _box(0.5, y, long, 6, filled=filled) + text(long + 5, y + 6.5, number(value), strong=True)


def _short(words: str, frame: Frame) -> str:
    return Truncator(words).chars(round(LONGEST_LETTER * frame.width / 240 * 10.5 / frame.font))


def _from_to(start: float | None, now: float | None) -> str:
    """In words, not with an arrow: read aloud it stays a sentence, and the font has no arrow."""
    if start is None or now is None:
        return number(start if now is None else now)
    return _("%(first)s to %(last)s") % {"first": number(start), "last": number(now)}
