"""When a gate opens for one technique in one place: which row of the table binds, and the days it gives (E-* rows)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from clinic.rules.events import EventKind, day_zero
from clinic.rules.limbs import is_across_joint, is_hand_or_foot, is_nearer_trunk, same_hand_or_foot
from clinic.rules.regions import PLACES, check_places, neighbors, surrounding
from clinic.rules.techniques import TechniqueCode
from sessions.rules.gates_table import GATES, Gate, GateRow, Shut, Where
from sessions.rules.wording import day_words

FRACTURES = frozenset({EventKind.FRACTURE_CAST, EventKind.FRACTURE_UNITED})

_NOTES = {
    "scar closed": "only where the scar is closed, dry and free of scabs",
    "pain-free": "within the pain-free range only",
}


@dataclass(frozen=True, slots=True)
class EventFact:
    """What happened. `on`: the surgery, injury or injection. For a fracture `ended_on` is the day the cast came off, `confirmed_on`
    the day union was confirmed, `documented` whether its document is on file. No places: it holds everywhere."""

    kind: EventKind
    on: date
    places: tuple[str, ...] = ()
    ended_on: date | None = None
    confirmed_on: date | None = None
    documented: bool = False

    @property
    def united_on(self) -> date | None:
        """Day 0 of a healed fracture; None as long as cast off, union and its document are not all on record."""
        if self.kind not in FRACTURES or not self.documented:
            return None
        return day_zero(EventKind.FRACTURE_UNITED, self.on, ended_on=self.ended_on, confirmed_on=self.confirmed_on)

    def counted_from(self, row: GateRow) -> date:
        """Day 0 of this row."""
        united = self.united_on
        return united if row.kind is EventKind.FRACTURE_UNITED and united is not None else self.on


@dataclass(frozen=True, slots=True)
class Opening:
    """The days a technique may be done: by itself, and with a written clearance. `by_order`: before the first only under the
    surgeon's written order. `is_never`: no day opens it. `takes_order`: a surgeon's order can stand in its place."""

    alone_on: date | None = None
    cleared_on: date | None = None
    by_order: bool = False
    is_never: bool = False
    takes_order: bool = True
    note: str = ""

    @property
    def words(self) -> str:
        """In a message, behind the technique's name; empty where no day opens it."""
        ways = (
            "with the surgeon's protocol" if self.by_order else "",
            f"from {day_words(self.cleared_on)} with a written clearance" if self.cleared_on else "",
            f"from {day_words(self.alone_on)} without one"
            if self.alone_on and (self.cleared_on or self.by_order)
            else "",
            f"from {day_words(self.alone_on)}" if self.alone_on and not (self.cleared_on or self.by_order) else "",
        )
        return f"only {', '.join(filter(None, ways))}" if any(ways) else ""

    @property
    def lifted_by(self) -> str:
        if self.is_never:
            return "Nothing but the end of what is behind it: choose another place or technique."
        clears = (
            f"from {day_words(self.cleared_on)} the physician's written clearance, confirmed by staff"
            if self.cleared_on
            else ""
        )
        ways = (
            f"the day itself, {day_words(self.alone_on)}" if self.alone_on else "",
            clears,
            "the surgeon's written order for this technique and place",
        )
        words = "; or ".join(filter(None, ways))
        return f"{words[0].upper()}{words[1:]}."


def row_on(event: EventFact, day: date) -> GateRow | None:
    """The row that binds on this day: a fracture is in its cast until union is on record and its day has come."""
    if event.kind in FRACTURES:
        united = event.united_on
        return GATES[EventKind.FRACTURE_CAST if united is None or day < united else EventKind.FRACTURE_UNITED]
    return GATES.get(event.kind)


@lru_cache(maxsize=1024)
def zone(event: EventFact) -> frozenset[str]:
    """The event's places and those that touch them."""
    return frozenset(event.places) | surrounding(event.places) if event.places else frozenset(PLACES)


def touched(event: EventFact, technique: TechniqueCode, places: Iterable[str]) -> tuple[str, ...]:
    """The places in which the event's gates hold for this technique. Reflexology: on the operated or injured foot or hand only."""
    if event.kind not in GATES and event.kind not in FRACTURES:
        return ()
    if technique is not TechniqueCode.REF:
        return check_places(zone(event) & frozenset(places))
    return check_places(
        place
        for place in places
        if is_hand_or_foot(place) and (not event.places or any(same_hand_or_foot(place, site) for site in event.places))
    )


def opening(technique: TechniqueCode, event: EventFact, place: str, day: date | None = None) -> Opening:
    """When the technique opens in this place, as seen on `day` (or from the day of the event). Raises KeyError for an event
    without gates."""
    row = row_on(event, event.on if day is None else day)
    if row is None:
        raise KeyError(event.kind)
    found = _in_row(row, technique, event, place)
    if row.kind is not EventKind.FRACTURE_CAST or event.united_on is None:
        return found
    later = _in_row(GATES[EventKind.FRACTURE_UNITED], technique, event, place)
    return Opening(later.alone_on, found.cleared_on or later.cleared_on, takes_order=found.takes_order, note=later.note)


def is_superseded(event: EventFact, events: Sequence[EventFact], day: date) -> bool:
    """Whether this is a cast that came off, and another record says since when the bone beneath it is united."""
    if event.kind is not EventKind.FRACTURE_CAST or event.ended_on is None:
        return False
    return any(
        other.kind is EventKind.FRACTURE_UNITED
        and other.united_on is not None
        and event.ended_on <= other.united_on <= day
        and (not other.places or (event.places and set(event.places) <= set(other.places)))
        for other in events
    )


def _in_row(row: GateRow, technique: TechniqueCode, event: EventFact, place: str) -> Opening:
    gate = row.gates[TechniqueCode.CTM if technique is TechniqueCode.REF else technique]
    if gate.is_never:
        return Opening(is_never=True, takes_order=False)
    if not _opens_at(gate, event, place):
        is_shut = gate.elsewhere is Shut.NEVER
        return Opening(is_never=is_shut, takes_order=not is_shut, by_order=not is_shut)
    first = gate.near if gate.near is not None and event.places and place not in event.places else gate.day
    return Opening(
        _day(gate, event, row, first), _day(gate, event, row, gate.cleared), gate.protocol, note=_note(gate, event, row)
    )


def _day(gate: Gate, event: EventFact, row: GateRow, days: int | None) -> date | None:
    if days is None:
        return None
    counted = event.counted_from(row) + timedelta(days=days)
    return max(counted, event.on + timedelta(days=gate.from_injury or 0))


def _opens_at(gate: Gate, event: EventFact, place: str) -> bool:
    if gate.where is Where.ALL:
        return True
    if place in event.places or not event.places:
        return False
    sites = [site for site in event.places if site in neighbors(place)]
    test = is_nearer_trunk if gate.where is Where.NEARER_TRUNK else is_across_joint
    return all(test(place, site) for site in sites)


def _note(gate: Gate, event: EventFact, row: GateRow) -> str:
    words = _NOTES.get(gate.note, gate.note)
    over = _day(gate, event, row, gate.overpressure)
    return f"{words}; more only from {day_words(over)} and with a written clearance" if over else words
