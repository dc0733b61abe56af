"""Thresholds of limb and trunk girth (rows V-*). They flag; they do not diagnose."""

from clinic.rules.thresholds.scalar import EITHER, HIGHER, LOWER, Scalar

SWELLING = (
    Scalar(
        "girth_mm",
        20,
        "mm",
        5,
        20,
        LOWER,
        "V-FLAG",
        "VOL2",
        "Girth between the sides at one point that is shown to the physician",
    ),
    Scalar(
        "volume_ml",
        200,
        "mL",
        50,
        200,
        LOWER,
        "V-FLAG",
        "VOL2",
        "Volume between the sides that is shown to the physician",
    ),
    Scalar(
        "volume_percent",
        10,
        "percent",
        4,
        10,
        LOWER,
        "V-FLAG",
        "VOL2",
        "Volume between the sides, as a share of the other, that is shown to the physician",
    ),
    Scalar(
        "early_percent",
        5,
        "percent",
        2,
        5,
        LOWER,
        "V-EARLY",
        "GK",
        "Growth beyond the other side (RVC) that is shown early",
    ),
    Scalar("ordinary_percent", 4, "percent", 2, 4, LOWER, "V-SEVERITY", "VOL2", "What two sides usually differ"),
    Scalar("moderate_percent", 20, "percent", 10, 20, LOWER, "V-SEVERITY", "GK", "Excess called moderate from"),
    Scalar("severe_percent", 40, "percent", 25, 40, LOWER, "V-SEVERITY", "GK", "Excess called severe above"),
    Scalar("trunk_retest_mm", 10, "mm", 10, 30, HIGHER, "V-TRUNK", "PROP", "Retest error of a trunk girth"),
    Scalar(
        "odd_percent", 30, "percent", 10, 30, LOWER, "V-TYPED", "PROP", "A girth looks mistyped from this share off"
    ),
    Scalar(
        "inch_percent", 20, "percent", 10, 30, EITHER, "V-TYPED", "PROP", "A girth looks like inches within this share"
    ),
)
