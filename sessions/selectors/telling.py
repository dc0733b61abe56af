"""Which patients are to be told something of their visits, and what they were told before."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from clinic.rules.policy import Policy
from patients.models import Consent
from sessions.models import Appointment, VisitNotice
from sessions.rules.telling import COMING, OFF, Told, VisitState, reminder, widest

# Longer ago a visit was booked without a word only because its patient wants no mail.
JUST_BOOKED = timedelta(hours=1)


def reachable() -> Q:
    """Of visits: their patients have an address and agreed to mail."""
    agreed = Consent.objects.standing().filter(patient=OuterRef("patient"), kind=Consent.Kind.EMAIL)
    return ~Q(patient__email="") & Q(Exists(agreed))


def ahead(*, now: datetime) -> "QuerySet[Appointment]":
    """What is still to come, with all that letters and rules ask for."""
    notices = Prefetch("notices", VisitNotice.objects.order_by("made_at", "pk"))
    rows = Appointment.objects.filter(during__startswith__gt=now, status__in=[*COMING, *OFF])
    return rows.select_related("patient", "therapist", "room", "location").prefetch_related(notices)


def state_of(visit: Appointment) -> VisitState:
    """Of a visit from `ahead`."""
    told, reminded = [], []
    for notice in visit.notices.all():
        if notice.kind == VisitNotice.Kind.REMINDER:
            reminded += [notice.hours_before] if notice.starts_at == visit.starts_at else []
        else:
            told.append(Told(notice.kind, notice.sequence, notice.made_at))
    return VisitState(
        status=visit.status,
        sequence=visit.sequence,
        starts_at=visit.starts_at,
        zone=visit.location.tz,
        last=told[-1] if told else None,
        reminded=frozenset(reminded),
    )


def hours(policy: Policy) -> tuple[int, ...]:
    return policy.reminder_first_hours, policy.reminder_last_hours


def waiting(*, policy: Policy, now: datetime) -> list[int]:
    """Patients with a reminder due, or with a visit that changed since they were told of it, whatever changed it."""
    rows = ahead(now=now).filter(reachable())
    behind = _behind(rows, now=now)
    soon = rows.filter(during__startswith__lt=now + widest(hours(policy)), status__in=COMING)
    due = (visit.patient_id for visit in soon if reminder(state_of(visit), hours(policy), now))
    return sorted({*behind, *due})


def _behind(rows: "QuerySet[Appointment]", *, now: datetime) -> list[int]:
    news = VisitNotice.objects.filter(appointment=OuterRef("pk")).exclude(kind=VisitNotice.Kind.REMINDER)
    known = Q(Exists(news.filter(sequence=OuterRef("sequence"))))
    told = Q(Exists(news.filter(sequence__lt=OuterRef("sequence"))))
    fresh = Q(booked_at__gt=now - JUST_BOOKED, status__in=COMING)
    return list(rows.filter(~known & (told | fresh)).order_by().values_list("patient_id", flat=True))
