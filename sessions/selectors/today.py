"""A therapist's day: own visits in order, each with what must be minded; and what is not finished."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import JSONObject

from assessments.models import Assessment, Condition
from clinic.models import Location, Staff
from clinic.rules.policy import Policy
from patients.models import Consent
from referrals.models import ClinicalEvent
from sessions.models import Appointment, Chart, PlanVersion
from sessions.selectors.banner import BandItem, band, day_chip
from sessions.selectors.board import LOOKS, earlier, used_text

MOST_UNFINISHED = 20


@dataclass(frozen=True)
class Turn:
    """One visit of the day; `chart` says how far its chart is: none, open, signed."""

    visit: Appointment
    day_count: str
    used: str
    mind: list[BandItem]
    chart: str

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
        )
        for visit in found
    ]


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
