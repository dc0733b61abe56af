"""Alerts: tasks for a person, raised by a rule with its evidence, acknowledged by name with a note."""

from datetime import datetime

from django.db import transaction

from clinic.models import Actor
from patients.models import Alert, Patient
from patients.services.refusal import Refused

EVIDENCE_MOST = 300
NOTE_MOST = 300


def raise_alert(*, patient: Patient, kind: str, key: str, evidence: str, reference: str = "", now: datetime) -> Alert:
    """`kind` names the rule that spoke, `evidence` says in words what it saw. The same `key` again raises nothing new."""
    alert, _ = Alert.objects.get_or_create(
        key=key,
        defaults={
            "patient": patient,
            "kind": kind,
            "reference": reference,
            "evidence": evidence[:EVIDENCE_MOST],
            "raised_at": now,
        },
    )
    return alert


def acknowledge(*, alert: Alert, note: str, action: str = "", by: Actor, now: datetime) -> Alert:
    """Somebody has looked at it and says what follows. Once is enough: a second time changes nothing. Raises Refused."""
    words = " ".join(note.split())
    if not words:
        raise Refused("Write what follows from it.", "note")
    with transaction.atomic():
        row = Alert.objects.select_for_update(no_key=True).get(pk=alert.pk)
        if row.acknowledged_at is None:
            row.acknowledged_at, row.acknowledged_by = now, by
            row.note, row.action = words[:NOTE_MOST], action
            row.save(update_fields=["acknowledged_at", "acknowledged_by", "note", "action"])
    return row
