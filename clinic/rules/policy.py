"""The clinic's thresholds, each standing here once. A clinic's own values are rows of ClinicPolicy; rules get them as plain numbers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from clinic.rules.thresholds import course, pacing, swelling, visits
from clinic.rules.thresholds.scalar import Scalar, Stricter

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = [
    "DEFAULTS",
    "GROUPS",
    "SCALARS",
    "Change",
    "Policy",
    "Scalar",
    "Stricter",
    "changes",
    "contradictions",
    "names_of",
    "pick",
]

GROUPS: Mapping[str, tuple[Scalar, ...]] = {
    "Booking": visits.BOOKING,
    "Pacing": pacing.PACING,
    "Phases of healing": pacing.PHASES,
    "Home program": pacing.HOME,
    "Response to treatment": course.RESPONSE,
    "Re-evaluation and reports": course.REPORTS,
    "Discharge and follow-up": course.DISCHARGE,
    "Swelling and girth": swelling.SWELLING,
    "Clearances and licenses": visits.CLEARANCES,
    "Access": visits.ACCESS,
}
SCALARS: tuple[Scalar, ...] = tuple(scalar for group in GROUPS.values() for scalar in group)
BY_NAME: Mapping[str, Scalar] = {scalar.name: scalar for scalar in SCALARS}
DEFAULTS = {scalar.name: scalar.default for scalar in SCALARS}

# Each pair with what is wrong when the second is below the first.
IN_ORDER = (
    ("visit_minutes_min", "visit_minutes_max", "The longest visit cannot be shorter than the shortest."),
    ("deep_place_minutes", "deep_visit_minutes", "Deep minutes at one place cannot be more than in the whole visit."),
    ("absent_lower_days", "absent_reassess_days", "A re-assessment cannot be asked for before the visit gets lighter."),
    ("phase_subacute_cap", "phase_remodel_cap", "A later phase cannot allow less than an earlier one."),
    ("phase_remodel_cap", "phase_firm_cap", "A later phase cannot allow less than an earlier one."),
    ("followup_first_months", "followup_second_months", "The second follow-up cannot come before the first."),
    ("few_visits", "review_visits", "The re-assessment cannot be due before the therapist's choice."),
    ("review_visits", "last_visits", "The physician's word cannot be due before the re-assessment."),
    ("few_days", "review_days", "The re-assessment cannot be due before the therapist's choice."),
    ("review_days", "last_days", "The physician's word cannot be due before the re-assessment."),
)


def names_of(*groups: str) -> frozenset[str]:
    """The thresholds of these groups."""
    return frozenset(scalar.name for group in groups for scalar in GROUPS[group])


@dataclass(frozen=True)
class Policy:
    """The values in force, as plain numbers for the rules. Units and ranges stand in `SCALARS`."""

    version: int
    visit_minutes_min: int
    visit_minutes_max: int
    turnover_minutes: int
    start_grid_minutes: int
    deep_in_a_row: int
    deep_rest_minutes: int
    cancel_notice_hours: int
    offer_hold_minutes: int
    evaluation_counts: int
    referral_valid_days: int
    referral_notice_days: int
    referral_notice_visits: int
    first_visit_alert_days: int
    reminder_first_hours: int
    reminder_last_hours: int
    max_step: int
    rise_after: int
    rise_soreness_hours: int
    deep_pressure: int
    deep_gap_hours: int
    deep_visit_minutes: int
    deep_place_minutes: int
    minutes_step_percent: int
    pain_rise: int
    flare_minutes_percent: int
    arrival_rise: int
    regress_soreness_hours: int
    first_techniques: int
    new_techniques: int
    new_deep_places: int
    absent_lower_days: int
    absent_reassess_days: int
    range_gain: int
    new_pain: int
    stop_pain: int
    check_in_minutes: int
    phase_acute_days: int
    phase_subacute_days: int
    phase_subacute_cap: int
    phase_remodel_days: int
    phase_remodel_cap: int
    phase_firm_cap: int
    phase_chronic_cap: int
    home_load_percent: int
    home_load_days: int
    home_green_pain: int
    home_red_pain: int
    few_visits: int
    few_days: int
    review_visits: int
    review_days: int
    last_visits: int
    last_days: int
    floor_pain: int
    pain_points: int
    pain_percent: int
    psfs_points: int
    range_degrees: int
    excess_percent: int
    groc_points: int
    worse_points: int
    worse_times: int
    wellbeing_change: int
    report_every_visits: int
    report_every_days: int
    certify_days: int
    recertify_days: int
    goals_percent: int
    missed_visits: int
    silent_days: int
    followup_first_months: int
    followup_second_months: int
    girth_mm: int
    volume_ml: int
    volume_percent: int
    early_percent: int
    ordinary_percent: int
    moderate_percent: int
    severe_percent: int
    trunk_retest_mm: int
    odd_percent: int
    inch_percent: int
    clearance_days: int
    clearance_notice_days: int
    inquiry_answer_days: int
    license_notice_days: int
    care_team_days: int


Limits = TypeVar("Limits", bound="DataclassInstance")


def pick(limits: type[Limits], policy: Policy) -> Limits:
    """The part of the policy that one rule asks for: every field of `limits` is a threshold of that name."""
    values: dict[str, Any] = {one.name: getattr(policy, one.name) for one in fields(limits)}
    return limits(**values)


def contradictions(values: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Thresholds that cannot stand beside each other: the name to correct, and why. What is missing contradicts nothing."""
    for first, second, why in IN_ORDER:
        if first in values and second in values and values[second] < values[first]:
            yield second, why


@dataclass(frozen=True, slots=True)
class Change:
    """One threshold before and after."""

    scalar: Scalar
    old: int
    new: int

    @property
    def before(self) -> str:
        return self.scalar.said(self.old)

    @property
    def after(self) -> str:
        return self.scalar.said(self.new)

    @property
    def usual(self) -> str:
        return self.scalar.said(self.scalar.default)

    @property
    def loosens(self) -> bool:
        return self.scalar.loosens(self.old, self.new)

    def __str__(self) -> str:
        return f"{self.scalar.about}: {self.before} to {self.after}"


def changes(before: Mapping[str, int], after: Mapping[str, int]) -> list[Change]:
    """What differs, in the order of the page."""
    return [Change(one, before[one.name], after[one.name]) for one in SCALARS if before[one.name] != after[one.name]]
