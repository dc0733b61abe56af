"""What all papers of physicians share: their text is fit to keep, their document is this patient's, and only staff vouch for them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import models

from clinic.models import Actor, StoredFile
from patients.models import Document, Patient
from patients.rules.names import has_unusable, tidy
from patients.services import documents
from patients.services.refusal import Refused
from referrals.models import Clearance, EpisodeOrder

UNUSABLE = "This holds characters that cannot be kept."
REASON_LENGTH = 200
NOTE_LENGTH = 300
RowT = TypeVar("RowT", bound=models.Model)


def note_of(text: str, field: str = "note") -> str:
    """One line, as long as the column. Raises Refused."""
    if has_unusable(text):
        raise Refused(UNUSABLE, field)
    if len(tidy(text)) > NOTE_LENGTH:
        raise Refused(f"At most {NOTE_LENGTH} characters.", field)
    return tidy(text)


def reason_of(text: str) -> str:
    """Why a paper holds no longer. Raises Refused."""
    words = tidy(text)
    if not words:
        raise Refused("Say why.", "reason")
    if has_unusable(text):
        raise Refused(UNUSABLE, "reason")
    return words[:REASON_LENGTH]


def check_document(document: Document | None, patient: Patient) -> None:
    """Raises Refused."""
    if document is not None and document.patient_id != patient.pk:
        raise Refused("This paper belongs to another patient.", "document")


def check_staff(by: Actor) -> None:
    """Somebody compares the row with the paper: a person of the clinic, never the machinery. Raises Refused."""
    if by.kind != Actor.Kind.STAFF:
        raise Refused("Somebody of the clinic has to compare this with the paper.")


def require_open(held: Clearance | EpisodeOrder) -> None:
    """Raises Refused once somebody has confirmed it or taken it back."""
    if held.confirmed_at is not None or held.ended_at is not None:
        raise Refused("This is confirmed or taken back already and stays as it is. Take it back and record it anew.")


def write_anew(held: Clearance | EpisodeOrder, facts: Mapping[str, Any]) -> None:
    """What its paper says, in place of what was taken down. The caller holds the lock."""
    for name, value in facts.items():
        setattr(held, name, value)
    held.save(update_fields=list(facts))


def keep(*, patient: Patient, title: str, file: StoredFile, by: Actor, now: datetime) -> Document:
    """The scan of such a paper among the patient's documents."""
    return documents.add(patient=patient, kind=Document.Kind.CLEARANCE, title=title, file=file, by=by, now=now)
