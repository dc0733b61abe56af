"""Whether a change is important, real, within error or for the worse (M-TEST of docs/clinical.md), and whether a goal is met."""

from dataclasses import dataclass
from enum import StrEnum

from clinic.rules.measures import Measure, change_for_better, important_change, real_change


class Verdict(StrEnum):
    IMPORTANT = "important"  # beyond measurement error, and by what matters to a patient
    REAL = "real"  # beyond measurement error for the better; what matters is not known or not reached
    SMALL = "small"  # may be measurement error
    SAME = "same"
    WORSE = "worse"  # beyond measurement error for the worse
    UNKNOWN = "unknown"  # measured once, or no error is known


class Way(StrEnum):
    """Which way the figure itself went, whether that is good or not."""

    FELL = "fell"
    ROSE = "rose"
    STAYED = "stayed"


def way(first: float, last: float) -> Way:
    return Way.FELL if last < first else Way.ROSE if last > first else Way.STAYED


@dataclass(frozen=True, slots=True)
class Change:
    """`amount` is now minus start, in the measure's unit. `threshold` is what would matter, or the error where that is not known."""

    amount: float | None
    verdict: Verdict
    threshold: float | None


def judge(measure: Measure, start: float | None, now: float | None) -> Change:
    """A measure that is itself a change (GROC) needs no start."""
    base = 0.0 if measure.is_change else start
    if base is None or now is None:
        return Change(None, Verdict.UNKNOWN, None)
    amount = round(now - base, 1)
    threshold = measure.mcid if measure.mcid is not None else measure.mdc
    return Change(amount, _verdict(measure, base, now), threshold)


def _verdict(measure: Measure, base: float, now: float) -> Verdict:
    gained = change_for_better(measure, base, now)
    if gained == 0:
        return Verdict.SAME
    if measure.is_change and measure.mcid is not None:
        return (
            Verdict.IMPORTANT if gained >= measure.mcid else Verdict.WORSE if gained <= -measure.mcid else Verdict.SMALL
        )
    if measure.mdc is None:
        return Verdict.UNKNOWN
    if not real_change(measure, base, now):
        return Verdict.SMALL
    if gained < 0:
        return Verdict.WORSE
    return Verdict.IMPORTANT if important_change(measure, base, now) else Verdict.REAL


def reached(*, baseline: float, target: float, now: float | None) -> bool:
    """Whether the goal's value is reached, whichever way it lies from where it began."""
    if now is None:
        return False
    return now >= target if target > baseline else now <= target
