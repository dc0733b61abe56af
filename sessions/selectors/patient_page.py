"""The patient page: header and band, where each course of care stands on its path, visits, referrals."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import formats

from clinic.rules.policy import Policy
from patients.models import Patient
from referrals.models import Referral
from sessions.models import Appointment
from sessions.rules.path import PathFacts
from sessions.selectors import banner
from sessions.selectors.banner import BandItem
from sessions.selectors.booking import Course, Order
from sessions.selectors.guard_facts import events_of

MOST_VISITS = 100


@dataclass(frozen=True)
class Header:
    """The variables of the patient header component, drawn by the server in the first response."""

    facts: str
    day_count: str
    referral: str
    visits_used: int
    visits_authorized: int
    consents: str
    consents_ok: bool
    phase: str
    next_visit: str
    band: list[BandItem]


def visits_of(patient: Patient) -> "QuerySet[Appointment]":
    rows = Appointment.objects.filter(patient=patient).select_related("therapist", "location", "chart")
    return rows.order_by("-during")[:MOST_VISITS]


def header(
    patient: Patient,
    course: Course | None,
    courses: list[Course],
    *,
    visits: list[Appointment],
    phase: str,
    today: date,
    now: datetime,
) -> Header:
    """`patient` comes from `banner.with_banner_facts` and `with_guard_facts`; `phase` is for those who may read plans."""
    order = course.order_on(today) if course else None
    kinds = [row["kind"] for row in banner.consent_rows(patient)]
    consents, consents_ok = banner.consents_text(kinds)
    return Header(
        facts=banner.facts_text(patient, today),
        day_count=banner.day_count(events_of(patient), episode_id=course.episode.pk if course else None, on=today),
        referral=referral_text(order.referral) if order else "",
        visits_used=order.facts.used if order else 0,
        visits_authorized=order.facts.authorized if order else 0,
        consents=consents,
        consents_ok=consents_ok,
        phase=phase,
        next_visit=_next(visits, now),
        band=banner.band(
            consent_kinds=kinds,
            conditions=patient.standing_conditions,  # type: ignore[attr-defined]
            referrals=[referral for each in courses if each.is_open for referral in _in_force(each.orders, today)],
        ),
    )


def _in_force(orders: list[Order], today: date) -> list[Referral]:
    """Whose no-touch regions and precautions stand: verified referrals not yet over; before any is verified, the newest.
    What must be spared is spared in every course of care, so the band reads all that are open."""
    standing = [order.referral for order in orders if order.facts.verified and not order.facts.withdrawn]
    current = [referral for referral in standing if referral.valid_until_on is None or referral.valid_until_on >= today]
    return current or standing[:1] or [order.referral for order in orders[:1]]


def referral_text(referral: Referral) -> str:
    """“Dr. Albrecht, to 14 Jan”."""
    who = referral.physician.name if referral.physician else "physician not named"
    if referral.verified_at is None:
        return f"{who}, not verified"
    until = referral.valid_until_on
    return f"{who}, to {formats.date_format(until, 'j M Y')}" if until else who


def _next(visits: list[Appointment], now: datetime) -> str:
    upcoming = [visit for visit in visits if visit.starts_at > now and visit.is_live and visit.status != "held"]
    if not upcoming:
        return ""
    visit = min(upcoming, key=lambda row: row.starts_at)
    local = visit.starts_at.astimezone(visit.location.tz)
    return f"{formats.date_format(local, 'D j M, H:i')} {visit.therapist.name.split()[0]}"


def path_facts(
    course: Course | None, visits: list[Appointment], *, policy: Policy, today: date, now: datetime
) -> PathFacts:
    if course is None:
        return PathFacts()
    own = [visit for visit in visits if visit.episode_id == course.episode.pk and visit.is_live]
    treatments = [visit for visit in own if visit.kind != Appointment.Kind.EVALUATION]
    signed = [visit for visit in treatments if _is_signed(visit)]
    order = course.order_on(today)
    return PathFacts(
        referral=bool(course.orders),
        verified=any(order.facts.verified and not order.facts.withdrawn for order in course.orders),
        evaluation=any(visit.kind == Appointment.Kind.EVALUATION for visit in own),
        intake_signed=course.intake_signed,
        plan_signed=course.plan_id is not None,
        upcoming=sum(visit.starts_at > now for visit in treatments),
        visits_to_chart=len([visit for visit in treatments if visit.starts_at <= now and not _is_signed(visit)]),
        charts=len(signed),
        visits_left=order.left if order else 0,
        report_every=policy.report_every_visits,
    )


def visit_to_chart(course: Course, visits: list[Appointment]) -> Appointment | None:
    """The earliest treatment whose chart is not signed."""
    own = [
        visit for visit in visits if visit.episode_id == course.episode.pk and visit.is_live and not _is_signed(visit)
    ]
    treatments = [visit for visit in own if visit.kind != Appointment.Kind.EVALUATION]
    return min(treatments, key=lambda visit: visit.starts_at, default=None)


def _is_signed(visit: Appointment) -> bool:
    chart = getattr(visit, "chart", None)
    return chart is not None and chart.signature_id is not None
