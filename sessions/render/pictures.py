"""Pictures of a course of care drawn for a page: one drawing per part that has something to show, and the bar of a goal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from assessments.models import PainMark
from clinic.render.body_map import BodyMark, OverTime
from clinic.render.body_map import over_time as maps_over_time
from clinic.render.plots import Level, Look, Pair, Track, dumbbells, over_time
from clinic.render.plots_rows import Bar, Moved, filled_bars, goal_bar, moved
from sessions.rules.pictures import GoalShown, MapsShown, Picture
from sessions.rules.pictures.shown import Series, said


@dataclass(frozen=True)
class Drawn:
    """A picture with its drawings, for the template."""

    picture: Picture
    drawings: tuple[SafeString, ...]
    table: SafeString


@dataclass(frozen=True)
class DrawnGoal:
    goal: GoalShown
    bar: SafeString


@dataclass(frozen=True)
class DrawnMaps:
    title: str
    over_time: OverTime


def drawn_maps(shown: MapsShown) -> DrawnMaps:
    words = dict(PainMark.Kind.choices)
    moments = [
        (
            each.label,
            [
                BodyMark(mark.place, mark.pain, str(words.get(mark.kind, "")), mark.role, mark.flags)
                for mark in each.marks
            ],
        )
        for each in shown.maps
    ]
    return DrawnMaps(shown.title, maps_over_time(moments))


def drawn(pictures: Iterable[Picture]) -> list[Drawn]:
    return [Drawn(picture, tuple(_drawings(picture)), _table(picture)) for picture in pictures]


def drawn_goal(goal: GoalShown) -> DrawnGoal:
    words = (f"{goal.say(goal.start)} start", f"{goal.say(goal.now)} now", f"{goal.say(goal.goal)} goal")
    told = f"{goal.sentence}: {f'now {goal.say(goal.now)}' if goal.now is not None else 'not read again yet'}."
    return DrawnGoal(goal, goal_bar(told, start=goal.start, now=goal.now, goal=goal.goal, words=words))


def _drawings(picture: Picture) -> Iterator[SafeString]:
    told = f"{picture.title}."
    if picture.pairs:
        pairs = [
            Pair(str(one.number) if place else f"visit {one.number}", one.before, one.after)
            for place, one in enumerate(picture.pairs)
        ]
        names = ("before", "after")
        yield dumbbells(told, pairs, names, low=picture.low, high=picture.high, levels=_levels(picture))
    if _moves(picture):
        tracks = [
            Track(one.side or "measured", _look(picture, one), [(spot.on, spot.value) for spot in one.spots])
            for one in picture.series
        ]
        yield over_time(told, tracks, low=picture.low, high=picture.high, levels=_levels(picture))
    if picture.rows:
        rows = [
            Moved(row.heading, row.label, row.start, row.now, row.low, row.high, row.goal, row.norm)
            for row in picture.rows
        ]
        yield moved(f"From start to now: {_rows_told(picture)}.", rows, names=("start", "now"))
    if picture.doses:
        bars = [Bar(one.name, one.planned, one.delivered, one.note) for one in picture.doses]
        yield filled_bars(told, bars, names=("planned", "delivered"))


def _look(picture: Picture, series: Series) -> Look:
    """The right side beside a left one is drawn apart; alone it is the thing itself."""
    return Look.OTHER if series.side == "right" and len(picture.series) > 1 else Look.MEASURED


def _table(picture: Picture) -> SafeString:
    """The figures of the picture, for those who cannot see it. Written here, line by line and each value escaped once, because
    long courses have many."""
    numeric = [' class="num"' if place >= picture.numeric_from else "" for place in range(len(picture.head))]
    head = "".join(f'<th scope="col"{css}>{{}}</th>' for css in numeric)
    once = {value: conditional_escape(value) for value in {value for cells in picture.body for value in cells}}
    line = '<tr><th scope="row">{}</th>' + "".join(f"<td{css}>{{}}</td>" for css in numeric[1:]) + "</tr>"
    return format_html(
        '<table class="table"><caption class="visually-hidden">{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>',
        picture.what,
        format_html_join("", head, [picture.head] if picture.head else []),
        format_html_join("", line, ([once[value] for value in cells] for cells in picture.body)),
    )


def _moves(picture: Picture) -> bool:
    """A line needs two days."""
    return len({spot.on for one in picture.series for spot in one.spots}) > 1


def _levels(picture: Picture) -> list[Level]:
    goal = [Level(f"goal {said(picture.goal)}", Look.GOAL, picture.goal)] if picture.goal is not None else []
    norm = [Level(f"ordinary {said(picture.norm)}", Look.NORM, picture.norm)] if picture.norm is not None else []
    return [*goal, *norm]


def _rows_told(picture: Picture) -> str:
    parts, heading = [], ""
    for row in picture.rows:
        heading = row.heading or heading
        name = " ".join(filter(None, [heading, row.label]))
        parts.append(f"{name} {said(row.start)}" + (f" to {said(row.now)}" if row.now is not None else ""))
    return "; ".join(parts)
