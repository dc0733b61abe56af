"""Judging a plan of care: visits, length, days, and each technique against its limits, its places and the therapist's credentials."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clinic.rules.findings import Finding, Level, by_weight
from clinic.rules.regions import place_name
from clinic.rules.techniques import TechniqueCode
from sessions.rules.techniques import TECHNIQUES

WEEK_HOURS = 7 * 24


@dataclass(frozen=True, slots=True)
class Limits:
    """What the catalogue row in force allows of one technique."""

    code: str
    name: str
    pressure_min: int
    pressure_max: int
    minutes_min: int
    minutes_max: int
    gap_hours: int = 0
    needs_credential: bool = False


@dataclass(frozen=True, slots=True)
class PlannedTechnique:
    """One technique of a plan: where, how long, how deep at most (Walton 1 to 5), and from which day (none: from the first visit)."""

    code: str
    places: tuple[str, ...]
    minutes: int
    pressure_ceiling: int
    from_on: date | None = None

    def first_day(self, starts_on: date) -> date:
        """The first day it may be done in a plan that starts then."""
        return max(starts_on, self.from_on or starts_on)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """`visits_open`: visits the referral leaves for treatments, booked ones included. `minutes`: the clinic's shortest and longest visit."""

    techniques: Sequence[PlannedTechnique]
    limits: Mapping[str, Limits]
    credentials: frozenset[str]
    no_touch: frozenset[str]
    visits_planned: int
    visits_open: int
    visits_per_week: int
    visit_minutes: int
    minutes: tuple[int, int]
    starts_on: date
    earliest_start_on: date | None
    start_by_on: date | None
    valid_until_on: date


def judge_plan(facts: PlanFacts) -> list[Finding]:
    """Everything that speaks against this plan, the most binding first. A BLOCK stops signing."""
    found = [*_visits(facts), *_length(facts), *_days(facts)]
    for technique in facts.techniques:
        found += judge_technique(technique, facts)
    return by_weight(found)


def judge_technique(planned: PlannedTechnique, facts: PlanFacts) -> list[Finding]:
    """What speaks against one row of the plan. The findings' codes begin with the technique's."""
    limits = facts.limits[planned.code]
    return [
        *_places(planned, limits, facts),
        *judge_credential(limits, facts.credentials),
        *_pressure(planned, limits),
        *_minutes(planned, limits),
        *_rhythm(limits, facts),
        *_begins(planned, limits, facts),
    ]


def _visits(facts: PlanFacts) -> list[Finding]:
    if facts.visits_planned <= facts.visits_open:
        return []
    message = f"{facts.visits_planned} visits are planned, the referral leaves {facts.visits_open}."
    return [
        Finding(Level.BLOCK, "VISITS", message, "P-EVALUATION", "Plan fewer visits, or ask the physician for more.")
    ]


def _length(facts: PlanFacts) -> list[Finding]:
    found = []
    low, high = facts.minutes
    if not low <= facts.visit_minutes <= high:
        message = f"A visit lasts {low} to {high} minutes, not {facts.visit_minutes}."
        found.append(Finding(Level.BLOCK, "LENGTH", message, "S-LENGTH, P13", f"Choose {low} to {high} minutes."))
    if not facts.techniques:
        found.append(Finding(Level.BLOCK, "NO_TECHNIQUE", "The plan names no technique.", "S-LENGTH", "Choose one."))
    total = sum(technique.minutes for technique in facts.techniques)
    if total > facts.visit_minutes:
        message = f"The techniques take {total} minutes together, the visit lasts {facts.visit_minutes}."
        found.append(Finding(Level.BLOCK, "MINUTES", message, "S-LENGTH", "Shorten or leave out a technique."))
    return found


