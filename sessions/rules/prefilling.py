"""What a visit is filled in with: as last time, or as the plan begins, lowered to what the guards let through today. (J-START)"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from clinic.rules.findings import Finding
from clinic.rules.techniques import TechniqueCode
from sessions.rules import screening_guard
from sessions.rules.caps import Cap, is_unavailable, lowest
from sessions.rules.judging import BOOK, HOLDING, PatientFacts, Rulebook, Verdict, judge_work, lightest
from sessions.rules.pacing.facts import Portion, Proposed, before, own, treated
from sessions.rules.pacing.gaps import p3
from sessions.rules.pacing.judging import NextLimits, PacingFacts, next_limits
from sessions.rules.pacing.pressure import p2
from sessions.rules.phase import phase_caps
from sessions.rules.time_gates import gate_caps
from sessions.rules.work import Work

SHORTEST = 5  # minutes; less of a technique is none


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A technique of the plan that today's visit begins without, and why in words."""

    code: TechniqueCode
    why: str


def fitted(facts: PatientFacts, proposed: Proposed, rulebook: Rulebook = BOOK) -> tuple[list[Portion], list[LeftOut]]:
    """The techniques meant, in their order, as far as the guards allow them: places that are held are left out, pressure and minutes are
    lowered, and no more is new than one visit may bring."""
    limits = next_limits(PacingFacts(proposed=proposed, history=facts.history, values=rulebook.values), facts.pacing)
    kept: list[Portion] = []
    left: list[LeftOut] = []
    for meant in proposed.works:
        found = _fit(facts, meant, proposed, limits, rulebook)
        if isinstance(found, LeftOut):
            left.append(found)
        else:
            kept.append(found)
    kept, too_new = _few_new(facts, kept, proposed)
    return _short(kept, limits.minutes), [*left, *too_new]


def _fit(
    facts: PatientFacts, meant: Portion, proposed: Proposed, limits: NextLimits, rulebook: Rulebook
) -> Portion | LeftOut:
    gentle = [
        *rulebook.barred.get(meant.code, ()),
        *judge_work(facts, lightest(meant.code, meant.places), proposed.day),
        *_rest(facts, meant, proposed, rulebook),
    ]
    places = Verdict(meant, tuple(gentle)).open_places
    places = tuple(place for place in places if (meant.code, place) not in limits.left_out)
    if not places:
        holding = [finding for finding in gentle if finding.level in HOLDING]
        return LeftOut(meant.code, holding[0].message if holding else "; ".join(limits.reasons))
    cap = _cap(facts, Work(meant.code, places, meant.pressure), proposed, limits)
    if is_unavailable(meant.code, cap):
        return LeftOut(meant.code, cap.why)
    pressure = min(meant.pressure, cap.pressure, _risen(facts, replace(meant, places=places), proposed))
    pressure = max(pressure, rulebook.values.least[meant.code])
    return replace(meant, places=places, pressure=_begin(facts, meant, proposed, pressure, rulebook))


def _rest(facts: PatientFacts, meant: Portion, proposed: Proposed, rulebook: Rulebook) -> list[Finding]:
    """Places that are not rested yet. (P3)"""
    alone = replace(proposed, works=(meant,))
    return p3(alone, facts.history, gaps=rulebook.values.gaps, limits=facts.pacing)


def _cap(facts: PatientFacts, work: Work, proposed: Proposed, limits: NextLimits) -> Cap:
    """The lowest of all caps in these places."""
    day = proposed.day
    paced = [
        Cap(limits.pressure[place], "P5", "; ".join(limits.reasons), (place,))
        for place in work.places
        if place in limits.pressure
    ]
    caps = [
        *screening_guard.caps(conditions=facts.conditions, work=work, day=day, clearances=facts.clearances),
        *gate_caps(events=facts.events, work=work, day=day, orders=facts.orders),
        *phase_caps(events=facts.events, work=work, day=day, limits=facts.phases),
        *paced,
    ]
    return lowest(caps, work.technique)


def _risen(facts: PatientFacts, meant: Portion, proposed: Proposed) -> int:
    """The most pressure that is no rise to give a reason for. (P2)"""
    for pressure in range(meant.pressure, 0, -1):
        alone = replace(proposed, works=(replace(meant, pressure=pressure),))
        if not p2(alone, facts.history, facts.pacing):
            return pressure
    return 1


def _begin(facts: PatientFacts, meant: Portion, proposed: Proposed, pressure: int, rulebook: Rulebook) -> int:
    """At a place where it was never given, the technique begins at its start value. (P1)"""
    given = {
        place
        for visit in own(before(facts.history, proposed))
        for work in visit.works
        if work.code == meant.code
        for place in work.places
    }
    is_new = not set(meant.places) <= given
    return min(pressure, rulebook.values.starts[meant.code]) if is_new else pressure


def _few_new(facts: PatientFacts, kept: Sequence[Portion], proposed: Proposed) -> tuple[list[Portion], list[LeftOut]]:
    """The first ones stay: two beside classic strokes at a first visit, one new technique later. (P7)"""
    visits = own(treated(before(facts.history, proposed)))
    known = {work.code for visit in visits for work in visit.works} | {TechniqueCode.GEN}
    most = facts.pacing.new_techniques if visits else facts.pacing.first_techniques
    new = [work.code for work in kept if work.code not in known]
    late = set(new[most:])
    why = f"no more than {most} new at one visit"
    return [work for work in kept if work.code not in late], [LeftOut(code, why) for code in new[most:]]


def _short(kept: Sequence[Portion], most: int | None) -> list[Portion]:
    """All minutes lowered alike where they must be fewer. (P4, P5)"""
    total = sum(work.minutes for work in kept)
    if most is None or total <= most:
        return list(kept)
    return [replace(work, minutes=max(work.minutes * most // total, SHORTEST)) for work in kept]
