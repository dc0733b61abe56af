"""What a chart is judged by and shown with: its limits, the last visits, the rows as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from assessments.models import ScreeningAnswer
from clinic.models import Staff
from referrals.models import Episode
from sessions.models import Appointment, Chart, PainCheck, PlanTechnique, PlanVersion, Technique, TechniqueApplied
from sessions.rules.charting import AFTER, BEFORE, DURING, Asked, Done, Limits, Visit
from sessions.selectors.guard_facts import with_catalogue_today

TREND_VISITS = 5


@dataclass(frozen=True)
class Allowed:
    """One technique that may stand on a chart: the catalogue's row and, with a plan, what the plan says of it."""

    technique: Technique
    planned: PlanTechnique | None = None

    @property
    def limits(self) -> Limits:
        row = self.technique
        ceiling = self.planned.pressure_ceiling if self.planned else None
        return Limits(row.code, row.name, row.pressure_min, row.pressure_max, row.pain_stop, ceiling)


@dataclass(frozen=True)
class PainOfVisit:
    """Pain of one earlier visit for the trend; `during` is the highest that was asked."""

    at: datetime
    before: int | None
    during: int | None
    after: int | None

    @property
    def change(self) -> int | None:
        return None if self.before is None or self.after is None else self.after - self.before


def plan_version_for(appointment: Appointment) -> PlanVersion | None:
    """The newest signed version of the visit's plan; without one named, of the episode's running plan."""
    versions = PlanVersion.objects.signed().select_related("referral")
    if appointment.plan_id is not None:
        return versions.filter(plan_id=appointment.plan_id).first()
    return versions.filter(plan__episode=appointment.episode, plan__ended_on__isnull=True).first()


def allowed_techniques(version: PlanVersion | None) -> dict[str, Allowed]:
    """By code: what the signed plan names; without a plan the whole catalogue in force."""
    if version is None:
        return {row.code: Allowed(row) for row in Technique.objects.current()}
    return {row.code: Allowed(row.technique, row) for row in with_catalogue_today(version.techniques.all())}


def limits_of(version: PlanVersion | None) -> dict[str, Limits]:
    return {code: entry.limits for code, entry in allowed_techniques(version).items()}


def done_of(rows: Iterable[TechniqueApplied]) -> list[Done]:
    return [Done(row.technique.code, tuple(row.places), row.pressure, row.minutes, row.response) for row in rows]


def asked_of(rows: Iterable[PainCheck]) -> list[Asked]:
    return [Asked(row.phase, row.pain, row.minute, row.place, row.technique, row.action) for row in rows]


def no_touch(chart: Chart) -> frozenset[str]:
    """Places that the referral of the visit, or of its plan, forbids to touch."""
    orders = (chart.appointment.referral, chart.plan_version.referral if chart.plan_version else None)
    return frozenset(place for order in orders if order is not None for place in order.no_touch_regions)


def visit_of(
    chart: Chart,
    *,
    limits: dict[str, Limits],
    stop_pain: int,
    done: list[Done] | None = None,
    asked: list[Asked] | None = None,
) -> Visit:
    """The chart as plain values; rows already at hand may be passed in. `stop_pain`: the policy's value that ends any technique."""
    return Visit(
        booked_minutes=chart.appointment.minutes,
        done=done_of(chart.techniques.select_related("technique")) if done is None else done,
        asked=asked_of(chart.pain_checks.all()) if asked is None else asked,
        note=f"{chart.subjective} {chart.objective} {chart.analysis} {chart.next_steps}",
        screened=chart.screening_id is not None,
        limits=limits,
        no_touch=no_touch(chart),
        stop_pain=stop_pain,
    )


def last_signed_chart(episode: Episode, *, before: datetime) -> Chart | None:
    return (
        Chart.objects.signed()
        .filter(appointment__episode=episode, started_at__lt=before)
        .order_by("-started_at")
        .first()
    )


def yes_codes(chart: Chart) -> list[str]:
    """Conditions of the short list that were answered with yes at this visit."""
    answers = ScreeningAnswer.objects.filter(screening__chart=chart, answer=ScreeningAnswer.Answer.YES)
    return list(answers.order_by("id").values_list("code", flat=True))


def alarming(chart: Chart) -> list[ScreeningAnswer]:
    """Answers of this visit's short list that were not a plain no."""
    answers = ScreeningAnswer.objects.filter(screening=chart.screening_id)
    return list(answers.exclude(answer=ScreeningAnswer.Answer.NO).order_by("id")) if chart.screening_id else []


def pain_trend(visits: Iterable[Any], *, episode_id: int | None) -> list[PainOfVisit]:
    """The last signed visits of a course of care, of `guard_facts.visits_of`, oldest first."""
    signed = [visit for visit in visits if visit.guard_signed is not None and visit.episode_id == episode_id]
    latest = sorted(signed, key=lambda visit: visit.guard_started_at)[-TREND_VISITS:]
    return [_of_visit(visit) for visit in latest if visit.guard_pain]


def _of_visit(visit: Any) -> PainOfVisit:
    pains = {
        phase: [row["pain"] for row in visit.guard_pain if row["phase"] == phase] for phase in (BEFORE, DURING, AFTER)
    }
    return PainOfVisit(visit.guard_started_at, *(max(found, default=None) for found in pains.values()))


def on_care_team(staff: Staff, appointment: Appointment, *, today: date) -> bool:
    """Whether this therapist cares for the visit's episode today, and so may start, write and sign its chart."""
    if not staff.is_therapist or appointment.episode_id is None:
        return False
    return Episode.objects.cared_for_by(staff, today=today).filter(pk=appointment.episode_id).exists()
