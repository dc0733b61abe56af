"""A course of care as plain values: what was measured, felt, done and planned, in order. Pictures, timeline and response are told from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sessions.rules.measuring import Measures


@dataclass(frozen=True, slots=True)
class Work:
    """Minutes of one technique, done or planned; planned work may begin later."""

    name: str
    minutes: int
    from_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sized:
    """One girth, volume or strength: `item` as a goal names it (trunk:navel, arm:l:8, arm:l), `what` in words without the side,
    which is “left”, “right” or empty. `taken`: how, where only what was taken alike may be compared. (V-INTERVAL)"""

    item: str
    what: str
    side: str
    value: float
    taken: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """A signed visit. `number` counts them from 1; pain is NPRS before and after, None where it was not asked."""

    number: int
    appointment_id: int
    is_treatment: bool
    before: int | None
    after: int | None
    done: tuple[Work, ...] = ()
    plan_version: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """One signed set of measurements, with the visit it belongs to, if it is not an assessment's."""

    at: datetime
    on: date
    occasion: str
    measures: Measures = field(default_factory=Measures)
    groc: int | None = None
    girths: tuple[Sized, ...] = ()
    volumes: tuple[Sized, ...] = ()
    strengths: tuple[Sized, ...] = ()
    visit: Visit | None = None
    assessment_id: int | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal that stands or was ended. `item`: the activity, the movement, or the place of a pain."""

    measure: str
    item: str
    words: str
    baseline: float
    target: float
    due_on: date
    is_primary: bool
    is_active: bool
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A signed version of the plan."""

    pk: int
    plan_id: int
    number: int
    signed_at: datetime
    by: str
    visits: int
    minutes: int
    per_week: int
    why: str
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class CourseRecord:
    """Moments from the first to the last; of the goals the primary one first."""

    moments: Sequence[Moment] = ()
    aims: Sequence[Aim] = ()
    plans: Sequence[PlanVersion] = ()

    @property
    def visits(self) -> list[tuple[Moment, Visit]]:
        return [(moment, moment.visit) for moment in self.moments if moment.visit is not None]

    @property
    def treatments(self) -> list[tuple[Moment, Visit]]:
        return [(moment, visit) for moment, visit in self.visits if visit.is_treatment]

    @property
    def active_aims(self) -> list[Aim]:
        return [aim for aim in self.aims if aim.is_active]

    @property
    def primary(self) -> Aim | None:
        return next((aim for aim in self.active_aims if aim.is_primary), None)

    @property
    def versions(self) -> Mapping[int, PlanVersion]:
        return {plan.pk: plan for plan in self.plans}
