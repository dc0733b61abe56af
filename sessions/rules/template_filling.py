"""From a template to the rows of a draft: where, how deep, and from which day; what it leaves out, it says (PT-* rows)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from clinic.rules.events import EventKind
from clinic.rules.regions import check_places, surrounding
from clinic.rules.techniques import TECHNIQUE_NAMES, TechniqueCode
from sessions.rules.gate_opening import FRACTURES, EventFact, row_on
from sessions.rules.gates_ahead import gate_day
from sessions.rules.judging import PatientFacts
from sessions.rules.plan_templates import Purpose, Step, Where, begins_with
from sessions.rules.plans import Limits, PlannedTechnique
from sessions.rules.wording import day_words


@dataclass(frozen=True, slots=True)
class ProtocolStep:
    """A surgeon's step: these techniques (none: all) from one day after the event to another, up to a pressure."""

    from_day: int
    techniques: frozenset[str] = frozenset()
    until_day: int | None = None
    cap: int | None = None

    def names(self, code: str) -> bool:
        return not self.techniques or code in self.techniques


@dataclass(frozen=True, slots=True)
class Ground:
    """What a template is laid onto: the referral's regions, what the record holds, the day the plan could start."""

    affected: tuple[str, ...]
    no_touch: frozenset[str]
    facts: PatientFacts
    day: date
    limits: Mapping[str, Limits]


@dataclass(frozen=True, slots=True)
class Filled:
    """`notes`: what was left out or moved, in words; `precautions`: what a surgeon's protocol adds to the plan's own."""

    techniques: tuple[PlannedTechnique, ...]
    starts_on: date
    notes: tuple[str, ...] = ()
    precautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForWhat:
    """What a template says it is for."""

    event: str = ""
    icd: tuple[str, ...] = ()
    purpose: str = Purpose.TREAT
    physician: int | None = None


def relevance(
    what: ForWhat, *, codes: Sequence[str], events: Sequence[EventFact], purpose: str, physician: int | None
) -> int:
    """How well a template suits: 0 not at all; its event counts more than a diagnosis, the purpose and the surgeon's own protocol
    decide among equals."""
    if what.physician is not None and what.physician != physician:
        return 0
    by_event = what.event != "" and matching_event(what.event, events) is not None
    by_code = any(begins_with(code, what.icd) for code in codes)
    if not (by_event or by_code):
        return 0
    return 8 * by_event + 4 * by_code + 2 * (what.purpose == purpose) + (what.physician is not None)


def matching_event(kind: str, events: Sequence[EventFact]) -> EventFact | None:
    """The latest event of this kind; a fracture counts as healed once union is on record."""
    found = [event for event in events if event.kind == kind or _is_united(kind, event)]
    return max(found, key=lambda event: event.on, default=None)


def fill(
    steps: Sequence[Step], ground: Ground, *, event: EventFact | None = None, protocol: Sequence[ProtocolStep] = ()
) -> Filled:
    """The rows a template proposes. Each begins on the latest of its own day, the gate's and the order's; a plan whose techniques all
    begin later starts when the first of them does."""
    rows: list[tuple[PlannedTechnique, date]] = []
    notes: list[str] = []
    for step in steps:
        places = _places(step, ground)
        if not places:
            notes.append(f"{TECHNIQUE_NAMES[step.code]} is left out: the referral leaves no region for it.")
        elif step.code.value in ground.limits:
            rows.append(_row(step, places, ground, event, _own(protocol, step.code)))
    starts_on = max(ground.day, min((day for _, day in rows), default=ground.day))
    planned = tuple(replace(row, from_on=day if day > starts_on else None) for row, day in rows)
    return Filled(planned, starts_on, tuple(notes), tuple(_until(steps, protocol, event)))


def _row(
    step: Step, places: tuple[str, ...], ground: Ground, event: EventFact | None, own: Sequence[ProtocolStep]
) -> tuple[PlannedTechnique, date]:
    zero = _zero(event, ground.day) if event else ground.day
    offset = min((each.from_day for each in own), default=step.from_day)
    caps = [each.cap for each in own if each.cap is not None]
    limits = ground.limits[step.code.value]
    ceiling = max(limits.pressure_min, min(step.ceiling, limits.pressure_max, *caps))
    minutes = max(limits.minutes_min, min(step.minutes, limits.minutes_max))
    gate = gate_day(step.code, places, ground.facts)
    day = max(zero + timedelta(days=offset), ground.day, gate or ground.day)
    return PlannedTechnique(step.code.value, places, minutes, ceiling), day


def _places(step: Step, ground: Ground) -> tuple[str, ...]:
    wanted: Collection[str] = {
        Where.AFFECTED: ground.affected,
        Where.NEIGHBORS: surrounding(ground.affected),
        Where.NAMED: step.places,
    }[step.where]
    return check_places(set(wanted) - ground.no_touch)


def _own(protocol: Sequence[ProtocolStep], code: TechniqueCode) -> list[ProtocolStep]:
    """What the protocol says of this technique: its own steps before those for all."""
    named = [each for each in protocol if code.value in each.techniques]
    return named or [each for each in protocol if not each.techniques]


def _until(steps: Sequence[Step], protocol: Sequence[ProtocolStep], event: EventFact | None) -> list[str]:
    if event is None:
        return []
    return [
        f"{TECHNIQUE_NAMES[step.code]} by the protocol only until {day_words(event.on + timedelta(days=each.until_day))}."
        for step in steps
        for each in _own(protocol, step.code)
        if each.until_day is not None
    ]


def _zero(event: EventFact, day: date) -> date:
    row = row_on(event, day)
    return event.on if row is None else event.counted_from(row)


def _is_united(kind: str, event: EventFact) -> bool:
    return kind == EventKind.FRACTURE_UNITED and event.kind in FRACTURES and event.united_on is not None
