"""Patients brought along in a file from elsewhere: looked through first, then taken in, batch by batch."""

from django.db import models

from clinic.history import tracked
from clinic.models import Actor
from clinic.models.constraints import paired


@tracked(exclude=["content", "refused", "done"])
class PatientImport(models.Model):
    """One file. `content` is emptied once it is taken in or given up; `refused` are the rows that were not taken, each with its reason.

    `done` counts the rows whose batch is committed, in the same transaction as the batch: whatever ends the work, the next one goes on
    there, and the page says how far it came.
    """

    class State(models.TextChoices):
        CHECKING = "checking", "Being looked through"
        CHECKED = "checked", "Looked through"
        RUNNING = "running", "Being taken in"
        DONE = "done", "Taken in"
        UNREADABLE = "bad", "Cannot be read"
        DROPPED = "dropped", "Given up"

    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.CHECKING)
    encoding = models.CharField(max_length=20, blank=True)
    separator = models.CharField(max_length=1, blank=True)
    day_first = models.BooleanField(default=False)
    columns = models.JSONField(default=list, help_text="Pairs of a column's own title and the field it fills, or null.")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    fit = models.PositiveIntegerField(default=0, help_text="Rows that were, or would be, taken in.")
    refused = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    started_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            paired("started", "patient_import"),
            models.CheckConstraint(
                condition=models.Q(done__lte=models.F("total")), name="patient_import_done_in_total"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def refused_count(self) -> int:
        return len(self.refused)

    @property
    def is_working(self) -> bool:
        return self.state in {self.State.CHECKING, self.State.RUNNING}
