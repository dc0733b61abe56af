"""The judgement of a booking: is there work of the plan that may be done on that day, and is the pace kept? And the limits behind it.

What passes within days by itself binds today; for a later day it is said, and asked again then (J-OF-DAY).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from clinic.rules.conditions import ConditionCode
from clinic.rules.findings import Finding, Level, by_weight
from clinic.rules.screening import CONDITIONS
from clinic.rules.techniques import TECHNIQUE_NAMES, TechniqueCode
from sessions.rules.gate_opening import opening, touched
from sessions.rules.judging import (
    BOOK,
    HOLDING,
    NO_CONSENT,
    PatientFacts,
    Rulebook,
    Verdict,
    held_whatever,
    judge_work,
    lightest,
)
from sessions.rules.pacing.absence import p9_reassess
from sessions.rules.pacing.facts import PastVisit, Portion, Proposed
from sessions.rules.pacing.flare import p5_hold
from sessions.rules.pacing.gaps import p3, week_of
from sessions.rules.pacing.rhythm import p11
from sessions.rules.phase import phases
from sessions.rules.planning_guard import PlannedWork
from sessions.rules.wording import day_words

C = ConditionCode
OF_THE_DAY = frozenset({C.FEVER, C.BP_CRISIS, C.BP_HIGH, C.BP_LOW, C.ACUTE_INJURY, C.INTOXICATED})
_ASKED_AGAIN = frozenset(CONDITIONS[code].row for code in OF_THE_DAY)
AGAIN = "Asked again on the day."
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """When a visit is meant: its moments, and its day and today's on the location's clock."""

    starts_at: datetime
    ends_at: datetime
    day: date
    today: date


@dataclass(frozen=True, slots=True)
class Booked:
    """A treatment of this plan that is booked and not charted yet."""

    starts_at: datetime
    ends_at: datetime
    day: date


def judge_treatment(
    facts: PatientFacts,
    planned: Sequence[PlannedWork],
    slot: Slot,
    *,
    per_week: int,
    booked: Sequence[Booked] = (),
    rulebook: Rulebook = BOOK,
) -> list[Finding]:
    """What speaks against a treatment at this time. Where some of the plan remains possible, what does not is only said (J-BOOK). `per_week` and
    `facts.treatment_days` leave out a visit that is being moved."""
    parts = [_verdict(facts, work, slot, booked, rulebook) for work in planned]
    found = list(_together(parts))
    found += p11(slot.day, facts.treatment_days, per_week)
    found += _pace(facts, slot)
    return by_weight(list(dict.fromkeys(found)))


def judge_wellness(facts: PatientFacts, slot: Slot) -> list[Finding]:
    """A visit without a plan: what holds even the lightest strokes holds it. Consent is the booking rule's own question."""
    found = [finding for finding in held_whatever(facts, slot.day) if finding.code != NO_CONSENT]
    return [_later(finding, slot.day, slot.today) for finding in found]


def judge_unplanned(facts: PatientFacts, slot: Slot) -> list[Finding]:
    """A treatment of a course of care that has no plan: what holds the lightest strokes, and the pace, hold it."""
    return by_weight([*judge_wellness(facts, slot), *_pace(facts, slot)])


def _verdict(
    facts: PatientFacts, work: PlannedWork, slot: Slot, booked: Sequence[Booked], rulebook: Rulebook
) -> Verdict:
    portion = Portion(work.code, work.places, rulebook.values.least[work.code], work.minutes)
    if slot.day < work.from_on:
        message = f"The plan begins {TECHNIQUE_NAMES[work.code]} on {day_words(work.from_on)}."
        return Verdict(portion, (Finding(Level.BLOCK, "PLAN", message, "plan of care", "That day, or a later one."),))
    found = [
        _later(finding, slot.day, slot.today)
        for finding in judge_work(facts, lightest(work.code, work.places), slot.day)
    ]
    return Verdict(
        portion, (*rulebook.barred.get(work.code, ()), *found, *_rest(facts, portion, slot, booked, rulebook))
    )


