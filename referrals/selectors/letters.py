"""What a letter to a physician says: from an inquiry that was asked, or from one that is being written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils import formats

from clinic.models import Location
from clinic.rules.regions import place_name
from clinic.rules.techniques import TECHNIQUE_NAMES, TechniqueCode
from clinic.selectors.profile import clinic_profile
from patients.models import Patient
from referrals.models import ClinicalEvent, Episode, Inquiry, Physician
from referrals.rules.rows import row_label


@dataclass(frozen=True)
class Sender:
    clinic: str
    address: str
    phone: str
    email: str


@dataclass(frozen=True)
class Letter:
    """`because`: the rows that hold the work back, in words, with the day of the event where it is one."""

    kind: str
    sender: Sender
    physician: Physician | None
    patient: Patient
    problem: str
    because: list[str]
    techniques: list[str]
    places: list[str]
    question: str
    asked_by: str
    asked_on: date

    @property
    def by_fax(self) -> bool:
        return self.physician is not None and self.physician.reports_by == Physician.Channel.FAX


def of_inquiry(inquiry: Inquiry) -> Letter:
    """`inquiry` with its patient, physician, episode and asker selected."""
    return write(
        kind=inquiry.kind,
        patient=inquiry.patient,
        physician=inquiry.physician,
        episode=inquiry.episode,
        lifts=inquiry.lifts,
        techniques=inquiry.techniques,
        regions=inquiry.regions,
        question=inquiry.question,
        asked_by=inquiry.asked_by.name,
        at=inquiry.asked_at,
    )


def write(
    *,
    kind: str,
    patient: Patient,
    physician: Physician | None,
    episode: Episode | None,
    lifts: Sequence[str],
    techniques: Sequence[str],
    regions: Sequence[str],
    question: str,
    asked_by: str,
    at: datetime,
    events: Sequence[ClinicalEvent] | None = None,
) -> Letter:
    """`events` are the patient's, where they are at hand."""
    if events is None:
        events = list(ClinicalEvent.objects.filter(patient=patient))
    location = Location.objects.first()
    return Letter(
        kind=kind,
        sender=_sender(location),
        physician=physician,
        patient=patient,
        problem=episode.problem if episode else "",
        because=[_because(row, events) for row in lifts] if kind == Inquiry.Kind.CLEARANCE else _happened(events),
        techniques=[TECHNIQUE_NAMES[TechniqueCode(code)] for code in techniques],
        places=[place_name(place) for place in regions],
        question=question,
        asked_by=asked_by,
        asked_on=at.astimezone(location.tz if location else UTC).date(),
    )


def _sender(location: Location | None) -> Sender:
    profile = clinic_profile()
    phone = (profile.phone if profile else "") or (location.phone if location else "")
    return Sender(
        clinic=profile.name if profile else "Mend",
        address=location.address if location else "",
        phone=phone,
        email=profile.email if profile else "",
    )


def _because(row: str, events: Sequence[ClinicalEvent]) -> str:
    event = next((event for event in events if row == f"E-{event.kind}"), None)
    return _told(event) if event else row_label(row)


def _happened(events: Sequence[ClinicalEvent]) -> list[str]:
    return [_told(event) for event in events]


def _told(event: ClinicalEvent) -> str:
    """“Liposuction, 18 Oct 2026: abdomen and flanks”."""
    day = formats.date_format(event.happened_on, "j M Y")
    return f"{event.get_kind_display()}, {day}" + (f": {event.procedure}" if event.procedure else "")
