"""ClinicPolicy: versioned thresholds. A change is a new row; records keep the version they were judged by."""

from typing import Any

from django.db import models

from clinic.history import tracked
from clinic.models.actors import Actor
from clinic.rules.policy import DEFAULTS, IN_ORDER, SCALARS, Policy
from clinic.triggers import AppendOnly


def _within_range() -> models.Q:
    bounds: dict[str, Any] = {f"{scalar.name}__range": (scalar.low, scalar.high) for scalar in SCALARS}
    return models.Q(**bounds)


def _in_order() -> list[models.CheckConstraint]:
    """What cannot stand beside each other, as the rules say it."""
    return [
        models.CheckConstraint(
            condition=models.Q(**{f"{second}__gte": models.F(first)}), name=f"policy_{first}_before_{second}"
        )
        for first, second, _ in IN_ORDER
    ]


class ClinicPolicyQuerySet(models.QuerySet["ClinicPolicy"]):
    def current(self) -> "ClinicPolicy | None":
        return self.order_by("-version").first()


@tracked()
class ClinicPolicy(models.Model):
    version = models.PositiveIntegerField(unique=True)
    visit_minutes_min = models.PositiveSmallIntegerField(default=DEFAULTS["visit_minutes_min"])
    visit_minutes_max = models.PositiveSmallIntegerField(default=DEFAULTS["visit_minutes_max"])
    turnover_minutes = models.PositiveSmallIntegerField(default=DEFAULTS["turnover_minutes"])
    start_grid_minutes = models.PositiveSmallIntegerField(default=DEFAULTS["start_grid_minutes"])
    deep_in_a_row = models.PositiveSmallIntegerField(default=DEFAULTS["deep_in_a_row"])
    deep_rest_minutes = models.PositiveSmallIntegerField(default=DEFAULTS["deep_rest_minutes"])
    cancel_notice_hours = models.PositiveSmallIntegerField(default=DEFAULTS["cancel_notice_hours"])
    offer_hold_minutes = models.PositiveSmallIntegerField(default=DEFAULTS["offer_hold_minutes"])
    evaluation_counts = models.PositiveSmallIntegerField(default=DEFAULTS["evaluation_counts"])
    referral_valid_days = models.PositiveSmallIntegerField(default=DEFAULTS["referral_valid_days"])
    referral_notice_days = models.PositiveSmallIntegerField(default=DEFAULTS["referral_notice_days"])
    referral_notice_visits = models.PositiveSmallIntegerField(default=DEFAULTS["referral_notice_visits"])
    first_visit_alert_days = models.PositiveSmallIntegerField(default=DEFAULTS["first_visit_alert_days"])
    reminder_first_hours = models.PositiveSmallIntegerField(default=DEFAULTS["reminder_first_hours"])
    reminder_last_hours = models.PositiveSmallIntegerField(default=DEFAULTS["reminder_last_hours"])
    max_step = models.PositiveSmallIntegerField(default=DEFAULTS["max_step"])
    rise_after = models.PositiveSmallIntegerField(default=DEFAULTS["rise_after"])
    rise_soreness_hours = models.PositiveSmallIntegerField(default=DEFAULTS["rise_soreness_hours"])
    deep_pressure = models.PositiveSmallIntegerField(default=DEFAULTS["deep_pressure"])
    deep_gap_hours = models.PositiveSmallIntegerField(default=DEFAULTS["deep_gap_hours"])
    deep_visit_minutes = models.PositiveSmallIntegerField(default=DEFAULTS["deep_visit_minutes"])
    deep_place_minutes = models.PositiveSmallIntegerField(default=DEFAULTS["deep_place_minutes"])
    minutes_step_percent = models.PositiveSmallIntegerField(default=DEFAULTS["minutes_step_percent"])
    pain_rise = models.PositiveSmallIntegerField(default=DEFAULTS["pain_rise"])
    flare_minutes_percent = models.PositiveSmallIntegerField(default=DEFAULTS["flare_minutes_percent"])
    arrival_rise = models.PositiveSmallIntegerField(default=DEFAULTS["arrival_rise"])
    regress_soreness_hours = models.PositiveSmallIntegerField(default=DEFAULTS["regress_soreness_hours"])
    first_techniques = models.PositiveSmallIntegerField(default=DEFAULTS["first_techniques"])
    new_techniques = models.PositiveSmallIntegerField(default=DEFAULTS["new_techniques"])
    new_deep_places = models.PositiveSmallIntegerField(default=DEFAULTS["new_deep_places"])
    absent_lower_days = models.PositiveSmallIntegerField(default=DEFAULTS["absent_lower_days"])
    absent_reassess_days = models.PositiveSmallIntegerField(default=DEFAULTS["absent_reassess_days"])
    range_gain = models.PositiveSmallIntegerField(default=DEFAULTS["range_gain"])
    new_pain = models.PositiveSmallIntegerField(default=DEFAULTS["new_pain"])
    stop_pain = models.PositiveSmallIntegerField(default=DEFAULTS["stop_pain"])
    check_in_minutes = models.PositiveSmallIntegerField(default=DEFAULTS["check_in_minutes"])
    phase_acute_days = models.PositiveSmallIntegerField(default=DEFAULTS["phase_acute_days"])
    phase_subacute_days = models.PositiveSmallIntegerField(default=DEFAULTS["phase_subacute_days"])
    phase_subacute_cap = models.PositiveSmallIntegerField(default=DEFAULTS["phase_subacute_cap"])
    phase_remodel_days = models.PositiveSmallIntegerField(default=DEFAULTS["phase_remodel_days"])
    phase_remodel_cap = models.PositiveSmallIntegerField(default=DEFAULTS["phase_remodel_cap"])
    phase_firm_cap = models.PositiveSmallIntegerField(default=DEFAULTS["phase_firm_cap"])
    phase_chronic_cap = models.PositiveSmallIntegerField(default=DEFAULTS["phase_chronic_cap"])
    home_load_percent = models.PositiveSmallIntegerField(default=DEFAULTS["home_load_percent"])
    home_load_days = models.PositiveSmallIntegerField(default=DEFAULTS["home_load_days"])
    home_green_pain = models.PositiveSmallIntegerField(default=DEFAULTS["home_green_pain"])
    home_red_pain = models.PositiveSmallIntegerField(default=DEFAULTS["home_red_pain"])
    few_visits = models.PositiveSmallIntegerField(default=DEFAULTS["few_visits"])
    few_days = models.PositiveSmallIntegerField(default=DEFAULTS["few_days"])
    review_visits = models.PositiveSmallIntegerField(default=DEFAULTS["review_visits"])
    review_days = models.PositiveSmallIntegerField(default=DEFAULTS["review_days"])
    last_visits = models.PositiveSmallIntegerField(default=DEFAULTS["last_visits"])
    last_days = models.PositiveSmallIntegerField(default=DEFAULTS["last_days"])
    floor_pain = models.PositiveSmallIntegerField(default=DEFAULTS["floor_pain"])
    pain_points = models.PositiveSmallIntegerField(default=DEFAULTS["pain_points"])
    pain_percent = models.PositiveSmallIntegerField(default=DEFAULTS["pain_percent"])
    psfs_points = models.PositiveSmallIntegerField(default=DEFAULTS["psfs_points"])
    range_degrees = models.PositiveSmallIntegerField(default=DEFAULTS["range_degrees"])
    excess_percent = models.PositiveSmallIntegerField(default=DEFAULTS["excess_percent"])
    groc_points = models.PositiveSmallIntegerField(default=DEFAULTS["groc_points"])
    worse_points = models.PositiveSmallIntegerField(default=DEFAULTS["worse_points"])
    worse_times = models.PositiveSmallIntegerField(default=DEFAULTS["worse_times"])
    wellbeing_change = models.PositiveSmallIntegerField(default=DEFAULTS["wellbeing_change"])
    report_every_visits = models.PositiveSmallIntegerField(default=DEFAULTS["report_every_visits"])
    report_every_days = models.PositiveSmallIntegerField(default=DEFAULTS["report_every_days"])
    certify_days = models.PositiveSmallIntegerField(default=DEFAULTS["certify_days"])
    recertify_days = models.PositiveSmallIntegerField(default=DEFAULTS["recertify_days"])
    goals_percent = models.PositiveSmallIntegerField(default=DEFAULTS["goals_percent"])
    missed_visits = models.PositiveSmallIntegerField(default=DEFAULTS["missed_visits"])
    silent_days = models.PositiveSmallIntegerField(default=DEFAULTS["silent_days"])
    followup_first_months = models.PositiveSmallIntegerField(default=DEFAULTS["followup_first_months"])
    followup_second_months = models.PositiveSmallIntegerField(default=DEFAULTS["followup_second_months"])
    girth_mm = models.PositiveSmallIntegerField(default=DEFAULTS["girth_mm"])
    volume_ml = models.PositiveSmallIntegerField(default=DEFAULTS["volume_ml"])
    volume_percent = models.PositiveSmallIntegerField(default=DEFAULTS["volume_percent"])
    early_percent = models.PositiveSmallIntegerField(default=DEFAULTS["early_percent"])
    ordinary_percent = models.PositiveSmallIntegerField(default=DEFAULTS["ordinary_percent"])
    moderate_percent = models.PositiveSmallIntegerField(default=DEFAULTS["moderate_percent"])
    severe_percent = models.PositiveSmallIntegerField(default=DEFAULTS["severe_percent"])
    trunk_retest_mm = models.PositiveSmallIntegerField(default=DEFAULTS["trunk_retest_mm"])
    odd_percent = models.PositiveSmallIntegerField(default=DEFAULTS["odd_percent"])
    inch_percent = models.PositiveSmallIntegerField(default=DEFAULTS["inch_percent"])
    clearance_days = models.PositiveSmallIntegerField(default=DEFAULTS["clearance_days"])
    clearance_notice_days = models.PositiveSmallIntegerField(default=DEFAULTS["clearance_notice_days"])
    inquiry_answer_days = models.PositiveSmallIntegerField(default=DEFAULTS["inquiry_answer_days"])
    license_notice_days = models.PositiveSmallIntegerField(default=DEFAULTS["license_notice_days"])
    care_team_days = models.PositiveSmallIntegerField(default=DEFAULTS["care_team_days"])
    reason = models.TextField(blank=True, help_text="Why this version was put in force.")
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")

    objects = ClinicPolicyQuerySet.as_manager()

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.CheckConstraint(condition=_within_range(), name="policy_within_its_ranges"),
            *_in_order(),
        ]
        triggers = [AppendOnly()]

    def __str__(self) -> str:
        return f"Policy {self.version}"

    def numbers(self) -> dict[str, int]:
        return {scalar.name: getattr(self, scalar.name) for scalar in SCALARS}

    def values(self) -> Policy:
        return Policy(version=self.version, **self.numbers())
