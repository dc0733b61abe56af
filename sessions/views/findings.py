"""What refuses a booking, as the page says it: with the one link that leads to lifting it."""

from dataclasses import dataclass

from django.urls import reverse

from clinic.rules.findings import Finding
from patients.models import Patient
from sessions.rules.appointments import LENGTH, standing
from sessions.selectors.booking import Course


@dataclass(frozen=True)
class Shown:
    level: str
    message: str
    source: str
    lifted_by: str
    action_url: str
    action_label: str


def shown(
    findings: list[Finding],
    patient: Patient,
    course: Course | None,
    *,
    may_override: bool,
    arranges: frozenset[str] = frozenset(),
) -> list[Shown]:
    """What this person cannot lift by a reason of their own is a plain refusal. `arranges`: see `standing`."""
    left = standing(findings, override_reason="any", may_override=may_override, arranges=arranges)
    refused = {finding.code for finding in left}
    return [
        Shown(
            "block" if finding.code in refused - {LENGTH} else finding.level.name.lower(),
            finding.message,
            finding.source,
            finding.lifted_by,
            *_way_out(finding.code, patient, course),
        )
        for finding in findings
    ]


def _way_out(code: str, patient: Patient, course: Course | None) -> tuple[str, str]:
    """Address and label of the page where the reason for a refusal is resolved; empty where the form itself is that page."""
    order = course.orders[0] if course and course.orders else None
    new = f"{reverse('referrals:new')}?patient={patient.pk}"
    known = {
        "NO_CONSENT": (reverse("patients:consent_give", args=[patient.pk]), "Take it down"),
        "NO_EPISODE": (new, "Take in a referral"),
        "NO_REFERRAL": (new, "Take in a referral"),
        "NO_PLAN": (reverse("sessions:patient", args=[patient.pk]), "What comes next"),
    }
    if order is not None:
        renewal = f"{reverse('referrals:new')}?renews={order.referral.pk}"
        known |= {
            "NOT_VERIFIED": (reverse("referrals:detail", args=[order.referral.pk]), "Open the referral"),
            "EXPIRED": (renewal, "Renew it"),
            "USED_UP": (renewal, "Renew it"),
        }
    return known.get(code, ("", ""))
