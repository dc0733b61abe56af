"""Clinical events: surgeries, injuries and the like, from which days are counted."""

from collections.abc import Sequence
from datetime import date, datetime

from clinic.models import Actor
from clinic.rules.events import EventKind
from clinic.rules.regions import check_places
from patients.models import Document, Patient
from patients.rules.names import has_unusable, tidy
from patients.services.refusal import Refused
from referrals.models import ClinicalEvent, Episode
from referrals.rules.contradicting import EventFacts, contradiction


def record(
    *,
    patient: Patient,
    episode: Episode | None,
    kind: str,
    happened_on: date,
    regions: Sequence[str] = (),
    procedure: str = "",
    ended_on: date | None = None,
    confirmed_on: date | None = None,
    evidence: Document | None = None,
    by: Actor,
    now: datetime,
) -> ClinicalEvent:
    """Keep one event. Surgery may still lie ahead; its end and its confirmation never lie before it, and nothing on
    record may speak against it. Raises Refused."""
    if episode is not None and episode.patient_id != patient.pk:
        raise Refused("This episode belongs to another patient.")
    if happened_on < patient.birth_on:
        raise Refused("This day lies before the patient was born.", "event_on")
    if has_unusable(procedure):
        raise Refused("This holds characters that cannot be kept.", "event_procedure")
    new = EventFacts(EventKind(kind), happened_on, check_places(regions), tidy(procedure), ended_on, confirmed_on)
    against = contradiction(new, [_facts(row) for row in ClinicalEvent.objects.filter(patient=patient)])
    if against:
        raise Refused(against.message, f"event_{against.day}")
    return ClinicalEvent.objects.create(
        patient=patient,
        episode=episode,
        kind=EventKind(kind).value,
        happened_on=happened_on,
        regions=list(check_places(regions)),
        procedure=tidy(procedure),
        ended_on=ended_on,
        confirmed_on=confirmed_on,
        evidence=evidence,
        recorded_at=now,
        recorded_by=by,
    )


def _facts(row: ClinicalEvent) -> EventFacts:
    return EventFacts(
        EventKind(row.kind), row.happened_on, tuple(row.regions), row.procedure, row.ended_on, row.confirmed_on
    )
