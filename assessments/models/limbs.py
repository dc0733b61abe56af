"""Strength, and girth of limbs and trunk: read on both sides, twice where a tape is used."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q

from assessments.models.measurements import SET_TABLE, MeasurementSet
from assessments.rules.girth import LANDMARK_NAMES, Landmark, mean_girth
from assessments.rules.strength import GRADE_CHOICES, GRADES, GROUP_CHOICES
from assessments.rules.volume import INTERVALS, POINTS_LEAST, limb_ml
from clinic.history import tracked
from clinic.triggers import FrozenWith

SIDES = [("l", "left"), ("r", "right")]
LIMBS = [("arm", "Arm"), ("leg", "Leg")]
LEAST_CM, MOST_CM, MOST_POINTS = 5, 150, 30


def _plausible(field: str) -> Func:
    """Every girth of an array lies within what a limb can measure; one not read yet is no girth."""
    return Func(
        models.F(field),
        template=f"({LEAST_CM} <= ALL(%(expressions)s) AND {MOST_CM} >= ALL(%(expressions)s))",
        output_field=models.BooleanField(),
    )


@tracked()
class StrengthReading(models.Model):
    """One muscle group on one side; the grade as it is said, and its rank of twelve to compare by."""

    measurements = models.ForeignKey(MeasurementSet, on_delete=models.CASCADE, related_name="strength_readings")
    group = models.CharField(max_length=16, choices=GROUP_CHOICES)
    side = models.CharField(max_length=1, choices=SIDES)
    grade = models.CharField(max_length=2, choices=GRADE_CHOICES)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["measurements", "group", "side"], name="strength_once_per_group_and_side"),
            models.CheckConstraint(
                condition=Q(*[Q(grade=grade, rank=rank) for rank, grade in enumerate(GRADES)], _connector=Q.OR),
                name="strength_rank_is_the_grades",
            ),
            models.CheckConstraint(condition=Q(side__in=["l", "r"]), name="strength_has_a_side"),
        ]
        triggers = [FrozenWith(whole=SET_TABLE, link="measurements_id")]

    def __str__(self) -> str:
        return f"{self.group} {self.side} {self.grade}"


@tracked()
class GirthSeries(models.Model):
    """Girths of one limb from wrist or ankle upwards, `interval_cm` apart, each read twice. A point not read yet is null: only a
    draft has such. The volume is computed, never stored."""

    measurements = models.ForeignKey(MeasurementSet, on_delete=models.CASCADE, related_name="girth_series")
    limb = models.CharField(max_length=3, choices=LIMBS)
    side = models.CharField(max_length=1, choices=SIDES)
    interval_cm = models.PositiveSmallIntegerField(choices=[(cm, f"every {cm} cm") for cm in INTERVALS])
    first = ArrayField(models.DecimalField(max_digits=4, decimal_places=1, null=True))
    second = ArrayField(models.DecimalField(max_digits=4, decimal_places=1, null=True))

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["measurements", "limb", "side"], name="girth_once_per_limb_and_side"),
            models.CheckConstraint(condition=Q(interval_cm__in=INTERVALS), name="girth_interval_known"),
            models.CheckConstraint(condition=Q(first__len__range=(1, MOST_POINTS)), name="girth_has_points"),
            models.CheckConstraint(
                condition=Q(first__len=models.F("second__len")), name="girth_read_twice_at_the_same_points"
            ),
            models.CheckConstraint(condition=_plausible("first"), name="girth_first_is_plausible"),
            models.CheckConstraint(condition=_plausible("second"), name="girth_second_is_plausible"),
            models.CheckConstraint(condition=Q(limb__in=["arm", "leg"], side__in=["l", "r"]), name="girth_names_limb"),
        ]
        triggers = [FrozenWith(whole=SET_TABLE, link="measurements_id")]

    def __str__(self) -> str:
        return f"{self.limb} {self.side}, every {self.interval_cm} cm"

    @property
    def girths(self) -> list[float | None]:
        """The mean of both readings at each point, None where none was read."""
        pairs = zip(self.first, self.second, strict=True)
        return [None if a is None else mean_girth(float(a), None if b is None else float(b)) for a, b in pairs]

    @property
    def volume_ml(self) -> float | None:
        """None while a point is missing."""
        girths = [girth for girth in self.girths if girth is not None]
        whole = len(girths) == len(self.first) >= POINTS_LEAST
        return limb_ml(girths, self.interval_cm) if whole else None


@tracked()
class TrunkGirth(models.Model):
    """A named landmark of the trunk, read twice; it has no volume."""

    measurements = models.ForeignKey(MeasurementSet, on_delete=models.CASCADE, related_name="trunk_girths")
    landmark = models.CharField(max_length=12, choices=[(mark.value, LANDMARK_NAMES[mark]) for mark in Landmark])
    first = models.DecimalField(max_digits=4, decimal_places=1)
    second = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["measurements", "landmark"], name="trunk_girth_once_per_landmark"),
            models.CheckConstraint(
                condition=Q(first__range=(30, 250)) & (Q(second__isnull=True) | Q(second__range=(30, 250))),
                name="trunk_girth_is_plausible",
            ),
        ]
        triggers = [FrozenWith(whole=SET_TABLE, link="measurements_id")]

    def __str__(self) -> str:
        return f"{self.landmark} {self.girth:g}"

    @property
    def girth(self) -> float:
        return mean_girth(float(self.first), None if self.second is None else float(self.second))

    @property
    def readings(self) -> tuple[Decimal, Decimal | None]:
        return self.first, self.second
