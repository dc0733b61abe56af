"""What was asked of physicians, on the timeline of a course of care: a clearance, an order, or whether treatment would help."""

from django.urls import reverse

from clinic.rules.techniques import TECHNIQUE_NAMES, TechniqueCode
from clinic.rules.timeline import Entry, EntryKind
from referrals.models import Inquiry

TITLES = {
    Inquiry.Kind.CLEARANCE: "Clearance asked",
    Inquiry.Kind.ORDER: "Order asked",
    Inquiry.Kind.CONSULT: "Physician asked",
}


def inquiries(episode_id: int) -> list[Entry]:
    """One query."""
    return [_entry(row) for row in Inquiry.objects.filter(episode=episode_id).select_related("physician")]


def _entry(row: Inquiry) -> Entry:
    names = ", ".join(TECHNIQUE_NAMES[TechniqueCode(code)].lower() for code in row.techniques)
    return Entry(
        at=row.asked_at,
        kind=EntryKind.LETTER,
        title=f"{TITLES[Inquiry.Kind(row.kind)]}: {names}" if names else TITLES[Inquiry.Kind(row.kind)],
        text=f"{row.physician.name}, {'answered' if row.answered_at else 'not answered yet'}",
        tone="teal" if row.answered_at else "amber",
        url=reverse("referrals:inquiry", args=[row.pk]),
    )
