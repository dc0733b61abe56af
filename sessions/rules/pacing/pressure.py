"""P1 a technique begins gently; P2 pressure rises one level at a time, and only after a visit that was borne well."""

from collections.abc import Iterator, Mapping

from clinic.rules.findings import Finding, Level
from clinic.rules.regions import place_name
from clinic.rules.techniques import TECHNIQUE_NAMES, TechniqueCode
from sessions.rules.pacing.facts import (
    LIMITS,
    WHOLE,
    History,
    PacingLimits,
    PastVisit,
    Portion,
    Proposed,
    before,
    last_pressure,
    own,
    treated,
)
from sessions.rules.techniques import TECHNIQUES

Caps = Mapping[tuple[TechniqueCode, str], int]
STARTS: Mapping[TechniqueCode, int] = {code: entry.pressure.start for code, entry in TECHNIQUES.items()}


def p1(
    proposed: Proposed, history: History, *, starts: Mapping[TechniqueCode, int] = STARTS, caps: Caps | None = None
) -> list[Finding]:
    """First time at a place: no more than the technique's start value; ever: no more than `caps`, the lowest that flags,
    phase and gates allow for a technique at a place. Blocks."""
    visits = own(before(history, proposed))
    found = []
    for work, place in _each(proposed):
        cap = (caps or {}).get((work.code, place))
        if cap is not None and work.pressure > cap:
            lifted_by = f"Pressure {cap} or less." if cap else "Nothing is allowed here now."
            what = f"is limited to pressure {cap} here now"
            found.append(Finding(Level.BLOCK, "P1", _words(work, place, what), "PROP", lifted_by, (place,)))
        elif work.pressure > starts[work.code] and not _was_given(visits, work.code, place):
            most = starts[work.code]
            what = f"begins at pressure {most} at a new place, not {work.pressure}"
            found.append(Finding(Level.BLOCK, "P1", _words(work, place, what), "PROP", f"Begin at {most}.", (place,)))
    return found


def p2(proposed: Proposed, history: History, limits: PacingLimits = LIMITS) -> list[Finding]:
    """Over all episodes: against the last visit at the place no more than `max_step` higher, and no rise at all where
    pain or soreness after it was more than allowed or is not known. Overridable."""
    visits = before(history, proposed)
    found = []
    for work, place in _each(proposed):
        pressure = last_pressure(visits, place)
        if pressure is None or work.pressure <= pressure:
            continue
        why = _why_no_rise(visits, place, limits)
        if why:
            what = f"may not go from pressure {pressure} to {work.pressure}: {why}"
        elif work.pressure > pressure + limits.max_step:
            what = f"went with pressure {pressure} last time; {work.pressure} is more than {limits.max_step} higher"
        else:
            continue
        most = pressure if why else pressure + limits.max_step
        lifted_by = f"Pressure {most}, or a reason."
        found.append(Finding(Level.OVERRIDE, "P2", _words(work, place, what), "PROP, AE1", lifted_by, (place,)))
    return found


def _each(proposed: Proposed) -> Iterator[tuple[Portion, str]]:
    return ((work, place) for work in proposed.works for place in work.places)


def _was_given(visits: list[PastVisit], code: TechniqueCode, place: str) -> bool:
    return any(work.code == code and place in work.places for visit in visits for work in visit.works)


def _why_no_rise(visits: list[PastVisit], place: str, limits: PacingLimits) -> str:
    """Both the last visit at the place and the last visit of all must have been borne well."""
    here = [visit for visit in visits if any(place in work.places for work in visit.works)]
    latest = {visit.ended_at: visit for visit in (*here[-1:], *treated(visits)[-1:])}
    return next((why for visit in latest.values() if (why := _not_borne(visit, place, limits))), "")


def _not_borne(visit: PastVisit, place: str, limits: PacingLimits) -> str:
    asked = [felt for felt in visit.felt if felt.before is not None and felt.after is not None]
    if any((felt.after or 0) > (felt.before or 0) + limits.rise_after for felt in asked):
        return "pain was higher after the last visit"
    if not any(felt.place in {place, WHOLE} for felt in asked):
        return "it is not known how the last visit was borne"
    if visit.soreness_hours is None:
        return "the check-in after the last visit is not answered; ask on arrival"
    if visit.soreness_hours > limits.rise_soreness_hours:
        return f"soreness lasted {visit.soreness_hours} hours"
    return ""


def _words(work: Portion, place: str, what: str) -> str:
    return f"{TECHNIQUE_NAMES[work.code]}, {place_name(place)}: {what}."
