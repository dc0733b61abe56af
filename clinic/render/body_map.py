"""The body map as inline SVG: the same figure for pages, for paper and for the interactive component.

Presentation attributes hold the look on paper (a PDF's SVG hears no style sheet); classes let `body-map.css` change it
on screen. Nothing is said by color alone: pain is a number, the role is the pattern of the edge, and a scar, a device and
a no-touch place have signs of their own, so that a map survives a fax.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from clinic.render.body_signs import (
    BANDS,
    FONT,
    MARKED,
    STEP,
    Flag,
    LegendEntry,
    band_of,
    flag_words,
    legend,
    number,
    ring,
    role_words,
    sign_of,
)
from clinic.rules import figure
from clinic.rules.figure import Point, Shape
from clinic.rules.regions import PLACES, View, figure_id, place_name, region_of

SECOND, BORDER, EDGE, DETAIL, BODY = "#4b625f", "#b9c9c5", "#6d8380", "#8fa39f", "#eef3f2"
GAP = 12  # between the two views
APART = 8.6  # of a sign from the middle line
SMALL = 1.4  # signs drawn larger than this stand in a small figure, where words would not fit


@dataclass(frozen=True, slots=True)
class BodyMark:
    """What is marked at one place. `kind` is already in words; `flags` are values of Flag."""

    place: str
    pain: int | None = None
    kind: str = ""
    role: str = "affected"
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """One moment of a body map over time."""

    label: str
    drawing: SafeString


@dataclass(frozen=True, slots=True)
class OverTime:
    """Maps beside each other, and the same as a table: one row per place, one cell per moment."""

    frames: tuple[Frame, ...]
    legend: tuple[LegendEntry, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def draw(
    marks: Iterable[BodyMark], *, views: Sequence[View] = tuple(View), size: float = 1, title: str = ""
) -> SafeString:
    """The figure to read. `size` enlarges signs and numbers where the figure itself is small. Raises UnknownPlace."""
    known = _by_place(marks)
    width = len(views) * figure.WIDTH + (len(views) - 1) * GAP
    drawn = (
        (place * (figure.WIDTH + GAP), _view(view, [m for m in known if region_of(m.place).view is view], size))
        for place, view in enumerate(views)
    )
    return format_html(
        '<svg class="bm-figure" viewBox="0 0 {} {}" width="{}" height="{}" role="img" font-family="{}">'
        "<title>{}</title><desc>{}</desc>{}</svg>",
        *(width, figure.HEIGHT, width, figure.HEIGHT, FONT),
        title or _title(known),
        "; ".join(f"{capfirst(place_name(mark.place))}: {in_words(mark)}" for mark in known),
        format_html_join("", '<g transform="translate({} 0)">{}</g>', drawn),
    )


def over_time(moments: Iterable[tuple[str, Sequence[BodyMark]]], *, size: float = 1.8) -> OverTime:
    """Raises UnknownPlace."""
    maps = [(label, _by_place(marks)) for label, marks in moments]
    said = [{mark.place: in_words(mark) for mark in marks} for _label, marks in maps]
    places = [place for place in PLACES if any(place in words for words in said)]
    return OverTime(
        tuple(Frame(label, draw(marks, size=size, title=f"{label}: {_title(marks)}")) for label, marks in maps),
        legend(used(mark for _label, marks in maps for mark in marks)),
        tuple((capfirst(place_name(place)), tuple(words.get(place, "") for words in said)) for place in places),
    )


def used(marks: Iterable[BodyMark]) -> frozenset[str]:
    """Keys of the legend's entries that these marks need."""
    keys = ({mark.role, *mark.flags, *(() if mark.pain is None else (band_of(mark.pain).name,))} for mark in marks)
    return frozenset().union(*keys)


def interactive(view: View) -> SafeString:
    """One view whose places can be touched and reached by keyboard; `body-map.js` draws the marks into it."""
    places = (
        (
            *(figure_id(shape.place), shape.place, capfirst(place_name(shape.place))),
            *(*_middle(shape, 1), "tall" if shape.is_tall else "wide", shape.path),
        )
        for shape in figure.shapes(view)
    )
    place = (
        '<g id="{}" class="bm-place" role="button" tabindex="-1" data-place="{}" aria-label="{}" '
        'data-x="{}" data-y="{}" data-way="{}"><path class="bm-area" d="{}"/></g>'
    )
    return format_html(
        '<svg class="bm-figure" viewBox="0 0 {} {}" role="group" aria-label="{}" data-view="{}" data-bands="{}" data-step="{}">'
        '{}{}<path class="bm-edge" fill="none" d="{}"/>{}<g class="bm-marks" aria-hidden="true"></g></svg>',
        *(figure.WIDTH, figure.HEIGHT, _("Body, front") if view is View.FRONT else _("Body, back")),
        *(view, " ".join(f"{band.least}:{band.name}" for band in BANDS), STEP),
        *(_labels(view, 1), format_html_join("", place, places), figure.outline(view), _details(view)),
    )


