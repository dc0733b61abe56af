"""Plans of care and their versions; a signed version never changes, a change is a new version with its reason."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from clinic.history import tracked
from clinic.models import Actor, Signature, Staff
from clinic.models.constraints import known_places
from clinic.registry import DataRule, Erasure, Merge
from clinic.triggers import Frozen, FrozenWith
from referrals.models import Episode, Referral
from sessions.models.techniques import Technique
from sessions.models.templates import PlanPhase, PlanTemplate


@tracked()
class Plan(models.Model):
    """One plan of care of an episode; what it says stands in its versions."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="plans")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["episode"], condition=Q(ended_on__isnull=True), name="plan_one_running_per_episode"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True, end_reason="")
                | (Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(end_reason="")),
                name="plan_ended_with_person_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Plan for {self.episode}"


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    def signed(self) -> "PlanVersionQuerySet":
        return self.filter(signature__isnull=False)


@tracked()
class PlanVersion(models.Model):
    Phase = PlanPhase

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="plan_versions")
    therapist = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    phase = models.CharField(max_length=8, choices=Phase)
    visits_planned = models.PositiveSmallIntegerField()
    visits_per_week = models.PositiveSmallIntegerField()
    visit_minutes = models.PositiveSmallIntegerField(default=60)
    starts_on = models.DateField()
    precautions = models.CharField(max_length=400, blank=True)
    home_program = models.CharField("Home program", max_length=400, blank=True)
    change_reason = models.CharField("Why it changes", max_length=300, blank=True)
    edition = models.PositiveIntegerField(default=1)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    policy_version = models.PositiveIntegerField()
    template = models.ForeignKey(PlanTemplate, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    purpose = models.CharField(max_length=8, choices=Referral.Purpose, default=Referral.Purpose.TREAT)
    guard_reason = models.CharField("Why in spite of what the guards say", max_length=300, blank=True)
    judged = models.JSONField(default=list, blank=True, help_text="What the guards said when it was signed.")
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number_once"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(signature__isnull=True), name="plan_one_draft_at_a_time"
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(change_reason=""), name="plan_change_has_a_reason"),
            models.CheckConstraint(
                condition=Q(
                    visits_planned__range=(1, 60), visits_per_week__range=(1, 7), visit_minutes__range=(15, 120)
                ),
                name="plan_rhythm_is_plausible",
            ),
        ]
        triggers = [Frozen()]

    def __str__(self) -> str:
        return f"Plan, version {self.number}"


@tracked()
class PlanTechnique(models.Model):
    """One technique of a plan version: where, how long, how deep at most."""

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="techniques")
    technique = models.ForeignKey(Technique, on_delete=models.PROTECT, related_name="+")
    places = ArrayField(models.CharField(max_length=10))
    minutes = models.PositiveSmallIntegerField()
    pressure_ceiling = models.PositiveSmallIntegerField()
    from_on = models.DateField(null=True, blank=True, help_text="Not before this day; empty: from the first visit.")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="plan_technique_position_once"),
            models.UniqueConstraint(fields=["version", "technique"], name="plan_technique_once"),
            known_places("places", "plantechnique"),
            models.CheckConstraint(
                condition=Q(pressure_ceiling__range=(1, 5), minutes__range=(1, 60), places__len__gte=1),
                name="plan_technique_is_plausible",
            ),
        ]
        triggers = [FrozenWith(whole="clinic_sessions_planversion", link="version_id")]

    def __str__(self) -> str:
        return f"{self.technique} {self.minutes} min"


DATA_RULES = {
    "clinic_sessions.Plan": DataRule(
        "episode__patient", Merge.FOLLOW, export=True, erasure=Erasure.TOMBSTONE, keep_years=10
    ),
    "clinic_sessions.PlanVersion": DataRule(
        "plan__episode__patient", Merge.FOLLOW, export=True, erasure=Erasure.TOMBSTONE, keep_years=10
    ),
    "clinic_sessions.PlanTechnique": DataRule(
        "version__plan__episode__patient", Merge.FOLLOW, export=True, erasure=Erasure.KEEP, keep_years=10
    ),
}
