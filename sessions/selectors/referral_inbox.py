"""Referrals that wait for a person: incomplete, without a first visit, or about to end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from clinic.rules.policy import Policy
from referrals.models import Referral
from referrals.rules.completeness import Contents, missing
from sessions.models import LIVE, Appointment
from sessions.rules.first_visit import Waits, waits
from sessions.selectors.booking import with_used

WAITS_OVER = timedelta(days=90)


@dataclass(frozen=True)
class Waiting:
    """A referral that is not verified yet, with what it lacks in words."""

    referral: Referral
    lacks: list[str]

    @property
    def only_scan(self) -> bool:
        return self.referral.episode_id is None


@dataclass(frozen=True)
class Ending:
    referral: Referral
    days: int
    left: int

    @property
    def words(self) -> str:
        if self.left == 0:
            return "All authorized visits are booked or done"
        when = {0: "ends today", 1: "ends tomorrow"}.get(self.days, f"ends in {self.days} days")
        return f"Referral {when}, {self.left} visit{'' if self.left == 1 else 's'} left"


def awaiting() -> list[Waiting]:
    rows = Referral.objects.awaiting().select_related("episode__patient", "physician", "scan")
    counted: Iterable[Any] = rows.annotate(diagnosis_count=Count("diagnoses")).order_by("received_on", "pk")
    return [Waiting(referral, missing(_contents(referral, referral.diagnosis_count))) for referral in counted]


def _contents(referral: Referral, diagnoses: int) -> Contents:
    return Contents(
        has_patient=referral.episode is not None,
        problem=referral.episode.problem if referral.episode else "",
        has_physician=referral.physician_id is not None,
        diagnoses=diagnoses,
        affected_regions=len(referral.affected_regions),
        visits_authorized=referral.visits_authorized,
        has_valid_until=referral.valid_until_on is not None,
    )


@dataclass(frozen=True)
class Verified:
    """`to_book`: still valid, the course open, and nobody has booked anything. `waits`: how long the others took, as far as they arrived
    within WAITS_OVER."""

    to_book: list[Referral]
    waits: Waits | None


def verified(*, today: date, tz: tzinfo, most: int) -> Verified:
    """`tz`: where days begin; `most`: days that the clinic lets a referral wait. One query. A renewal has no first visit of its own."""
    visits = Appointment.objects.filter(episode=OuterRef("episode"), status__in=LIVE).order_by("during")
    rows = (
        Referral.objects.verified()
        .annotate(first=Subquery(visits.values("during__startswith")[:1]))
        .filter(
            Q(first__isnull=True, valid_until_on__gte=today, episode__closed_on__isnull=True)
            | Q(first__isnull=False, received_on__gt=today - WAITS_OVER, renews__isnull=True)
        )
    )
    known: list[Any] = list(rows.select_related("episode__patient", "physician").order_by("start_by_on", "pk"))
    took = [(row.first.astimezone(tz).date() - row.received_on).days for row in known if row.first]
    return Verified([row for row in known if row.first is None], waits([max(0, days) for days in took], most=most))


def ending(*, today: date, policy: Policy) -> list[Ending]:
    """In use, not renewed, and ending soon (P-REFERRAL-NOTICE) or nearly used up."""
    rows = Referral.objects.verified().filter(
        valid_until_on__gte=today, episode__closed_on__isnull=True, renewed_by__isnull=True
    )
    found = []
    counted: Iterable[Any] = rows.select_related("episode__patient", "physician").annotate(used=with_used(policy))
    for referral in counted:
        days, left = (referral.valid_until_on - today).days, max(referral.visits_authorized - referral.used, 0)
        if referral.used and (days <= policy.referral_notice_days or left <= policy.referral_notice_visits):
            found.append(Ending(referral, days, left))
    return sorted(found, key=lambda item: (item.days, item.left))
