"""Charts: SOAP, techniques done, pain before, during and after. Signed charts are frozen; corrections are addenda."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from assessments.models import MeasurementSet, Screening
from clinic.history import tracked
from clinic.models import Actor, Signature, Staff
from clinic.models.constraints import known_places
from clinic.registry import DataRule, Erasure, Merge
from clinic.rules.techniques import TECHNIQUE_CHOICES
from clinic.triggers import AppendOnly, Frozen, FrozenWith
from sessions.models.appointments import Appointment
from sessions.models.plans import PlanVersion
from sessions.models.techniques import Technique

CHART_TABLE = "clinic_sessions_chart"


class ChartQuerySet(models.QuerySet["Chart"]):
    def signed(self) -> "ChartQuerySet":
        return self.filter(signature__isnull=False)


@tracked()
class Chart(models.Model):
    appointment = models.OneToOneField(Appointment, on_delete=models.PROTECT, related_name="chart")
    plan_version = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="charts"
    )
    therapist = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    subjective = models.TextField(blank=True)
    objective = models.TextField(blank=True)
    analysis = models.TextField("Assessment", blank=True)
    next_steps = models.TextField("Plan", blank=True)
    last_soreness_hours = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How long soreness lasted after the visit before, as said on arrival."
    )
    last_sleep_lost = models.BooleanField(null=True, blank=True, help_text="Whether that soreness cost sleep.")
    screening = models.OneToOneField(Screening, on_delete=models.PROTECT, null=True, blank=True, related_name="chart")
    measurements = models.OneToOneField(MeasurementSet, on_delete=models.PROTECT, related_name="chart")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    policy_version = models.PositiveIntegerField(null=True, blank=True)
    guard_reason = models.CharField("Why in spite of what the guards say", max_length=300, blank=True)
    judged = models.JSONField(default=list, blank=True, help_text="What the guards said when it was signed.")
    edition = models.PositiveIntegerField(default=1)
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ChartQuerySet.as_manager()

    class Meta:
        ordering = ["started_at"]
        triggers = [Frozen()]

    def __str__(self) -> str:
        return f"Chart of {self.appointment}"


@tracked()
class TechniqueApplied(models.Model):
    """One technique as done: where, how deep (Walton 1 to 5), how long, what it did."""

    class Response(models.TextChoices):
        BETTER = "better", "better"
        SAME = "same", "same"
        WORSE = "worse", "worse"

    chart = models.ForeignKey(Chart, on_delete=models.CASCADE, related_name="techniques")
    technique = models.ForeignKey(Technique, on_delete=models.PROTECT, related_name="+")
    places = ArrayField(models.CharField(max_length=10))
    pressure = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    response = models.CharField(max_length=6, choices=Response, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["chart", "position"], name="technique_applied_position_once"),
            known_places("places", "techniqueapplied"),
            models.CheckConstraint(
                condition=Q(pressure__range=(1, 5), minutes__range=(1, 120), places__len__gte=1),
                name="technique_applied_is_plausible",
            ),
        ]
        triggers = [FrozenWith(whole=CHART_TABLE, link="chart_id")]

    def __str__(self) -> str:
        return f"{self.technique} {self.minutes} min at {self.pressure}"


@tracked()
class PainCheck(models.Model):
    """Pain asked before, during or after: NPRS 0 to 10; `minute` counts from the visit's start, `technique` is what was being done."""

    class Phase(models.TextChoices):
        BEFORE = "before", "before"
        DURING = "during", "during"
        AFTER = "after", "after"

    class Action(models.TextChoices):
        CONTINUE = "continue", "went on"
        LIGHTER = "lighter", "lighter"
        MOVED = "move", "moved on"
        STOPPED = "stop", "stopped"

    chart = models.ForeignKey(Chart, on_delete=models.CASCADE, related_name="pain_checks")
    phase = models.CharField(max_length=6, choices=Phase)
    pain = models.PositiveSmallIntegerField()
    minute = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=10, blank=True)
    technique = models.CharField(max_length=3, choices=TECHNIQUE_CHOICES, blank=True)
    action = models.CharField(max_length=8, choices=Action, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["chart", "position"], name="pain_check_position_once"),
            models.UniqueConstraint(
                fields=["chart", "phase"], condition=~Q(phase="during"), name="pain_before_and_after_once"
            ),
            models.CheckConstraint(condition=Q(pain__range=(0, 10)), name="pain_check_is_nprs"),
            models.CheckConstraint(
                condition=Q(minute__isnull=True) | Q(minute__lte=180), name="pain_check_minute_plausible"
            ),
        ]
        triggers = [FrozenWith(whole=CHART_TABLE, link="chart_id")]

    def __str__(self) -> str:
        return f"{self.phase} {self.pain}"


@tracked()
class Addendum(models.Model):
    """A correction beside a signed chart, itself signed, never changed."""

    chart = models.ForeignKey(Chart, on_delete=models.PROTECT, related_name="addenda")
    text = models.TextField()
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return self.text[:60]


_PATIENT = "appointment__patient"
DATA_RULES = {
    "clinic_sessions.Chart": DataRule(_PATIENT, Merge.FOLLOW, export=True, erasure=Erasure.TOMBSTONE, keep_years=10),
    "clinic_sessions.TechniqueApplied": DataRule(
        f"chart__{_PATIENT}", Merge.FOLLOW, export=True, erasure=Erasure.KEEP, keep_years=10
    ),
    "clinic_sessions.PainCheck": DataRule(
        f"chart__{_PATIENT}", Merge.FOLLOW, export=True, erasure=Erasure.KEEP, keep_years=10
    ),
    "clinic_sessions.Addendum": DataRule(
        f"chart__{_PATIENT}", Merge.FOLLOW, export=True, erasure=Erasure.TOMBSTONE, keep_years=10
    ),
}
