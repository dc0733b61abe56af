"""What is measured again at a visit: which lines the chart offers, and how each has changed since the start (M-TEST)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from assessments.rules.entries import Activity, Pain, Range, range_item, range_label
from assessments.rules.rom import MOVEMENTS, measure_of
from assessments.rules.scoring import PSFS_SINGLE_MDC
from clinic.rules.measures import MEASURES, Measure, change_for_better, important_change, real_change
from clinic.rules.regions import place_name

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Measures:
    """The readings of one measurement set, in the order they were written."""

    pain: tuple[Pain, ...] = ()
    ranges: tuple[Range, ...] = ()
    activities: tuple[Activity, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """One measurement set: when, and whether an assessment or a chart owns it."""

    at: datetime
    measures: Measures
    is_assessment: bool = False


class Kind(StrEnum):
    PSFS = "psfs"
    ROM = "rom"
    WORST = "worst"


Entry = Activity | Range | Pain


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that may be measured again. `entry` is how the assessment wrote it; `start`, `last` and `now` are its
    first signed value, its newest one before this visit, and that of this visit."""

    entry: Entry
    start: int | None = None
    last: int | None = None
    last_at: datetime | None = None
    now: int | None = None

    @property
    def kind(self) -> Kind:
        return {Activity: Kind.PSFS, Range: Kind.ROM, Pain: Kind.WORST}[type(self.entry)]

    @property
    def name(self) -> str:
        """Of its field: the same for the same thing, whatever else is offered beside it."""
        item = item_of(self.entry)
        return f"{self.kind}-{sha256(item.encode()).hexdigest()[:12] if self.kind is Kind.PSFS else item}"

    @property
    def label(self) -> str:
        match self.entry:
            case Activity(words=words):
                return f"“{words}”"
            case Range():
                words = range_label(item_of(self.entry)).capitalize()
                return f"{words}, passive" if _is_passive(self.entry) else words
            case Pain(place=place):
                return f"Worst pain in 24 hours, {place_name(place)}"

    @property
    def unit(self) -> str:
        return "°" if self.measure.unit == "degrees" else " mm" if self.measure.unit == "mm" else ""

    @property
    def measure(self) -> Measure:
        """How to judge it. A single activity is noisier than the mean of several."""
        if isinstance(self.entry, Range):
            return measure_of(MOVEMENTS[self.entry.movement])
        if isinstance(self.entry, Activity):
            return replace(MEASURES["PSFS"], mdc=PSFS_SINGLE_MDC)
        return MEASURES["NPRS"]

    @property
    def change(self) -> str:
        """Since the start, in words: “+3, important”. Empty where one of the two was not measured."""
        return "" if self.start is None or self.now is None else change_words(self.measure, self.start, self.now)

    @property
    def tone(self) -> str:
        if self.start is None or self.now is None or not real_change(self.measure, self.start, self.now):
            return "gray"
        return "green" if change_for_better(self.measure, self.start, self.now) > 0 else "red"


def change_words(measure: Measure, start: float, now: float) -> str:
    if now == start:
        return "no change"
    amount = f"{now - start:+g}".replace("-", MINUS)
    if measure.mdc is None:
        return amount
    if not real_change(measure, start, now):
        return f"{amount}, within error"
    if change_for_better(measure, start, now) < 0:
        return f"{amount}, worse"
    return f"{amount}, important" if important_change(measure, start, now) else f"{amount}, more than error"


def item_of(entry: Entry) -> str:
    match entry:
        case Activity(words=words):
            return words
        case Range(movement=movement, side=side):
            return range_item(movement, side)
        case Pain(place=place):
            return place


def value_of(entry: Entry) -> int | None:
    match entry:
        case Activity(value=value):
            return value
        case Range(active=active, passive=passive):
            return passive if active is None else active
        case Pain(pain=pain):
            return pain


def with_value(entry: Entry, value: int) -> Entry:
    """The same thing with the value of today; a range that was only ever moved passively stays passive."""
    match entry:
        case Activity():
            return replace(entry, value=value)
        case Range():
            passive = _is_passive(entry)
            return Range(entry.movement, entry.side, None if passive else value, value if passive else None)
        case Pain():
            return replace(entry, pain=value)


def lines(earlier: Sequence[Taken], own: Measures) -> list[Line]:
    """Activities, ranges and affected places of the newest assessment that has any of that kind, and whatever stands in
    the chart already. `earlier`: signed sets, oldest first."""
    offered: dict[tuple[type, str], Entry] = {}
    for kind in ("activities", "ranges", "pain"):
        asked = [_entries(taken.measures, kind) for taken in earlier if taken.is_assessment]
        newest = next((entries for entries in reversed(asked) if entries), [])
        for entry in (*newest, *_entries(own, kind)):
            offered.setdefault((type(entry), item_of(entry)), entry)
    before = [(taken.at, _values(taken.measures)) for taken in earlier]
    today = _values(own)
    return [_line(key, entry, before, today.get(key)) for key, entry in offered.items()]


def _entries(measures: Measures, kind: str) -> list[Entry]:
    entries: Sequence[Entry] = getattr(measures, kind)
    return [entry for entry in entries if not isinstance(entry, Pain) or entry.role == "affected"]


def _values(measures: Measures) -> dict[tuple[type, str], int]:
    entries: list[Entry] = [*measures.activities, *measures.ranges, *measures.pain]
    values = {(type(entry), item_of(entry)): value_of(entry) for entry in entries}
    return {key: value for key, value in values.items() if value is not None}


def _line(
    key: tuple[type, str],
    entry: Entry,
    before: Sequence[tuple[datetime, Mapping[tuple[type, str], int]]],
    now: int | None,
) -> Line:
    found = [(at, values[key]) for at, values in before if key in values]
    if not found:
        return Line(entry, now=now)
    return Line(entry, found[0][1], found[-1][1], found[-1][0], now)


def gathered(values: Sequence[tuple[Line, int | None]]) -> Measures:
    """What the lines say with these values; a line without one was not asked."""
    entries = [with_value(line.entry, value) for line, value in values if value is not None]
    return Measures(
        pain=tuple(entry for entry in entries if isinstance(entry, Pain)),
        ranges=tuple(entry for entry in entries if isinstance(entry, Range)),
        activities=tuple(entry for entry in entries if isinstance(entry, Activity)),
    )


def _is_passive(entry: Range) -> bool:
    return entry.active is None and entry.passive is not None
