"""The one judgement, asked from the record: of a plan, of a visit somebody wants to book, of a chart; and the limits for scheduling."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from assessments.models import ScreeningAnswer
from assessments.rules.entries import Range
from clinic.rules.conditions import ConditionCode
from clinic.rules.findings import Finding, by_weight
from clinic.rules.techniques import TECHNIQUE_NAMES, TechniqueCode
from patients.models import Patient
from sessions.models import Appointment, Chart, Plan, PlanTechnique, PlanVersion, Technique
from sessions.rules.booking_guard import Slot, VisitLimits, judge_treatment, judge_unplanned, judge_wellness
from sessions.rules.booking_guard import limits_for as limits_of_days
from sessions.rules.charting import BEFORE, Asked, Done
from sessions.rules.judging import (
    HOLDING,
    LOCKS,
    Judgement,
    Moved,
    PatientFacts,
    Rulebook,
    felt_on_arrival,
    held_whatever,
    judge_visit,
    with_answers,
    with_soreness,
)
from sessions.rules.licensing import Held
from sessions.rules.measuring import Line
from sessions.rules.pacing.facts import Felt, Portion, Proposed
from sessions.rules.planning_guard import PlannedWork, judge_planned
from sessions.rules.prefilling import fitted
from sessions.rules.screening_case import ConditionFact
from sessions.selectors.guard_facts import (
    booked_of,
    facts_of,
    guard_facts,
    rulebook,
    visits_of,
    with_catalogue_today,
    with_guard_facts,
)
from sessions.selectors.licensing import barred_by, held_by

WINDOW_DAYS = 180
ALARMING = frozenset({ScreeningAnswer.Answer.YES.value, ScreeningAnswer.Answer.UNSURE.value})


def planned_work(rows: Iterable[PlanTechnique], *, starts_on: date) -> list[PlannedWork]:
    """The techniques of a plan as the guards read them; `rows` come with their technique."""
    return [
        PlannedWork(
            TechniqueCode(row.technique.code),
            tuple(row.places),
            row.minutes,
            row.pressure_ceiling,
            max(row.from_on or starts_on, starts_on),
        )
        for row in rows
    ]


def last_day(version: PlanVersion) -> date:
    """Of the plan at its own pace, no later than its referral."""
    weeks = -(-version.visits_planned // max(version.visits_per_week, 1))
    ends_on = version.starts_on + timedelta(weeks=weeks)
    until = version.referral.valid_until_on
    return max(min(ends_on, until) if until else ends_on, version.starts_on)


def judge_version(version: PlanVersion, *, today: date, planned: Sequence[PlannedWork] | None = None) -> list[Finding]:
    """What the guards say of this version as it stands, or with the techniques given. Codes begin with the technique's."""
    if planned is None:
        planned = planned_work(version.techniques.select_related("technique"), starts_on=version.starts_on)
    episode = version.plan.episode
    facts = guard_facts(episode.patient_id, episode_id=episode.pk)
    # What the plan's own referral forbids to touch is judged with the plan.
    facts = replace(facts, no_touch=facts.no_touch - frozenset(version.referral.no_touch_regions))
    catalogue, person = list(Technique.objects.current()), version.therapist
    place = person.locations.order_by("pk").first()
    papers = held_by([person.pk])[person.pk]
    barred = barred_by(catalogue, papers, state=place.state, day=max(version.starts_on, today)) if place else {}
    book = replace(rulebook(catalogue), barred=barred)
    return judge_planned(facts, planned, last_on=last_day(version), today=today, rulebook=book)


def judge_appointment(visit: Appointment, *, now: datetime) -> list[Finding]:
    """What the guards say of a visit that is not booked yet, or that is being moved."""
    if visit.kind != Appointment.Kind.TREATMENT:
        return []
    slot = slot_of(visit.starts_at, visit.minutes, visit.location.tz, now=now)
    besides = visit if visit.pk else None
    papers = Papers(held_by([visit.therapist_id])[visit.therapist_id], visit.location.state)
    return judge_slot(
        visit.patient_id, slot, episode_id=visit.episode_id, plan_id=visit.plan_id, papers=papers, besides=besides
    )


@dataclass(frozen=True)
class Papers:
    """What a therapist has on file, and the state they would work in."""

    held: Held
    state: str


def judge_slot(
    patient_id: int,
    slot: Slot,
    *,
    episode_id: int | None,
    plan_id: int | None,
    papers: Papers | None = None,
    besides: Appointment | None = None,
) -> list[Finding]:
    """What the guards say of a treatment then. Without a plan it is held by what holds even the lightest strokes."""
    row: Any = with_guard_facts(Patient.objects.filter(pk=patient_id)).get()
    visits = list(visits_of(patient_id))
    return judge_known(row, visits, slot, episode_id=episode_id, plan_id=plan_id, papers=papers, besides=besides)