def _rest(
    facts: PatientFacts, portion: Portion, slot: Slot, booked: Sequence[Booked], rulebook: Rulebook
) -> list[Finding]:
    """Hours of rest before this visit, and from it to those that are booked after it."""

    def given(visit: Booked | Slot) -> PastVisit:
        return PastVisit(visit.ends_at, visit.day, (portion,))

    def judged(visit: Booked | Slot, history: Iterable[PastVisit]) -> list[Finding]:
        asked = Proposed(visit.starts_at, visit.day, (portion,))
        return p3(asked, tuple(history), gaps=rulebook.values.gaps, limits=facts.pacing)

    earlier = [given(visit) for visit in booked if visit.ends_at <= slot.starts_at]
    found = judged(slot, (*facts.history, *earlier))
    for visit in booked:
        if visit.starts_at >= slot.ends_at and visit.day - slot.day <= timedelta(days=7):
            found += judged(visit, (given(slot),))
    return found


def _together(parts: Sequence[Verdict]) -> Iterable[Finding]:
    """Held techniques stop the visit only where all are held; a reason that was typed for the plan is asked again at the visit."""
    if parts and all(part.is_held for part in parts):
        yield from (finding for part in parts for finding in part.findings if finding.level in HOLDING)
        return
    for part in parts:
        for finding in part.findings:
            if finding.message.startswith(AGAIN):
                yield finding
            elif finding.level in HOLDING:
                name = TECHNIQUE_NAMES[part.portion.code]
                words = finding.message if finding.message.startswith(name) else f"{name}: {finding.message}"
                yield replace(finding, level=Level.WARN, message=f"Not everything planned is possible then. {words}")


def _pace(facts: PatientFacts, slot: Slot) -> Iterable[Finding]:
    before = [day for day in facts.contact_days if day < slot.day]
    last = max(before, default=None)
    yield from p9_reassess(slot.day, last, assessed_on=facts.assessed_on, limits=facts.pacing)
    proposed = Proposed(slot.starts_at, slot.day)
    for finding in p5_hold(proposed, facts.history, reviewed_on=facts.reviewed_on, limits=facts.pacing):
        # Whoever books need not know how the visits were borne, only that somebody has to look first.
        level = finding.level if slot.day <= slot.today else Level.WARN
        yield replace(finding, level=level, message="A therapist looks at the last two visits before the next one.")


def _later(finding: Finding, day: date, today: date) -> Finding:
    """What passes within days, and is asked anew at every visit, does not stop a booking for another day. (J-OF-DAY)"""
    asked_again = finding.code.split(":", 1)[0] in _ASKED_AGAIN
    if day <= today or not asked_again or finding.level not in HOLDING:
        return finding
    return replace(finding, level=Level.WARN, message=f"{AGAIN} {finding.message}")


@dataclass(frozen=True, slots=True)
class Closed:
    """Days on which no treatment of the plan is possible, both included, and the first reason."""

    from_on: date
    until_on: date
    why: str


@dataclass(frozen=True, slots=True)
class VisitLimits:
    """What scheduling needs to know to offer only what booking takes, as plain values.

    `earliest_on` None: no day within the window. `gap_hours`: between the end of one visit and the start of the next, both ways, around
    `visits`. `taken_per_week`: treatments by the Monday of their week. `staff`: who may do it; None: nobody is left out. `techniques`:
    whoever does it holds the papers for all of these.
    """

    window: tuple[date, date]
    earliest_on: date | None
    closed: tuple[Closed, ...] = ()
    per_week: int = 7
    taken_per_week: Mapping[date, int] = field(default_factory=dict)
    gap_hours: int = 0
    visits: tuple[tuple[datetime, datetime], ...] = ()
    staff: frozenset[int] | None = None
    minutes: int = 60
    techniques: frozenset[str] = frozenset()

    def is_open(self, day: date) -> bool:
        return self.window[0] <= day <= self.window[1] and not any(
            closed.from_on <= day <= closed.until_on for closed in self.closed
        )


def limits_for(
    facts: PatientFacts,
    planned: Sequence[PlannedWork],
    *,
    window: tuple[date, date],
    today: date,
    per_week: int,
    minutes: int,
    booked: Sequence[Booked] = (),
    staff: frozenset[int] | None = None,
    rulebook: Rulebook = BOOK,
) -> VisitLimits:
    """The days on which some of the plan may be done, as far as conditions, gates, orders, phase and the plan decide."""
    closed = (*_closed_days(facts, planned, window, today), *_absent_days(facts, window))
    closed = tuple(sorted(closed, key=lambda one: one.from_on))
    first = _first_open(window, closed)
    weeks: dict[date, int] = {}
    for day in facts.treatment_days:
        weeks[week_of(day)] = weeks.get(week_of(day), 0) + 1
    visits = [(visit.starts_at, visit.ends_at) for visit in booked]
    past = [(visit.ended_at, visit.ended_at) for visit in facts.history if visit.works]
    gap = min((rulebook.values.gaps[work.code] for work in planned), default=0)
    return VisitLimits(
        window,
        first,
        closed,
        per_week,
        weeks,
        gap,
        (*past[-3:], *visits),
        staff=staff,
        minutes=minutes,
        techniques=frozenset(work.code.value for work in planned),
    )


