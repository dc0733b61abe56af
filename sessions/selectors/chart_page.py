"""Everything the chart page shows around the form, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import formats

from assessments.models import Goal, ScreeningAnswer
from assessments.rules.aims import aim_label, aim_value
from clinic.models import Actor, ClinicPolicy
from clinic.rules.conditions import ConditionCode
from clinic.rules.findings import Finding
from clinic.rules.policy import DEFAULTS
from clinic.rules.screening import CONDITIONS
from clinic.rules.techniques import TechniqueCode
from patients.models import Patient
from referrals.models import ClinicalEvent
from sessions.models import Appointment, Chart, PlanTechnique, Prescription
from sessions.rules.charting import Asked, Limits
from sessions.rules.judging import Rulebook
from sessions.rules.screening_case import ConditionFact
from sessions.selectors import banner
from sessions.selectors.charting import PainOfVisit, allowed_techniques, no_touch, pain_trend
from sessions.selectors.guard_facts import rulebook, visits_of, with_guard_facts
from sessions.selectors.licensing import barred_by, held, held_of

_JOINED = (
    "episode",
    "location",
    "referral",
    "therapist__actor",
    "chart__plan_version__referral",
    "chart__signature",
    "chart__therapist",
)


_GOAL = ("measure", "item", "baseline", "target", "due_on")


def visits() -> QuerySet[Appointment]:
    """Visits with their chart and `said_yes`, the codes of the short list that were answered with yes, the
    clinic's thresholds `pain_rise` and `stop_pain`, and `primary_goals`, of which there is one at most."""
    yes = (
        ScreeningAnswer.objects.filter(screening__chart__appointment=OuterRef("pk"), answer="yes")
        .order_by("id")
        .values("code")
    )
    policy = ClinicPolicy.objects.order_by("-version")
    goals = Goal.objects.active().filter(episode=OuterRef("episode"), is_primary=True)
    return Appointment.objects.select_related(*_JOINED).annotate(
        said_yes=ArraySubquery(yes),
        **{name: Coalesce(Subquery(policy.values(name)[:1]), DEFAULTS[name]) for name in ("pain_rise", "stop_pain")},
        **held("therapist"),
        primary_goals=ArraySubquery(goals.values(found=JSONObject(**{name: name for name in _GOAL}))),
    )


def chart_of(visit: Appointment) -> Chart | None:
    chart: Chart | None = getattr(visit, "chart", None)
    return chart


@dataclass(frozen=True)
class Surroundings:
    """Header, band and the story so far."""

    patient: Patient
    header: dict[str, Any]
    band: list[banner.BandItem]
    visits: list[Any]
    asked: list[Asked]
    trend: list[PainOfVisit]
    prescriptions: list[Prescription]


def near_places(chart: Chart, limits_places: Iterable[str]) -> list[str]:
    """Places offered first: those of the plan and of the referral, without what may not be touched."""
    order = chart.appointment.referral or (chart.plan_version.referral if chart.plan_version else None)
    return sorted({*limits_places, *(order.affected_regions if order else [])} - no_touch(chart))


@dataclass(frozen=True)
class Room:
    """What may be written in a chart: techniques with their limits, those of the plan, and the places offered first."""

    limits: dict[str, Limits]
    planned: list[PlanTechnique]
    near: list[str]
    rulebook: Rulebook


def _barred(visit: Appointment, rows: Iterable[Any]) -> dict[TechniqueCode, tuple[Finding, ...]]:
    """What the therapist's papers do not let them do at this visit; `visit` comes from `visits`."""
    row: Any = visit
    if not hasattr(row, "held_licenses"):
        return {}
    day = visit.starts_at.astimezone(visit.location.tz).date()
    papers = held_of(row.held_licenses, row.held_credentials)
    return barred_by(rows, papers, state=visit.location.state, day=day)


def room_of(chart: Chart) -> Room:
    allowed = allowed_techniques(chart.plan_version)
    planned = [entry.planned for entry in allowed.values() if entry.planned]
    limits = {code: entry.limits for code, entry in allowed.items()}
    rows = [entry.planned or entry.technique for entry in allowed.values()]
    book = replace(rulebook(rows), barred=_barred(chart.appointment, rows))
    return Room(limits, planned, near_places(chart, (place for row in planned for place in row.places)), book)


def surroundings(visit: Appointment, *, now: datetime) -> Surroundings:
    today = now.astimezone(visit.location.tz).date()
    rows = with_guard_facts(banner.with_banner_facts(Patient.objects.filter(pk=visit.patient_id)))
    patient: Any = rows.get()
    events = list(ClinicalEvent.objects.filter(patient=patient))
    visits: list[Any] = list(visits_of(visit.patient_id))
    orders = {order.pk: order for order in _orders(visit)}.values()
    return Surroundings(
        patient=patient,
        header={
            "name": patient.list_name,
            "facts": banner.facts_text(patient, today),
            "day_count": banner.day_count(events, episode_id=visit.episode_id, on=today),
            "referral": _until(visit),
            "goal": _goal_line(visit),
        },
        band=banner.band(
            consent_kinds=[row["kind"] for row in banner.consent_rows(patient)],
            conditions=patient.standing_conditions,
            referrals=orders,
        ),
        asked=[Asked(**row) for own in visits if own.pk == visit.pk for row in own.guard_pain],
        trend=pain_trend((row for row in visits if row.pk != visit.pk), episode_id=visit.episode_id),
        visits=visits,
        prescriptions=list(
            Prescription.objects.current()
            .filter(episode=visit.episode)
            .select_related("exercise")
            .order_by("exercise__number")
        ),
    )


def _orders(visit: Appointment) -> list[Any]:
    chart = chart_of(visit)
    planned = chart.plan_version.referral if chart and chart.plan_version else None
    return [order for order in (visit.referral, planned) if order is not None]


def _until(visit: Appointment) -> str:
    order = visit.referral
    return f"until {_short(order.valid_until_on)}" if order and order.valid_until_on else ""


def _short(day: date) -> str:
    return formats.date_format(day, "j M")


def _goal_line(visit: Appointment) -> str:
    goals: list[dict[str, Any]] = getattr(visit, "primary_goals")  # noqa: B009 - annotated by visits()
    if not goals:
        return ""
    goal = goals[0]
    measure, item = goal["measure"], goal["item"]
    until = _short(date.fromisoformat(goal["due_on"]))
    now, then = (aim_value(measure, item, float(goal[name])) for name in ("baseline", "target"))
    return f"{aim_label(measure, item)} {now} → {then} by {until}"


def saved_by(chart: Chart) -> str:
    """Who saved this draft last, as its history names them."""
    history: Any = Chart.pgh_event_model  # type: ignore[attr-defined]  # made by tracked()
    context = (
        history.objects.filter(pgh_obj=chart)
        .order_by("-pgh_id")
        .values_list("pgh_context__metadata", flat=True)
        .first()
    )
    actor = Actor.objects.filter(pk=(context or {}).get("actor") or 0).first()
    return actor.name if actor else "somebody else"


def said_facts(visit: Appointment) -> list[ConditionFact]:
    """What was said to be new at this visit, as the guards take it: not confirmed, and nobody has said where."""
    return [ConditionFact(ConditionCode(code)) for code in getattr(visit, "said_yes", [])]


def said_yes(visit: Appointment) -> list[str]:
    """Labels of what was said to be new at this visit."""
    return [CONDITIONS[ConditionCode(code)].label for code in getattr(visit, "said_yes", [])]
