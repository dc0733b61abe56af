"""What is measured over time, which way is better, and how large a change is real or important (M-* rows)."""

from collections.abc import Mapping
from dataclasses import dataclass

from clinic.rules.wellbeing import DIMENSIONS, Better, DimensionCode

_PAIN_DIMENSIONS = {DimensionCode.PAIN_NOW, DimensionCode.PAIN_WORST, DimensionCode.PAIN_AVERAGE}


@dataclass(frozen=True, slots=True)
class Measure:
    """`mdc`: the smallest change beyond measurement error. `mcid`: the smallest change that matters to the patient;
    `important_percent` of the first value counts as well. None: no value is known, and nothing is claimed.
    A `is_change` measure is itself a change, so its first value counts as 0."""

    code: str
    label: str
    unit: str
    better: Better
    low: float
    high: float
    mdc: float | None = None
    mcid: float | None = None
    important_percent: float | None = None
    is_change: bool = False


_MEASURES = (
    Measure("NPRS", "Pain (NPRS)", "points", Better.LOWER, 0, 10, mdc=2, mcid=2, important_percent=30),
    Measure("PSFS", "Own activities (PSFS)", "points", Better.HIGHER, 0, 10, mdc=2, mcid=2, important_percent=30),
    Measure("GROC", "Change felt overall (GROC)", "points", Better.HIGHER, -7, 7, mcid=3, is_change=True),
    Measure("ROM", "Range of motion", "degrees", Better.HIGHER, -30, 210, mdc=10),
    Measure("GIRTH", "Girth", "cm", Better.LOWER, 5, 250, mdc=1),
    Measure("VOLUME", "Limb volume", "mL", Better.LOWER, 0, 40_000),
    Measure("MMT", "Strength (0 to 5)", "steps of 12", Better.HIGHER, 0, 11),
)


def _of_dimension(code: DimensionCode) -> Measure:
    dimension = DIMENSIONS[code]
    if code in _PAIN_DIMENSIONS:
        return Measure(code, dimension.label, "points", dimension.better, 0, 10, mdc=2, mcid=2, important_percent=30)
    return Measure(code, dimension.label, "points", dimension.better, 0, 10, mdc=2)


MEASURES: Mapping[str, Measure] = {m.code: m for m in (*_MEASURES, *map(_of_dimension, DIMENSIONS))}
MEASURE_CHOICES: tuple[tuple[str, str], ...] = tuple((m.code, m.label) for m in MEASURES.values())


def in_range(measure: Measure, value: float) -> bool:
    return measure.low <= value <= measure.high


def change_for_better(measure: Measure, base: float, now: float) -> float:
    """How far the value moved the good way, in the measure's unit; negative when it got worse."""
    moved = now if measure.is_change else now - base
    return moved if measure.better is Better.HIGHER else -moved


def real_change(measure: Measure, base: float, now: float) -> bool:
    """Whether the value changed, either way, by at least its measurement error (M-TEST)."""
    return measure.mdc is not None and round(abs(change_for_better(measure, base, now)), 6) >= measure.mdc


def important_change(measure: Measure, base: float, now: float) -> bool:
    """Whether the value improved by what matters to a patient, in points or in percent of the first value (M-TEST)."""
    gained = change_for_better(measure, base, now)
    if gained <= 0 or measure.mcid is None:
        return False
    if gained >= measure.mcid:
        return True
    share = measure.important_percent
    return share is not None and base > 0 and gained >= base * share / 100
