"""Who is to be called about their visits, and what is to be said: from the visit as it stands when the list is read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext as _

from clinic.models import Role
from patients.models import Patient, RelatedPerson
from sessions.emails.appointments import CANCELLED, CHANGED, opening, said
from sessions.models import Appointment, Call, VisitNotice
from sessions.rules.telling import OFF
from sessions.selectors.telling import reachable

MOST_TRIES = 999
LONGEST_KEY = 18  # digits that any key of the database holds
LATELY = timedelta(days=7)
MOST_CLOSED = 50
LANGUAGES = {"en": "English", "es": "Spanish", "de": "German"}


def reached_by_mail() -> "ExpressionWrapper[Any]":
    """An annotation of visits: mail reaches their patient."""
    return ExpressionWrapper(reachable(), output_field=BooleanField())


def told_by_mail() -> Exists:
    """An annotation of visits: their patient was once told of this visit by mail."""
    return Exists(VisitNotice.objects.filter(appointment=OuterRef("pk")).exclude(kind=VisitNotice.Kind.REMINDER))


def is_mailed(visit: Any, *, off: bool) -> bool:
    """Whether mail tells of the change of a visit with both annotations: that a visit is off is mailed only to who got mail of it."""
    return bool(visit.can_mail and (visit.was_told or not off))


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
    rows = Call.objects.open().select_related(
        "patient", "was_therapist", "appointment__therapist", "appointment__location"
    )
    rows = rows.order_by("was_starts_at", "pk")
    found: dict[int, Due] = {}
    guardians: dict[int, RelatedPerson] = {}
    calls = list(rows)
    for person in _guardians({call.patient_id for call in calls}, day=day):
        guardians.setdefault(person.patient_id, person)
    for call in calls:
        one = found.setdefault(call.patient_id, Due(call.patient, guardians.get(call.patient_id)))
        one.lines.append(line_of(call))
    return sorted(found.values(), key=lambda one: one.first_at)


def _guardians(patients: set[int], *, day: date) -> "QuerySet[RelatedPerson]":
    """Who answers for the patient; a partner or helper is not called about visits."""
    standing = RelatedPerson.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=day), may_consent=True)
    return standing.filter(patient__in=patients).exclude(phone="").order_by("pk")


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


def lately_closed(*, now: datetime) -> "QuerySet[Call]":
    rows = Call.objects.filter(closed_at__gt=now - LATELY).order_by("-closed_at", "-pk")
    return rows.select_related("patient", "closed_by", "appointment__location")[:MOST_CLOSED]


def keys_of(posted: Iterable[str]) -> list[int]:
    """Of what was posted, what can be a key."""
    return [int(one) for one in posted if one.isdecimal() and len(one) < LONGEST_KEY]


def open_count() -> Case:
    """The number beside “Calls”, as an annotation of the signed-in person: how many patients wait for one."""
    waiting = Call.objects.open().order_by().annotate(everybody=Value(1)).values("everybody")
    count = waiting.annotate(number=Count("patient", distinct=True)).values("number")
    desk = Q(roles__contains=[Role.FRONT_DESK.value]) | Q(roles__contains=[Role.MANAGER.value])
    return Case(When(desk, then=Coalesce(Subquery(count), 0)), default=0, output_field=IntegerField())
