"""What a booking needs, ready to book: a place, therapists, a patient under a verified referral and a signed plan."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from clinic.models import Room, Staff
from patients.models import Patient
from referrals.models import Episode, Referral
from sessions.models import Appointment, PlanVersion
from sessions.services import appointments, telling
from tests.factories import world

ZONE = ZoneInfo("America/Los_Angeles")


@dataclass
class Ready:
    """One patient who may be treated, and whom by, where."""

    patient: Patient
    episode: Episode
    referral: Referral
    version: PlanVersion
    therapist: Staff
    room: Room

    def book(self, **changed: Any) -> Appointment:
        """A treatment of 60 minutes tomorrow at ten, unless `changed` says otherwise."""
        facts: dict[str, Any] = {
            "patient": self.patient,
            "kind": "treatment",
            "therapist": self.therapist,
            "room": self.room,
            "starts_at": at(10),
            "minutes": 60,
            "episode": self.episode,
            "referral": self.referral,
            "plan": self.version.plan,
            "by": self.therapist,
            "now": world.NOW,
        }
        return appointments.book(**{**facts, **changed})


def tell(patient: Patient, *, now: datetime = world.NOW) -> None:
    """What the job does that a booking asks for."""
    telling.tell(patient_id=patient.pk, now=now)


def ready(therapist: Staff, *, visits: int = 12, **patient_fields: Any) -> Ready:
    episode, referral, version = world.ready_for_treatment(therapist, visits=visits, **patient_fields)
    return Ready(episode.patient, episode, referral, version, therapist, world.room())


def at(hour: int, minute: int = 0, day: date = date(2026, 11, 24)) -> datetime:
    """A moment by the clock of the location, tomorrow unless said otherwise."""
    return datetime.combine(day, time(hour, minute), tzinfo=ZONE).astimezone(UTC)
