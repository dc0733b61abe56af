"""Two records of one person: proposed by whoever notices, made one by a manager, and what was done kept for good."""

from django.db import models

from clinic.history import tracked
from clinic.models import Actor
from clinic.models.constraints import paired
from clinic.triggers import AppendOnly
from patients.models.people import Patient


@tracked()
class PatientMerge(models.Model):
    """`before` holds both records as they were, field by field, `kept` which side each field was taken from, `moved` how many rows of each
    table were pointed at the patient that stays. Enough to tell, years later, what came from where."""

    into = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="merges")
    merged = models.OneToOneField(Patient, on_delete=models.PROTECT, related_name="merge")
    reason = models.CharField(max_length=300)
    before = models.JSONField(default=dict)
    kept = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-merged_at"]
        triggers = [AppendOnly()]
        constraints = [
            models.CheckConstraint(condition=~models.Q(into=models.F("merged")), name="merge_of_two"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="merge_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.into_id}"


class MergeProposalQuerySet(models.QuerySet["MergeProposal"]):
    def open(self) -> "MergeProposalQuerySet":
        return self.filter(settled_at__isnull=True)


@tracked()
class MergeProposal(models.Model):
    """Somebody thinks that these two are one person. A manager merges them, or says that they are not, and then it is not proposed again."""

    class Outcome(models.TextChoices):
        MERGED = "merged", "Merged"
        TWO_PEOPLE = "two", "Two people"

    first = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=6, choices=Outcome, blank=True)

    objects = MergeProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            paired("settled", "merge_proposal"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="merge_proposal_lower_key_first"
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True, outcome="")
                | (models.Q(settled_at__isnull=False) & ~models.Q(outcome="")),
                name="merge_proposal_settled_with_outcome",
            ),
            models.UniqueConstraint(fields=["first", "second"], name="merge_proposed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}"
