"""Timed units of 15 minutes, by the two ways of counting that payers use (U-* rows).

Codes are the clinic's own entries; none are shipped. Minutes are those of timed codes only.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

UNIT_MINUTES = 15
LEAST_MINUTES = 8


class UnitRule(StrEnum):
    """`CMS_TOTAL` counts all timed minutes of the day together, `AMA_PER_CODE` each code by itself."""

    CMS_TOTAL = "cms_total"
    AMA_PER_CODE = "ama_per_code"


class NotTied(ValueError):
    """The therapist picked a code that was not to be chosen from."""


@dataclass(frozen=True, slots=True)
class Allocation:
    """Units by code. `open_units` still go to as many of the `tied` codes, one each: the therapist picks which."""

    units: Mapping[str, int]
    tied: tuple[str, ...] = ()
    open_units: int = 0

    @property
    def total(self) -> int:
        return sum(self.units.values()) + self.open_units


def units_of(minutes: int) -> int:
    """8 to 22 minutes make one unit, 23 to 37 two, and so on. Raises ValueError below 0. (U-CMS)"""
    if minutes < 0:
        raise ValueError("Minutes are 0 or more.")
    return (minutes + UNIT_MINUTES - LEAST_MINUTES) // UNIT_MINUTES


def allocate(minutes: Mapping[str, int], rule: UnitRule, *, picked: Collection[str] = ()) -> Allocation:
    """Units for a day's minutes by code; `picked`: the therapist's choice among codes that tie.

    Raises ValueError for minutes below 0, NotTied for a pick that is not among the tied or is one too many.
    """
    if rule is UnitRule.AMA_PER_CODE:
        if picked:
            raise NotTied("Counted code by code, nothing ties.")
        return Allocation({code: units_of(worked) for code, worked in minutes.items()})
    return _pick(_allocate_total(minutes), picked)


def _allocate_total(minutes: Mapping[str, int]) -> Allocation:
    """Whole quarters first, then one unit each to the largest leftovers. (U-ALLOCATE)"""
    if any(worked < 0 for worked in minutes.values()):
        raise ValueError("Minutes are 0 or more.")
    units = {code: worked // UNIT_MINUTES for code, worked in minutes.items()}
    left = units_of(sum(minutes.values())) - sum(units.values())
    leftovers = {code: worked % UNIT_MINUTES for code, worked in minutes.items()}
    for size in sorted(set(leftovers.values()), reverse=True):
        same = tuple(code for code in minutes if leftovers[code] == size)
        if left < len(same):
            return Allocation(units, same if left else (), left)
        for code in same:
            units[code] += 1
        left -= len(same)
    return Allocation(units)


def _pick(found: Allocation, picked: Collection[str]) -> Allocation:
    chosen = set(picked)
    if not chosen <= set(found.tied) or len(chosen) > found.open_units:
        raise NotTied("Pick among the codes that tie, no more than there are units left.")
    units = {code: count + (code in chosen) for code, count in found.units.items()}
    left = found.open_units - len(chosen)
    tied = tuple(code for code in found.tied if code not in chosen) if left else ()
    return Allocation(units, tied, left)
