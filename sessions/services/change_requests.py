"""A patient asks for another time: a task for the desk. The visit stays where it is until a person moves it."""

import hashlib
from datetime import datetime

from django.db import transaction

from clinic.models import Actor
from patients.models import Alert
from patients.services import alerts
from patients.services.alerts import EVIDENCE_MOST
from sessions.models import Appointment
from sessions.rules.alerts import Kind
from sessions.rules.change_requests import WISHES, key_of, prefix_of, words
from sessions.services.appointments import NotPossible

MOST_OPEN = 5
MAY_CHANGE = ("held", "booked", "confirmed")


class EnoughSaid(Exception):
    """The desk has several wishes for this visit already."""


def ask(*, appointment: Appointment, wish: str, note: str, by: Actor, now: datetime) -> Alert:
    """`wish` is one of WISHES, `note` the patient's own words. The same wish again is one task until somebody has answered it.
    Raises NotPossible once the visit has begun or is off, EnoughSaid."""
    if wish not in WISHES:
        raise ValueError(f"{wish!r} is no wish")
    said = " ".join(note.split())
    with transaction.atomic():
        visit = Appointment.objects.select_for_update(no_key=True).get(pk=appointment.pk)
        if visit.status not in MAY_CHANGE or visit.starts_at <= now:
            raise NotPossible("This visit can no longer be changed here.")
        asked = Alert.objects.filter(kind=Kind.CHANGE_ASKED, key__startswith=prefix_of(visit.pk))
        answered = asked.exclude(acknowledged_at=None).count()
        digest = hashlib.sha256(f"{wish}\x1f{said}".encode()).hexdigest()[:12]
        key = key_of(visit.pk, answered, digest)
        if asked.open().count() >= MOST_OPEN and not asked.filter(key=key).exists():
            raise EnoughSaid
        local = visit.starts_at.astimezone(visit.location.tz)
        return alerts.raise_alert(
            patient=visit.patient,
            kind=Kind.CHANGE_ASKED,
            key=key,
            reference=f"episode:{visit.episode_id}" if visit.episode_id else "",
            evidence=words(local, visit.therapist.name, wish, said)[:EVIDENCE_MOST],
            now=now,
        )
