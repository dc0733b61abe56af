"""What a change of the clinic's policy reaches among plans, visits, charts and exercises: shown before it is put in force."""

from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from clinic.registry import PolicyEffect
from clinic.rules.policy import names_of
from sessions.models import Appointment, Chart, PlanVersion, Prescription

HERE = "sessions.selectors.policy_effects"


GUARDS = names_of("Pacing", "Phases of healing")
AT_SIGNING = GUARDS | names_of("Response to treatment")
BOOKING = frozenset(
    {
        "visit_minutes_min",
        "visit_minutes_max",
        "turnover_minutes",
        "evaluation_counts",
        "deep_in_a_row",
        "deep_rest_minutes",
    }
)
CANCELLING = frozenset({"cancel_notice_hours"})


def running_plans(*, now: datetime) -> "QuerySet[PlanVersion]":  # noqa: ARG001 - every effect is asked alike
    """The version in force of each plan whose course of care is open."""
    newest = PlanVersion.objects.signed().filter(plan=OuterRef("plan")).order_by("-number").values("pk")[:1]
    return PlanVersion.objects.signed().filter(pk=Subquery(newest), plan__episode__closed_on__isnull=True)


def plan_drafts(*, now: datetime) -> "QuerySet[PlanVersion]":  # noqa: ARG001
    return PlanVersion.objects.filter(signature__isnull=True, plan__episode__closed_on__isnull=True)


def chart_drafts(*, now: datetime) -> "QuerySet[Chart]":  # noqa: ARG001
    return Chart.objects.filter(signature__isnull=True)


def visits_ahead(*, now: datetime) -> "QuerySet[Appointment]":
    return Appointment.objects.live().filter(during__startswith__gt=now, chart__isnull=True)


def treatments_ahead(*, now: datetime) -> "QuerySet[Appointment]":
    return visits_ahead(now=now).filter(kind=Appointment.Kind.TREATMENT)


def prescriptions(*, now: datetime) -> "QuerySet[Prescription]":  # noqa: ARG001
    return Prescription.objects.current()


EFFECTS = (
    PolicyEffect(
        GUARDS, f"{HERE}.running_plans", "running plan", "running plans", "the next visit is judged and filled by it"
    ),
    PolicyEffect(
        GUARDS,
        f"{HERE}.treatments_ahead",
        "treatment booked ahead",
        "treatments booked ahead",
        "kept as booked; judged by it on the day, or when moved",
    ),
    PolicyEffect(GUARDS, f"{HERE}.plan_drafts", "plan in draft", "plans in draft", "judged by it when signed"),
    PolicyEffect(AT_SIGNING, f"{HERE}.chart_drafts", "chart in draft", "charts in draft", "judged by it when signed"),
    PolicyEffect(
        BOOKING,
        f"{HERE}.visits_ahead",
        "visit booked ahead",
        "visits booked ahead",
        "kept as booked; a move asks anew",
    ),
    PolicyEffect(
        CANCELLING,
        f"{HERE}.visits_ahead",
        "visit booked ahead",
        "visits booked ahead",
        "cancelled from then on under the new notice period",
    ),
    PolicyEffect(
        names_of("Home program"),
        f"{HERE}.prescriptions",
        "exercise at home",
        "exercises at home",
        "the next change is judged by it",
    ),
)
