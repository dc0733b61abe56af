"""What hands and eyes find: palpation, posture, pitting, the stage written down for a limb; and the vital signs."""

from django.db import models
from django.db.models import Q

from assessments.models.limbs import LIMBS, SIDES
from assessments.models.measurements import SET_TABLE, MeasurementSet
from assessments.rules.edema import DEEPEST_MM, ISL_CHOICES, LONGEST_S, pitting_grade
from assessments.rules.palpation import PALPATION, label_of
from assessments.rules.posture import DEGREE_CHOICES, POSTURE, PostureView
from clinic.history import tracked
from clinic.models.constraints import known_place
from clinic.triggers import FrozenWith

# The same word may stand in several vocabularies.
VALUES = list({value: label for vocabulary in PALPATION.values() for value, label in vocabulary.words}.items())


@tracked()
class PalpationFinding(models.Model):
    """One word of one vocabulary at one place. Vocabularies: assessments.rules.palpation."""

    measurements = models.ForeignKey(MeasurementSet, on_delete=models.CASCADE, related_name="palpation")
    place = models.CharField(max_length=10)
    word = models.CharField(max_length=16, choices=[(v.code, v.label) for v in PALPATION.values()])
    value = models.CharField(max_length=16, choices=VALUES)
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            known_place("place", "palpation"),
            models.UniqueConstraint(fields=["measurements", "place", "word"], name="palpation_once_per_place_and_word"),
            models.CheckConstraint(
                condition=Q(*[Q(word=v.code, value__in=list(v.values)) for v in PALPATION.values()], _connector=Q.OR),
                name="palpation_speaks_its_vocabulary",
            ),
        ]
        triggers = [FrozenWith(whole=SET_TABLE, link="measurements_id")]

    def __str__(self) -> str:
        return f"{self.place} {self.word} {self.value}"

    @property
    def said(self) -> str:
        return label_of(self.word, self.value)


@tracked()
class PostureFinding(models.Model):
    """One feature seen from one view, in one of four degrees; the side is empty where it has none."""

    measurements = models.ForeignKey(MeasurementSet, on_delete=models.CASCADE, related_name="posture")
    feature = models.CharField(max_length=20, choices=[(f.code, f.label) for f in POSTURE.values()])
    view = models.CharField(max_length=5, choices=[(view.value, view.value) for view in PostureView])
    side = models.CharField(max_length=1, choices=SIDES, blank=True)
    degree = models.CharField(max_length=8, choices=DEGREE_CHOICES)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["measurements", "feature", "view", "side"], name="posture_once"),
            models.CheckConstraint(condition=Q(feature__in=list(POSTURE)), name="posture_feature_known"),
            models.CheckConstraint(condition=Q(side__in=["", "l", "r"]), name="posture_side_known"),
        ]
        triggers = [FrozenWith(whole=SET_TABLE, link="measurements_id")]

    def __str__(self) -> str:
        return f"{self.feature} {self.view} {self.degree}"


@tracked()
class Pitting(models.Model):
    """A dent left by the thumb: depth and refill are kept, the grade is computed from them."""

    measurements = models.ForeignKey(MeasurementSet, on_delete=models.CASCADE, related_name="pittings")
    place = models.CharField(max_length=10)
    depth_mm = models.PositiveSmallIntegerField()
    refill_s = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            known_place("place", "pitting"),
            models.UniqueConstraint(fields=["measurements", "place"], name="pitting_once_per_place"),
            models.CheckConstraint(
                condition=Q(depth_mm__lte=DEEPEST_MM) & (Q(refill_s__isnull=True) | Q(refill_s__lte=LONGEST_S)),
                name="pitting_is_plausible",
            ),
        ]
        triggers = [FrozenWith(whole=SET_TABLE, link="measurements_id")]

    def __str__(self) -> str:
        return f"{self.place} {self.grade}+"

    @property
    def grade(self) -> int:
        return pitting_grade(self.depth_mm, self.refill_s)


@tracked()
class LimbStage(models.Model):
    """The stage of lymphedema as somebody entitled has found it; written down, never concluded."""

    measurements = models.ForeignKey(MeasurementSet, on_delete=models.CASCADE, related_name="limb_stages")
    limb = models.CharField(max_length=3, choices=LIMBS)
    side = models.CharField(max_length=1, choices=SIDES)
    stage = models.CharField(max_length=6, choices=ISL_CHOICES)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["measurements", "limb", "side"], name="limb_stage_once_per_limb"),
            models.CheckConstraint(
                condition=Q(
                    stage__in=[value for value, _ in ISL_CHOICES], limb__in=["arm", "leg"], side__in=["l", "r"]
                ),
                name="limb_stage_known",
            ),
        ]
        triggers = [FrozenWith(whole=SET_TABLE, link="measurements_id")]

    def __str__(self) -> str:
        return f"{self.limb} {self.side} {self.stage}"


@tracked()
class Vitals(models.Model):
    """Blood pressure in mmHg, pulse per minute, temperature in degrees Celsius; what was not taken is null."""

    measurements = models.OneToOneField(MeasurementSet, on_delete=models.CASCADE, related_name="vitals")
    systolic = models.PositiveSmallIntegerField(null=True, blank=True)
    diastolic = models.PositiveSmallIntegerField(null=True, blank=True)
    pulse = models.PositiveSmallIntegerField(null=True, blank=True)
    temperature = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)

    class Meta:
        verbose_name_plural = "vitals"
        constraints = [
            models.CheckConstraint(
                condition=Q(systolic__isnull=True, diastolic__isnull=True)
                | Q(systolic__range=(50, 300), diastolic__range=(20, 200), systolic__gt=models.F("diastolic")),
                name="vitals_pressure_is_plausible",
            ),
            models.CheckConstraint(
                condition=Q(pulse__isnull=True) | Q(pulse__range=(20, 250)), name="vitals_pulse_is_plausible"
            ),
            models.CheckConstraint(
                condition=Q(temperature__isnull=True) | Q(temperature__range=(30, 45)),
                name="vitals_temperature_is_plausible",
            ),
        ]
        triggers = [FrozenWith(whole=SET_TABLE, link="measurements_id")]

    def __str__(self) -> str:
        return f"{self.systolic}/{self.diastolic}"