def _days(facts: PlanFacts) -> list[Finding]:
    found = []
    if facts.earliest_start_on and facts.starts_on < facts.earliest_start_on:
        message = f"The referral allows no visit before {_day(facts.earliest_start_on)}."
        found.append(Finding(Level.BLOCK, "TOO_EARLY", message, "referral", "Start on that day or later."))
    if facts.starts_on > facts.valid_until_on:
        message = f"The referral ends on {_day(facts.valid_until_on)}."
        found.append(Finding(Level.BLOCK, "TOO_LATE", message, "referral", "Start earlier, or ask for a renewal."))
    elif last_visit(facts) > facts.valid_until_on:
        message = f"At this pace the last visit lies after the referral's end, {_day(facts.valid_until_on)}."
        found.append(
            Finding(Level.WARN, "RUNS_OUT", message, "referral", "More visits per week, or ask for a renewal.")
        )
    if facts.start_by_on and facts.starts_on > facts.start_by_on:
        message = f"The physician wants the start by {_day(facts.start_by_on)}."
        found.append(Finding(Level.WARN, "START_BY", message, "referral", "Start earlier, or tell the physician."))
    return found


def last_visit(facts: PlanFacts) -> date:
    """About the day of the last visit at this rhythm."""
    weeks = (max(facts.visits_planned, 1) - 1) // max(facts.visits_per_week, 1)
    return facts.starts_on + timedelta(weeks=weeks)


def _places(planned: PlannedTechnique, limits: Limits, facts: PlanFacts) -> list[Finding]:
    touched = tuple(place for place in planned.places if place in facts.no_touch)
    if not touched:
        return []
    where = ", ".join(place_name(place) for place in touched)
    message = f"{limits.name}: the referral forbids touching the {where}."
    lifted_by = "Leave the place out, or ask the physician to lift it."
    return [Finding(Level.BLOCK, f"{limits.code}:NO_TOUCH", message, "referral", lifted_by, touched)]


def judge_credential(limits: Limits, credentials: frozenset[str]) -> list[Finding]:
    """Whether the therapist may do it at all."""
    if not limits.needs_credential or limits.code in credentials:
        return []
    message = f"{limits.name} needs a credential that you do not hold on the first day of the plan."
    lifted_by = "Choose another technique, or let a manager record the credential."
    return [Finding(Level.BLOCK, f"{limits.code}:CREDENTIAL", message, f"T-{limits.code}", lifted_by)]


def _pressure(planned: PlannedTechnique, limits: Limits) -> list[Finding]:
    if limits.pressure_min <= planned.pressure_ceiling <= limits.pressure_max:
        return []
    span = _span(limits.pressure_min, limits.pressure_max)
    message = f"{limits.name} is given with pressure {span}; the ceiling is {planned.pressure_ceiling}."
    return [
        Finding(Level.BLOCK, f"{limits.code}:PRESSURE", message, f"T-{limits.code}", f"Choose a ceiling of {span}.")
    ]


def _minutes(planned: PlannedTechnique, limits: Limits) -> list[Finding]:
    span = _span(limits.minutes_min, limits.minutes_max)
    if planned.minutes > limits.minutes_max:
        message = f"{limits.name} lasts {span} minutes, not {planned.minutes}."
        return [Finding(Level.BLOCK, f"{limits.code}:LONG", message, f"T-{limits.code}", f"Choose {span} minutes.")]
    if planned.minutes < limits.minutes_min:
        message = f"{limits.name} usually takes at least {limits.minutes_min} minutes."
        return [Finding(Level.WARN, f"{limits.code}:SHORT", message, f"T-{limits.code}", "A little longer is usual.")]
    return []


def _rhythm(limits: Limits, facts: PlanFacts) -> list[Finding]:
    most = TECHNIQUES[TechniqueCode(limits.code)].visits_per_week
    if most is not None and facts.visits_per_week > most:
        message = f"{limits.name} is given at most {most} times a week."
    elif limits.gap_hours * facts.visits_per_week > WEEK_HOURS:
        message = f"{limits.name} needs {limits.gap_hours} hours between two visits on the same place."
    else:
        return []
    return [
        Finding(Level.WARN, f"{limits.code}:RHYTHM", message, f"T-{limits.code}", "Leave it out on some of the visits.")
    ]


def _begins(planned: PlannedTechnique, limits: Limits, facts: PlanFacts) -> list[Finding]:
    if planned.from_on is None or planned.from_on <= last_visit(facts):
        return []
    message = f"{limits.name} begins on {_day(planned.from_on)}; at this pace the last visit is over by then."
    lifted_by = "More visits, fewer a week, or leave it for the next version."
    return [Finding(Level.WARN, f"{limits.code}:LATE", message, "plan", lifted_by)]


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def _day(value: date) -> str:
    return f"{value:%a} {value.day} {value:%b %Y}"
