"""Mails about visits. Mail is read over shoulders: first name, time, place, the therapist's name, and nothing of what a visit is for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from clinic.models import ClinicProfile, Location
from patients.models import Patient
from sessions.models import Appointment

BOOKED, CHANGED, CANCELLED, REMINDER = "booked", "changed", "cancelled", "reminder"


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Item:
    """One visit of which the letter speaks: `kind` says what about it, `url` leads to its page (empty once it is called off)."""

    visit: Appointment
    kind: str
    url: str = ""

    @property
    def when(self) -> str:
        return said(self.visit.starts_at, self.visit.location)


def said(moment: datetime, location: Location) -> str:
    """The day and time on the location's clock, in the language in force."""
    return formats.date_format(moment.astimezone(location.tz), pgettext("long day and time", "l j F, H:i"))


def about_visits(items: Sequence[Item], *, patient: Patient, profile: ClinicProfile | None) -> Letter:
    """One letter for all of them, in the patient's language. They are of one patient, and reminders are not mixed with news."""
    with translation.override(patient.language):
        place = items[0].visit.location
        context = {
            "name": patient.given_name,
            "groups": _groups(items),
            "phone": place.phone or (profile.phone if profile else ""),
            "clinic": profile.name if profile else place.name,
        }
        return Letter(
            subject=_subject(items),
            text=render_to_string("sessions/emails/visits.txt", context),
            html=render_to_string("sessions/emails/visits.html", context),
        )


def _groups(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    found = [(kind, [item for item in items if item.kind == kind]) for kind in (REMINDER, BOOKED, CHANGED, CANCELLED)]
    return [(opening(kind, len(rows)), rows) for kind, rows in found if rows]


def opening(kind: str, count: int) -> str:
    return {
        BOOKED: ngettext("Your visit is booked:", "Your visits are booked:", count),
        CHANGED: ngettext("Your visit has changed. It is now:", "These visits have changed. They are now:", count),
        CANCELLED: ngettext("This visit is cancelled:", "These visits are cancelled:", count),
        REMINDER: _("We expect you soon:"),
    }[kind]


def _subject(items: Sequence[Item]) -> str:
    """Seen by everybody along the way: that there is a visit, and when."""
    kinds = {item.kind for item in items}
    first = items[0]
    local = first.visit.starts_at.astimezone(first.visit.location.tz)
    when = formats.date_format(local, pgettext("short day and time", "D j M, H:i"))
    if len(items) > 1 and kinds == {BOOKED}:
        return _("Your visits: %(count)s dates") % {"count": len(items)}
    if len(items) > 1:
        return _("Reminder of your visits") if kinds == {REMINDER} else _("News of your visits")
    words = {
        BOOKED: _("Your visit on %(when)s"),
        CHANGED: _("Your visit is now on %(when)s"),
        CANCELLED: _("Your visit on %(when)s is cancelled"),
        REMINDER: _("Reminder: your visit on %(when)s"),
    }
    return words[first.kind] % {"when": when}
