"""What a physician's written word lifts: a clearance answers a finding, an order moves a time gate. Both must be confirmed by staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clinic.rules.techniques import TechniqueCode


@dataclass(frozen=True, slots=True)
class Clearance:
    """`lifts`: rows of docs/clinical.md, such as "X-07" or "E-LIPOSUCTION". Empty techniques or places mean all.
    `until_on` is the last day. `cap`: it holds up to this pressure only."""

    lifts: frozenset[str]
    from_on: date
    until_on: date
    techniques: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    cap: int | None = None
    granted: bool = True
    confirmed: bool = False

    def answers(self, code: str, technique: TechniqueCode, place: str | None, day: date) -> bool:
        """Whether it lifts this row on this day; `place` None asks for the whole body."""
        return (
            self.granted
            and self.confirmed
            and code in self.lifts
            and self.from_on <= day <= self.until_on
            and _names(self.techniques, technique)
            and (not self.places or place in self.places)
        )


@dataclass(frozen=True, slots=True)
class Order:
    """A surgeon's written order: these techniques may be done in these places from that day on, whatever the gate says, and not
    before. Empty techniques or places mean all. `until_on` is the last day; afterwards the gate holds again. `motion`: how far joints may
    be moved, as movement, side and degrees."""

    from_on: date
    until_on: date | None = None
    techniques: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    cap: int | None = None
    confirmed: bool = False
    motion: tuple[tuple[str, str, float], ...] = ()

    def speaks_of(self, technique: TechniqueCode, place: str, day: date) -> bool:
        """Whether it has a say here that is not over."""
        return (
            self.confirmed
            and (self.until_on is None or day <= self.until_on)
            and _names(self.techniques, technique)
            and (not self.places or place in self.places)
        )


def motion_limits(orders: Iterable[Order], day: date) -> dict[tuple[str, str], float]:
    """The surgeon's limits in force on this day, by movement and side; of several the tightest holds."""
    limits: dict[tuple[str, str], float] = {}
    for order in orders:
        if order.confirmed and order.from_on <= day and (order.until_on is None or day <= order.until_on):
            for movement, side, most in order.motion:
                limits[movement, side] = min(most, limits.get((movement, side), most))
    return limits


def lifting(
    clearances: Iterable[Clearance], code: str, technique: TechniqueCode, place: str | None, day: date
) -> list[Clearance]:
    """The clearances that answer this row here on this day."""
    return [each for each in clearances if each.answers(code, technique, place, day)]


def lifts_at(clearances: Iterable[Clearance], pressure: int) -> bool:
    """Whether one of them reaches this pressure."""
    return any(each.cap is None or each.cap >= pressure for each in clearances)


def highest_cap(clearances: Iterable[Clearance]) -> int | None:
    """The most these allow together; None where one of them sets no cap, or there is none of them."""
    caps = [each.cap for each in clearances]
    named = [cap for cap in caps if cap is not None]
    return max(named) if named and len(named) == len(caps) else None


def _names(techniques: frozenset[str], technique: TechniqueCode) -> bool:
    return not techniques or technique in techniques
