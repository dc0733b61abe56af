"""What a picture of a course of care is made of: points, rows, the verdict on a change, and how each is said."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from clinic.rules.change import Change, Verdict, Way, judge, way
from clinic.rules.measures import Measure
from sessions.rules.course import Moment

Key = TypeVar("Key")
MINUS, NONE = "\N{MINUS SIGN}", "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Spot:
    """One reading and the occasion it was taken at."""

    on: date
    value: float
    occasion: str


@dataclass(frozen=True, slots=True)
class Series:
    """Readings of one thing in order; `side` is “left”, “right” or empty."""

    side: str
    spots: tuple[Spot, ...]

    @property
    def first(self) -> float:
        return self.spots[0].value

    @property
    def last(self) -> float:
        return self.spots[-1].value


@dataclass(frozen=True, slots=True)
class VisitPain:
    number: int
    on: date
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """One thing from start to now on its own scale."""

    heading: str
    label: str
    start: float | None
    now: float | None
    low: float
    high: float
    goal: float | None = None
    norm: float | None = None


@dataclass(frozen=True, slots=True)
class Dose:
    """Minutes of one technique: what the plan meant for the visits that took place, and what was done."""

    name: str
    planned: int
    delivered: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Whether a change is real or important, in words, with the tone of a chip; `rule` says by what it is judged."""

    text: str
    tone: str
    rule: str


@dataclass(frozen=True, slots=True)
class Picture:
    """`title` says what is seen, `what` names the thing and its scale. Only the parts that have something to draw are filled."""

    key: str
    title: str
    what: str
    head: tuple[str, ...]
    body: tuple[tuple[str, ...], ...]
    low: float = 0
    high: float = 10
    goal: float | None = None
    norm: float | None = None
    verdict: Verdicts | None = None
    note: str = ""
    pairs: tuple[VisitPain, ...] = ()
    series: tuple[Series, ...] = ()
    rows: tuple[Row, ...] = ()
    doses: tuple[Dose, ...] = ()

    @property
    def numeric_from(self) -> int:
        """The first column of the table that holds figures."""
        return 1 if self.doses else 2


def said(value: float | None) -> str:
    return NONE if value is None else f"{round(value, 1):g}".replace("-", MINUS)


def seen(what: str, first: float, last: float, unit: str = "") -> str:
    """“Pain on arrival fell from 7 to 3”."""
    return {
        Way.FELL: f"{what} fell from {said(first)} to {said(last)}{unit}",
        Way.ROSE: f"{what} rose from {said(first)} to {said(last)}{unit}",
        Way.STAYED: f"{what} stayed at {said(first)}{unit}",
    }[way(first, last)]


def verdicts(measure: Measure, first: float | None, last: float | None) -> Verdicts | None:
    """None where there is nothing to compare or no error is known."""
    change: Change = judge(measure, first, last)
    words = {
        Verdict.IMPORTANT: ("important change", "green"),
        Verdict.REAL: ("real change", "teal"),
        Verdict.SMALL: ("within measuring error", "gray"),
        Verdict.SAME: ("no change", "gray"),
        Verdict.WORSE: ("clearly worse", "red"),
    }
    if change.verdict not in words:
        return None
    return Verdicts(*words[change.verdict], _rule(measure))


def _rule(measure: Measure) -> str:
    real = f"Real from {said(measure.mdc)} {measure.unit}" if measure.mdc is not None else ""
    share = f" or {said(measure.important_percent)} %" if measure.important_percent is not None else ""
    important = f"important from {said(measure.mcid)}{share} for the better" if measure.mcid is not None else ""
    return ", ".join(filter(None, [real, important])) + "."


def gathered(moments: Iterable[Moment], read: Callable[[Moment], Mapping[Key, float]]) -> dict[Key, list[Spot]]:
    """The readings of each thing, in order."""
    found: dict[Key, list[Spot]] = {}
    for moment in moments:
        for key, value in read(moment).items():
            found.setdefault(key, []).append(Spot(moment.on, value, moment.occasion))
    return found


Table = tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]


def by_occasion(columns: Mapping[str, Sequence[Spot]]) -> Table:
    """Head and lines of a table: one line per occasion, one column per thing; what was not read then is a dash."""
    values: dict[tuple[date, str], dict[str, str]] = {}
    for name, spots in columns.items():
        for spot in spots:
            values.setdefault((spot.on, spot.occasion), {})[name] = said(spot.value)
    lines = [
        (occasion, day(on), *(row.get(name, NONE) for name in columns))
        for (on, occasion), row in sorted(values.items(), key=lambda found: found[0][0])
    ]
    return ("At", "Day", *columns), tuple(lines)


def day(on: date) -> str:
    return f"{on:%-d %b %Y}"
