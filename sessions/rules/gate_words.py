"""The time gates of one technique in words, event by event (E-* rows)."""

from dataclasses import dataclass

from clinic.rules.events import EVENTS
from clinic.rules.techniques import TechniqueCode
from sessions.rules.gates_table import GATES, Gate

# Feet and hands follow connective tissue massage where they were operated on or hurt; elsewhere no gate.
FOOT_AND_HAND = TechniqueCode.CTM


@dataclass(frozen=True, slots=True)
class GateLine:
    """`short` is the cell of docs/clinical.md."""

    row: str
    event: str
    short: str
    words: str
    why: str


def gate_lines(code: TechniqueCode) -> list[GateLine]:
    """One line for each kind of event."""
    own = FOOT_AND_HAND if code is TechniqueCode.REF else code
    return [
        GateLine(row.row, EVENTS[kind].label, str(row.gates[own]), gate_words(row.gates[own]), row.why)
        for kind, row in GATES.items()
    ]


def gate_words(gate: Gate) -> str:
    """“From day 3 with a clearance, from day 14 without; nearer the trunk.”"""
    if gate.is_never:
        return "Not at all."
    ways = []
    if gate.protocol:
        ways.append("only under the surgeon's written order" + (f" until day {gate.day}" if gate.day else ""))
    if gate.cleared is not None:
        ways.append(f"from day {gate.cleared} with a clearance")
    if gate.day is not None:
        ways.append(f"from day {gate.day}" + (" without" if gate.cleared is not None or gate.protocol else ""))
    if gate.near is not None:
        ways.append(f"from day {gate.near} next to it")
    more = [
        gate.where.value,
        f"pressure {gate.cap} at most" if gate.cap else "",
        f"at least {gate.from_injury} days since the injury" if gate.from_injury else "",
        gate.note,
        f"beyond the pain-free range from day {gate.overpressure} with a clearance" if gate.overpressure else "",
    ]
    text = "; ".join(filter(None, (", ".join(ways), *more)))
    return f"{text[0].upper()}{text[1:]}."
