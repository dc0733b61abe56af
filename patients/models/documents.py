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
        CLEARANCE = "clearance", "Clearance or order"
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


class AlertQuerySet(models.QuerySet["Alert"]):
    def open(self) -> "AlertQuerySet":
        """Waiting for a person."""
        return self.filter(acknowledged_at__isnull=True)


@tracked()
class Alert(models.Model):
    """A task for a person, never a medical fact: raised by a rule with its evidence, acknowledged by name with a note.

    `kind` names the rule that spoke (a row of docs/clinical.md). `key` keeps one occasion from being raised twice. `reference` says in
    which course of care or record it matters, such as "episode:12"; the apps above know what that is. `action` is what was chosen.
    """

    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="alerts")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, unique=True)
    reference = models.CharField(max_length=40, blank=True, db_index=True)
    evidence = models.CharField(max_length=300)
    raised_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    action = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering = ["-raised_at", "-id"]
        # Few are open at a time, and every page counts them.
        indexes = [
            models.Index(fields=["reference"], name="alert_open", condition=models.Q(acknowledged_at__isnull=True))
        ]
        constraints = [
            paired("acknowledged", "alert"),
            models.CheckConstraint(
                condition=models.Q(acknowledged_at__isnull=True) | ~models.Q(note=""),
                name="alert_acknowledged_with_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.evidence}"
