"""Referrals as pages and rules read them."""

from datetime import date

from django.apps import apps
from django.db.models import QuerySet

from clinic.models import Actor
from patients.models import Patient
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


def last_saved_by(referral: Referral) -> str:
    """Who saved this referral last, from its history; empty where no signed-in person did."""
    history = apps.get_model("referrals", "ReferralHistory")
    row = history.objects.filter(id=referral.pk).order_by("-pgh_id").select_related("pgh_context").first()
    actor = (row.pgh_context.metadata or {}).get("actor") if row and row.pgh_context else None
    return Actor.objects.filter(pk=actor).values_list("name", flat=True).first() or "" if actor else ""


def may_be_renewed(patient: Patient, *, besides: Referral) -> "QuerySet[Referral]":
    """Referrals of the same patient that this one may point at."""
    return (
        Referral.objects.verified()
        .filter(episode__patient=patient)
        .exclude(pk=besides.pk)
        .select_related("physician", "episode")
    )
