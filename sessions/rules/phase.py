"""How far healing has come, by the days since the injury or operation, and the pressure that phase lets through (P8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from clinic.rules.events import EVENTS, EventKind
from clinic.rules.findings import Finding, Level, by_weight
from clinic.rules.regions import check_places
from sessions.rules.caps import Cap, is_unavailable, lowest
from sessions.rules.gate_opening import EventFact, zone
from sessions.rules.wording import day_words, place_words
from sessions.rules.work import Work

ROW = "P8"
SOURCE = "GK, PROP"


class Phase(StrEnum):
    ACUTE = "acute"
    SUBACUTE = "subacute"
    REMODELING = "remodel"
    CHRONIC = "chronic"


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """`until`: its last day, counted from the injury or operation; None: no end."""

    phase: Phase
    until: int | None
    cap: int
    words: str


PHASES = (
    PhaseRow(Phase.ACUTE, 5, 1, "fresh injury"),
    PhaseRow(Phase.SUBACUTE, 21, 3, "new tissue is forming"),
    PhaseRow(Phase.REMODELING, 84, 4, "new tissue is growing firm"),
    PhaseRow(Phase.REMODELING, None, 5, "new tissue has grown firm"),
)
CHRONIC = PhaseRow(Phase.CHRONIC, None, 4, "no injury or operation on record there")

# An injection is neither an injury nor an operation; its gate says what there is to say.
_NO_INJURY = frozenset({EventKind.INJECTION_SITE})


def phase_after(days: int) -> PhaseRow:
    """The phase so many days (0 or more) after the injury or operation."""
    return next(row for row in PHASES if row.until is None or days <= row.until)


def phase_on(events: Iterable[EventFact], place: str, day: date) -> PhaseRow:
    """The earliest phase any event puts this place in; chronic where none does."""
    rows = [phase_after((day - event.on).days) for event in _injuries(events, day) if place in zone(event)]
    return min(rows, key=PHASES.index, default=CHRONIC)


def phase_caps(*, events: Sequence[EventFact], work: Work, day: date) -> list[Cap]:
    """The cap of each planned place."""
    return [
        Cap(row.cap, ROW, f"{row.phase.value.capitalize()} phase: {row.words}.", (place,))
        for place in check_places(work.places)
        for row in (phase_on(events, place, day),)
    ]


def phase_cap(*, events: Sequence[EventFact], work: Work, day: date) -> Cap:
    """The most pressure the phases of all planned places leave, at most the technique's own."""
    return lowest(phase_caps(events=events, work=work, day=day), work.technique)


def judge_phase(*, events: Sequence[EventFact], work: Work, day: date) -> list[Finding]:
    """What the phase says against this pressure; the day from which it lets more through stands in the message."""
    places: dict[Cap, list[str]] = {}
    for cap in phase_caps(events=events, work=work, day=day):
        if work.depth > cap.pressure or is_unavailable(work.technique, cap):
            places.setdefault(Cap(cap.pressure, cap.code, cap.why), []).extend(cap.places)
    return by_weight([_above(cap, where, work, events, day) for cap, where in places.items()])


def _above(cap: Cap, places: list[str], work: Work, events: Sequence[EventFact], day: date) -> Finding:
    where = place_words(places)
    message = f"{where[0].upper()}{where[1:]}. {cap.why} Pressure {cap.pressure} at most, not {work.depth}."
    opens = [found for place in places if (found := _opens_on(events, place, work.depth, day)) is not None]
    later = f", or wait until {day_words(max(opens))}" if len(opens) == len(places) else ""
    lifted_by = f"Pressure {cap.pressure} or less{later}."
    return Finding(Level.BLOCK, ROW, message, SOURCE, lifted_by, tuple(places))


def _opens_on(events: Sequence[EventFact], place: str, pressure: int, day: date) -> date | None:
    """The first day on which this place bears this pressure, as far as dates decide it."""
    first = next((at + 1 for row, at in _steps() if row.cap >= pressure), None)
    held = [event.on for event in _injuries(events, day) if place in zone(event)]
    return None if first is None or not held else date.fromordinal(max(held).toordinal() + first)


def _steps() -> list[tuple[PhaseRow, int]]:
    """Each phase with the last day of the one before it."""
    return [(row, before.until) for before, row in pairwise(PHASES) if before.until is not None]


def _injuries(events: Iterable[EventFact], day: date) -> list[EventFact]:
    return [event for event in events if event.kind not in _NO_INJURY and event.kind in EVENTS and event.on <= day]