def judge_known(
    patient: Any,
    visits: list[Any],
    slot: Slot,
    *,
    episode_id: int | None,
    plan_id: int | None,
    papers: Papers | None = None,
    besides: Appointment | None = None,
    running: "RunningPlan | None" = None,
) -> list[Finding]:
    """As `judge_slot`, of a patient `with_guard_facts` and their `visits_of`. One query, none where `running` is at hand."""
    facts = facts_of(patient, visits, episode_id=episode_id, besides=besides)
    running = running or running_plan(plan_id)
    if running is None:
        return judge_wellness(facts, slot) if episode_id is None else judge_unplanned(facts, slot)
    book = running.rulebook
    if papers is not None:
        book = replace(book, barred=barred_by(running.rows, papers.held, state=papers.state, day=slot.day))
    return judge_treatment(
        facts,
        planned_work(running.rows, starts_on=running.version.starts_on),
        slot,
        per_week=running.version.visits_per_week,
        booked=booked_of(visits, episode_id=episode_id, besides=besides),
        rulebook=book,
    )


def slot_of(starts_at: datetime, minutes: int, clock: tzinfo, *, now: datetime) -> Slot:
    ends_at = starts_at + timedelta(minutes=minutes)
    return Slot(starts_at, ends_at, starts_at.astimezone(clock).date(), now.astimezone(clock).date())


def limits_for(patient: Patient, plan: Plan, *, today: date, staff: frozenset[int] | None = None) -> VisitLimits:
    """What scheduling must keep to for this plan, as plain values: booking judges by the same functions."""
    running = running_plan(plan.pk)
    if running is None:
        return VisitLimits(window=(today, today), earliest_on=None)
    row: Any = with_guard_facts(Patient.objects.filter(pk=patient.pk)).get()
    return limits_known(row, list(visits_of(patient.pk)), running, episode_id=plan.episode_id, today=today, staff=staff)


def limits_known(
    patient: Any,
    visits: list[Any],
    running: "RunningPlan",
    *,
    episode_id: int,
    today: date,
    staff: frozenset[int] | None = None,
) -> VisitLimits:
    """As `limits_for`, of a patient `with_guard_facts`, their `visits_of` and their running plan. Without a query."""
    version = running.version
    begin = max(filter(None, (today, version.referral.earliest_start_on)))
    until = version.referral.valid_until_on or begin + timedelta(days=WINDOW_DAYS)
    return limits_of_days(
        facts_of(patient, visits, episode_id=episode_id),
        planned_work(running.rows, starts_on=version.starts_on),
        window=(begin, max(until, begin)),
        today=today,
        per_week=version.visits_per_week,
        minutes=version.visit_minutes,
        booked=booked_of(visits, episode_id=episode_id),
        staff=staff,
        rulebook=running.rulebook,
    )


@dataclass(frozen=True)
class Known:
    """What a page has read already: the patient `with_guard_facts`, their `visits_of`, the catalogue's values."""

    patient: Any
    visits: list[Any]
    rulebook: Rulebook


def known_of(visit: Appointment) -> Known:
    row: Any = with_guard_facts(Patient.objects.filter(pk=visit.patient_id)).get()
    catalogue = list(Technique.objects.current())
    held, day = held_by([visit.therapist_id])[visit.therapist_id], visit.starts_at.astimezone(visit.location.tz).date()
    barred = barred_by(catalogue, held, state=visit.location.state, day=day)
    return Known(row, list(visits_of(visit.patient_id)), replace(rulebook(catalogue), barred=barred))


def judge_chart(
    chart: Chart,
    *,
    done: Sequence[Done],
    asked: Sequence[Asked],
    said: Iterable[ScreeningAnswer | ConditionFact] = (),
    lines: Iterable[Line] = (),
    known: Known | None = None,
) -> Judgement:
    """The visit as it was or will be done: the short list of today raises, pain and soreness on arrival count. `lines`: what was
    measured at it."""
    known = known or known_of(chart.appointment)
    arrival = felt_on_arrival((row.place, row.pain) for row in asked if row.phase == BEFORE)
    proposed = _proposed(chart, done, arrival)
    return judge_visit(_chart_facts(chart, known, said), proposed, known.rulebook, moved=_moved(lines))


def _moved(lines: Iterable[Line]) -> list[Moved]:
    """Ranges that were read at this visit."""
    return [
        Moved(line.entry.movement, line.entry.side, line.now, line.last, is_passive=line.entry.active is None)
        for line in lines
        if isinstance(line.entry, Range) and line.now is not None
    ]


def fitted_visit(chart: Chart, meant: Sequence[Done]) -> tuple[list[Done], list[Finding]]:
    """What is meant to be done as far as the guards let it, and what locks the visit: then it cannot begin."""
    proposed = _proposed(chart, meant)
    known = known_of(chart.appointment)
    facts, book = _chart_facts(chart, known), known.rulebook
    gently = tuple(replace(work, pressure=book.values.least[work.code]) for work in proposed.works)
    judged = judge_visit(facts, replace(proposed, works=gently), book)
    if not meant:
        locks = [finding for finding in judged.whole if finding.code in LOCKS]
        return [], by_weight(list(dict.fromkeys([*locks, *held_whatever(facts, proposed.day)])))
    if judged.is_locked:
        return [], [finding for finding in judged.findings if finding.level in HOLDING]
    kept, _ = fitted(facts, proposed, book)
    return [Done(work.code.value, work.places, work.pressure, work.minutes) for work in kept], []


