"""The technique catalogue: versioned rows; the newest version of a code is the one in force."""

from django.db import models
from django.db.models import F, Q

from clinic.history import tracked
from clinic.models import Actor
from clinic.rules.techniques import TECHNIQUE_CHOICES
from clinic.triggers import AppendOnly


class TechniqueQuerySet(models.QuerySet["Technique"]):
    def current(self) -> "TechniqueQuerySet":
        newest = Technique.objects.filter(code=models.OuterRef("code")).order_by("-version").values("version")[:1]
        return self.filter(version=models.Subquery(newest))


@tracked()
class Technique(models.Model):
    """One version of one technique: what it is for, its pressure (Walton 1 to 5), minutes, pain band, gap. Rows T-* of docs/clinical.md."""

    code = models.CharField(max_length=3, choices=TECHNIQUE_CHOICES)
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    purpose = models.TextField()
    indications = models.TextField()
    contraindications = models.TextField()
    pressure_min = models.PositiveSmallIntegerField()
    pressure_start = models.PositiveSmallIntegerField()
    pressure_max = models.PositiveSmallIntegerField()
    minutes_min = models.PositiveSmallIntegerField()
    minutes_default = models.PositiveSmallIntegerField()
    minutes_max = models.PositiveSmallIntegerField()
    pain_low = models.PositiveSmallIntegerField()
    pain_high = models.PositiveSmallIntegerField()
    pain_stop = models.PositiveSmallIntegerField()
    gap_hours = models.PositiveSmallIntegerField(default=0)
    needs_credential = models.BooleanField(default=False)
    licenses = models.JSONField(
        default=dict,
        blank=True,
        help_text="Kind of license asked for beside the therapist's own, by state: {'NV': 'Reflexologist'}.",
    )
    position = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True, help_text="Why this version was made.")
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    objects = TechniqueQuerySet.as_manager()

    class Meta:
        ordering = ["position", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="technique_version_once"),
            models.CheckConstraint(
                condition=Q(pressure_min__gte=1, pressure_max__lte=5)
                & Q(pressure_start__gte=F("pressure_min"))
                & Q(pressure_max__gte=F("pressure_start")),
                name="technique_pressure_in_order",
            ),
            models.CheckConstraint(
                condition=Q(minutes_min__gte=1, minutes_max__lte=60)
                & Q(minutes_default__gte=F("minutes_min"))
                & Q(minutes_max__gte=F("minutes_default")),
                name="technique_minutes_in_order",
            ),
            models.CheckConstraint(
                condition=Q(pain_high__gte=F("pain_low"), pain_stop__lte=10), name="technique_pain_in_order"
            ),
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return self.name
