"""The mail that confirms a booked visit. Mail is read over shoulders: nothing in it says what the visit is for."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import formats, translation
from django.utils.translation import gettext as _

from clinic.models import ClinicProfile
from sessions.models import Appointment


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str
    html: str


def booked(visit: Appointment, *, profile: ClinicProfile | None, url: str) -> Letter:
    """In the patient's language, with the time on the location's clock."""
    with translation.override(visit.patient.language):
        local = visit.starts_at.astimezone(visit.location.tz)
        context = {
            "name": visit.patient.given_name,
            "when": formats.date_format(local, "l j F, H:i"),
            "location": visit.location,
            "phone": visit.location.phone or (profile.phone if profile else ""),
            "clinic": profile.name if profile else visit.location.name,
            "url": url,
        }
        return Letter(
            subject=_("Your visit on %(when)s") % {"when": formats.date_format(local, "D j M, H:i")},
            text=render_to_string("sessions/emails/appointment_booked.txt", context),
            html=render_to_string("sessions/emails/appointment_booked.html", context),
        )
