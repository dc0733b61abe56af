"""What the pacing guards look at, as plain values: visits that were, the visit to come, and the clinic's thresholds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from operator import attrgetter

from clinic.rules.policy import DEFAULTS
from clinic.rules.techniques import TechniqueCode

WHOLE = ""  # pain of the patient as a whole, where no place was named


@dataclass(frozen=True, slots=True)
class PacingLimits:
    """Thresholds of the clinic's policy; hours, days, minutes, NPRS points, percent (rows P1 to P14)."""

    max_step: int = DEFAULTS["max_step"]
    rise_after: int = DEFAULTS["rise_after"]
    rise_soreness_hours: int = DEFAULTS["rise_soreness_hours"]
    deep_pressure: int = DEFAULTS["deep_pressure"]
    deep_gap_hours: int = DEFAULTS["deep_gap_hours"]
    deep_visit_minutes: int = DEFAULTS["deep_visit_minutes"]
    deep_place_minutes: int = DEFAULTS["deep_place_minutes"]
    minutes_step_percent: int = DEFAULTS["minutes_step_percent"]
    pain_rise: int = DEFAULTS["pain_rise"]
    flare_minutes_percent: int = DEFAULTS["flare_minutes_percent"]
    arrival_rise: int = DEFAULTS["arrival_rise"]
    regress_soreness_hours: int = DEFAULTS["regress_soreness_hours"]
    first_techniques: int = DEFAULTS["first_techniques"]
    new_techniques: int = DEFAULTS["new_techniques"]
    new_deep_places: int = DEFAULTS["new_deep_places"]
    absent_lower_days: int = DEFAULTS["absent_lower_days"]
    absent_reassess_days: int = DEFAULTS["absent_reassess_days"]
    range_gain: int = DEFAULTS["range_gain"]
    new_pain: int = DEFAULTS["new_pain"]
    home_load_percent: int = DEFAULTS["home_load_percent"]
    home_load_days: int = DEFAULTS["home_load_days"]
    home_green_pain: int = DEFAULTS["home_green_pain"]
    home_red_pain: int = DEFAULTS["home_red_pain"]


LIMITS = PacingLimits()


@dataclass(frozen=True, slots=True)
class Portion:
    """One technique's part of a visit, done or planned. `minutes` are those of all `places` together, `points` the trigger points worked on."""

    code: TechniqueCode
    places: tuple[str, ...]
    pressure: int
    minutes: int
    points: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Felt:
    """Pain before and after one visit at one place, or WHOLE; None: not asked."""

    place: str = WHOLE
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class PastVisit:
    """A visit as charted. `soreness_hours` None: the check-in is not answered; `own_episode`: of the episode now treated."""

    ended_at: datetime
    day: date
    works: tuple[Portion, ...]
    felt: tuple[Felt, ...] = ()
    soreness_hours: int | None = None
    sleep_lost: bool = False
    own_episode: bool = True


@dataclass(frozen=True, slots=True)
class Proposed:
    """The visit to come. `arrival` is pain by place on arrival, empty while the patient is not there."""

    starts_at: datetime
    day: date
    works: tuple[Portion, ...] = ()
    arrival: tuple[Felt, ...] = ()


History = Sequence[PastVisit]


def before(history: History, proposed: Proposed) -> list[PastVisit]:
    """The visits that lie before this one, the earliest first."""
    earlier = [visit for visit in history if visit.ended_at <= proposed.starts_at]
    return sorted(earlier, key=attrgetter("ended_at"))


def own(visits: Iterable[PastVisit]) -> list[PastVisit]:
    return [visit for visit in visits if visit.own_episode]


def treated(visits: Iterable[PastVisit]) -> list[PastVisit]:
    """Visits at which hands were laid on; an evaluation without work is none."""
    return [visit for visit in visits if visit.works]


def total_minutes(works: Iterable[Portion]) -> int:
    return sum(work.minutes for work in works)


def deepest(works: Iterable[Portion], place: str) -> int | None:
    """The highest pressure at this place; None where it was not worked on."""
    return max((work.pressure for work in works if place in work.places), default=None)


def last_pressure(visits: Sequence[PastVisit], place: str) -> int | None:
    """The pressure of the last visit that worked on this place, whichever technique it was."""
    pressures = (deepest(visit.works, place) for visit in reversed(visits))
    return next((pressure for pressure in pressures if pressure is not None), None)


def with_soreness(visit: PastVisit, hours: int) -> PastVisit:
    """The visit with what the patient said on arrival, where the check-in had stayed unanswered."""
    return replace(visit, soreness_hours=hours)
