"""One condition against one piece of work: whether it stands, where it sits, and which of the planned places that touches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from clinic.rules.conditions import ConditionCode, Scope
from clinic.rules.limbs import whole_limb
from clinic.rules.regions import REGIONS, check_places, region_of, surrounding
from clinic.rules.screening import CONDITIONS
from clinic.rules.techniques import TechniqueCode
from sessions.rules.clearances import Clearance
from sessions.rules.screening_marks import Mark, MatrixRow
from sessions.rules.wording import day_words


@dataclass(frozen=True, slots=True)
class ConditionFact:
    """A standing fact. `confirmed`: a member of staff stands behind it as it reads, its end included; what is not confirmed raises
    findings and never ends or eases one. `variant`: a kind the matrix knows, such as "AAA". `platelets`: thousands per microliter."""

    code: ConditionCode
    places: tuple[str, ...] = ()
    since_on: date | None = None
    resolved_on: date | None = None
    confirmed: bool = False
    variant: str = ""
    platelets: int | None = None

    def stands(self, day: date) -> bool:
        if self.since_on is not None and day < self.since_on:
            return False
        return not (self.confirmed and self.resolved_on is not None and self.resolved_on <= day)


@dataclass(frozen=True)
class Case:
    """One condition, its row, and the work it is held against. `pressure` is the one meant, or the technique's lightest."""

    fact: ConditionFact
    row: MatrixRow
    technique: TechniqueCode
    places: tuple[str, ...]
    pressure: int
    day: date
    clearances: tuple[Clearance, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The letter of the row and, beside it, that of the variant: the second never replaces the first."""
        variant = self.row.variants.get(self.fact.variant)
        own = self.row.mark(self.technique)
        return (own,) if variant is None or variant is own else (variant, own)

    @cached_property
    def sites(self) -> frozenset[str]:
        """Where the condition sits: the places named and those it usually sits in; empty where nobody knows."""
        usual = places_of(CONDITIONS[self.fact.code].usual_regions)
        sites = frozenset(self.fact.places) | usual or places_of(self.row.barred_regions)
        return frozenset(each for site in sites for each in whole_limb(site)) if self.row.whole_limb else sites

    @property
    def is_local(self) -> bool:
        """Whether its warnings and caps hold only on and near the place."""
        return CONDITIONS[self.fact.code].scope is Scope.LOCAL and not self.row.everywhere

    def within(self, places: Iterable[str]) -> tuple[str, ...]:
        """The planned places among these, in the order of the body map."""
        return check_places(frozenset(self.places) & frozenset(places))

    @cached_property
    def on_site(self) -> tuple[str, ...]:
        return self.within(self.sites)

    @cached_property
    def near_site(self) -> tuple[str, ...]:
        return self.within(surrounding(self.sites))

    @property
    def reached(self) -> tuple[str, ...] | None:
        """The planned places a warning or a cap holds in: empty everywhere, None nowhere."""
        if not self.is_local:
            return ()
        touched = (*self.on_site, *self.near_site) if self.sites else self.places
        return check_places(touched) or None

    def in_regions(self, codes: Iterable[str]) -> tuple[str, ...]:
        return check_places(place for place in self.places if region_of(place).code in set(codes))

    @property
    def standing(self) -> str:
        """Since when, and how sure: the end of each message."""
        since = f" Since {day_words(self.fact.since_on)}." if self.fact.since_on else ""
        return since if self.fact.confirmed else f"{since} Not confirmed by staff yet."

    @property
    def resolving(self) -> str:
        """What ends the condition itself."""
        words = "when staff mark the condition as resolved, with its day"
        if self.row.window_days is None or self.fact.since_on is None:
            return f"{words}."
        end = self.fact.since_on + timedelta(days=self.row.window_days)
        return f"{words}; its {self.row.window_days} days are over on {day_words(end)}."


def places_of(regions: Iterable[str]) -> frozenset[str]:
    """All places of these regions, both sides."""
    return frozenset(place for code in regions for place in REGIONS[code].places)
