"""One judgement for planning, booking, starting and signing: every guard is asked about every technique, by the same functions.

What a moment makes of the answers differs, and only that: a plan may rise to its ceiling later, a booking needs one technique that
is possible on its day, a visit is judged as it is about to be done, a chart as it was done.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from assessments.rules.rom import MOVEMENTS
from clinic.rules.conditions import Scope
from clinic.rules.events import is_surgery
from clinic.rules.findings import Finding, Level, by_weight
from clinic.rules.regions import check_places
from clinic.rules.screening import CONDITIONS
from clinic.rules.techniques import TechniqueCode
from sessions.rules import screening_guard
from sessions.rules.clearances import Clearance, Order, motion_limits
from sessions.rules.gate_opening import EventFact
from sessions.rules.pacing.facts import LIMITS, Felt, PacingLimits, PastVisit, Portion, Proposed
from sessions.rules.pacing.judging import PacingFacts, TechniqueValues, judge_pacing
from sessions.rules.pacing.motion import Push, p10
from sessions.rules.phase import LIMITS as PHASE_LIMITS
from sessions.rules.phase import PhaseLimits, judge_phase
from sessions.rules.screening_case import ConditionFact
from sessions.rules.time_gates import judge_gates
from sessions.rules.wording import place_words
from sessions.rules.work import Work

HOLDING = frozenset({Level.BLOCK, Level.CLEAR})
NO_CONSENT = "NO_CONSENT"
# What stops a visit whatever is planned.
LOCKS = frozenset({NO_CONSENT, "P5-TWICE", "P9-REASSESS"})


@dataclass(frozen=True, slots=True)
class PatientFacts:
    """Everything the guards know of one patient, seen from one course of care.

    `history` holds the visits that have begun, of all courses of care, their charts signed or not. `treatment_days`: of this plan's live
    treatments, past and to come. `contact_days`: of every live visit of this course of care. `assessed_on`: its last signed assessment;
    `reviewed_on`: the day on which two flares in a row were last looked at. `pacing`, `phases`: the clinic's
    thresholds, by which all of it is judged.
    """

    conditions: tuple[ConditionFact, ...] = ()
    events: tuple[EventFact, ...] = ()
    clearances: tuple[Clearance, ...] = ()
    orders: tuple[Order, ...] = ()
    no_touch: frozenset[str] = frozenset()
    consent: bool = True
    history: tuple[PastVisit, ...] = ()
    treatment_days: tuple[date, ...] = ()
    contact_days: tuple[date, ...] = ()
    assessed_on: date | None = None
    reviewed_on: date | None = None
    pacing: PacingLimits = LIMITS
    phases: PhaseLimits = PHASE_LIMITS

    @property
    def surgery_recorded(self) -> bool:
        """Whether the time gates speak for the operation behind X-17."""
        return any(is_surgery(event.kind) for event in self.events)


@dataclass(frozen=True, slots=True)
class Moved:
    """One range as it was read at the visit, in the movement's unit. `last`: its last reading before, of the same kind."""

    movement: str
    side: str
    value: float
    last: float | None = None
    is_passive: bool = False


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The catalogue rows in force, by which techniques are judged. `barred`: what the therapist's papers do not let them do that day."""

    values: TechniqueValues = field(default_factory=TechniqueValues)
    barred: Mapping[TechniqueCode, tuple[Finding, ...]] = field(default_factory=dict)


BOOK = Rulebook()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One technique's part of a visit with what conditions, gates, phase and the referral say of it."""

    portion: Portion
    findings: tuple[Finding, ...]

    @property
    def open_places(self) -> tuple[str, ...]:
        """Where it may be done: what is held everywhere leaves none, what is held in one place leaves the others."""
        holding = [finding for finding in self.findings if finding.level in HOLDING]
        if any(not finding.regions for finding in holding):
            return ()
        held = {place for finding in holding for place in finding.regions}
        return tuple(place for place in self.portion.places if place not in held)

    @property
    def is_held(self) -> bool:
        """Whether it cannot be done at all."""
        return not self.open_places


@dataclass(frozen=True, slots=True)
class Judgement:
    """`whole` speaks of the visit: consent, pace, rest between visits."""

    verdicts: tuple[Verdict, ...] = ()
    whole: tuple[Finding, ...] = ()

    @property
    def findings(self) -> list[Finding]:
        """All of it, each said once, the most binding first."""
        found = [*self.whole, *(finding for verdict in self.verdicts for finding in verdict.findings)]
        return by_weight(list(dict.fromkeys(found)))

    @property
    def is_locked(self) -> bool:
        """Whether nothing at all may be done: something holds the whole visit, or every technique is held."""
        return any(finding.level in HOLDING and finding.code in LOCKS for finding in self.whole) or (
            bool(self.verdicts) and all(verdict.is_held for verdict in self.verdicts)
        )


