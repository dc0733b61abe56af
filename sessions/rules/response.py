"""Whether treatment helps: who counts as responding, and what is due when nobody can say so (T1 to T3, T-* rows).

All values are of one episode, read by the therapist or rated by the patient; days count from its first treatment.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.rules.girth import GirthLimits, trunk_smaller
from assessments.rules.volume import excess_reduction
from clinic.rules.findings import Finding, Level
from clinic.rules.policy import DEFAULTS

RUNNING = 2  # visits running at which a trunk girth must be down


@dataclass(frozen=True, slots=True)
class ResponseLimits:
    """`few_*`, `review_*`, `last_*`: visits and days at which T1, T2, T3 are judged. The rest says what a response is."""

    few_visits: int = DEFAULTS["few_visits"]
    few_days: int = DEFAULTS["few_days"]
    review_visits: int = DEFAULTS["review_visits"]
    review_days: int = DEFAULTS["review_days"]
    last_visits: int = DEFAULTS["last_visits"]
    last_days: int = DEFAULTS["last_days"]
    floor_pain: int = DEFAULTS["floor_pain"]
    pain_points: int = DEFAULTS["pain_points"]
    pain_percent: int = DEFAULTS["pain_percent"]
    psfs_points: int = DEFAULTS["psfs_points"]
    range_degrees: int = DEFAULTS["range_degrees"]
    excess_percent: int = DEFAULTS["excess_percent"]
    groc_points: int = DEFAULTS["groc_points"]
    worse_points: int = DEFAULTS["worse_points"]
    worse_times: int = DEFAULTS["worse_times"]
    trunk_retest_mm: int = DEFAULTS["trunk_retest_mm"]


LIMITS = ResponseLimits()


@dataclass(frozen=True, slots=True)
class Now:
    """A measure at the start and now, each in its own unit."""

    base: float
    now: float


@dataclass(frozen=True, slots=True)
class ResponseFacts:
    """What is measured; None or empty where it is not. `pains`: NPRS at each visit since the start, in order. `deficits`:
    degrees each movement lacks. `excess`: mL of one affected limb over the other. `trunk`: cm at the landmark of
    the goal, the start first, then each visit. `groc`: -7 to +7 now."""

    base_pain: int | None = None
    pains: tuple[int, ...] = ()
    psfs: Now | None = None
    deficits: tuple[Now, ...] = ()
    excess: Now | None = None
    trunk: tuple[float, ...] = ()
    groc: int | None = None


def responds_by(facts: ResponseFacts, limits: ResponseLimits = LIMITS) -> tuple[str, ...]:
    """The measures that show a response, as codes of the measures; empty: none does. (T-RESPONDER)

    Where pain was slight at the start it can hardly fall: then it does not count, and neither does the change felt. (T-FLOOR)
    """
    judged = (
        ("NPRS", not has_floor(facts, limits) and _pain_fell(facts, limits)),
        ("PSFS", facts.psfs is not None and _gained(facts.psfs) >= limits.psfs_points),
        ("ROM", any(-_gained(deficit) >= limits.range_degrees for deficit in facts.deficits)),
        ("VOLUME", _excess_fell(facts.excess, limits)),
        ("GIRTH", _trunk_fell(facts.trunk, limits)),
        ("GROC", not has_floor(facts, limits) and facts.groc is not None and facts.groc >= limits.groc_points),
    )
    return tuple(code for code, met in judged if met)


def is_responder(facts: ResponseFacts, limits: ResponseLimits = LIMITS) -> bool:
    return bool(responds_by(facts, limits))


def has_floor(facts: ResponseFacts, limits: ResponseLimits = LIMITS) -> bool:
    """Whether pain was too slight at the start to judge by. (T-FLOOR)"""
    return facts.base_pain is not None and facts.base_pain <= limits.floor_pain


def is_worse(facts: ResponseFacts, limits: ResponseLimits = LIMITS) -> bool:
    """Pain two points above the start at two visits, whenever they were. (T-WORSE)"""
    if facts.base_pain is None:
        return False
    return sum(pain - facts.base_pain >= limits.worse_points for pain in facts.pains) >= limits.worse_times


@dataclass(frozen=True, slots=True)
class Course:
    """`visits`: signed treatments; `days` since the first, on the day of the visit being judged. `answered`: triggers
    dealt with: T1 by a choice and its reason, T2 and T2-WORSE by a re-assessment and a note, T3 by the physician's reply or
    a reason."""

    visits: int
    days: int
    answered: frozenset[str] = frozenset()


def judge_response(course: Course, facts: ResponseFacts, limits: ResponseLimits = LIMITS) -> list[Finding]:
    """Judged when a visit is signed. Of the triggers that have come only the last speaks; what is worse speaks beside
    it, whatever else improved and whatever was answered before. (T1, T2, T3, T-WORSE)"""
    if not course.visits:
        return []
    found = []
    if is_worse(facts, limits):
        found.append(_trigger("T2-WORSE", "Pain has been clearly higher than at the start twice", course))
    reached = "" if is_responder(facts, limits) else _reached(course, limits)
    if reached:
        found.append(_trigger(reached, "No measure shows a response yet", course))
    return [finding for finding in found if finding.code not in course.answered]


def sessions_to_response(visits: Sequence[ResponseFacts], limits: ResponseLimits = LIMITS) -> int | None:
    """The first visit, counted from 1, at which the patient responded; None: not yet."""
    return next((number for number, facts in enumerate(visits, 1) if is_responder(facts, limits)), None)


def _reached(course: Course, limits: ResponseLimits) -> str:
    """The last trigger that has come, by visits or by days; "" before the first."""
    steps = (
        ("T3", limits.last_visits, limits.last_days),
        ("T2", limits.review_visits, limits.review_days),
        ("T1", limits.few_visits, limits.few_days),
    )
    return next((code for code, visits, days in steps if course.visits >= visits or course.days >= days), "")


_LIFTED_BY = {
    "T1": "Change the technique, change the dose, or go on with a reason.",
    "T2": "A re-assessment and a note to the physician.",
    "T2-WORSE": "A re-assessment and a note to the physician.",
    "T3": "The physician's reply or a written reason to go on; else discharge.",
}


def _trigger(code: str, what: str, course: Course) -> Finding:
    message = f"{what}: {course.visits} visits in {course.days} days."
    return Finding(Level.OVERRIDE, code, message, "PROP", _LIFTED_BY[code])


def _gained(measure: Now) -> float:
    return measure.now - measure.base


def _pain_fell(facts: ResponseFacts, limits: ResponseLimits) -> bool:
    if facts.base_pain is None or not facts.pains:
        return False
    fell = facts.base_pain - facts.pains[-1]
    return fell >= limits.pain_points or (fell > 0 and fell * 100 >= facts.base_pain * limits.pain_percent)


def _excess_fell(excess: Now | None, limits: ResponseLimits) -> bool:
    prev = excess_reduction(excess.base, excess.now) if excess else None
    return prev is not None and prev >= limits.excess_percent


def _trunk_fell(trunk: tuple[float, ...], limits: ResponseLimits) -> bool:
    """Down at the last two visits, so that one careless reading is not a response."""
    error = GirthLimits(trunk_retest_mm=limits.trunk_retest_mm)
    return len(trunk) > RUNNING and all(trunk_smaller(trunk[0], girth, error) for girth in trunk[-RUNNING:])
