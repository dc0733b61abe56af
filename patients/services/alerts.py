"""Alerts: tasks for a person, raised by a rule with its evidence."""

from datetime import datetime

from patients.models import Alert, Patient

EVIDENCE_MOST = 300


def raise_alert(*, patient: Patient, kind: str, evidence: str, now: datetime) -> Alert:
    """`kind` names the rule that spoke, `evidence` says in words what it saw."""
    return Alert.objects.create(patient=patient, kind=kind, evidence=evidence[:EVIDENCE_MOST], raised_at=now)
