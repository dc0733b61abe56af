"""The clinic's thresholds: each scalar with its default, unit and allowed range. A clinic's own values are rows of ClinicPolicy."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scalar:
    """One threshold. `row` is its row of docs/clinical.md."""

    name: str
    default: int
    unit: str
    low: int
    high: int
    about: str
    row: str


SCALARS = (
    Scalar("visit_minutes_min", 45, "minutes", 30, 60, "Shortest medical treatment booked without a reason", "P13"),
    Scalar("visit_minutes_max", 60, "minutes", 45, 90, "Longest medical treatment booked without a reason", "P13"),
    Scalar(
        "turnover_minutes",
        10,
        "minutes",
        0,
        30,
        "Therapist and room stay taken after a visit, to change linen and note",
        "P-TURNOVER",
    ),
    Scalar(
        "evaluation_counts", 1, "0 no, 1 yes", 0, 1, "An evaluation uses one of the referral's visits", "P-EVALUATION"
    ),
    Scalar(
        "referral_valid_days",
        90,
        "days",
        14,
        365,
        "A referral that names no end is valid this long from its receipt",
        "P-VALIDITY",
    ),
    Scalar(
        "report_every_visits", 10, "visits", 3, 10, "A progress report is due after so many visits", "P-REPORT-VISITS"
    ),
    Scalar("report_every_days", 30, "days", 7, 30, "A progress report is due after so many days", "P-REPORT-DAYS"),
    Scalar(
        "care_team_days",
        30,
        "days",
        1,
        90,
        "A therapist keeps sight of an episode this long after the last visit",
        "P-CARE-TEAM",
    ),
    Scalar(
        "pain_rise",
        2,
        "points",
        1,
        3,
        "Pain after a visit this much above pain before is shown as a bad response",
        "P5",
    ),
)
DEFAULTS = {scalar.name: scalar.default for scalar in SCALARS}


@dataclass(frozen=True)
class Policy:
    """The values in force, as plain numbers for the rules."""

    version: int
    visit_minutes_min: int
    visit_minutes_max: int
    turnover_minutes: int
    evaluation_counts: int
    referral_valid_days: int
    report_every_visits: int
    report_every_days: int
    care_team_days: int
    pain_rise: int