def judge_work(facts: PatientFacts, work: Work, day: date) -> list[Finding]:
    """What conditions, time gates, phase and the referral say of one technique, in these places and this deep, on this day."""
    found = [
        *_untouchable(facts, work),
        *screening_guard.judge(
            conditions=facts.conditions,
            work=work,
            day=day,
            clearances=facts.clearances,
            surgery_recorded=facts.surgery_recorded,
        ),
        *judge_gates(events=facts.events, work=work, day=day, clearances=facts.clearances, orders=facts.orders),
        *judge_phase(events=facts.events, work=work, day=day, limits=facts.phases),
    ]
    return by_weight(found)


def judge_visit(
    facts: PatientFacts, proposed: Proposed, rulebook: Rulebook = BOOK, *, moved: Iterable[Moved] = ()
) -> Judgement:
    """A visit as it is about to be done, or as it was done: each technique as it stands, the pace of the whole, and how far joints
    were moved."""
    pacing = PacingFacts(
        proposed=proposed,
        history=facts.history,
        assessed_on=facts.assessed_on,
        reviewed_on=facts.reviewed_on,
        values=rulebook.values,
    )
    return Judgement(
        tuple(
            Verdict(part, (*rulebook.barred.get(part.code, ()), *judge_work(facts, work_of(part), proposed.day)))
            for part in proposed.works
        ),
        (
            *judge_consent(facts),
            *judge_pacing(pacing, facts.pacing),
            *judge_motion(facts, moved, proposed.day),
        ),
    )


def held_whatever(facts: PatientFacts, day: date) -> list[Finding]:
    """What holds even the lightest strokes, wherever: for a visit that follows no plan."""
    found = judge_work(facts, lightest(TechniqueCode.GEN, ()), day)
    return [*judge_consent(facts), *(finding for finding in found if finding.level in HOLDING)]


def judge_motion(facts: PatientFacts, moved: Iterable[Moved], day: date) -> list[Finding]:
    """No joint beyond the surgeon's limit, and none pushed too far at one visit: a gain is judged only where it was pushed. (P10)"""
    limits = motion_limits(facts.orders, day)
    found: list[Finding] = []
    for reading in moved:
        limit = limits.get((reading.movement, reading.side))
        last = reading.last if reading.is_passive else None
        push = Push(MOVEMENTS[reading.movement], reading.side, reading.value, last, limit)
        found += p10(push, facts.pacing)
    return found


def judge_consent(facts: PatientFacts) -> list[Finding]:
    if facts.consent:
        return []
    message = "The patient has not consented to treatment, or has withdrawn that consent."
    lifted_by = "Take the consent down on the patient's page."
    return [Finding(Level.BLOCK, NO_CONSENT, message, "screening row NO_CONSENT", lifted_by)]


def with_answers(facts: PatientFacts, said: Iterable[ConditionFact], *, day: date) -> PatientFacts:
    """The facts with what was said just now: it raises, and never lowers what stands already. What concerns the whole body and stands
    on that day already is not said twice; what is local may be at a new place. (J-SAID)"""
    standing = {fact.code for fact in facts.conditions if fact.stands(day)}
    known = {code for code in standing if CONDITIONS[code].scope is Scope.GLOBAL}
    return replace(facts, conditions=(*facts.conditions, *(fact for fact in said if fact.code not in known)))


def with_soreness(
    facts: PatientFacts, *, hours: int | None, sleep_lost: bool | None, at: datetime | None = None
) -> PatientFacts:
    """The facts with what the patient said on arrival about the visit before the one that begins `at`; None: about the last of all."""
    own = [visit for visit in facts.history if visit.works and (at is None or visit.ended_at <= at)]
    if not own or (hours is None and sleep_lost is None):
        return facts
    last = max(own, key=lambda visit: visit.ended_at)
    told = replace(
        last,
        soreness_hours=last.soreness_hours if hours is None else hours,
        sleep_lost=last.sleep_lost or bool(sleep_lost),
    )
    return replace(facts, history=tuple(told if visit is last else visit for visit in facts.history))


def work_of(portion: Portion) -> Work:
    return Work(portion.code, portion.places, portion.pressure)


def lightest(code: TechniqueCode, places: Sequence[str]) -> Work:
    """The technique as gently as it can be done: what time and conditions say of it whatever the pressure."""
    return Work(code, tuple(places))


def felt_on_arrival(pains: Iterable[tuple[str, int]]) -> tuple[Felt, ...]:
    """Pain by place ("" for the patient as a whole) as Felt, before the work."""
    return tuple(Felt(place, before=pain) for place, pain in pains)


def _untouchable(facts: PatientFacts, work: Work) -> list[Finding]:
    touched = check_places(facts.no_touch & frozenset(work.places))
    if not touched:
        return []
    message = f"{work.name.capitalize()}: the referral says no touch at the {place_words(touched)}."
    return [Finding(Level.BLOCK, "NO_TOUCH", message, "referral", "Only the physician lifts it.", touched)]
