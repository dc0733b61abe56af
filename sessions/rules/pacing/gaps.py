"""P3: hours that must pass before a place is worked on that way again, deep work above all; T-DTM-WEEK."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from clinic.rules.findings import Finding, Level
from clinic.rules.regions import place_name
from clinic.rules.techniques import TECHNIQUE_NAMES, TechniqueCode
from sessions.rules.pacing.facts import LIMITS, History, PacingLimits, PastVisit, Portion, Proposed, before
from sessions.rules.techniques import TECHNIQUES, GapOf

GAPS: Mapping[TechniqueCode, int] = {code: entry.gap_hours for code, entry in TECHNIQUES.items()}
HOUR = timedelta(hours=1)
WEEK_HOURS = 8 * 24  # a calendar week, and a day for the clocks


def p3(
    proposed: Proposed,
    history: History,
    *,
    gaps: Mapping[TechniqueCode, int] = GAPS,
    limits: PacingLimits = LIMITS,
) -> list[Finding]:
    """Over all episodes, from the end of the visit before to the start of this one. Blocks until the hour comes."""
    # What lies further back than every gap and the week cannot hold anything up.
    furthest = proposed.starts_at - max(*gaps.values(), limits.deep_gap_hours, WEEK_HOURS) * HOUR
    visits = [visit for visit in before(history, proposed) if visit.ended_at >= furthest]
    found = []
    for work in proposed.works:
        for place in work.places:
            opens_at = opens(work, place, visits, gaps=gaps, limits=limits)
            if opens_at is not None and proposed.starts_at < opens_at:
                found.append(_too_soon(work, place, opens_at - proposed.starts_at))
            if _week_is_full(work, place, visits, proposed.day):
                found.append(_too_often(work, place))
    return found


def opens(
    work: Portion,
    place: str,
    visits: History,
    *,
    gaps: Mapping[TechniqueCode, int] = GAPS,
    limits: PacingLimits = LIMITS,
) -> datetime | None:
    """When this work may next be done at this place, as far as the gaps go; None: nothing holds it back."""
    moments = [
        visit.ended_at + hours * HOUR
        for visit in visits
        for done in visit.works
        if place in done.places and (hours := _hours(work, done, gaps, limits))
    ]
    return max(moments, default=None)


def week_of(day: date) -> date:
    """The Monday of the location's calendar week."""
    return day - timedelta(days=day.weekday())


def _hours(work: Portion, done: Portion, gaps: Mapping[TechniqueCode, int], limits: PacingLimits) -> int:
    own = gaps[work.code] if done.code == work.code and not _another_point(work, done) else 0
    both_deep = min(work.pressure, done.pressure) >= limits.deep_pressure
    return max(own, limits.deep_gap_hours if both_deep else 0)


def _another_point(work: Portion, done: Portion) -> bool:
    """Where the gap is counted for the point, points named both times and all different leave it open. (T-TRP-POINT)"""
    if TECHNIQUES[work.code].gap_of is not GapOf.POINT or not work.points or not done.points:
        return False
    return not work.points & done.points


def _week_is_full(work: Portion, place: str, visits: list[PastVisit], day: date) -> bool:
    most = TECHNIQUES[work.code].visits_per_week
    if most is None:
        return False
    same = [
        visit
        for visit in visits
        if week_of(visit.day) == week_of(day)
        and any(done.code == work.code and place in done.places for done in visit.works)
    ]
    return len(same) >= most


def _too_soon(work: Portion, place: str, left: timedelta) -> Finding:
    hours = -(-left // HOUR)
    message = f"{TECHNIQUE_NAMES[work.code]}, {place_name(place)}: too soon after the last time, {hours} more hours."
    return Finding(
        Level.BLOCK, "P3", message, f"T-{work.code}, PROP", f"Wait {hours} hours, or another place.", (place,)
    )


def _too_often(work: Portion, place: str) -> Finding:
    most = TECHNIQUES[work.code].visits_per_week
    message = f"{TECHNIQUE_NAMES[work.code]}, {place_name(place)}: at most {most} times a week."
    return Finding(Level.BLOCK, "T-DTM-WEEK", message, "PROP", "Next week, or another place.", (place,))
