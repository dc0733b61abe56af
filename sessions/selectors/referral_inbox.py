"""Referrals that wait for a person: incomplete, without a first visit, or about to end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef

from clinic.rules.policy import Policy
from referrals.models import Referral
from referrals.rules.completeness import Contents, missing
from sessions.models import LIVE, Appointment
from sessions.selectors.booking import with_used


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


def without_visit(*, today: date) -> list[Referral]:
    """Verified, still valid, its course open, and nobody has booked anything under it."""
    booked = Appointment.objects.filter(episode=OuterRef("episode"), status__in=LIVE)
    rows = Referral.objects.verified().filter(valid_until_on__gte=today, episode__closed_on__isnull=True)
    return list(
        rows.exclude(Exists(booked)).select_related("episode__patient", "physician").order_by("start_by_on", "pk")
    )


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
