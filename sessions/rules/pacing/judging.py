"""All pacing guards of one visit together, and the limits they leave for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from clinic.rules.findings import Finding, Level, by_weight
from clinic.rules.techniques import TechniqueCode
from sessions.rules.pacing.absence import p9, p9_reassess
from sessions.rules.pacing.facts import LIMITS, History, PacingLimits, Proposed, before, own
from sessions.rules.pacing.flare import p5, p5_hold, p6
from sessions.rules.pacing.gaps import GAPS, p3
from sessions.rules.pacing.lowered import LEAST, Lowered, is_left_out, minutes_cap, over_lowered, pressure_cap, together
from sessions.rules.pacing.minutes import most_minutes, p4
from sessions.rules.pacing.novelty import p7
from sessions.rules.pacing.pressure import STARTS, Caps, p1, p2


@dataclass(frozen=True, slots=True)
class TechniqueValues:
    """Of the catalogue rows in force: least and first pressure, hours between two visits."""

    least: Mapping[TechniqueCode, int] = field(default_factory=lambda: LEAST)
    starts: Mapping[TechniqueCode, int] = field(default_factory=lambda: STARTS)
    gaps: Mapping[TechniqueCode, int] = field(default_factory=lambda: GAPS)


@dataclass(frozen=True, slots=True)
class PacingFacts:
    """`history` holds the signed visits of all the patient's episodes. `caps`: the lowest pressure that flags, phase and
    gates allow. `assessed_on`: last signed assessment; `reviewed_on`: when two flares were last looked at."""

    proposed: Proposed
    history: History
    caps: Caps = field(default_factory=dict)
    assessed_on: date | None = None
    reviewed_on: date | None = None
    values: TechniqueValues = field(default_factory=TechniqueValues)

    @property
    def last_visit_on(self) -> date | None:
        """Of this episode, an evaluation included."""
        return max((visit.day for visit in own(before(self.history, self.proposed))), default=None)


@dataclass(frozen=True, slots=True)
class NextLimits:
    """What the visit may do. `pressure` by place: 0 leaves it out, a place that is missing has no limit from pacing.
    `left_out`: techniques whose minimum lies above it, by place."""

    pressure: Mapping[str, int]
    minutes: int | None
    deep: bool
    left_out: frozenset[tuple[TechniqueCode, str]]
    reasons: tuple[str, ...]


def judge_pacing(facts: PacingFacts, limits: PacingLimits = LIMITS) -> list[Finding]:
    """P1 to P7 and P9, the most binding first."""
    proposed, history, values = facts.proposed, facts.history, facts.values
    absent = p9(proposed.day, facts.last_visit_on, limits)
    found = [
        *p1(proposed, history, starts=values.starts, caps=facts.caps),
        *p2(proposed, history, limits),
        *p3(proposed, history, gaps=values.gaps, limits=limits),
        *p4(proposed, history, limits),
        *over_lowered(proposed, _after_flare(facts, limits), history, least=values.least, limits=limits),
        *p5_hold(proposed, history, reviewed_on=facts.reviewed_on, limits=limits),
        *p7(proposed, history, limits),
        *over_lowered(proposed, absent, history, level=Level.OVERRIDE, least=values.least, limits=limits),
        *p9_reassess(proposed.day, facts.last_visit_on, assessed_on=facts.assessed_on, limits=limits),
    ]
    return by_weight(found)


def next_limits(facts: PacingFacts, limits: PacingLimits = LIMITS) -> NextLimits:
    """For filling in the visit before it is judged."""
    visits = before(facts.history, facts.proposed)
    lowered = together(
        [_after_flare(facts, limits), p9(facts.proposed.day, facts.last_visit_on, limits)],
    )
    places = {place for work in facts.proposed.works for place in work.places}
    places |= {place for visit in visits for work in visit.works for place in work.places}
    found = {place: pressure_cap(place, lowered, visits, limits) for place in sorted(places)}
    pressure = {place: cap for place, cap in found.items() if cap is not None}
    minutes = [minutes_cap(lowered, visits), most_minutes(facts.proposed, facts.history, limits)]
    return NextLimits(
        pressure,
        min((most for most in minutes if most is not None), default=None),
        lowered.deep,
        frozenset(
            (c, p) for p, cap in pressure.items() for c in facts.values.least if is_left_out(c, cap, facts.values.least)
        ),
        lowered.reasons,
    )


def _after_flare(facts: PacingFacts, limits: PacingLimits) -> Lowered:
    return together([p5(facts.proposed, facts.history, limits), p6(facts.proposed, facts.history, limits)])
