"""From which day each technique may be done after an event: ten events by their techniques (E-* rows), all on and next to its places."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clinic.rules.events import EventKind
from clinic.rules.techniques import TechniqueCode as T


class Where(StrEnum):
    """Which of the event's places and their neighbors a gate opens; the others stay as `Gate.elsewhere` says."""

    ALL = ""
    NEARER_TRUNK = "nearer the trunk"
    ACROSS_JOINT = "one joint away"


class Shut(StrEnum):
    """What holds where the gate does not open."""

    NEVER = "-"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Gate:
    """Days from day 0. `day`: from then on by itself; `cleared`: from then on with a written clearance; `protocol`: only under the
    surgeon's written order until `day`. None of these: not at all. `near`: an earlier day for the places next to it.
    `from_injury`: at least so many days since the injury as well. `overpressure`: the day for more than the pain-free range."""

    day: int | None = None
    cleared: int | None = None
    protocol: bool = False
    near: int | None = None
    where: Where = Where.ALL
    elsewhere: Shut = Shut.NEVER
    cap: int | None = None
    from_injury: int | None = None
    overpressure: int | None = None
    note: str = ""

    @property
    def is_never(self) -> bool:
        return self.day is None and self.cleared is None and not self.protocol

    @property
    def last_day(self) -> int:
        """The last of its days."""
        return max(day or 0 for day in (self.day, self.cleared, self.overpressure, self.from_injury))

    def __str__(self) -> str:
        """As it stands in docs/clinical.md."""
        if self.is_never:
            return "-"
        cleared = "prot" if self.protocol else f"{self.cleared}c" if self.cleared is not None else ""
        days = "/".join(filter(None, (cleared, "" if self.day is None else str(self.day))))
        if self.near is not None:
            days = f"{self.near} near, {self.day} on site"
        more = (
            self.where,
            f"cap {self.cap}" if self.cap else "",
            f"and {self.from_injury} from injury" if self.from_injury else "",
            self.note,
            f"overpressure {self.overpressure}c" if self.overpressure else "",
        )
        return ", ".join(filter(None, (f"{days} {more[0]}".strip(), *more[1:])))


COLUMNS: tuple[tuple[T, ...], ...] = (
    (T.MLD,),
    (T.GEN,),
    (T.MFR,),
    (T.STR, T.PRT),
    (T.NMT, T.TRP),
    (T.CTM, T.ORI),
    (T.DTM,),
    (T.OMT,),
)

# Classic strokes stay light as long as one gate of the event is still to come.
GEN_CAP = 2


@dataclass(frozen=True, slots=True)
class GateRow:
    """The gates of one event. `cap` holds for every technique and for good, on its places and next to them."""

    kind: EventKind
    gates: Mapping[T, Gate]
    why: str
    source: str
    cap: int | None = None

    @property
    def row(self) -> str:
        return f"E-{self.kind}"

    @property
    def last_day(self) -> int:
        """The day from which no gate of this row is still to come."""
        return max(gate.last_day for gate in self.gates.values())


NEVER = Gate()
PROTOCOL = Gate(protocol=True)


def after(day: int, *, note: str = "") -> Gate:
    return Gate(day=day, note=note)


def cleared(first: int, alone: int | None = None, *, cap: int | None = None, note: str = "") -> Gate:
    return Gate(day=alone, cleared=first, cap=cap, note=note)


def _row(kind: EventKind, why: str, source: str, gates: tuple[Gate, ...], *, cap: int | None = None) -> GateRow:
    pairs = zip(COLUMNS, gates, strict=True)
    return GateRow(kind, {code: gate for codes, gate in pairs for code in codes}, why, source, cap)


_ROWS = (
    _row(
        EventKind.LIPOSUCTION,
        "The tissue is one wide wound beneath the skin; the sources on the first day disagree.",
        "LIPO1, LIPO2, LIPO3, PROP",
        (cleared(3, 14), after(14), cleared(21, 42), after(14), after(42), after(42), cleared(42), cleared(42)),
    ),
    _row(
        EventKind.SURG_SOFT,
        "A scar needs two to six weeks to close; until it is closed, dry and free of scabs it tears.",
        "SCAR, PROP",
        (
            Gate(day=14, cleared=3, where=Where.NEARER_TRUNK, elsewhere=Shut.ORDER),
            after(14),
            cleared(14, 42, note="scar closed"),
            Gate(day=42, protocol=True),
            cleared(42),
            after(42),
            cleared(42, 56),
            cleared(42),
        ),
    ),
    _row(
        EventKind.MASTECTOMY_NODES,
        "The quadrant heals slowly, drains poorly and swells easily, for life.",
        "GK, PROP",
        (cleared(3), cleared(21, cap=2), cleared(42, cap=2), PROTOCOL, NEVER, NEVER, NEVER, cleared(42)),
        cap=2,
    ),
    _row(
        EventKind.JOINT_REPLACEMENT,
        "The new joint and its capsule must grow firm; a clot in the leg is the danger of the first weeks.",
        "MLDTKA, PROP",
        (cleared(2), after(14), cleared(42), PROTOCOL, cleared(56), cleared(42), cleared(56, 84), cleared(42)),
    ),
    _row(
        EventKind.TENDON_REPAIR,
        "A sewn tendon tears when it is pulled before it has grown together.",
        "PROP",
        (cleared(5), after(21), cleared(42), PROTOCOL, cleared(56), cleared(56), cleared(70, 84), cleared(84)),
    ),
    _row(
        EventKind.SPINE_SURGERY,
        "The operated level is not yet firm, and nerves lie beside it.",
        "PROP",
        (cleared(14), cleared(28), cleared(42, 56), PROTOCOL, cleared(56), cleared(56), cleared(84), cleared(84)),
    ),
    _row(
        EventKind.FRACTURE_CAST,
        "A bone that has not united can be displaced by pressure or pull.",
        "FX1, PROP",
        (
            Gate(cleared=0, where=Where.NEARER_TRUNK),
            Gate(cleared=0, where=Where.ACROSS_JOINT),
            NEVER,
            NEVER,
            NEVER,
            NEVER,
            NEVER,
            NEVER,
        ),
    ),
    _row(
        EventKind.FRACTURE_UNITED,
        "Bone and muscle regain their strength only step by step after union.",
        "FX1, PROP",
        (
            after(0),
            after(0),
            after(14),
            Gate(day=0, note="pain-free", overpressure=42),
            after(28),
            after(28),
            Gate(cleared=28, from_injury=70),
            cleared(42),
        ),
    ),
    _row(
        EventKind.SPRAIN_STRAIN_1_2,
        "Torn fibers bleed and swell first, and close only after about three weeks.",
        "PROP",
        (
            after(2),
            Gate(day=5, near=3),
            after(14),
            after(5, note="pain-free"),
            after(21),
            after(21),
            after(21),
            after(21),
        ),
    ),
    _row(
        EventKind.INJECTION_SITE,
        "Pressure moves what was injected and irritates the place.",
        "GK, PROP",
        (after(0), Gate(day=14, near=0), after(14), after(0), after(14), after(14), after(14), after(14)),
    ),
)

GATES: Mapping[EventKind, GateRow] = {row.kind: row for row in _ROWS}
