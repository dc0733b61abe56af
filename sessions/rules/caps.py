"""A cap: the most pressure one rule lets through somewhere, and which rule that is. The lowest of all holds."""

from collections.abc import Iterable
from dataclasses import dataclass

from clinic.rules.techniques import TechniqueCode
from sessions.rules.techniques import TECHNIQUES


@dataclass(frozen=True, slots=True)
class Cap:
    """`pressure` is a Walton level, `code` the row of docs/clinical.md that sets it, `places` where (empty: everywhere)."""

    pressure: int
    code: str
    why: str
    places: tuple[str, ...] = ()


def own_cap(technique: TechniqueCode) -> Cap:
    """What the technique itself allows at most."""
    entry = TECHNIQUES[technique]
    return Cap(entry.pressure.most, entry.row, f"{entry.name} goes no deeper.")


def lowest(caps: Iterable[Cap], technique: TechniqueCode) -> Cap:
    """The cap that holds for the technique: the lowest, among equals the first named, at most its own."""
    return min((*caps, own_cap(technique)), key=lambda cap: cap.pressure)


def is_unavailable(technique: TechniqueCode, cap: Cap) -> bool:
    """Whether the technique cannot be done at all under this cap."""
    return cap.pressure < TECHNIQUES[technique].pressure.least