def day_of(chart: Chart) -> date:
    """The day on which hands are laid on, on the location's clock: a visit may be begun the evening before its day."""
    visit = chart.appointment
    return min(visit.starts_at, chart.started_at).astimezone(visit.location.tz).date()


@dataclass(frozen=True)
class NotToday:
    """A technique of the plan that stands in the chart nowhere, or not in these places, because the guards leave it out; why in words."""

    name: str
    places: tuple[str, ...]
    why: str


def left_out(
    chart: Chart,
    *,
    planned: Sequence[PlanTechnique],
    done: Sequence[Done],
    said: Iterable[ScreeningAnswer | ConditionFact] = (),
    known: Known,
) -> list[NotToday]:
    """What the plan means for this visit and the guards leave out of it. `planned`: the plan's techniques."""
    version, day = chart.plan_version, day_of(chart)
    if version is None or chart.appointment.kind != Appointment.Kind.TREATMENT:
        return []
    meant = [
        _lacking(work, done, known.rulebook)
        for work in planned_work(planned, starts_on=version.starts_on)
        if work.from_on <= day
    ]
    facts = _chart_facts(chart, known, said)
    proposed = _proposed(chart, done)
    given, found = {row.code for row in done}, []
    for part in filter(None, meant):
        beside = () if part.code in given else proposed.works
        _, left = fitted(facts, replace(proposed, works=(*beside, part)), known.rulebook)
        found += [
            NotToday(TECHNIQUE_NAMES[part.code], part.places, each.why) for each in left if each.code == part.code
        ]
    return found


def _lacking(work: PlannedWork, done: Sequence[Done], book: Rulebook) -> Portion | None:
    """What of the planned technique does not stand in the chart, as it begins."""
    there = {place for row in done if row.code == work.code for place in row.places}
    places = tuple(place for place in work.places if place not in there)
    pressure = min(book.values.starts[work.code], work.ceiling)
    return Portion(work.code, places, pressure, work.minutes) if places else None


def _proposed(chart: Chart, done: Sequence[Done], arrival: tuple[Felt, ...] = ()) -> Proposed:
    works = tuple(Portion(TechniqueCode(row.code), row.places, row.pressure, row.minutes) for row in done)
    return Proposed(chart.appointment.starts_at, day_of(chart), works, arrival)


def _chart_facts(chart: Chart, known: Known, said: Iterable[ScreeningAnswer | ConditionFact] = ()) -> PatientFacts:
    """What is known at this visit: the record, the short list, what was said on arrival about the visit before."""
    visit = chart.appointment
    facts = facts_of(known.patient, known.visits, episode_id=visit.episode_id, besides=visit)
    answers = tuple(_fact(answer) for answer in said)
    return with_soreness(
        with_answers(facts, answers, day=day_of(chart)),
        hours=chart.last_soreness_hours,
        sleep_lost=chart.last_sleep_lost,
        at=visit.starts_at,
    )


def _fact(answer: ScreeningAnswer | ConditionFact) -> ConditionFact:
    if isinstance(answer, ConditionFact):
        return answer
    return ConditionFact(ConditionCode(answer.code), tuple(answer.places))


@dataclass(frozen=True)
class RunningPlan:
    """The newest signed version of a plan, its techniques, and what the catalogue says of these today."""

    version: PlanVersion
    rows: list[PlanTechnique]
    rulebook: Rulebook

    def is_deep(self, deep_pressure: int) -> bool:
        return any(row.pressure_ceiling >= deep_pressure for row in self.rows)


def running_plan(plan_id: int | None) -> RunningPlan | None:
    """In one query."""
    return None if plan_id is None else plans_in_force([plan_id]).get(plan_id)


def plans_in_force(plan_ids: Iterable[int]) -> dict[int, RunningPlan]:
    """What of each of these plans is in force, in one query; plans without a signed version are left out."""
    signed = PlanTechnique.objects.filter(version__plan__in=set(plan_ids), version__signature__isnull=False)
    found: list[Any] = list(
        with_catalogue_today(signed).select_related("version__referral").order_by("-version__number", "position")
    )
    newest: dict[int, Any] = {}
    for row in found:
        newest.setdefault(row.version.plan_id, row.version)
    rows = {plan: [row for row in found if row.version_id == version.pk] for plan, version in newest.items()}
    return {plan: RunningPlan(version, rows[plan], rulebook(rows[plan])) for plan, version in newest.items()}


def as_kept(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings as they are kept beside what was judged."""
    return [
        {
            "level": finding.level.name.lower(),
            "code": finding.code,
            "message": finding.message,
            "source": finding.source,
            "lifted_by": finding.lifted_by,
            "regions": list(finding.regions),
        }
        for finding in findings
    ]
