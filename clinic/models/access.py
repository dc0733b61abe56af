"""Access entries: every reading of clinical data, who read what of whom, kept and never edited."""

from django.db import models

from clinic.models.actors import Actor
from clinic.triggers import AppendOnly


class AccessEntry(models.Model):
    """`patient_reference` is a patient's key (null: no single patient, such as a day's list). Written in the request that reads."""

    class Outcome(models.TextChoices):
        SHOWN = "shown", "Shown"
        REFUSED = "refused", "Refused"

    at = models.DateTimeField()
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    patient_reference = models.BigIntegerField(null=True, blank=True)
    what = models.CharField(max_length=80)
    view = models.CharField(max_length=80)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.SHOWN)
    reason = models.CharField(max_length=300, blank=True)
    request_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["patient_reference", "at"], name="access_by_patient")]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.view} {self.at:%Y-%m-%d %H:%M}"
