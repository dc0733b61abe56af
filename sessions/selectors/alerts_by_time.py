"""Which alerts are due by the passing of time: a re-assessment, a paper about to end, the follow-up of a preventive course. Reads only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments.models import Condition, Goal
from clinic.rules.events import EventKind, is_surgery
from clinic.rules.policy import Policy
from clinic.rules.screening import WARNING_SIGNS
from patients.models import Alert
from referrals.models import Clearance, ClinicalEvent, Episode, EpisodeOrder, Referral
from sessions.models import LIVE, Appointment, Chart, Plan, PlanTechnique, PlanVersion
from sessions.rules.alerts import Due, Kind, WatchLimits, ends_soon, ends_words, follow_up_due
from sessions.rules.discharge import DISCHARGE_REASONS, DischargeReason
from sessions.rules.limits import reevaluation_limits
from sessions.rules.reevaluation import ReevaluationFacts
from sessions.rules.reevaluation import due as reassessment_due
from sessions.selectors.booking import with_used
from sessions.selectors.ending import ending
from sessions.selectors.goals_read import goal_words, is_met

BY_TIME = frozenset({"RE-VISITS", "RE-DAYS"})
SURGERY = [kind.value for kind in EventKind if is_surgery(kind)]


# --- re-assessment ----------------------------------------------------------------------------------------------------


def reassessments(episodes: Iterable[Any], *, today: date, clock: tzinfo, policy: Policy) -> Iterator[Due]:
    """Counted from the last signed re-assessment, else from the first day of the course. (RE-* rows)"""
    rows = [episode for episode in episodes if episode.first_treated_at]
    known = _Known.of(rows, clock=clock)
    ends = ending(rows, today=today, clock=clock, policy=policy)
    limits = reevaluation_limits(policy)
    for episode in rows:
        since_on = _since(episode, clock)
        facts = known.facts(episode, since_on=since_on, today=today, clock=clock)
        why = ends.get(episode.pk, ())
        facts = replace(facts, discharge=bool(why) and not episode.is_discharged)
        found = reassessment_due(facts, limits)
        by_time = " ".join(finding.message for finding in found if finding.code in BY_TIME)
        told = [("time", by_time)] if by_time else []
        told += [(finding.code, finding.message) for finding in found if finding.code not in BY_TIME]
        told = [(code, f"{words} {_because(why)}" if code == "RE-DISCHARGE" else words) for code, words in told]
        for code, words in told:
            key = f"REASSESS:episode:{episode.pk}:{since_on}:{code}"
            yield Due(episode.patient_id, Kind.REASSESS, key, episode.pk, words)


def _because(why: Iterable[DischargeReason]) -> str:
    return f"{'; '.join(DISCHARGE_REASONS[reason] for reason in why)}."


def _since(episode: Any, clock: tzinfo) -> date:
    first = min(moment for moment in (episode.first_treated_at, episode.evaluated_at) if moment)
    moment: datetime = episode.reassessed_at or first
    return moment.astimezone(clock).date()


@dataclass(frozen=True)
class _Known:
    """What re-assessments are judged by, by episode or patient: five queries for all."""

    treated: dict[int, set[date]]
    goals: dict[int, list[Goal]]
    operated: dict[int, list[date]]
    flared: dict[str, list[datetime]]
    warned: dict[int, list[date]]

    @classmethod
    def of(cls, episodes: list[Any], *, clock: tzinfo) -> "_Known":
        keys, patients = [row.pk for row in episodes], [row.patient_id for row in episodes]
        known = cls({}, {}, {}, {}, {})
        charts = Chart.objects.signed().filter(appointment__episode__in=keys, appointment__kind="treatment")
        for episode_id, at in charts.values_list("appointment__episode", "started_at"):
            known.treated.setdefault(episode_id, set()).add(at.astimezone(clock).date())
        for goal in Goal.objects.active().filter(episode__in=keys, assessment__signature__isnull=False):
            known.goals.setdefault(goal.episode_id, []).append(goal)
        events = ClinicalEvent.objects.filter(patient__in=patients, kind__in=SURGERY)
        for patient_id, happened_on in events.values_list("patient", "happened_on"):
            known.operated.setdefault(patient_id, []).append(happened_on)
        flares = Alert.objects.filter(patient__in=patients, kind=Kind.FLARED_TWICE)
        for reference, raised_at in flares.values_list("reference", "raised_at"):
            known.flared.setdefault(reference, []).append(raised_at)
        signs = Condition.objects.standing().filter(
            patient__in=patients, code__in=[sign.value for sign in WARNING_SIGNS]
        )
        for patient_id, since_on, confirmed_at in signs.values_list("patient", "since_on", "confirmed_at"):
            said_on = confirmed_at.astimezone(clock).date() if confirmed_at else since_on
            known.warned.setdefault(patient_id, []).append(said_on)
        return known

    def facts(self, episode: Any, *, since_on: date, today: date, clock: tzinfo) -> ReevaluationFacts:
        days = {day for day in self.treated.get(episode.pk, ()) if since_on <= day <= today}
        if episode.reassessed_at:
            days.discard(since_on)
        elif episode.evaluated_at:
            days.add(since_on)
        flared = self.flared.get(f"episode:{episode.pk}", ())
        return ReevaluationFacts(
            today=today,
            since_on=since_on,
            treatment_days=len(days),
            overdue_goals=tuple(
                goal_words(goal) for goal in self.goals.get(episode.pk, ()) if goal.due_on < today and not is_met(goal)
            ),
            new_surgery=any(since_on < day <= today for day in self.operated.get(episode.patient_id, ())),
            red_flag=any(since_on < day <= today for day in self.warned.get(episode.patient_id, ())),
            flared_twice=any(at.astimezone(clock).date() > since_on for at in flared),
        )


# --- what ends --------------------------------------------------------------------------------------------------------


def clearances(today: date, limits: WatchLimits) -> Iterator[Due]:
    """Clearances and orders that a running plan needs and that soon end, where nothing follows them. (N-CLEARANCE)"""
    for paper, episode_id in _ending_papers(today, limits):
        works = _planned(episode_id)
        if not any(_allows(paper, technique, places) for technique, places in works):
            continue
        what = f"Clearance for {', '.join(paper.lifts)}" if isinstance(paper, Clearance) else "Order"
        name = "clearance" if isinstance(paper, Clearance) else "order"
        words = f"{what} of {paper.physician.name} {ends_words(paper.until_on, today)}, {paper.until_on:%-d %b %Y}."  # type: ignore[arg-type]
        patient_id = paper.patient_id if isinstance(paper, Clearance) else paper.episode.patient_id
        key = f"CLEARANCE:{name}:{paper.pk}:{paper.until_on}:{episode_id}"
        yield Due(patient_id, Kind.CLEARANCE, key, episode_id, words)


def _ending_papers(today: date, limits: WatchLimits) -> "Iterator[tuple[Clearance | EpisodeOrder, int]]":
    """Each with the open course of care it matters for."""
    open_plans = Plan.objects.filter(ended_on__isnull=True, episode__closed_on__isnull=True)
    granted = Clearance.objects.standing().filter(granted=True, confirmed_at__isnull=False)
    episodes: dict[int, list[int]] = {}
    for patient_id, episode_id in open_plans.values_list("episode__patient", "episode"):
        episodes.setdefault(patient_id, []).append(episode_id)
    of_patient: dict[int, list[Clearance]] = {}
    for row in granted.filter(patient__in=episodes).select_related("physician").order_by("pk"):
        of_patient.setdefault(row.patient_id, []).append(row)
    for patient_id, rows in of_patient.items():
        for row in rows:
            followed = any(
                set(row.lifts) <= set(other.lifts) and other.until_on > row.until_on for other in rows if other != row
            )
            if ends_soon(row.until_on, today, limits.clearance_days) and not followed:
                yield from ((row, episode_id) for episode_id in episodes[patient_id])
    orders = EpisodeOrder.objects.standing().filter(
        confirmed_at__isnull=False, until_on__isnull=False, episode__plans__in=open_plans
    )
    of_episode: dict[int, list[EpisodeOrder]] = {}
    for order in orders.select_related("physician", "episode").order_by("pk"):
        of_episode.setdefault(order.episode_id, []).append(order)
    for episode_id, found in of_episode.items():
        last = max((order for order in found), key=lambda order: order.until_on or today)
        if last.until_on and ends_soon(last.until_on, today, limits.clearance_days):
            yield last, episode_id


def _planned(episode_id: int) -> list[tuple[str, list[str]]]:
    """Techniques with their places of the newest signed version of the running plan."""
    newest = PlanVersion.objects.signed().filter(plan__episode=episode_id, plan__ended_on__isnull=True)
    rows = PlanTechnique.objects.filter(version=newest.order_by("-number")[:1])
    return list(rows.values_list("technique__code", "places"))


def _allows(paper: "Clearance | EpisodeOrder", technique: str, places: list[str]) -> bool:
    """Empty techniques or regions mean all."""
    return (not paper.techniques or technique in paper.techniques) and (
        not paper.regions or bool(set(paper.regions) & set(places))
    )


def referrals(today: date, policy: Policy, limits: WatchLimits) -> Iterator[Due]:
    """Under which a plan still wants visits: about to end, or hardly any visit left. A renewal that was verified silences it.
    (N-REFERRAL)"""
    newest = PlanVersion.objects.signed().filter(plan=OuterRef("pk")).order_by("-number")
    treatments = Appointment.objects.filter(plan=OuterRef("pk"), kind="treatment", status__in=LIVE)
    plans: Any = (
        Plan.objects.filter(ended_on__isnull=True, episode__closed_on__isnull=True)
        .select_related("episode")
        .annotate(wanted=Subquery(newest.values("visits_planned")[:1]))
    )
    wanting = {
        plan.episode_id: plan
        for plan in plans.annotate(booked=Coalesce(_counted(treatments), 0))
        if plan.wanted is not None
    }
    rows: Any = Referral.objects.verified().filter(episode__in=wanting).annotate(used=with_used(policy))
    by_episode: dict[int, list[Any]] = {}
    for row in rows.select_related("physician").order_by("pk"):
        by_episode.setdefault(row.episode_id, []).append(row)
    for episode_id, found in by_episode.items():
        plan, last = wanting[episode_id], max(found, key=lambda row: (row.valid_until_on, row.pk))
        left = sum(max(row.visits_authorized - row.used, 0) for row in found if row.valid_until_on >= today)
        if plan.booked >= plan.wanted:
            continue
        who = last.physician.name
        if ends_soon(last.valid_until_on, today, limits.referral_days):
            words = f"The referral of {who} {ends_words(last.valid_until_on, today)}, {last.valid_until_on:%-d %b %Y}."
            key = f"REFERRAL:{last.pk}:until:{last.valid_until_on}"
            yield Due(plan.episode.patient_id, Kind.REFERRAL, key, episode_id, words)
        if left <= limits.visits_left:
            of = sum(row.visits_authorized for row in found)
            words = f"{left} of {of} visits left under the referral of {who}; the plan wants {plan.wanted - plan.booked} more."
            key = f"REFERRAL:{last.pk}:visits:{of}"
            yield Due(plan.episode.patient_id, Kind.REFERRAL, key, episode_id, words)


def _counted(visits: "QuerySet[Appointment]") -> Subquery:
    return Subquery(visits.order_by().values("plan").annotate(number=Count("pk")).values("number"))


# --- after a preventive course ------------------------------------------------------------------------------------------


def follow_ups(today: date, limits: WatchLimits) -> Iterator[Due]:
    """From the end of a preventive plan; while it runs, from the event it is to prevent the consequences of. (N-FOLLOW)"""
    newest = PlanVersion.objects.signed().filter(plan=OuterRef("pk")).order_by("-number")
    event = ClinicalEvent.objects.filter(episode=OuterRef("episode")).order_by("-happened_on")
    plans: Any = (
        Plan.objects.annotate(
            purpose=Subquery(newest.values("purpose")[:1]), event_on=Subquery(event.values("happened_on")[:1])
        )
        .filter(purpose=Referral.Purpose.PREVENT)
        .filter(Q(ended_on__isnull=False) | Q(event_on__isnull=False) | Q(episode__closed_on__isnull=False))
        .select_related("episode")
        .order_by("pk")
    )
    for plan in plans:
        episode: Episode = plan.episode
        ended_on = plan.ended_on or episode.closed_on
        since = ended_on or plan.event_on
        months = follow_up_due(since, today, limits)
        if months is not None:
            what = "the preventive course of care ended" if ended_on else "the event"
            words = f"{months} months since {what} on {since:%-d %b %Y}: ask how it goes."
            key = f"FOLLOW-UP:plan:{plan.pk}:{since}:{months}"
            yield Due(episode.patient_id, Kind.FOLLOW_UP, key, episode.pk, words)
