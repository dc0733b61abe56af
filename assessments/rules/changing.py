"""How far a value moved since the last time, and what that is worth: beyond measurement error, and what matters (M-TEST, M-ROM)."""

from dataclasses import dataclass, replace

from assessments.rules import rom
from assessments.rules.girth import LIMITS, GirthLimits, trunk_changed
from assessments.rules.scoring import PSFS_SINGLE_MDC
from assessments.rules.strength import GRADES
from clinic.rules.measures import MEASURES, Measure, change_for_better, important_change, real_change

REAL, IMPORTANT = "real change", "important change"


@dataclass(frozen=True, slots=True)
class Change:
    """`was` as it is shown; `better`: None where nothing moved. Nothing is claimed where no error is known."""

    was: str
    moved: str
    better: bool | None
    real: bool = False
    important: bool = False

    @property
    def tone(self) -> str:
        if self.better is None or not (self.real or self.important):
            return "gray"
        return "green" if self.better else "red"

    @property
    def text(self) -> str:
        marks = [word for word, so in ((REAL, self.real), (IMPORTANT, self.important)) if so]
        return ", ".join([f"{self.moved} since {self.was}" if self.moved else f"as before, {self.was}", *marks])


def change(measure: Measure, base: float, now: float, *, unit: str = "") -> Change:
    gained = change_for_better(measure, base, now)
    moved = f"{now - base:+g}{unit}" if now != base else ""
    return Change(
        was=f"{base:g}{unit}",
        moved=moved,
        better=None if gained == 0 else gained > 0,
        real=real_change(measure, base, now),
        important=important_change(measure, base, now),
    )


def pain_change(base: int, now: int) -> Change:
    return change(MEASURES["NPRS"], base, now)


def rating_change(code: str, base: int, now: int) -> Change:
    return change(MEASURES[code], base, now)


def activity_change(base: int, now: int) -> Change:
    """One activity is noisier than the mean of several (M-PSFS)."""
    found = change(MEASURES["PSFS"], base, now)
    return Change(found.was, found.moved, found.better, abs(now - base) >= PSFS_SINGLE_MDC, found.important)


def mean_change(base: float, now: float) -> Change:
    found = change(MEASURES["PSFS"], round(base, 1), round(now, 1))
    return Change(found.was, found.moved, found.better, real_change(MEASURES["PSFS"], base, now), found.important)


def range_change(movement: rom.Movement, base: int, now: int) -> Change:
    return change(rom.measure_of(movement), base, now, unit=" mm" if movement.unit == "mm" else "°")


def girth_change(base: float, now: float) -> Change:
    """Of one point of a limb; what matters is not known (M-GIRTH)."""
    return change(MEASURES["GIRTH"], round(base, 1), round(now, 1), unit=" cm")


def trunk_change(base: float, now: float, limits: GirthLimits = LIMITS) -> Change:
    """Real from the retest error that the clinic's policy names (V-TRUNK); what matters is not known."""
    return replace(girth_change(base, now), real=trunk_changed(base, now, limits))


def strength_change(base: int, now: int) -> Change:
    """Ranks of the twelve grades. No error is known, so none is claimed."""
    steps = now - base
    words = f"{abs(steps)} {'step' if abs(steps) == 1 else 'steps'} {'stronger' if steps > 0 else 'weaker'}"
    return Change(GRADES[base], words if steps else "", None if not steps else steps > 0)
