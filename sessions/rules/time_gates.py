"""The time gates: what may be done on and next to the place of an operation or injury, and from which day (E-* rows).

A gate knows the calendar, the clearances and the surgeon's orders, and nothing else; elsewhere on the body it is silent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clinic.rules.events import EVENTS, EventKind, day_text, is_surgery
from clinic.rules.findings import Finding, Level, by_weight
from clinic.rules.techniques import TechniqueCode
from sessions.rules.caps import Cap, is_unavailable
from sessions.rules.clearances import Clearance, Order, lifting, lifts_at
from sessions.rules.gate_opening import FRACTURES, EventFact, Opening, is_superseded, opening, row_on, touched, zone
from sessions.rules.gates_table import GEN_CAP, GateRow
from sessions.rules.wording import day_words, place_words
from sessions.rules.work import Work


@dataclass(frozen=True, slots=True)
class _Case:
    """One event against one piece of work."""

    event: EventFact
    row: GateRow
    work: Work
    day: date
    clearances: Sequence[Clearance]
    orders: Sequence[Order]

    @property
    def said(self) -> str:
        count = day_text(self.row.kind, self.event.counted_from(self.row), self.day)
        return f"{EVENTS[self.event.kind].label}, {count}"

    @property
    def is_fresh(self) -> bool:
        """Whether a gate of the event is still to come."""
        days = (self.day - self.event.counted_from(self.row)).days
        return self.row.kind is EventKind.FRACTURE_CAST or days < self.row.last_day

    def spoken(self, place: str) -> list[Order]:
        return [order for order in self.orders if order.speaks_of(self.work.technique, place, self.day)]

    def in_force(self, place: str) -> list[Order]:
        return [order for order in self.spoken(place) if order.from_on <= self.day]

    def finding(self, level: Level, message: str, lifted_by: str, *, rule: str = "") -> Finding:
        code = f"{self.row.row}:{rule}" if rule else self.row.row
        return Finding(level, code, f"{self.said}: {message} {self.row.why}", self.row.source, lifted_by)


def judge_gates(
    *,
    events: Sequence[EventFact],
    work: Work,
    day: date,
    clearances: Sequence[Clearance] = (),
    orders: Sequence[Order] = (),
) -> list[Finding]:
    """What all events together say, the most binding first. A cast that came off is silent once union is on record for its places."""
    found = [
        finding
        for event in events
        if not is_superseded(event, events, day)
        for finding in judge_gate(event=event, work=work, day=day, clearances=clearances, orders=orders)
    ]
    return by_weight(list(dict.fromkeys(found)))


def judge_gate(
    *, event: EventFact, work: Work, day: date, clearances: Sequence[Clearance] = (), orders: Sequence[Order] = ()
) -> list[Finding]:
    """What one event says of this work on this day; each message names the earliest day there is."""
    row = row_on(event, day)
    if row is None:
        return []
    case = _Case(event, row, work, day, clearances, orders)
    verdicts: dict[Finding, list[str]] = {}
    for place in touched(event, work.technique, work.places):
        for finding in _judge_place(case, place):
            verdicts.setdefault(finding, []).append(place)
    return by_weight([_with_places(finding, where) for finding, where in verdicts.items()])


def earliest_date(
    technique: TechniqueCode, event: EventFact, *, cleared: bool = True, orders: Sequence[Order] = ()
) -> date | None:
    """The first day this technique is possible on or next to the event's places: with a clearance where one helps (`cleared`), by
    the surgeon's orders where they speak, or by time alone. None: time does not open it. The event's day: no gate holds."""
    places = touched(event, technique, zone(event))
    if not places:
        return event.on
    days = [_earliest_in(technique, event, place, orders, cleared=cleared) for place in places]
    return min((each for each in days if each is not None), default=None)


def gate_caps(*, events: Sequence[EventFact], work: Work, day: date, orders: Sequence[Order] = ()) -> list[Cap]:
    """The caps that events set on the planned places."""
    found = []
    for event in events:
        row = row_on(event, day)
        is_ahead = day < event.on and not is_surgery(event.kind)
        if row is not None and not is_ahead and not is_superseded(event, events, day):
            case = _Case(event, row, work, day, (), orders)
            found += [_cap(case, place) for place in touched(event, work.technique, work.places)]
    return [cap for cap in found if cap is not None]


def _earliest_in(
    technique: TechniqueCode, event: EventFact, place: str, orders: Iterable[Order], *, cleared: bool
) -> date | None:
    gate = opening(technique, event, place)
    spoken = [order.from_on for order in orders if order.speaks_of(technique, place, order.from_on)]
    if spoken and gate.takes_order:
        return min(spoken)
    days = (gate.alone_on, gate.cleared_on if cleared else None)
    return min((each for each in days if each is not None), default=None)


def _judge_place(case: _Case, place: str) -> list[Finding]:
    gate = opening(case.work.technique, case.event, place, case.day)
    ordered = gate.takes_order and bool(case.spoken(place))
    if case.day < case.event.on:
        if not is_surgery(case.event.kind):
            return []
        shut = [] if ordered and case.in_force(place) else [_ahead(case)]
    else:
        shut = _by_order(case, place) if ordered else _by_time(case, place, gate)
    care = [] if shut or not (gate.note and case.is_fresh) else [_care(case, gate)]
    return [*shut, *_above(case, place), *care]


def _by_order(case: _Case, place: str) -> list[Finding]:
    """The surgeon's written word stands in place of the gate, earlier or later."""
    if case.in_force(place):
        return []
    first = min(order.from_on for order in case.spoken(place))
    message = f"the surgeon's order allows {case.work.name} from {day_words(first)}."
    return [case.finding(Level.BLOCK, message, f"The day itself, {day_words(first)}; or another order.")]


