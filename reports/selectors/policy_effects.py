"""What a change of the clinic's policy reaches among courses of care and their reports: shown before it is put in force."""

from datetime import datetime

from django.db.models import QuerySet

from clinic.registry import PolicyEffect
from clinic.rules.policy import names_of
from referrals.models import Episode
from reports.models import ProgressReport

HERE = "reports.selectors.policy_effects"


def open_courses(*, now: datetime) -> "QuerySet[Episode]":  # noqa: ARG001 - every effect is asked alike
    return Episode.objects.open()


def report_drafts(*, now: datetime) -> "QuerySet[ProgressReport]":  # noqa: ARG001
    return ProgressReport.objects.filter(signature__isnull=True)


EFFECTS = (
    PolicyEffect(
        names_of("Response to treatment", "Re-evaluation and reports", "Discharge and follow-up", "Swelling and girth"),
        f"{HERE}.open_courses",
        "open course of care",
        "open courses of care",
        "what is due and what is shown is counted by it from now on",
    ),
    PolicyEffect(
        names_of("Re-evaluation and reports", "Swelling and girth") | {"pain_rise"},
        f"{HERE}.report_drafts",
        "report in draft",
        "reports in draft",
        "filled by it until signed",
    ),
)
