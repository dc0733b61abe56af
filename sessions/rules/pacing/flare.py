"""P5 and P6: a visit that hurt, on the table or afterwards, makes the next one lighter; two in a row stop the work."""

from datetime import date

from clinic.rules.findings import Finding, Level
from sessions.rules.pacing.facts import LIMITS, History, PacingLimits, PastVisit, Proposed, before, treated
from sessions.rules.pacing.lowered import Lowered

REVIEW = "A therapist looks at it and writes what changes; the physician is told."


def flared(visit: PastVisit, limits: PacingLimits = LIMITS) -> bool:
    """Whether pain rose too far during this visit, at any place or as a whole. (P5)"""
    return any(
        felt.before is not None and felt.after is not None and felt.after - felt.before >= limits.pain_rise
        for felt in visit.felt
    )


def p5(proposed: Proposed, history: History, limits: PacingLimits = LIMITS) -> Lowered:
    """After a flare at the last visit: nothing deep, one level less, a quarter of the minutes less."""
    visits = treated(before(history, proposed))
    if not visits or not flared(visits[-1], limits):
        return Lowered()
    return Lowered(
        steps=1,
        minutes_percent=100 - limits.flare_minutes_percent,
        deep=False,
        codes=("P5",),
        reasons=("pain rose during the last visit",),
    )


def p5_hold(
    proposed: Proposed, history: History, *, reviewed_on: date | None = None, limits: PacingLimits = LIMITS
) -> list[Finding]:
    """Flares at the last two visits. Blocks until reviewed on the day of the second or later."""
    visits = treated(before(history, proposed))
    if not flared_twice(visits, limits) or (reviewed_on is not None and reviewed_on >= visits[-1].day):
        return []
    message = "Pain rose during the last two visits."
    return [Finding(Level.BLOCK, "P5-TWICE", message, "PROP", REVIEW)]


def flared_twice(visits: History, limits: PacingLimits = LIMITS) -> bool:
    """Whether the last two of these visits flared."""
    return len(visits) > 1 and all(flared(visit, limits) for visit in visits[-2:])


def p6(proposed: Proposed, history: History, limits: PacingLimits = LIMITS) -> Lowered:
    """Worse on arrival than last time, soreness too long, or sleep lost over it: one level less."""
    visits = treated(before(history, proposed))
    if not visits:
        return Lowered()
    last = visits[-1]
    reasons = [
        why
        for holds, why in (
            (_arrives_worse(proposed, last, limits), "pain on arrival is higher than last time"),
            (
                (last.soreness_hours or 0) > limits.regress_soreness_hours,
                f"soreness lasted {last.soreness_hours} hours",
            ),
            (last.sleep_lost, "soreness cost sleep"),
        )
        if holds
    ]
    return Lowered(1, codes=("P6",), reasons=tuple(reasons)) if reasons else Lowered()


def _arrives_worse(proposed: Proposed, last: PastVisit, limits: PacingLimits) -> bool:
    then = {felt.place: felt.before for felt in last.felt if felt.before is not None}
    return any(
        felt.before is not None and felt.place in then and felt.before - then[felt.place] >= limits.arrival_rise
        for felt in proposed.arrival
    )
