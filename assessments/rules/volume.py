"""Limb volume from girths at a fixed interval, and how it compares with the other side and with the start (V-* rows).

Girths and intervals are centimeters, volumes milliliters, shares percent. None of it is a diagnosis.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import pi

INTERVALS = (4, 8, 10, 12)  # cm between two points; one of them for the whole episode (V-INTERVAL)
POINTS_LEAST = 2


@dataclass(frozen=True, slots=True)
class Limb:
    """Girths from wrist or ankle upwards, `interval` centimeters apart."""

    girths: tuple[float, ...]
    interval: int = 4

    @property
    def ml(self) -> float:
        return limb_ml(self.girths, self.interval)


@dataclass(frozen=True, slots=True)
class Pair:
    """Both limbs at one time, mL. `other` is the reference where only one side is affected."""

    affected: float
    other: float

    @property
    def excess_ml(self) -> float:
        return self.affected - self.other

    @property
    def excess_percent(self) -> float | None:
        """None where the other side has no volume to compare with."""
        return self.excess_ml / self.other * 100 if self.other > 0 else None


@dataclass(frozen=True, slots=True)
class VolumeChange:
    """Since the start, percent. One side affected: `prev` and `rvc`. Both: `reduction` of either limb, never to be
    compared with a PREV. None: not known."""

    prev: float | None = None
    rvc: float | None = None
    reduction: tuple[float | None, float | None] | None = None


def segment_ml(lower: float, upper: float, height: float) -> float:
    """Volume between two girths, taken as a cut cone. Raises ValueError where one is not above 0. (V-SEGMENT)"""
    if min(lower, upper, height) <= 0:
        raise ValueError("Girths and the interval are above 0.")
    return height * (lower**2 + lower * upper + upper**2) / (12 * pi)


def limb_ml(girths: Sequence[float], interval: int) -> float:
    """Sum of the segments. Raises ValueError for fewer than two girths or an unknown interval. (V-LIMB)"""
    if len(girths) < POINTS_LEAST:
        raise ValueError("A volume needs at least two girths.")
    if interval not in INTERVALS:
        raise ValueError(f"Girths are taken every {', '.join(map(str, INTERVALS))} cm, not every {interval}.")
    return sum(segment_ml(lower, upper, interval) for lower, upper in pairwise(girths))


def pair(affected: Limb, other: Limb) -> Pair:
    """Both limbs, measured alike. Raises ValueError where interval or number of points differ. (V-INTERVAL)"""
    if not are_comparable(affected, other):
        raise ValueError("Both sides are measured at the same interval and the same number of points.")
    return Pair(affected.ml, other.ml)


def are_comparable(one: Limb, other: Limb) -> bool:
    """Whether two sets of girths, of two sides or of two days, may be compared. (V-INTERVAL)"""
    return one.interval == other.interval and len(one.girths) == len(other.girths)


def excess_reduction(base_excess: float, now_excess: float) -> float | None:
    """PREV: how much of the excess at the start is gone, percent; None where there was none. (V-PREV)"""
    return (base_excess - now_excess) / base_excess * 100 if base_excess > 0 else None


def relative_change(base: Pair, now: Pair) -> float | None:
    """RVC: change of the affected limb beyond that of the other, which a change of weight moves as well. (V-RVC)"""
    if min(base.affected, base.other, now.other) <= 0:
        return None
    return ((now.affected * base.other) / (now.other * base.affected) - 1) * 100


def reduction(base_ml: float, now_ml: float) -> float | None:
    """Loss of a limb's own volume since the start, percent. (V-BILATERAL)"""
    return (base_ml - now_ml) / base_ml * 100 if base_ml > 0 else None


def change(base: Pair, now: Pair, *, both_affected: bool) -> VolumeChange:
    """Where both sides are affected neither is a reference, so each is compared with its own start. (V-BILATERAL)"""
    if both_affected:
        return VolumeChange(reduction=(reduction(base.affected, now.affected), reduction(base.other, now.other)))
    return VolumeChange(excess_reduction(base.excess_ml, now.excess_ml), relative_change(base, now))
