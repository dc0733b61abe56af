"""P14: home exercises change one thing at a time, a little a week, and only while they are borne well."""

from dataclasses import astuple, dataclass
from enum import StrEnum

from clinic.rules.findings import Finding, Level
from sessions.rules.pacing.facts import LIMITS, PacingLimits

SOURCE = "TL, PROP"


class Light(StrEnum):
    """Green may progress, amber stays as it is, red is reduced."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Dose:
    """What is done at home. `minutes` for what is timed as a whole, else sets, repetitions and seconds of hold."""

    sets: int = 1
    reps: int = 1
    hold_seconds: int = 0
    minutes: int = 0
    times_per_day: int = 1
    days_per_week: int = 7
    resistance: float = 0

    @property
    def load(self) -> float:
        """One number to compare two doses by; it has no unit."""
        once = self.minutes * 60 or self.sets * self.reps * max(self.hold_seconds, 1)
        return once * self.times_per_day * self.days_per_week * (self.resistance or 1)


def light(pain: int | None, *, settled: bool | None, limits: PacingLimits = LIMITS) -> Light:
    """`pain` during the exercise, NPRS; `settled`: gone within 24 hours. What is not known holds the dose. (P14)"""
    if pain is not None and pain >= limits.home_red_pain:
        return Light.RED
    if pain is None or pain > limits.home_green_pain or not settled:
        return Light.AMBER
    return Light.GREEN


def p14(
    old: Dose,
    new: Dose,
    *,
    days_since_change: int | None,
    pain: int | None = None,
    settled: bool | None = None,
    limits: PacingLimits = LIMITS,
) -> list[Finding]:
    """Warns. A dose that is made easier is always fine. `days_since_change` None: never changed."""
    shown = light(pain, settled=settled, limits=limits)
    if new == old and shown is Light.RED:
        return [_warn("Pain asks for less.", "Reduce the dose.")]
    if not _raises(old, new):
        return []
    found = []
    if shown is not Light.GREEN:
        why = "Pain asks for less" if shown is Light.RED else "It is not yet borne well enough for more"
        found.append(_warn(f"{why}.", "Reduce the dose." if shown is Light.RED else "Keep the dose as it is."))
    if _changed(old, new) > 1:
        found.append(_warn(f"{_changed(old, new)} things change at once.", "Change one, see how it is borne."))
    if new.load > old.load * (1 + limits.home_load_percent / 100):
        message = f"The load rises from {old.load:g} to {new.load:g}."
        found.append(_warn(message, f"{limits.home_load_percent} % a week or less."))
    if days_since_change is not None and days_since_change < limits.home_load_days:
        found.append(_warn(f"The dose last changed {days_since_change} days ago.", "Wait until a week has passed."))
    return found


def _changed(old: Dose, new: Dose) -> int:
    return sum(a != b for a, b in zip(astuple(old), astuple(new), strict=True))


def _raises(old: Dose, new: Dose) -> bool:
    return any(b > a for a, b in zip(astuple(old), astuple(new), strict=True))


def _warn(message: str, lifted_by: str) -> Finding:
    return Finding(Level.WARN, "P14", message, SOURCE, lifted_by)
