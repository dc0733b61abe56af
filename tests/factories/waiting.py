"""Somebody who waits, and a time that has become free."""

import re
from typing import Any

from clinic.models import OutboundEmail, Staff
from sessions.models import Appointment, Offer, WaitlistEntry
from sessions.services import appointments, offers, waitlist
from tests.factories import world
from tests.factories.booking import Ready, ready

MAIL = ("treatment", "release", "email")


def waits(case: Ready, **changed: Any) -> WaitlistEntry:
    """This patient waits for a treatment, whenever and with whomever, unless `changed` says otherwise."""
    facts: dict[str, Any] = {
        "patient": case.patient,
        "episode": case.episode,
        "kind": "treatment",
        "minutes": 60,
        "by": world.system(),
        "now": world.NOW,
    }
    return waitlist.add(**{**facts, **changed})


def someone(therapist: Staff, family: str, **fields: Any) -> Ready:
    """A patient who may be treated and reads mail."""
    case = {"email": f"{family.lower()}@home.example", "consents": MAIL, "family": family}
    return ready(therapist, **{**case, **fields})


def freed(case: Ready, **changed: Any) -> Appointment:
    """A visit of this patient tomorrow at ten, cancelled."""
    visit = case.book(**changed)
    appointments.cancel(appointment=visit, reason="Has a cold", by=world.system(), now=world.NOW)
    return visit


def offered(entry: WaitlistEntry, time: Appointment, by: Staff, **changed: Any) -> Offer:
    facts = {
        "entry": entry,
        "therapist": time.therapist,
        "room": time.room,
        "starts_at": time.starts_at,
        "by": by,
        "now": world.NOW,
    }
    return offers.offer(**{**facts, **changed})


def link_of(offer: Offer) -> str:
    """The path as it stands in the mail."""
    found = re.search(r"/w/\S+", OutboundEmail.objects.get(offers=offer).text)
    assert found
    return found.group()
