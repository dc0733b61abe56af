"""What is said on the telephone: from the visit as it stands when the list is read, in the patient's language, as mails say it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import translation
from django.utils.translation import gettext as _

from patients.models import Patient, RelatedPerson
from sessions.emails.appointments import CANCELLED, CHANGED, opening, said
from sessions.models import Appointment, Call
from sessions.rules.telling import OFF
from sessions.selectors import calls

LANGUAGES = {"en": "English", "es": "Spanish", "de": "German"}


@dataclass(frozen=True)
class Line:
    """One visit of a call. `was` and `now` in the clinic's words; `spoken` in the patient's language."""

    call: Call
    was: str
    now: str
    spoken: str

    @property
    def is_off(self) -> bool:
        return self.call.appointment.status in OFF


@dataclass
class Due:
    """One call: everything that one patient is to hear."""

    patient: Patient
    guardian: RelatedPerson | None
    lines: list[Line] = field(default_factory=list)

    @property
    def language(self) -> str:
        return LANGUAGES.get(self.patient.language[:2], self.patient.language)

    @property
    def in_english(self) -> bool:
        return self.patient.language[:2] == "en"

    @property
    def tries(self) -> int:
        return max(line.call.tries for line in self.lines)

    @property
    def tried_at(self) -> datetime | None:
        return max((line.call.tried_at for line in self.lines if line.call.tried_at), default=None)

    @property
    def first_at(self) -> datetime:
        """Of the visits they are told of, the one that comes first, as they know it: who comes soon in vain is called first."""
        return min(min(line.call.was_starts_at, line.call.appointment.starts_at) for line in self.lines)

    @property
    def phone(self) -> str:
        return self.patient.phone or (self.guardian.phone if self.guardian else "")


def due(*, day: date) -> list[Due]:
    """Everybody who waits for a call, the soonest visit first. Two queries."""
    found: dict[int, Due] = {}
    guardians: dict[int, RelatedPerson] = {}
    waiting = calls.waiting()
    for person in calls.guardians({call.patient_id for call in waiting}, day=day):
        guardians.setdefault(person.patient_id, person)
    for call in waiting:
        one = found.setdefault(call.patient_id, Due(call.patient, guardians.get(call.patient_id)))
        one.lines.append(line_of(call))
    return sorted(found.values(), key=lambda one: one.first_at)


def line_of(call: Call) -> Line:
    visit = call.appointment
    was = f"{said(call.was_starts_at, visit.location)} with {call.was_therapist.name}"
    now = "" if visit.status in OFF else f"{said(visit.starts_at, visit.location)} with {visit.therapist.name}"
    return Line(call, was, now, spoken(visit, call.was_starts_at, call.patient.language))


def spoken(visit: Appointment, was_starts_at: datetime, language: str) -> str:
    """What is said on the telephone, in the patient's language."""
    with translation.override(language):
        if visit.status in OFF:
            return f"{opening(CANCELLED, 1)} {said(was_starts_at, visit.location)}."
        who = _("with %(therapist)s") % {"therapist": visit.therapist.name}
        return f"{opening(CHANGED, 1)} {said(visit.starts_at, visit.location)}, {who}, {visit.location.name}."
