"""People, consents, documents, alerts; records made one, files brought along."""

from patients.models.documents import Alert, Document
from patients.models.importing import PatientImport
from patients.models.merging import MergeProposal, PatientMerge
from patients.models.people import Consent, Patient, RelatedPerson

__all__ = [
    "Alert",
    "Consent",
    "Document",
    "MergeProposal",
    "Patient",
    "PatientImport",
    "PatientMerge",
    "RelatedPerson",
]
