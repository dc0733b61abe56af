"""How far healing has come, by the days since the injury or operation, and the pressure that phase lets through (P8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import pairwise

from clinic.rules.events import EVENTS, EventKind
from clinic.rules.findings import Finding, Level, by_weight
from clinic.rules.policy import DEFAULTS
from clinic.rules.regions import check_places
from sessions.rules.caps import Cap, is_unavailable, lowest
from sessions.rules.gate_opening import EventFact, zone
from sessions.rules.wording import day_words, place_words
from sessions.rules.work import Work

ROW = "P8"
SOURCE = "GK, PROP"
LIGHTEST = 1


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


@dataclass(frozen=True, slots=True)
class PhaseLimits:
    """Last days and pressures of the phases. The first has no cap to set: it is the lightest there is."""

    phase_acute_days: int = DEFAULTS["phase_acute_days"]
    phase_subacute_days: int = DEFAULTS["phase_subacute_days"]
    phase_subacute_cap: int = DEFAULTS["phase_subacute_cap"]
    phase_remodel_days: int = DEFAULTS["phase_remodel_days"]
    phase_remodel_cap: int = DEFAULTS["phase_remodel_cap"]
    phase_firm_cap: int = DEFAULTS["phase_firm_cap"]
    phase_chronic_cap: int = DEFAULTS["phase_chronic_cap"]


LIMITS = PhaseLimits()


@cache
def phases(limits: PhaseLimits = LIMITS) -> tuple[PhaseRow, ...]:
    """In the order in which tissue heals."""
    return (
        PhaseRow(Phase.ACUTE, limits.phase_acute_days, LIGHTEST, "fresh injury"),
        PhaseRow(Phase.SUBACUTE, limits.phase_subacute_days, limits.phase_subacute_cap, "new tissue is forming"),
        PhaseRow(Phase.REMODELING, limits.phase_remodel_days, limits.phase_remodel_cap, "new tissue is growing firm"),
        PhaseRow(Phase.REMODELING, None, limits.phase_firm_cap, "new tissue has grown firm"),
    )


def chronic(limits: PhaseLimits = LIMITS) -> PhaseRow:
    return PhaseRow(Phase.CHRONIC, None, limits.phase_chronic_cap, "no injury or operation on record there")


PHASES = phases()
CHRONIC = chronic()

# An injection is neither an injury nor an operation; its gate says what there is to say.
_NO_INJURY = frozenset({EventKind.INJECTION_SITE})


def phase_after(days: int, limits: PhaseLimits = LIMITS) -> PhaseRow:
    """The phase so many days (0 or more) after the injury or operation."""
    return next(row for row in phases(limits) if row.until is None or days <= row.until)


def phase_on(events: Iterable[EventFact], place: str, day: date, limits: PhaseLimits = LIMITS) -> PhaseRow:
    """The earliest phase any event puts this place in; chronic where none does."""
    rows = [phase_after((day - event.on).days, limits) for event in _injuries(events, day) if place in zone(event)]
    return min(rows, key=phases(limits).index, default=chronic(limits))


def phase_caps(*, events: Sequence[EventFact], work: Work, day: date, limits: PhaseLimits = LIMITS) -> list[Cap]:
    """The cap of each planned place."""
    return [
        Cap(row.cap, ROW, f"{row.phase.value.capitalize()} phase: {row.words}.", (place,))
        for place in check_places(work.places)
        for row in (phase_on(events, place, day, limits),)
    ]


def phase_cap(*, events: Sequence[EventFact], work: Work, day: date, limits: PhaseLimits = LIMITS) -> Cap:
    """The most pressure the phases of all planned places leave, at most the technique's own."""
    return lowest(phase_caps(events=events, work=work, day=day, limits=limits), work.technique)


def judge_phase(*, events: Sequence[EventFact], work: Work, day: date, limits: PhaseLimits = LIMITS) -> list[Finding]:
    """What the phase says against this pressure; the day from which it lets more through stands in the message."""
    places: dict[Cap, list[str]] = {}
    for cap in phase_caps(events=events, work=work, day=day, limits=limits):
        if work.depth > cap.pressure or is_unavailable(work.technique, cap):
            places.setdefault(Cap(cap.pressure, cap.code, cap.why), []).extend(cap.places)
    return by_weight([_above(cap, where, work, _Then(events, day, limits)) for cap, where in places.items()])


@dataclass(frozen=True, slots=True)
class _Then:
    """What happened, the day asked about, and by which limits."""

    events: Sequence[EventFact]
    day: date
    limits: PhaseLimits


def _above(cap: Cap, places: list[str], work: Work, then: _Then) -> Finding:
    where = place_words(places)
    message = f"{where[0].upper()}{where[1:]}. {cap.why} Pressure {cap.pressure} at most, not {work.depth}."
    opens = [found for place in places if (found := _opens_on(then, place, work.depth)) is not None]
    later = f", or wait until {day_words(max(opens))}" if len(opens) == len(places) else ""
    lifted_by = f"Pressure {cap.pressure} or less{later}."
    return Finding(Level.BLOCK, ROW, message, SOURCE, lifted_by, tuple(places))


def _opens_on(then: _Then, place: str, pressure: int) -> date | None:
    """The first day on which this place bears this pressure, as far as dates decide it."""
    first = next((at + 1 for row, at in _steps(then.limits) if row.cap >= pressure), None)
    held = [event.on for event in _injuries(then.events, then.day) if place in zone(event)]
    return None if first is None or not held else date.fromordinal(max(held).toordinal() + first)


def _steps(limits: PhaseLimits) -> list[tuple[PhaseRow, int]]:
    """Each phase with the last day of the one before it."""
    return [(row, before.until) for before, row in pairwise(phases(limits)) if before.until is not None]


def _injuries(events: Iterable[EventFact], day: date) -> list[EventFact]:
    return [event for event in events if event.kind not in _NO_INJURY and event.kind in EVENTS and event.on <= day]
