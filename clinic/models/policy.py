"""ClinicPolicy: versioned thresholds. A change is a new row; records keep the version they were judged by."""

from typing import Any

from django.db import models

from clinic.history import tracked
from clinic.models.actors import Actor
from clinic.rules.policy import DEFAULTS, SCALARS, Policy
from clinic.triggers import AppendOnly


def _within_range() -> models.Q:
    bounds: dict[str, Any] = {f"{scalar.name}__range": (scalar.low, scalar.high) for scalar in SCALARS}
    return models.Q(**bounds)


class ClinicPolicyQuerySet(models.QuerySet["ClinicPolicy"]):
    def current(self) -> "ClinicPolicy | None":
        return self.order_by("-version").first()


@tracked()
class ClinicPolicy(models.Model):
    version = models.PositiveIntegerField(unique=True)
    visit_minutes_min = models.PositiveSmallIntegerField(default=DEFAULTS["visit_minutes_min"])
    visit_minutes_max = models.PositiveSmallIntegerField(default=DEFAULTS["visit_minutes_max"])
    turnover_minutes = models.PositiveSmallIntegerField(default=DEFAULTS["turnover_minutes"])
    evaluation_counts = models.PositiveSmallIntegerField(default=DEFAULTS["evaluation_counts"])
    referral_valid_days = models.PositiveSmallIntegerField(default=DEFAULTS["referral_valid_days"])
    report_every_visits = models.PositiveSmallIntegerField(default=DEFAULTS["report_every_visits"])
    report_every_days = models.PositiveSmallIntegerField(default=DEFAULTS["report_every_days"])
    care_team_days = models.PositiveSmallIntegerField(default=DEFAULTS["care_team_days"])
    pain_rise = models.PositiveSmallIntegerField(default=DEFAULTS["pain_rise"])
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    objects = ClinicPolicyQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.CheckConstraint(condition=_within_range(), name="policy_within_its_ranges"),
            models.CheckConstraint(
                condition=models.Q(visit_minutes_max__gte=models.F("visit_minutes_min")),
                name="policy_longest_visit_not_below_shortest",
            ),
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"Policy {self.version}"

    def values(self) -> Policy:
        return Policy(version=self.version, **{scalar.name: getattr(self, scalar.name) for scalar in SCALARS})
