"""Drafts in other hands while their therapist is away, and when they go back."""

from django.db import models
from django.db.models import Q

from clinic.history import tracked
from clinic.models import Actor, Staff
from clinic.models.constraints import paired
from clinic.registry import DataRule, Erasure, Merge
from referrals.models import Episode


class HandoverQuerySet(models.QuerySet["Handover"]):
    def open(self) -> "HandoverQuerySet":
        return self.filter(ended_at__isnull=True)


@tracked()
class Handover(models.Model):
    """One unsigned draft that a cover finishes in the place of `therapist`. What is signed keeps its author, whoever that was."""

    therapist = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    cover = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="handovers")
    what = models.CharField(max_length=40, help_text="The table of the draft, such as reports.ProgressReport.")
    reference = models.PositiveBigIntegerField(help_text="The draft's key in that table.")
    back_at = models.DateTimeField(help_text="When the absence ends; a draft that is unsigned then goes back.")
    handed_at = models.DateTimeField()
    handed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["handed_at", "pk"]
        constraints = [
            paired("ended", "handover"),
            models.UniqueConstraint(
                fields=["what", "reference"], condition=Q(ended_at__isnull=True), name="handover_one_open_per_draft"
            ),
            models.CheckConstraint(condition=~Q(therapist=models.F("cover")), name="handover_to_somebody_else"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.reference} with {self.cover.name}"


# Who was to finish what: it hangs on the course of care and says nothing about the patient.
DATA_RULES = {
    "clinic_sessions.Handover": DataRule(
        "episode__patient", Merge.FOLLOW, export=False, erasure=Erasure.DELETE, keep_years=3
    )
}
