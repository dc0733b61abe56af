"""Thresholds of gradual work: pacing, phases of healing, the home program (rows P1 to P14, S-STOP). Most may only be tightened."""

from clinic.rules.thresholds.scalar import HIGHER, LOWER, Scalar

PACING = (
    Scalar(
        "max_step", 1, "levels", 0, 1, LOWER, "P2", "PROP", "Most that pressure at one place rises from visit to visit"
    ),
    Scalar(
        "rise_after",
        1,
        "points",
        0,
        1,
        LOWER,
        "P2",
        "PROP",
        "Pain after a visit above pain before that still allows a rise",
    ),
    Scalar("rise_soreness_hours", 36, "hours", 12, 36, LOWER, "P2", "AE1", "Longest soreness that still allows a rise"),
    Scalar("deep_pressure", 4, "level", 3, 4, LOWER, "P3", "PROP", "Work counts as deep from this pressure"),
    Scalar(
        "deep_gap_hours", 48, "hours", 48, 96, HIGHER, "P3", "PROP", "Rest between deep work and deep work at one place"
    ),
    Scalar("deep_visit_minutes", 20, "minutes", 5, 20, LOWER, "P4", "PROP", "Most deep minutes in a visit"),
    Scalar("deep_place_minutes", 15, "minutes", 5, 15, LOWER, "P4", "PROP", "Most deep minutes at one place"),
    Scalar(
        "minutes_step_percent",
        25,
        "percent",
        0,
        25,
        LOWER,
        "P4",
        "PROP",
        "Most hands-on minutes more than at the last treatment",
    ),
    Scalar(
        "pain_rise",
        2,
        "points",
        1,
        2,
        LOWER,
        "P5",
        "PROP",
        "Pain after a visit this much above pain before is a bad response, a flare",
    ),
    Scalar(
        "flare_minutes_percent", 25, "percent", 25, 75, HIGHER, "P5", "PROP", "Fewer minutes at the visit after a flare"
    ),
    Scalar(
        "arrival_rise",
        2,
        "points",
        1,
        2,
        LOWER,
        "P6",
        "PROP",
        "Pain on arrival this much above the last arrival makes the visit lighter",
    ),
    Scalar(
        "regress_soreness_hours",
        48,
        "hours",
        24,
        48,
        LOWER,
        "P6",
        "PROP",
        "Soreness longer than this makes the next visit lighter",
    ),
    Scalar(
        "first_techniques",
        2,
        "techniques",
        1,
        2,
        LOWER,
        "P7",
        "PROP",
        "Most techniques at a first treatment, beside classic strokes",
    ),
    Scalar("new_techniques", 1, "techniques", 0, 1, LOWER, "P7", "PROP", "Most new techniques at a later visit"),
    Scalar(
        "new_deep_places",
        1,
        "places",
        0,
        1,
        LOWER,
        "P7",
        "PROP",
        "Most places worked on deeply for the first time in a visit",
    ),
    Scalar("absent_lower_days", 14, "days", 7, 14, LOWER, "P9", "PROP", "Absence from which the next visit is lighter"),
    Scalar(
        "absent_reassess_days",
        30,
        "days",
        14,
        30,
        LOWER,
        "P9-REASSESS",
        "PROP",
        "Absence from which a re-assessment comes before treatment",
    ),
    Scalar("range_gain", 10, "degrees", 5, 10, LOWER, "P10", "PROP", "Most that a passive movement gains in a visit"),
    Scalar(
        "new_pain",
        3,
        "points",
        1,
        3,
        LOWER,
        "P12",
        "PROP",
        "Pain from this at a place outside the plan raises an alert",
    ),
    Scalar("stop_pain", 7, "points", 5, 7, LOWER, "S-STOP", "PROP", "Pain from this stops any technique"),
    Scalar(
        "check_in_minutes",
        15,
        "minutes",
        5,
        15,
        LOWER,
        "P-CHECK-IN",
        "PROP",
        "Longest time in a visit between two questions about pain",
    ),
)

PHASES = (
    Scalar(
        "phase_acute_days", 5, "days", 5, 14, HIGHER, "P8-1", "GK, PROP", "Last day of the acute phase, with pressure 1"
    ),
    Scalar("phase_subacute_days", 21, "days", 21, 42, HIGHER, "P8-2", "GK, PROP", "Last day of the subacute phase"),
    Scalar("phase_subacute_cap", 3, "level", 1, 3, LOWER, "P8-2", "GK, PROP", "Most pressure in the subacute phase"),
    Scalar(
        "phase_remodel_days",
        84,
        "days",
        84,
        182,
        HIGHER,
        "P8-3",
        "GK, PROP",
        "Last day on which new tissue is still growing firm",
    ),
    Scalar(
        "phase_remodel_cap", 4, "level", 2, 4, LOWER, "P8-3", "GK, PROP", "Most pressure while new tissue grows firm"
    ),
    Scalar(
        "phase_firm_cap", 5, "level", 3, 5, LOWER, "P8-4", "GK, PROP", "Most pressure once new tissue has grown firm"
    ),
    Scalar(
        "phase_chronic_cap",
        4,
        "level",
        2,
        4,
        LOWER,
        "P8-5",
        "GK, PROP",
        "Most pressure where no injury or operation is on record",
    ),
)

HOME = (
    Scalar("home_load_percent", 10, "percent", 5, 10, LOWER, "P14", "TL", "Most load more at once"),
    Scalar("home_load_days", 7, "days", 7, 21, HIGHER, "P14", "TL", "Days between two changes of an exercise"),
    Scalar("home_green_pain", 3, "points", 1, 3, LOWER, "P14", "TL", "Most pain at an exercise that still allows more"),
    Scalar("home_red_pain", 6, "points", 4, 6, LOWER, "P14", "TL", "Pain at an exercise from which it is made easier"),
)
