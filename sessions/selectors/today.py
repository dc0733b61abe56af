"""A therapist's day: own visits in order, each with what must be minded; and what is not finished."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateTimeField, Func, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from assessments.models import Assessment, Condition
from clinic.models import Location, Staff
from clinic.rules.policy import Policy
from patients.models import Consent
from referrals.models import ClinicalEvent
from sessions.models import Appointment, Chart, PlanVersion
from sessions.selectors.banner import BandItem, band, day_chip
from sessions.selectors.board import LOOKS, earlier, used_text

MOST_UNFINISHED = 20
# A re-assessment begun this long before its visit still belongs to it.
BEFORE = timedelta(hours=12)


@dataclass(frozen=True)
class Reassessing:
    """Where the re-assessment of a visit is written: not begun, a draft, or signed on or after its day."""

    episode_id: int
    assessment_id: int | None = None
    signed: bool = False

    @property
    def begun(self) -> bool:
        return self.assessment_id is not None

    @property
    def url(self) -> str:
        if self.assessment_id is not None:
            return reverse("assessments:detail", args=[self.assessment_id])
        return reverse("assessments:reassess", args=[self.episode_id])

    @property
    def label(self) -> str:
        if self.signed:
            return "Read the re-assessment"
        return "Go on re-assessing" if self.begun else "Start the re-assessment"


@dataclass(frozen=True)
class Turn:
    """One visit of the day; `chart` says how far its chart is: none, open, signed."""

    visit: Appointment
    day_count: str
    used: str
    mind: list[BandItem]
    chart: str
    reassessing: "Reassessing | None" = None

    @property
    def look(self) -> str:
        return LOOKS.get(self.visit.status, self.visit.status)


def visits(staff: Staff, *, start: datetime, end: datetime, policy: Policy) -> QuerySet[Appointment]:
    consents = Consent.objects.standing().filter(patient=OuterRef("patient")).values("kind")
    standing = Condition.objects.standing().filter(patient=OuterRef("patient")).order_by("code")
    return (
        Appointment.objects.between(start, end)
        .filter(therapist=staff)
        .exclude(status__in=["cancelled", "late"])
        .select_related("patient", "room", "location", "referral", "chart")
        .prefetch_related(Prefetch("patient__events", ClinicalEvent.objects.order_by("-happened_on")))
        .annotate(
            number=Subquery(earlier(policy)),
            consent_kinds=ArraySubquery(consents),
            later=written_later(),
            conditions=ArraySubquery(standing.values(found=JSONObject(code="code", regions="regions"))),
        )
        .order_by("during")
    )


def turns(staff: Staff, *, location: Location, day: date, policy: Policy) -> list[Turn]:
    """Two queries: the visits, their patients' events."""
    start = datetime.combine(day, datetime.min.time(), tzinfo=location.tz)
    found: Iterable[Any] = visits(staff, start=start, end=start + timedelta(days=1), policy=policy)
    return [
        Turn(
            visit=visit,
            day_count=day_chip(visit.patient.events.all(), episode_id=visit.episode_id, on=day),
            used=used_text(visit),
            mind=band(
                consent_kinds=visit.consent_kinds,
                conditions=visit.conditions,
                referrals=[visit.referral] if visit.referral else [],
            ),
            chart=chart_state(visit),
            reassessing=reassessing(visit),
        )
        for visit in found
    ]


def written_later() -> ArraySubquery:
    """An annotation of visits: the re-assessment of their course of care that is open, or was begun on their day or after."""
    rows = Assessment.objects.filter(episode=OuterRef("episode")).exclude(kind=Assessment.Kind.INTAKE)
    near = rows.filter(
        Q(signature__isnull=True)
        | Q(started_at__gte=Func(OuterRef("during"), function="lower", output_field=DateTimeField()) - BEFORE)
    )
    return ArraySubquery(near.order_by("-started_at").values(found=JSONObject(pk="pk", signed="signature_id"))[:1])


def reassessing(visit: Any) -> Reassessing | None:
    """Of a visit with `written_later` as `later`; None for every other kind of visit, and for one that will not take place."""
    if visit.kind != Appointment.Kind.REASSESSMENT or visit.episode_id is None or not visit.is_live:
        return None
    found = visit.later[0] if visit.later else {"pk": None, "signed": None}
    return Reassessing(visit.episode_id, found["pk"], found["signed"] is not None)


def chart_state(visit: Appointment) -> str:
    """none, open or signed; `visit` comes with its chart."""
    chart = getattr(visit, "chart", None)
    if chart is None:
        return "none"
    return "signed" if chart.signature_id else "open"


def unsigned_charts(staff: Staff) -> list[Chart]:
    rows = Chart.objects.filter(therapist=staff, signature__isnull=True).select_related(
        "appointment__patient", "appointment__location"
    )
    return list(rows.order_by("started_at")[:MOST_UNFINISHED])


def draft_assessments(staff: Staff) -> list[Assessment]:
    rows = Assessment.objects.filter(therapist=staff, signature__isnull=True).select_related("episode__patient")
    return list(rows.order_by("started_at")[:MOST_UNFINISHED])


def draft_plans(staff: Staff) -> list[PlanVersion]:
    rows = PlanVersion.objects.filter(therapist=staff, signature__isnull=True).select_related("plan__episode__patient")
    return list(rows.order_by("drafted_at")[:MOST_UNFINISHED])
