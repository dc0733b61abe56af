"""Referrals as pages and rules read them."""

from datetime import date

from django.db.models import QuerySet

from referrals.models import Referral
from referrals.rules.completeness import Contents
from referrals.rules.validity import Standing, State, state_on


def whole() -> "QuerySet[Referral]":
    """With everything a page about one referral names, in two queries."""
    people = (
        "episode__patient",
        "physician",
        "scan",
        "renews",
        "recorded_by",
        "verified_by",
        "declined_by",
        "withdrawn_by",
    )
    return Referral.objects.select_related(*people).prefetch_related("diagnoses")


def contents_of(referral: Referral) -> Contents:
    """What is there, as the checklist counts it."""
    return Contents(
        has_patient=referral.episode is not None,
        problem=referral.episode.problem if referral.episode else "",
        has_physician=referral.physician_id is not None,
        diagnoses=len(referral.diagnoses.all()),
        affected_regions=len(referral.affected_regions),
        visits_authorized=referral.visits_authorized,
        has_valid_until=referral.valid_until_on is not None,
    )


def state(referral: Referral, day: date, *, used: int | None = None) -> State:
    """The one word for this referral on this day; `used` are the visits counted under it, where known."""
    standing = Standing(
        verified=referral.verified_at is not None,
        declined=referral.declined_at is not None,
        withdrawn=referral.withdrawn_at is not None,
        received_on=referral.received_on,
        earliest_start_on=referral.earliest_start_on,
        valid_until_on=referral.valid_until_on,
        visits_authorized=referral.visits_authorized,
        used=used,
    )
    return state_on(standing, day)