def in_words(mark: BodyMark) -> str:
    """What is marked at the place, such as “pain 6 of 10, aching, no touch”; never empty."""
    parts = [
        _("pain %(pain)s of 10") % {"pain": mark.pain} if mark.pain is not None else "",
        mark.kind.lower(),
        role_words(mark.role) if mark.role != "affected" or mark.pain is None else "",
        *(flag_words(flag) for flag in Flag if flag in mark.flags),
    ]
    return ", ".join(part for part in parts if part)


def _by_place(marks: Iterable[BodyMark]) -> list[BodyMark]:
    given = {mark.place: mark for mark in marks}
    for place in given:
        region_of(place)  # raises UnknownPlace
    return [given[place] for place in PLACES if place in given]


def _title(marks: Sequence[BodyMark]) -> str:
    """What is seen, in one sentence."""
    if not marks:
        return _("Body map: no place is marked.")
    pains = [mark for mark in marks if mark.pain is not None]
    if not pains:
        return _("Body map: %(count)s marked, none with pain.") % {"count": len(marks)}
    worst = max(pains, key=lambda mark: mark.pain or 0)
    return _("Body map: %(count)s marked, worst pain %(pain)s of 10 at the %(place)s.") % {
        "count": len(marks),
        "pain": worst.pain,
        "place": place_name(worst.place),
    }


def _view(view: View, marks: Sequence[BodyMark], size: float) -> SafeString:
    areas = ((*_look(mark), figure.shape(mark.place).path) for mark in marks)
    signs = ((ring(figure.shape(mark.place).path, mark.role), _signs_of(mark, size)) for mark in marks)
    return format_html(
        '{}<path class="bm-body" fill="{}" stroke="{}" stroke-width="1.3" d="{}"/>{}'
        '<path class="bm-border" fill="none" stroke="{}" stroke-width="0.7" d="{}"/>{}{}',
        _labels(view, size),
        *(BODY, EDGE, figure.outline(view)),
        format_html_join("", '<path class="{}" fill="{}" d="{}"/>', areas),
        *(BORDER, figure.borders(view)),
        _details(view),
        format_html_join("", "{}{}", signs),
    )


def _look(mark: BodyMark) -> tuple[str, str]:
    """The class of the place's area and its fill on paper."""
    if mark.pain is None:
        return "bm-marked", MARKED
    band = band_of(mark.pain)
    return f"bm-band-{band.name}", band.fill


def _labels(view: View, size: float) -> SafeString:
    """Which view this is, and whose left and right: in the corners beside the head, in two lines where they are large."""
    small = size > SMALL
    left, right = (_("L"), _("R")) if small else (_("patient's left"), _("patient's right"))
    first, last = (right, left) if view is View.FRONT else (left, right)
    name = _("Front") if view is View.FRONT else _("Back")
    height = round((11 if small else 12) * size, 1)
    top = 17 if small else round(12 * size, 1)
    texts = [("bm-view", figure.MIDDLE_X, top, "middle", "700", name)]
    for x, anchor, words in ((4, "start", first), (figure.WIDTH - 4, "end", last)):
        lines = words.split(" ", 1) if size > 1 else [words]
        weight = "700" if small else "400"
        texts += [("bm-side", x, round(top + height * n, 1), anchor, weight, line) for n, line in enumerate(lines)]
    return format_html_join(
        "",
        '<text class="{}" aria-hidden="true" x="{}" y="{}" text-anchor="{}" font-weight="{}" font-size="{}" fill="{}">{}</text>',
        ((*where, weight, height, SECOND, line) for *where, weight, line in texts),
    )


def _details(view: View) -> SafeString:
    """What makes a hand a hand, over the areas."""
    drawn = '<path class="bm-detail" fill="none" stroke="{}" stroke-width="0.8" stroke-linecap="round" d="{}"/>'
    return format_html(drawn, DETAIL, figure.details(view))


def _signs_of(mark: BodyMark, size: float) -> SafeString:
    drawn = [sign_of(flag) for flag in Flag if flag in mark.flags]
    if mark.pain is not None:
        drawn.insert(0, number(str(mark.pain)))
    return format_html_join(
        "",
        '<g transform="translate({} {}) scale({})">{}</g>',
        (
            (x, y, size, sign)
            for (x, y), sign in zip(_spread(figure.shape(mark.place), len(drawn), size), drawn, strict=True)
        ),
    )


def _spread(shape: Shape, count: int, size: float) -> list[tuple[float, float]]:
    """Signs in a row or a column around the middle of the place, the way the place lies."""
    x, y = _middle(shape, size)
    away = [(place - (count - 1) / 2) * STEP * size for place in range(count)]
    return [(x, round(y + by, 1)) if shape.is_tall else (round(x + by, 1), y) for by in away]


def _middle(shape: Shape, size: float) -> Point:
    """Where the signs of a place stand; those of left and right never over each other."""
    x, y = shape.center
    off = x - figure.MIDDLE_X
    apart = APART * size
    return (x, y) if not round(off) or abs(off) >= apart else (figure.MIDDLE_X + (apart if off > 0 else -apart), y)
