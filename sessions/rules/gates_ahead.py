"""What gates, orders and phases say of days to come: when a technique may begin, and by which letter it may sooner."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from clinic.rules.events import EventKind
from clinic.rules.findings import Finding
from clinic.rules.screening import CONDITIONS
from clinic.rules.techniques import TechniqueCode
from sessions.rules.booking_guard import earliest_day
from sessions.rules.clearances import Clearance
from sessions.rules.gate_opening import FRACTURES, EventFact, opening, touched
from sessions.rules.judging import PatientFacts
from sessions.rules.phase import CHRONIC, PHASES, Phase, phase_on

# How far ahead a first day is looked for.
HORIZON = timedelta(days=365)
_ALL_ROWS = frozenset({*(condition.row for condition in CONDITIONS.values()), *(f"E-{kind}" for kind in EventKind)})


def opens_on(
    facts: PatientFacts, code: TechniqueCode, places: Sequence[str], *, day: date, before: date | None = None
) -> date | None:
    """The first day from `day` on, and before `before`; None: there is none within a year."""
    last = day + HORIZON if before is None else before - timedelta(days=1)
    if last < day:
        return None
    # Most often it is today: that is asked first, since a whole year costs fifty times as much.
    today = earliest_day(facts, code, tuple(places), window=(day, day))
    return today or earliest_day(facts, code, tuple(places), window=(day, last))


def if_asked(facts: PatientFacts, *, day: date) -> PatientFacts:
    """As if the physician gave every clearance there is to give."""
    given = Clearance(_ALL_ROWS, from_on=day, until_on=day + HORIZON, confirmed=True)
    return replace(facts, clearances=(*facts.clearances, given))


def by_time(findings: Sequence[Finding]) -> bool:
    """Whether nothing but gates and phases speaks."""
    return all(row_of(finding).startswith(("E-", "P8")) for finding in findings)


def needs_order(finding: Finding, code: TechniqueCode, events: Sequence[EventFact]) -> bool:
    """Whether only a surgeon's order lifts this gate: no clearance is foreseen for it."""
    for event in events:
        kinds = FRACTURES if event.kind in FRACTURES else {event.kind}
        if row_of(finding) in {f"E-{kind}" for kind in kinds}:
            gates = [opening(code, event, place) for place in touched(event, code, finding.regions)]
            if gates and all(gate.cleared_on is None for gate in gates):
                return True
    return False


def phase_of(places: Sequence[str], events: Sequence[EventFact], day: date) -> Phase:
    """The earliest phase any of these places is in; chronic where nothing happened (P8)."""
    rows = [phase_on(events, place, day) for place in places]
    return min(rows, key=[*PHASES, CHRONIC].index, default=CHRONIC).phase


def gate_day(code: TechniqueCode, places: Sequence[str], facts: PatientFacts) -> date | None:
    """The day a template's technique may begin as far as the gates go: by a clearance at hand, by the surgeon's order, by time; else the
    day from which a clearance would do. None: no gate speaks."""
    days = [
        found
        for event in facts.events
        for place in touched(event, code, places)
        if (found := _gate_day(code, event, place, facts)) is not None
    ]
    return max(days, default=None)


def row_of(finding: Finding) -> str:
    """The row of docs/clinical.md a finding is about, such as X-12 of "DTM:X-12": what a clearance names to lift it."""
    parts = finding.code.split(":")
    return parts[1] if len(parts) > 1 and parts[0] in set(TechniqueCode) else parts[0]


def _gate_day(code: TechniqueCode, event: EventFact, place: str, facts: PatientFacts) -> date | None:
    gate = opening(code, event, place)
    ordered = [order.from_on for order in facts.orders if order.speaks_of(code, place, order.from_on)]
    if ordered and gate.takes_order:
        return min(ordered)
    first = gate.cleared_on
    if first is None:
        return gate.alone_on
    lifted = [
        day
        for each in facts.clearances
        if each.answers(f"E-{event.kind}", code, place, day := max(first, each.from_on))
    ]
    return min((day for day in (*lifted, gate.alone_on) if day is not None), default=first)
