"""What a change of the clinic's policy reaches among referrals, clearances and care teams: shown before it is put in force."""

from datetime import datetime

from django.db.models import Q, QuerySet

from clinic.registry import PolicyEffect
from referrals.models import CareTeam, Clearance, Inquiry, Referral

HERE = "referrals.selectors.policy_effects"


def awaiting(*, now: datetime) -> "QuerySet[Referral]":  # noqa: ARG001 - every effect is asked alike
    return Referral.objects.awaiting()


def in_use(*, now: datetime) -> "QuerySet[Referral]":
    return Referral.objects.verified().filter(valid_until_on__gte=now.date(), episode__closed_on__isnull=True)


def clearances(*, now: datetime) -> "QuerySet[Clearance]":  # noqa: ARG001
    return Clearance.objects.standing()


def memberships(*, now: datetime) -> "QuerySet[CareTeam]":
    return CareTeam.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=now.date()))


def letters(*, now: datetime) -> "QuerySet[Inquiry]":  # noqa: ARG001
    return Inquiry.objects.unanswered()


EFFECTS = (
    PolicyEffect(
        frozenset({"referral_valid_days"}),
        f"{HERE}.awaiting",
        "referral not verified yet",
        "referrals not verified yet",
        "it holds where no end is named; verified ones keep theirs",
    ),
    PolicyEffect(
        frozenset({"referral_notice_days", "first_visit_alert_days", "evaluation_counts"}),
        f"{HERE}.in_use",
        "referral in use",
        "referrals in use",
        "watched by it from now on",
    ),
    PolicyEffect(
        frozenset({"clearance_days", "clearance_notice_days"}),
        f"{HERE}.clearances",
        "clearance on file",
        "clearances on file",
        "the last day stays as it is; a notice comes by it",
    ),
    PolicyEffect(
        frozenset({"inquiry_answer_days"}),
        f"{HERE}.letters",
        "letter without an answer",
        "letters without an answer",
        "brought up again by it in the referral inbox",
    ),
    PolicyEffect(
        frozenset({"care_team_days"}),
        f"{HERE}.memberships",
        "place on a care team",
        "places on care teams",
        "ended by it after the last visit",
    ),
)
