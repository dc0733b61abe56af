"""People, consents, documents, alerts."""

from patients.models.documents import Alert, Document
from patients.models.people import Consent, Patient, RelatedPerson

__all__ = ["Alert", "Consent", "Document", "Patient", "RelatedPerson"]
