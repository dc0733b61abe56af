"""Papers about a patient: what kind, which stored file."""

from django.db import models

from clinic.history import tracked
from clinic.models import Actor, StoredFile
from clinic.models.constraints import paired
from patients.models.people import Patient


@tracked()
class Document(models.Model):
    class Kind(models.TextChoices):
        REFERRAL = "referral", "Referral"
        CONSENT = "consent", "Signed consent"
        EVIDENCE = "evidence", "Evidence, such as imaging"
        OTHER = "other", "Other"

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=120)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-added_at"]

    def __str__(self) -> str:
        return self.title


@tracked()
class Alert(models.Model):
    """A task for a person, never a medical fact: raised by a rule with its evidence, acknowledged by name."""

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="alerts")
    kind = models.CharField(max_length=40)
    evidence = models.CharField(max_length=300)
    raised_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-raised_at"]
        constraints = [
            paired("acknowledged", "alert"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.evidence}"
