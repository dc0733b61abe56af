"""Telephone calls that the clinic owes: a visit changed, and its patient cannot be told by mail."""

from django.db import models
from django.db.models import Q

from clinic.history import tracked
from clinic.models import Actor, Staff
from clinic.models.constraints import paired
from clinic.registry import DataRule, Erasure, Merge
from patients.models import Patient
from sessions.models.appointments import Appointment


class CallQuerySet(models.QuerySet["Call"]):
    def open(self) -> "CallQuerySet":
        return self.filter(closed_at__isnull=True)


@tracked()
class Call(models.Model):
    """One visit that one patient is to hear of. `was_…` is what they know; what is to be said follows from the visit as it stands.
    Visits of one patient are told in one call, so their rows are closed together."""

    class Outcome(models.TextChoices):
        REACHED = "reached", "Told the patient"
        OTHER = "other", "Told somebody who may know"
        MESSAGE = "message", "Left a message"
        WRITTEN = "written", "Told another way"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="calls")
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="calls")
    sequence = models.PositiveIntegerField(help_text="Of the visit's state that is told.")
    was_starts_at = models.DateTimeField()
    was_therapist = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0, help_text="How often nobody answered.")
    tried_at = models.DateTimeField(null=True, blank=True)
    tried_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    note = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["closed_at"], name="call_by_closing")]
        constraints = [
            paired("closed", "call"),
            paired("tried", "call"),
            models.UniqueConstraint(
                fields=["appointment"], condition=Q(closed_at__isnull=True), name="call_one_open_per_visit"
            ),
            models.UniqueConstraint(fields=["appointment", "sequence"], name="call_once_per_state"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="call_closed_with_outcome",
            ),
            models.CheckConstraint(condition=Q(tries=0) | Q(tried_at__isnull=False), name="call_tries_have_a_time"),
        ]

    def __str__(self) -> str:
        return f"Call about {self.appointment}"


# Which visit was told, by whom and how it went; the note may say anything and goes with the patient.
DATA_RULES = {
    "clinic_sessions.Call": DataRule("patient", Merge.REPOINT, export=True, erasure=Erasure.DELETE, keep_years=3)
}
