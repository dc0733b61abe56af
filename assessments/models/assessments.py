"""Assessments (intake, re-assessment, discharge) and the goals they set."""

import pgtrigger
from django.db import models
from django.db.models import Q

from assessments.models.conditions import Screening
from assessments.models.measurements import MeasurementSet
from assessments.rules.aims import SCALES, aim_label, aim_value
from clinic.history import tracked
from clinic.models import Actor, Signature, Staff
from clinic.models.constraints import paired
from clinic.triggers import Frozen
from referrals.models import Episode


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def signed(self) -> "AssessmentQuerySet":
        return self.filter(signature__isnull=False)


@tracked()
class Assessment(models.Model):
    """A draft until it carries a signature; `edition` counts saves and each section knows its last, so that two people in one draft
    never overwrite each other."""

    class Kind(models.TextChoices):
        INTAKE = "intake", "Intake assessment"
        REASSESSMENT = "reassess", "Re-assessment"
        DISCHARGE = "discharge", "Discharge assessment"

    class Pattern(models.TextChoices):
        CONSTANT = "constant", "Always there"
        VARYING = "varying", "Always there, varying"
        INTERMITTENT = "intermittent", "Comes and goes"

    class Night(models.TextChoices):
        NONE = "none", "Not at night"
        TURNING = "turning", "When turning over"
        SOME = "some", "Wakes some nights"
        EVERY = "every", "Wakes every night"

    class Hand(models.TextChoices):
        LEFT = "left", "Left"
        RIGHT = "right", "Right"
        BOTH = "both", "Both"

    class Affected(models.TextChoices):
        LEFT = "left", "Left"
        RIGHT = "right", "Right"
        BOTH = "both", "Both sides"
        MIDDLE = "middle", "Middle"

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="assessments")
    kind = models.CharField(max_length=9, choices=Kind)
    therapist = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    complaint = models.TextField("Chief complaint", blank=True)
    onset = models.CharField(max_length=200, blank=True)
    mechanism = models.CharField("How it happened", max_length=300, blank=True)
    surgery = models.CharField("Surgery, surgeon, implant", max_length=300, blank=True)
    drain_removed_on = models.DateField("Drain removed on", null=True, blank=True)
    imaging = models.CharField(max_length=300, blank=True)
    pattern = models.CharField(max_length=12, choices=Pattern, blank=True)
    night = models.CharField("Pain at night", max_length=8, choices=Night, blank=True)
    dominant_hand = models.CharField(max_length=5, choices=Hand, blank=True)
    affected_side = models.CharField(max_length=6, choices=Affected, blank=True)
    aggravating = models.CharField(max_length=300, blank=True)
    easing = models.CharField(max_length=300, blank=True)
    medications = models.CharField(max_length=300, blank=True)
    allergies = models.CharField(max_length=200, blank=True)
    prior_therapy = models.CharField(max_length=300, blank=True)
    prior_response = models.CharField("How it answered", max_length=300, blank=True)
    demands = models.CharField("Work and sport", max_length=300, blank=True)
    sleep = models.CharField(max_length=200, blank=True)
    stress = models.CharField("Stress and energy", max_length=200, blank=True)
    wishes = models.TextField("Goals in the patient's words", blank=True)
    findings = models.TextField("Other findings", blank=True)
    screening = models.OneToOneField(
        Screening, on_delete=models.PROTECT, null=True, blank=True, related_name="assessment"
    )
    measurements = models.OneToOneField(MeasurementSet, on_delete=models.PROTECT, related_name="assessment")
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveIntegerField(default=1)
    section_editions = models.JSONField(
        default=dict, blank=True, help_text="For each section the edition at which it last changed."
    )
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(fields=["episode"], condition=Q(kind="intake"), name="intake_once_per_episode"),
            models.UniqueConstraint(
                fields=["episode"],
                condition=~Q(kind="intake") & Q(signature__isnull=True),
                name="assessment_one_open_after_intake",
            ),
            models.CheckConstraint(
                condition=~Q(kind="intake") | Q(screening__isnull=False), name="intake_has_a_screening"
            ),
        ]
        triggers = [Frozen()]

    def __str__(self) -> str:
        return self.get_kind_display()


class GoalOfSigned(pgtrigger.Trigger):
    """A goal of a signed assessment keeps what it says; only its end may still be written."""

    def __init__(self) -> None:
        super().__init__(
            name="frozen_but_for_its_end",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
            func=(
                "IF EXISTS (SELECT 1 FROM assessments_assessment w WHERE w.signature_id IS NOT NULL "
                "AND w.id IN (NEW.assessment_id, OLD.assessment_id)) AND NOT (TG_OP = 'UPDATE' AND "
                "(to_jsonb(NEW) - 'closed_at' - 'closed_by_id' - 'outcome') = "
                "(to_jsonb(OLD) - 'closed_at' - 'closed_by_id' - 'outcome')) THEN "
                "RAISE EXCEPTION 'pgtrigger: % belongs to something signed and cannot change', TG_TABLE_NAME; "
                "END IF; "
                "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"
            ),
        )


def _within(measure: str, least: int, most: int) -> Q:
    return Q(measure=measure, baseline__range=(least, most), target__range=(least, most))


class GoalQuerySet(models.QuerySet["Goal"]):
    def active(self) -> "GoalQuerySet":
        return self.filter(closed_at__isnull=True)


@tracked()
class Goal(models.Model):
    """What the patient wants to reach: a measure from a baseline to a target by a day. One active primary goal per episode."""

    class Measure(models.TextChoices):
        PAIN = "NPRS", "Pain at worst, 0 to 10"
        PSFS = "PSFS", "An activity, 0 to 10"
        ROM = "ROM", "Range of motion, degrees"
        GIRTH = "GIRTH", "Girth, cm"
        VOLUME = "VOLUME", "Limb volume, mL"
        MMT = "MMT", "Strength, steps of 12"

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="goals")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="goals")
    measure = models.CharField(max_length=8, choices=Measure)
    item = models.CharField(
        max_length=120,
        blank=True,
        help_text="The activity, or what is measured where, such as KNEE:FLEX:l, arm:l:8, arm:l, KNEE-EXT:l.",
    )
    words = models.CharField("In the patient's words", max_length=200, blank=True)
    baseline = models.DecimalField(max_digits=6, decimal_places=1)
    target = models.DecimalField(max_digits=6, decimal_places=1)
    due_on = models.DateField()
    is_primary = models.BooleanField(default=False)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(
        max_length=10,
        blank=True,
        choices=[("achieved", "Achieved"), ("missed", "Not achieved"), ("dropped", "Dropped")],
    )

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["-is_primary", "id"]
        constraints = [
            paired("closed", "goal"),
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(is_primary=True, closed_at__isnull=True),
                name="goal_one_active_primary_per_episode",
            ),
            models.CheckConstraint(condition=~Q(baseline=models.F("target")), name="goal_target_differs_from_baseline"),
            models.CheckConstraint(condition=Q(measure="NPRS") | ~Q(item=""), name="goal_names_what_is_measured"),
            models.CheckConstraint(
                condition=Q(*[_within(measure, *scale) for measure, scale in SCALES.items()], _connector=Q.OR),
                name="goal_within_its_scale",
            ),
        ]
        triggers = [GoalOfSigned()]

    def __str__(self) -> str:
        return f"{self.what} {self.from_to}"

    @property
    def what(self) -> str:
        return aim_label(self.measure, self.item)

    @property
    def from_to(self) -> str:
        """“7 → 2”, with its unit."""
        return " → ".join(aim_value(self.measure, self.item, float(v)) for v in (self.baseline, self.target))
