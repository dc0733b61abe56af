"""Letters of the foundation: what staff are sent about their access. No health words in any subject."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from clinic.models import Staff
from clinic.selectors.profile import clinic_name


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str


def staff_invitation(*, staff: Staff, url: str, days: int) -> Letter:
    """Asks a new member of staff to choose a password."""
    context = {"name": staff.name, "email": staff.email, "clinic": clinic_name(), "url": url, "days": days}
    subject = render_to_string("clinic/emails/staff_invitation.subject.txt", context)
    text = render_to_string("clinic/emails/staff_invitation.txt", context)
    return Letter(subject=" ".join(subject.split())[:200], text=text)
