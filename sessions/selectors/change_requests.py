"""Wishes for another time that wait for the desk."""

from patients.models import Alert
from patients.models.documents import AlertQuerySet
from sessions.rules.alerts import Kind
from sessions.rules.change_requests import prefix_of


def waiting_for(visit_id: int) -> AlertQuerySet:
    """The open ones about this visit."""
    found: AlertQuerySet = Alert.objects.open().filter(kind=Kind.CHANGE_ASKED, key__startswith=prefix_of(visit_id))
    return found


def is_waiting(visit_id: int) -> bool:
    return waiting_for(visit_id).exists()
