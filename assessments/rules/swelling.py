"""When a difference between two limbs is worth showing a physician, and the word for its size (V-FLAG, V-SEVERITY).

These flag; they do not diagnose.
"""

from dataclasses import dataclass
from enum import StrEnum

from assessments.rules.girth import MM_PER_CM
from assessments.rules.volume import Limb, Pair, are_comparable
from clinic.rules.findings import Finding, Level
from clinic.rules.policy import DEFAULTS


@dataclass(frozen=True, slots=True)
class SwellingLimits:
    """`ordinary_percent`: how far arms differ in health. `early_percent`: RVC since the start."""

    girth_mm: int = DEFAULTS["girth_mm"]
    volume_ml: int = DEFAULTS["volume_ml"]
    volume_percent: int = DEFAULTS["volume_percent"]
    ordinary_percent: int = DEFAULTS["ordinary_percent"]
    early_percent: int = DEFAULTS["early_percent"]
    moderate_percent: int = DEFAULTS["moderate_percent"]
    severe_percent: int = DEFAULTS["severe_percent"]


LIMITS = SwellingLimits()
_LIFTED_BY = "Show it to the physician; it is not a diagnosis."


class Severity(StrEnum):
    """Size of the excess over the other side."""

    ORDINARY = "ordinary"
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


SEVERITY_NAMES = {
    Severity.ORDINARY: "Within what two sides usually differ",
    Severity.MILD: "Mild",
    Severity.MODERATE: "Moderate",
    Severity.SEVERE: "Severe",
}


def severity(excess_percent: float, limits: SwellingLimits = LIMITS) -> Severity:
    """The word for an excess over the other side, percent. (V-SEVERITY)"""
    if excess_percent > limits.severe_percent:
        return Severity.SEVERE
    if excess_percent >= limits.moderate_percent:
        return Severity.MODERATE
    return Severity.MILD if excess_percent > limits.ordinary_percent else Severity.ORDINARY


def girth_flags(one: Limb, other: Limb, limits: SwellingLimits = LIMITS) -> list[Finding]:
    """Points at which the two sides differ by 2 cm or more. Sides measured differently are not compared. (V-FLAG)"""
    if not are_comparable(one, other):
        return []
    apart = [
        (number * one.interval, abs(a - b))
        for number, (a, b) in enumerate(zip(one.girths, other.girths, strict=True))
        if round(abs(a - b) * MM_PER_CM) >= limits.girth_mm
    ]
    return [_flag(f"At {height} cm the two sides differ by {difference:.1f} cm.") for height, difference in apart]


def volume_flags(sides: Pair, limits: SwellingLimits = LIMITS) -> list[Finding]:
    """A difference of 200 mL or 10 % of the other side, whichever side is the larger. (V-FLAG)"""
    percent = abs(sides.excess_percent or 0)
    if abs(sides.excess_ml) < limits.volume_ml and percent < limits.volume_percent:
        return []
    return [_flag(f"The two sides differ by {abs(sides.excess_ml):.0f} mL, {percent:.1f} %.")]


def early_flags(rvc: float | None, limits: SwellingLimits = LIMITS) -> list[Finding]:
    """Growth of the affected limb beyond the other since the start. (V-EARLY)"""
    if rvc is None or rvc < limits.early_percent:
        return []
    message = f"Since the start the affected side has grown {rvc:.1f} % beyond the other."
    return [Finding(Level.WARN, "V-EARLY", message, "GK", _LIFTED_BY)]


def _flag(message: str) -> Finding:
    return Finding(Level.WARN, "V-FLAG", message, "VOL2", _LIFTED_BY)
