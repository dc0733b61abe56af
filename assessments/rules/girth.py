"""Girth as it is typed: two readings averaged, inches typed as centimeters, and the landmarks of the trunk (V-* rows)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import fmean

from clinic.rules.findings import Finding, Level
from clinic.rules.measures import MEASURES, Measure
from clinic.rules.policy import DEFAULTS

CM_PER_INCH = 2.54
MM_PER_CM = 10


@dataclass(frozen=True, slots=True)
class GirthLimits:
    """`trunk_retest_mm`: two readings of the same trunk differ by this much. Percent of what the neighbors lead one to
    expect: a value `odd_percent` away looks mistyped; one that comes within `inch_percent` once converted looks like inches."""

    trunk_retest_mm: int = DEFAULTS["trunk_retest_mm"]
    odd_percent: int = DEFAULTS["odd_percent"]
    inch_percent: int = DEFAULTS["inch_percent"]

    @property
    def odd_share(self) -> float:
        return self.odd_percent / 100

    @property
    def inch_share(self) -> float:
        return self.inch_percent / 100


LIMITS = GirthLimits()


class Landmark(StrEnum):
    """Where the trunk is measured; it has no volume."""

    UNDER_BUST = "under_bust"
    WAIST = "waist"
    NAVEL = "navel"
    BELOW_NAVEL = "below_navel"
    ILIAC_CREST = "iliac_crest"
    HIP = "hip"


LANDMARK_NAMES: Mapping[Landmark, str] = {
    Landmark.UNDER_BUST: "Under the bust",
    Landmark.WAIST: "Narrowest waist",
    Landmark.NAVEL: "Navel",
    Landmark.BELOW_NAVEL: "5 cm below the navel",
    Landmark.ILIAC_CREST: "Top of the hip bone",
    Landmark.HIP: "Widest hip",
}


def mean_girth(first: float, second: float | None = None) -> float:
    """Every girth is read twice and averaged; a single reading stands as it is. (V-TWICE)"""
    return first if second is None else (first + second) / 2


def trunk_changed(base: float, now: float, limits: GirthLimits = LIMITS) -> bool:
    """Whether a trunk girth changed, either way, by its retest error or more. (V-TRUNK)"""
    return round(abs(now - base) * MM_PER_CM) >= limits.trunk_retest_mm


def girth_measure(item: str, limits: GirthLimits = LIMITS) -> Measure:
    """How a girth is judged, by what a goal or a reading names: a trunk by its own retest error, a point of a limb by the tape's.
    (M-GIRTH, V-TRUNK)"""
    plain = MEASURES["GIRTH"]
    return replace(plain, mdc=limits.trunk_retest_mm / MM_PER_CM) if item.startswith("trunk:") else plain


def trunk_smaller(base: float, now: float, limits: GirthLimits = LIMITS) -> bool:
    """Whether a trunk girth went down by more than its retest error. (V-TRUNK, T-RESPONDER)"""
    return round((base - now) * MM_PER_CM) > limits.trunk_retest_mm


def suspects(
    girths: Sequence[float], alongside: Sequence[Sequence[float]] = (), limits: GirthLimits = LIMITS
) -> dict[int, Finding]:
    """Values that look mistyped, by their position: each is compared with its neighbors on the limb and with the same
    point in `alongside`, the other side or the last time. Warnings only: the limb may really be so. (V-TYPED)"""
    found = {}
    for position, value in enumerate(girths):
        same = [other[position] for other in alongside if position < len(other)]
        expected = max(same) if same else _expected_between(girths, position, limits)
        rest = same or [*girths[:position], *girths[position + 1 :]]
        message = "" if expected is None else _odd(value, expected, rest, limits)
        if message:
            lifted_by = "Type it in centimeters, or leave it where it is right."
            found[position] = Finding(Level.WARN, "V-TYPED", message, "PROP", lifted_by)
    return found


def _expected_between(girths: Sequence[float], position: int, limits: GirthLimits) -> float | None:
    """Between the points below and above; where these lie far apart one may itself be mistyped, so the larger."""
    near = [girths[n] for n in (position - 1, position + 1) if 0 <= n < len(girths)]
    if not near:
        return None
    return max(near) if max(near) > min(near) * (1 + limits.odd_share) else fmean(near)


def _odd(value: float, expected: float, rest: Sequence[float], limits: GirthLimits) -> str:
    """Beyond inches only what lies outside all the others stands out: a neighbor may be the one that is wrong."""
    if abs(value - expected) <= expected * limits.odd_share:
        return ""
    inches = value * CM_PER_INCH
    if value < expected and abs(inches - expected) <= expected * limits.inch_share:
        return f"{value:g} looks like inches: that would be {inches:.1f} cm, and about {expected:.0f} is expected here."
    if min(rest) * (1 - limits.odd_share) <= value <= max(rest) * (1 + limits.odd_share):
        return ""
    return f"{value:g} cm stands out: about {expected:.0f} is expected here."