def earliest_day(
    facts: PatientFacts, code: TechniqueCode, places: tuple[str, ...], *, window: tuple[date, date]
) -> date | None:
    """The first day of the window on which this technique may be done in one of these places at its lightest, all guards asked."""
    work = PlannedWork(code, places, 0, 1, window[0])
    return _first_open(window, _closed_days(facts, (work,), window, window[0]))


def _absent_days(facts: PatientFacts, window: tuple[date, date]) -> Iterable[Closed]:
    """Days on which a re-assessment would have to come first, for the visit before lies too far back. (P9)"""
    days, most = sorted(facts.contact_days), timedelta(days=facts.pacing.absent_reassess_days)
    for last, following in zip(days, [*days[1:], window[1]], strict=False):
        assessed_on = facts.assessed_on
        counts_from = assessed_on if assessed_on is not None and assessed_on > last else last
        begin, end = max(counts_from + most, window[0]), min(following, window[1])
        found = p9_reassess(begin, last, assessed_on=assessed_on, limits=facts.pacing) if begin <= end else []
        if found:
            yield Closed(begin, end, found[0].message)


def _first_open(window: tuple[date, date], closed: Sequence[Closed]) -> date | None:
    day = window[0]
    for each in closed:
        if each.from_on <= day <= each.until_on:
            day = each.until_on + _DAY
    return day if day <= window[1] else None


def _closed_days(
    facts: PatientFacts, planned: Sequence[PlannedWork], window: tuple[date, date], today: date
) -> tuple[Closed, ...]:
    """Judged once for each stretch of days in which nothing changes."""
    changing = {today + _DAY, *_turning_days(facts, planned)}
    turns = sorted({window[0], *(day for day in changing if window[0] < day <= window[1])})
    closed: list[Closed] = []
    code = ""
    for turn, following in zip(turns, [*turns[1:], window[1] + _DAY], strict=True):
        held = _held_on(facts, planned, turn, today)
        if not held:
            continue
        until = following - _DAY
        if closed and closed[-1].until_on == turn - _DAY and code == held[0].code:
            closed[-1] = replace(closed[-1], until_on=until)
        else:
            closed.append(Closed(turn, until, held[0].message))
        code = held[0].code
    return tuple(closed)


def _held_on(facts: PatientFacts, planned: Sequence[PlannedWork], day: date, today: date) -> list[Finding]:
    """Why nothing of the plan is possible on this day; empty where something is."""
    found: list[Finding] = []
    for work in planned:
        portion = Portion(work.code, work.places, 1, work.minutes)
        if day < work.from_on:
            message = f"The plan begins {TECHNIQUE_NAMES[work.code]} on {day_words(work.from_on)}."
            found.append(Finding(Level.BLOCK, "PLAN", message, "plan of care", "That day, or a later one."))
            continue
        said = tuple(
            _later(finding, day, today) for finding in judge_work(facts, lightest(work.code, work.places), day)
        )
        if not Verdict(portion, said).is_held:
            return []
        found += [finding for finding in said if finding.level in HOLDING]
    return by_weight(found)


def _turning_days(facts: PatientFacts, planned: Sequence[PlannedWork]) -> Iterable[date]:
    """Every day on which a guard may say something else than on the day before."""
    for work in planned:
        yield work.from_on
    for condition in facts.conditions:
        yield from filter(None, (condition.since_on, condition.resolved_on))
    for clearance in facts.clearances:
        yield from (clearance.from_on, clearance.until_on + _DAY)
    for order in facts.orders:
        yield from filter(None, (order.from_on, order.until_on + _DAY if order.until_on else None))
    for event in facts.events:
        yield event.on
        yield from (event.on + timedelta(days=row.until + 1) for row in phases(facts.phases) if row.until is not None)
        yield from filter(None, (event.ended_on, event.confirmed_on))
        for work in planned:
            for place in touched(event, work.code, work.places):
                gate = opening(work.code, event, place)
                yield from filter(None, (gate.alone_on, gate.cleared_on))