def _by_time(case: _Case, place: str, gate: Opening) -> list[Finding]:
    if gate.alone_on is not None and gate.alone_on <= case.day:
        return []
    may_clear = gate.cleared_on is not None and gate.cleared_on <= case.day
    given = lifting(case.clearances, case.row.row, case.work.technique, place, case.day)
    if may_clear and lifts_at(given, case.work.depth):
        return []
    level = Level.CLEAR if may_clear or gate.by_order else Level.BLOCK
    more = f" The clearance at hand does not reach pressure {case.work.depth}." if may_clear and given else ""
    message = f"no {case.work.name} there." if gate.is_never else f"{case.work.name} {gate.words}.{more}"
    return [case.finding(level, message, gate.lifted_by + _union_words(case))]


def _union_words(case: _Case) -> str:
    if case.event.kind not in FRACTURES or case.event.united_on is not None:
        return ""
    return " A fracture counts as healed once cast off, union confirmed and its document are on record."


def _ahead(case: _Case) -> Finding:
    message = f"before it {case.work.name} is done there only on the surgeon's written order."
    return case.finding(Level.CLEAR, message, "The surgeon's written order, or another place.")


def _above(case: _Case, place: str) -> list[Finding]:
    cap = _cap(case, place)
    if cap is None or (case.work.depth <= cap.pressure and not is_unavailable(case.work.technique, cap)):
        return []
    message = f"pressure {cap.pressure} at most for {case.work.name}, not {case.work.depth}."
    lifted_by = f"Pressure {cap.pressure} or less, or the surgeon's written order that names more."
    return [case.finding(Level.BLOCK, message, lifted_by, rule="CAP")]


def _care(case: _Case, gate: Opening) -> Finding:
    return case.finding(Level.WARN, f"{case.work.name} {gate.note}.", "Mind it; nothing else is asked.")


def _cap(case: _Case, place: str) -> Cap | None:
    """The order's cap where one in force names it, else the event's own and the gate's; classic strokes stay light while it is fresh."""
    named = [order.cap for order in case.in_force(place) if order.cap is not None]
    if named:
        return Cap(min(named), case.row.row, "The surgeon's order.", (place,))
    technique = case.work.technique
    gate = case.row.gates[TechniqueCode.CTM if technique is TechniqueCode.REF else technique]
    light = GEN_CAP if technique is TechniqueCode.GEN and case.is_fresh else None
    own = [cap for cap in (case.row.cap, gate.cap, light) if cap is not None]
    return Cap(min(own), case.row.row, f"{EVENTS[case.event.kind].label}.", (place,)) if own else None


def _with_places(finding: Finding, places: list[str]) -> Finding:
    where = place_words(places)
    message = f"{where[0].upper()}{where[1:]}. {finding.message}"
    return Finding(finding.level, finding.code, message, finding.source, finding.lifted_by, tuple(places))
