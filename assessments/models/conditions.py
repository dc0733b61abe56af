"""Conditions (standing facts) and screenings (the asking)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from assessments.rules.endings import ENDINGS, RESOLUTIONS
from clinic.history import tracked
from clinic.models import Actor, Signature
from clinic.models.constraints import known_places, paired
from clinic.rules.conditions import MOST_PLATELETS, VARIANT_CHOICES, ConditionCode
from clinic.triggers import FrozenButMerged, FrozenWith
from patients.models import Document, Patient

CONDITION_CHOICES = [(code.value, code.value) for code in ConditionCode]


class ConditionQuerySet(models.QuerySet["Condition"]):
    def standing(self) -> "ConditionQuerySet":
        return self.filter(resolved_on__isnull=True)


@tracked()
class Condition(models.Model):
    class Source(models.TextChoices):
        REFERRAL = "referral", "Referral"
        INTAKE = "intake", "Intake assessment"
        ASSESSMENT = "assess", "Re-assessment"
        VISIT = "visit", "Asked at a visit"
        PATIENT = "patient", "Patient's own answer"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="conditions")
    code = models.CharField(max_length=24, choices=CONDITION_CHOICES)
    regions = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    note = models.CharField(max_length=200, blank=True)
    variant = models.CharField(max_length=16, blank=True, help_text="A kind the matrix knows, such as AAA.")
    platelets = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Thousands per microliter.")
    since_on = models.DateField()
    resolved_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=8, choices=Source)
    recorded_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    resolved_at = models.DateTimeField(null=True, blank=True, help_text="When its end was written down.")
    resolved_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    resolution = models.CharField(max_length=7, choices=RESOLUTIONS, blank=True)
    resolved_why = models.CharField(max_length=200, blank=True, help_text="What shows that it ended.")
    resolved_evidence = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ConditionQuerySet.as_manager()

    class Meta:
        ordering = ["-since_on", "code"]
        constraints = [
            paired("confirmed", "condition"),
            paired("resolved", "condition"),
            known_places("regions", "condition"),
            models.UniqueConstraint(
                fields=["patient", "code"],
                condition=models.Q(resolved_on__isnull=True),
                name="condition_stands_once_per_code",
            ),
            models.CheckConstraint(
                condition=models.Q(resolved_on__isnull=True) | models.Q(resolved_on__gte=models.F("since_on")),
                name="condition_resolved_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(resolved_at__isnull=True)
                | (models.Q(resolved_on__isnull=False) & ~models.Q(resolution="") & ~models.Q(resolved_why="")),
                name="condition_resolved_with_day_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.code


@tracked()
class Screening(models.Model):
    """One asking of a list; its answers are rows. `signature` is set with its owner's and freezes the answers."""

    class Moment(models.TextChoices):
        INTAKE = "intake", "Intake, full list"
        VISIT = "visit", "Visit, short list"
        FULL = "full", "Re-assessment, full list"
        SHORT = "short", "Re-assessment, short list"

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="screenings")
    moment = models.CharField(max_length=8, choices=Moment)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    signature = models.ForeignKey(Signature, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-asked_at"]
        triggers = [FrozenButMerged()]

    def __str__(self) -> str:
        return f"{self.get_moment_display()} {self.asked_at:%Y-%m-%d}"


@tracked()
class ScreeningAnswer(models.Model):
    class Answer(models.TextChoices):
        NO = "no", "No"
        YES = "yes", "Yes"
        UNSURE = "unsure", "Not sure"

    screening = models.ForeignKey(Screening, on_delete=models.CASCADE, related_name="answers")
    code = models.CharField(max_length=24, choices=CONDITION_CHOICES)
    answer = models.CharField(max_length=6, choices=Answer)
    note = models.CharField(max_length=200, blank=True)
    places = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    variant = models.CharField(max_length=16, blank=True, choices=VARIANT_CHOICES)
    platelets = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Thousands per microliter.")
    since_on = models.DateField(null=True, blank=True)
    since_unknown = models.BooleanField(default=False, help_text="Asked since when, and the patient does not know.")
    ending = models.CharField(
        max_length=7, blank=True, choices=ENDINGS, help_text="What a no says of a condition on record."
    )
    ended_on = models.DateField(null=True, blank=True)
    ending_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(platelets__isnull=True) | models.Q(platelets__lte=MOST_PLATELETS),
                name="screening_answer_platelets_plausible",
            ),
            models.CheckConstraint(
                condition=models.Q(since_unknown=False) | models.Q(since_on__isnull=True),
                name="screening_answer_since_known_or_not",
            ),
            models.UniqueConstraint(fields=["screening", "code"], name="screening_answer_once_per_code"),
            known_places("places", "screeninganswer"),
        ]
        triggers = [FrozenWith(whole="assessments_screening", link="screening_id")]

    def __str__(self) -> str:
        return f"{self.code}: {self.answer}"
