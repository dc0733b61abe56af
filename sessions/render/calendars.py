"""iCalendar objects: the visit for the patient's calendar, and a therapist's feed. Nothing in either says what a visit is for.

Times are UTC: right across every change of clocks, whatever the reader's zone.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText  # type: ignore[import-untyped]  # its types are a package of their own

from sessions.models import Appointment
from sessions.rules.telling import OFF

PRODUCT = "-//Mend//Visits//EN"
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
TENTATIVE, CONFIRMED, CALLED_OFF = "TENTATIVE", "CONFIRMED", "CANCELLED"


def method_of(visit: Appointment) -> str:
    return CANCEL if visit.status in OFF else REQUEST


def for_patient(visit: Appointment, *, clinic: str, recipient: str, now: datetime) -> str:
    """One visit as the clinic sends it: the same UID all its life, SEQUENCE from the row, so that a newer one replaces an older."""
    method = method_of(visit)
    event = _event(visit, stamp=now)
    event.add("summary", _("Visit at %(clinic)s") % {"clinic": clinic})
    event.add("location", _place(visit))
    event.add("description", _("With %(therapist)s") % {"therapist": visit.therapist.name})
    event.add("status", CALLED_OFF if method == CANCEL else CONFIRMED)
    event.add("organizer", _address(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], clinic))
    attendee = _address(recipient, visit.patient.given_name)
    attendee.params |= {"partstat": vText("ACCEPTED"), "rsvp": vText("FALSE"), "role": vText("REQ-PARTICIPANT")}
    event.add("attendee", attendee)
    return _text(_calendar(method), [event])


def for_therapist(visits: Iterable[Appointment], *, name: str) -> str:
    """Kind, room and initials, no more: a calendar lies on phones and at strangers' servers. The same visits give the same text."""
    calendar = _calendar(PUBLISH)
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", "PT15M")
    return _text(calendar, [_own(visit) for visit in visits])


def _own(visit: Appointment) -> Event:
    event = _event(visit, stamp=visit.booked_at)
    initials = f"{visit.patient.given_name[:1]}{visit.patient.family_name[:1]}".upper()
    held = "Held: " if visit.status == Appointment.Status.HELD else ""
    event.add("summary", f"{held}{visit.get_kind_display()}, {initials}")
    event.add("location", f"{visit.room.name}, {visit.location.name}")
    event.add("status", TENTATIVE if visit.status == Appointment.Status.HELD else CONFIRMED)
    event.add("class", "PRIVATE")
    return event


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def _event(visit: Appointment, *, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", f"visit-{visit.pk}@{_host()}")
    event.add("sequence", visit.sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", visit.starts_at.astimezone(UTC))
    event.add("dtend", visit.ends_at.astimezone(UTC))
    event.add("transp", "OPAQUE")
    return event


def _host() -> str:
    """Of the clinic's own address: with it a number names one visit in the world."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]


def _place(visit: Appointment) -> str:
    place = visit.location
    return f"{place.name}, {place.address}" if place.address else place.name


def _address(email: str, name: str) -> Any:
    address = vCalAddress(f"mailto:{email}")
    address.params["cn"] = vText(name)
    return address


def _text(calendar: Calendar, events: Iterable[Event]) -> str:
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written.decode()
