"""Measurement sets: what was measured at one moment, owned by an assessment, a chart or a patient's form alike."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from assessments.rules.pain import MARK_FLAG_NAMES, MarkFlag
from assessments.rules.rom import EndFeel, Instrument
from clinic.history import tracked
from clinic.models import Actor, Signature
from clinic.models.constraints import known_place
from clinic.rules.wellbeing import DIMENSIONS
from clinic.triggers import Frozen, FrozenWith
from referrals.models import Episode

SET_TABLE = "assessments_measurementset"


@tracked()
class MeasurementSet(models.Model):
    """`signature` is set together with its owner's and freezes every reading."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="measurement_sets")
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    signature = models.ForeignKey(Signature, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["taken_at", "id"]
        triggers = [Frozen()]

    def __str__(self) -> str:
        return f"Measured {self.taken_at:%Y-%m-%d %H:%M}"


@tracked()
class PainMark(models.Model):
    """One place of the body map: how strong, what kind, what role the place plays. Pain is null where only the role is marked."""

    class Kind(models.TextChoices):
        ACHE = "ache", "ache"
        BURN = "burn", "burning"
        SHARP = "sharp", "sharp"
        NUMB = "numb", "numb"
        TINGLE = "tingle", "tingling"
        STIFF = "stiff", "stiff"
        SWOLLEN = "swollen", "swollen"

    class Role(models.TextChoices):
        AFFECTED = "affected", "affected"
        UNAFFECTED = "unaffected", "unaffected"
        COMPENSATION = "compensation", "compensating"

    measurements = models.ForeignKey(MeasurementSet, on_delete=models.CASCADE, related_name="pain_marks")
    place = models.CharField(max_length=10)
    pain = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="NPRS 0 to 10, worst in the last 24 hours."
    )
    kind = models.CharField(max_length=8, choices=Kind, blank=True)
    role = models.CharField(max_length=12, choices=Role, default=Role.AFFECTED)
    flags = ArrayField(
        models.CharField(max_length=8, choices=[(f.value, MARK_FLAG_NAMES[f]) for f in MarkFlag]),
        default=list,
        blank=True,
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            known_place("place", "painmark"),
            models.UniqueConstraint(fields=["measurements", "place"], name="pain_mark_once_per_place"),
            models.CheckConstraint(condition=Q(pain__isnull=True) | Q(pain__range=(0, 10)), name="pain_mark_is_nprs"),
            models.CheckConstraint(
                condition=Q(flags__contained_by=[flag.value for flag in MarkFlag]), name="pain_mark_flags_known"
            ),
        ]
        triggers = [FrozenWith(whole=SET_TABLE, link="measurements_id")]

    def __str__(self) -> str:
        return f"{self.place} {self.pain}"


@tracked()
class RomReading(models.Model):
    """Range of motion of one movement on one side, in degrees. Joint and movement codes: assessments.rules.rom."""

    class Side(models.TextChoices):
        LEFT = "l", "left"
        RIGHT = "r", "right"
        MIDDLE = "m", "middle"

    measurements = models.ForeignKey(MeasurementSet, on_delete=models.CASCADE, related_name="rom_readings")
    joint = models.CharField(max_length=16)
    movement = models.CharField(max_length=20)
    side = models.CharField(max_length=1, choices=Side)
    active_degrees = models.SmallIntegerField(null=True, blank=True)
    passive_degrees = models.SmallIntegerField(null=True, blank=True)
    pain_at_end = models.PositiveSmallIntegerField(null=True, blank=True)
    end_feel = models.CharField(max_length=8, blank=True, choices=[(f.value, f.value.capitalize()) for f in EndFeel])
    instrument = models.CharField(
        max_length=12, blank=True, choices=[(i.value, i.value.capitalize()) for i in Instrument]
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["measurements", "joint", "movement", "side"], name="rom_once_per_movement_and_side"
            ),
            models.CheckConstraint(
                condition=(Q(active_degrees__isnull=True) | Q(active_degrees__range=(-30, 220)))
                & (Q(passive_degrees__isnull=True) | Q(passive_degrees__range=(-30, 220))),
                name="rom_is_plausible",
            ),
            models.CheckConstraint(
                condition=Q(active_degrees__isnull=False) | Q(passive_degrees__isnull=False),
                name="rom_has_a_reading",
            ),
            models.CheckConstraint(
                condition=Q(pain_at_end__isnull=True) | Q(pain_at_end__range=(0, 10)),
                name="rom_pain_is_nprs",
            ),
        ]
        triggers = [FrozenWith(whole=SET_TABLE, link="measurements_id")]

    def __str__(self) -> str:
        return f"{self.joint} {self.movement} {self.side}"


@tracked()
class Score(models.Model):
    """One item of an outcome measure: a PSFS activity in the patient's words with its 0 to 10, GROC, or one of the twelve dimensions."""

    class Measure(models.TextChoices):
        PSFS = "PSFS", "Patient-specific function"
        GROC = "GROC", "Global rating of change"
        PAIN_NOW = "PAIN_NOW", "Pain now"
        PAIN_WORST = "PAIN_WORST", "Worst pain"
        PAIN_AVERAGE = "PAIN_AVERAGE", "Average pain"
        ENERGY = "ENERGY", "Energy"
        STRESS = "STRESS", "Stress"
        CALM = "CALM", "Calm"
        DIGESTION = "DIGESTION", "Digestion"
        SWELLING = "SWELLING", "Swelling"
        CIRCULATION = "CIRCULATION", "Circulation"
        SLEEP = "SLEEP", "Sleep"
        FUNCTION = "FUNCTION", "Daily tasks"
        STIFFNESS = "STIFFNESS", "Stiffness"

    measurements = models.ForeignKey(MeasurementSet, on_delete=models.CASCADE, related_name="scores")
    measure = models.CharField(max_length=12, choices=Measure)
    item = models.CharField(max_length=120, blank=True)
    value = models.SmallIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["measurements", "measure", "item"], name="score_once_per_item"),
            models.CheckConstraint(
                condition=Q(measure="PSFS", value__range=(0, 10)) & ~Q(item="")
                | Q(measure="GROC", value__range=(-7, 7), item="")
                | Q(measure__in=[code.value for code in DIMENSIONS], value__range=(0, 10), item=""),
                name="score_within_its_measure",
            ),
        ]
        triggers = [FrozenWith(whole=SET_TABLE, link="measurements_id")]

    def __str__(self) -> str:
        return f"{self.measure} {self.item} {self.value}"
