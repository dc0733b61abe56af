"""The mail that offers a time to somebody who waits: first name, time, place, until when; nothing of what the visit is for."""

from django.template.loader import render_to_string
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from clinic.models import ClinicProfile
from patients.models import Patient
from sessions.emails.appointments import Letter, said
from sessions.models import Offer


def about_offer(offer: Offer, *, patient: Patient, url: str, profile: ClinicProfile | None) -> Letter:
    """In the patient's language. The subject is seen by everybody along the way: that there is a time, and when."""
    visit = offer.visit
    with translation.override(patient.language):
        place = visit.location
        context = {
            "name": patient.given_name,
            "when": said(visit.starts_at, place),
            "until": said(offer.holds_until, place),
            "visit": visit,
            "url": url,
            "phone": place.phone or (profile.phone if profile else ""),
            "clinic": profile.name if profile else place.name,
        }
        local = visit.starts_at.astimezone(place.tz)
        when = formats.date_format(local, pgettext("short day and time", "D j M, H:i"))
        return Letter(
            subject=_("A time is free: %(when)s") % {"when": when},
            text=render_to_string("sessions/emails/offer.txt", context),
            html=render_to_string("sessions/emails/offer.html", context),
        )
