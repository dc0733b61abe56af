"""Papers about a patient, kept with what they are."""

from datetime import datetime

from clinic.models import Actor, StoredFile
from patients.models import Document, Patient


def add(*, patient: Patient, kind: str, title: str, file: StoredFile, by: Actor, now: datetime) -> Document:
    return Document.objects.create(
        patient=patient, kind=Document.Kind(kind), title=title[:120], file=file, added_at=now, added_by=by
    )
