"""The limits of a visit that must be lighter than the last: pressure per place, minutes, techniques left out (P5, P6, P9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clinic.rules.findings import Finding, Level
from clinic.rules.regions import place_name
from clinic.rules.techniques import TECHNIQUE_NAMES, TechniqueCode
from sessions.rules.pacing.facts import (
    LIMITS,
    History,
    PacingLimits,
    Portion,
    Proposed,
    before,
    last_pressure,
    total_minutes,
    treated,
)
from sessions.rules.techniques import TECHNIQUES

LEAST: Mapping[TechniqueCode, int] = {code: entry.pressure.least for code, entry in TECHNIQUES.items()}


@dataclass(frozen=True, slots=True)
class Lowered:
    """`steps`: Walton levels below the last pressure at each place; `minutes_percent` of the last visit's minutes;
    `deep`: whether deep work is allowed at all. The codes and reasons say which rules asked for it."""

    steps: int = 0
    minutes_percent: int | None = None
    deep: bool = True
    codes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def is_lowered(self) -> bool:
        return bool(self.codes)


def together(parts: Iterable[Lowered]) -> Lowered:
    """The most restrictive of each: one bad visit seen by two rules costs one level, not two. (P-LOWERED)"""
    asked = [part for part in parts if part.is_lowered]
    return Lowered(
        max((part.steps for part in asked), default=0),
        min((part.minutes_percent for part in asked if part.minutes_percent is not None), default=None),
        all(part.deep for part in asked),
        tuple(code for part in asked for code in part.codes),
        tuple(reason for part in asked for reason in part.reasons),
    )


def pressure_cap(place: str, lowered: Lowered, history: History, limits: PacingLimits = LIMITS) -> int | None:
    """The highest pressure now allowed at this place; 0: leave it out; None: no limit from here."""
    last = last_pressure(history, place)
    caps = [] if lowered.deep else [limits.deep_pressure - 1]
    if last is not None and lowered.steps:
        caps.append(max(last - lowered.steps, 0))
    return min(caps, default=None)


def minutes_cap(lowered: Lowered, history: History) -> int | None:
    """The most hands-on minutes now allowed; None: no limit from here."""
    visits = treated(history)
    if lowered.minutes_percent is None or not visits:
        return None
    return total_minutes(visits[-1].works) * lowered.minutes_percent // 100


def is_left_out(code: TechniqueCode, cap: int | None, least: Mapping[TechniqueCode, int] = LEAST) -> bool:
    """Whether the lowered pressure falls under the technique's own minimum, so that it is left out this visit. (P-LOWERED)"""
    return cap is not None and cap < least[code]


def over_lowered(
    proposed: Proposed,
    lowered: Lowered,
    history: History,
    *,
    level: Level = Level.BLOCK,
    least: Mapping[TechniqueCode, int] = LEAST,
    limits: PacingLimits = LIMITS,
) -> list[Finding]:
    """What of the planned work goes beyond the lowered limits."""
    visits, why = before(history, proposed), "; ".join(lowered.reasons)
    found = []
    for work in proposed.works:
        for place in work.places:
            cap = pressure_cap(place, lowered, visits, limits)
            if cap is not None and work.pressure > cap:
                what, lifted_by = _words(work, place, cap, left_out=is_left_out(work.code, cap, least))
                found.append(Finding(level, lowered.codes[0], f"{what}: {why}.", "PROP", lifted_by, (place,)))
    most, total = minutes_cap(lowered, visits), total_minutes(proposed.works)
    if most is not None and total > most:
        message = f"{total} minutes of work are planned; {most} is the most now: {why}."
        found.append(Finding(level, lowered.codes[0], message, "PROP", f"{most} minutes or fewer."))
    return found


def _words(work: Portion, place: str, cap: int, *, left_out: bool) -> tuple[str, str]:
    """What is the matter, and what lifts it."""
    name = f"{TECHNIQUE_NAMES[work.code]}, {place_name(place)}"
    if left_out:
        return f"{name}: is left out this time", "Leave it out; the visit after may bring it back."
    return f"{name}: is limited to pressure {cap} this time", f"Pressure {cap} or less."
