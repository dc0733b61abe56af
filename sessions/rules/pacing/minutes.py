"""P4: few minutes of deep work, and no leap in the time hands are laid on."""

from clinic.rules.findings import Finding, Level
from clinic.rules.regions import place_name
from sessions.rules.pacing.facts import LIMITS, History, PacingLimits, Proposed, before, total_minutes, treated


def p4(proposed: Proposed, history: History, limits: PacingLimits = LIMITS) -> list[Finding]:
    """Deep minutes of the visit and of each place, and the total against the last visit of any episode. Blocks."""
    return [*_deep(proposed, limits), *_total(proposed, history, limits)]


def most_minutes(proposed: Proposed, history: History, limits: PacingLimits = LIMITS) -> int | None:
    """The most hands-on minutes after those of the last visit; None before the first."""
    visits = treated(before(history, proposed))
    return total_minutes(visits[-1].works) * (100 + limits.minutes_step_percent) // 100 if visits else None


def _deep(proposed: Proposed, limits: PacingLimits) -> list[Finding]:
    deep = [work for work in proposed.works if work.pressure >= limits.deep_pressure]
    found = []
    total = total_minutes(deep)
    if total > limits.deep_visit_minutes:
        message = f"Deep work takes {total} minutes; {limits.deep_visit_minutes} is the most in one visit."
        found.append(
            _block(message, f"{limits.deep_visit_minutes} minutes or fewer at pressure {limits.deep_pressure}.")
        )
    for place in dict.fromkeys(place for work in deep for place in work.places):
        # Minutes given for several places together are shared evenly. (P4-SHARE)
        here = sum(work.minutes / len(work.places) for work in deep if place in work.places)
        if here > limits.deep_place_minutes:
            message = f"Deep work at the {place_name(place)} takes {here:.0f} minutes; {limits.deep_place_minutes} is the most."
            found.append(_block(message, "Fewer minutes, or lighter.", place))
    return found


def _total(proposed: Proposed, history: History, limits: PacingLimits) -> list[Finding]:
    most = most_minutes(proposed, history, limits)
    total = total_minutes(proposed.works)
    if most is None or total <= most:
        return []
    message = f"{total} minutes of work are planned; after the last visit {most} is the most."
    return [_block(message, f"{most} minutes or fewer.")]


def _block(message: str, lifted_by: str, *places: str) -> Finding:
    return Finding(Level.BLOCK, "P4", message, "PROP", lifted_by, places)
