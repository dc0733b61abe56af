"""P10: no joint is pushed beyond the surgeon's limit, and none gains more than a little at one visit."""

from dataclasses import dataclass

from assessments.rules.entries import SIDE_WORDS
from assessments.rules.rom import Movement, gain
from clinic.rules.findings import Finding, Level
from sessions.rules.pacing.facts import LIMITS, PacingLimits


@dataclass(frozen=True, slots=True)
class Push:
    """A passive movement aimed at, in the movement's unit. `last`: passive range last read; `limit`: the surgeon's."""

    movement: Movement
    side: str
    aim: float
    last: float | None = None
    limit: float | None = None


def p10(push: Push, limits: PacingLimits = LIMITS) -> list[Finding]:
    """Blocks. A gain is judged only where a range was read before, and only in degrees."""
    name = f"{SIDE_WORDS.get(push.side, '')}{push.movement.label.lower()}"
    unit = push.movement.unit
    found = []
    if push.limit is not None and gain(push.movement, push.limit, push.aim) > 0:
        message = f"The surgeon allows {name} to {push.limit:g} {unit}, not {push.aim:g}."
        found.append(Finding(Level.BLOCK, "P10-LIMIT", message, "surgeon's limit", "A new order of the surgeon."))
    if push.last is not None and unit == "degrees":
        gained = gain(push.movement, push.last, push.aim)
        if gained > limits.range_gain:
            message = f"{gained:g} degrees more of {name} at one visit; {limits.range_gain} is the most."
            found.append(Finding(Level.BLOCK, "P10", message, "PROP", f"Aim at {limits.range_gain} degrees or fewer."))
    return found
