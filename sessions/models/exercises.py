"""The library of home exercises and what was prescribed from it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from clinic.history import tracked
from clinic.models import Actor
from clinic.models.constraints import paired
from clinic.registry import DataRule, Erasure, Merge
from referrals.models import Episode
from sessions.models.charting import Chart


@tracked()
class Exercise(models.Model):
    """One exercise in plain words with its usual dose. Rows H-* of docs/clinical.md."""

    number = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=80)
    instructions = models.TextField()
    regions = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    sets = models.PositiveSmallIntegerField(null=True, blank=True)
    reps = models.PositiveSmallIntegerField(null=True, blank=True)
    hold_seconds = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    times_per_day = models.PositiveSmallIntegerField(default=1)
    days_per_week = models.PositiveSmallIntegerField(default=7)
    not_with = models.CharField(max_length=120, blank=True, help_text="What speaks against it, in words.")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__isnull=False) | Q(reps__isnull=False), name="exercise_has_a_dose"
            ),
            models.CheckConstraint(
                condition=Q(days_per_week__range=(1, 7), times_per_day__range=(1, 10)), name="exercise_rhythm_plausible"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PrescriptionQuerySet(models.QuerySet["Prescription"]):
    def current(self) -> "PrescriptionQuerySet":
        return self.filter(stopped_at__isnull=True)


@tracked()
class Prescription(models.Model):
    """One exercise given to one patient with the dose that was meant for them."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="prescriptions")
    chart = models.ForeignKey(Chart, on_delete=models.PROTECT, null=True, blank=True, related_name="prescriptions")
    exercise = models.ForeignKey(Exercise, on_delete=models.PROTECT, related_name="+")
    sets = models.PositiveSmallIntegerField(null=True, blank=True)
    reps = models.PositiveSmallIntegerField(null=True, blank=True)
    hold_seconds = models.PositiveSmallIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    times_per_day = models.PositiveSmallIntegerField(default=1)
    days_per_week = models.PositiveSmallIntegerField(default=7)
    note = models.CharField(max_length=200, blank=True)
    prescribed_at = models.DateTimeField()
    prescribed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = PrescriptionQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "exercise"],
                condition=Q(stopped_at__isnull=True),
                name="exercise_prescribed_once_at_a_time",
            ),
            paired("stopped", "prescription"),
            models.CheckConstraint(
                condition=Q(minutes__isnull=False) | Q(reps__isnull=False), name="prescription_has_a_dose"
            ),
            models.CheckConstraint(
                condition=Q(days_per_week__range=(1, 7), times_per_day__range=(1, 10)),
                name="prescription_rhythm_plausible",
            ),
        ]

    def __str__(self) -> str:
        return str(self.exercise)


DATA_RULES = {
    "clinic_sessions.Prescription": DataRule(
        "episode__patient", Merge.FOLLOW, export=True, erasure=Erasure.TOMBSTONE, keep_years=10
    ),
}
