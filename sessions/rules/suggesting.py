"""The suggester: all twelve techniques sorted into fit, allowed and blocked, each with its reasons (I-* rows).

The guards speak first: what they hold everywhere it is meant for is blocked, whatever it would be good for. Among the rest a technique
fits when a diagnosis or an event, the purpose, the phase and the goal all ask for it; else it is allowed and the page says what is
missing. No reason ever lifts a technique over a finding.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from clinic.rules.events import EVENTS, EventKind
from clinic.rules.findings import Finding, Level, by_weight
from clinic.rules.techniques import TechniqueCode
from sessions.rules.indications import AIM_WORDS, INDICATIONS, Aim, Caveat, Indication
from sessions.rules.phase import Phase
from sessions.rules.plan_templates import Purpose
from sessions.rules.wording import day_words, place_words

HOLDING = frozenset({Level.BLOCK, Level.CLEAR})


class Standing(IntEnum):
    """Best first."""

    FIT = 1
    ALLOWED = 2
    BLOCKED = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be treated. `codes`: ICD-10-CM, as the referrer wrote them; `aims`: what the goals are measured by, none when no goal
    is set; `places`: where the work is meant."""

    codes: tuple[str, ...] = ()
    events: frozenset[EventKind] = frozenset()
    purpose: Purpose = Purpose.TREAT
    phase: Phase = Phase.CHRONIC
    aims: frozenset[Aim] = frozenset()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`pro` and `contra` are about the problem, `findings` the guards' own words, `opens_on` the first day time alone lets it in:
    None where it stands open already or only something else than time opens it. `spared`: places it may not be done in."""

    technique: TechniqueCode
    standing: Standing
    pro: tuple[Reason, ...] = ()
    contra: tuple[Reason, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    findings: tuple[Finding, ...] = ()
    spared: tuple[str, ...] = ()
    opens_on: date | None = None

    @property
    def is_blocked(self) -> bool:
        return self.standing is Standing.BLOCKED

    @property
    def holding(self) -> tuple[Finding, ...]:
        """What must be lifted before it may be done."""
        return tuple(finding for finding in self.findings if finding.level in HOLDING)

    @property
    def opens_words(self) -> str:
        return f"Opens by itself on {day_words(self.opens_on)}." if self.opens_on else ""

    @property
    def spared_words(self) -> str:
        return place_words(self.spared)


@dataclass(frozen=True, slots=True)
class Groups:
    fit: list[Suggestion] = field(default_factory=list)
    allowed: list[Suggestion] = field(default_factory=list)
    blocked: list[Suggestion] = field(default_factory=list)


def suggest(
    problem: Problem,
    findings: Mapping[TechniqueCode, Sequence[Finding]],
    opens: Mapping[TechniqueCode, date | None] | None = None,
) -> list[Suggestion]:
    """All techniques, those that fit first. `findings`: what every guard says of a technique in the problem's places, at its lightest,
    on the day in question; `opens`: the first day time alone opens one."""
    return ranked(
        suggestion(problem, code, findings.get(code, ()), opens_on=(opens or {}).get(code)) for code in TechniqueCode
    )


def ranked(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """Those that fit first, among equals those with most to say for them."""
    return sorted(suggestions, key=lambda row: (row.standing, -len(row.pro)))


def grouped(suggestions: Sequence[Suggestion]) -> Groups:
    groups = Groups()
    lists = {Standing.FIT: groups.fit, Standing.ALLOWED: groups.allowed, Standing.BLOCKED: groups.blocked}
    for row in suggestions:
        lists[row.standing].append(row)
    return groups


def held_places(findings: Collection[Finding], places: Sequence[str]) -> tuple[str, ...]:
    """The places, in their order, that a finding holds; one that names no place holds them all."""
    holding = [finding for finding in findings if finding.level in HOLDING]
    if any(not finding.regions for finding in holding):
        return tuple(places)
    named = {place for finding in holding for place in finding.regions}
    return tuple(place for place in places if place in named)


def is_held(findings: Collection[Finding], places: Sequence[str]) -> bool:
    """Whether nothing is left of these places; without places, whether anything holds the technique as such."""
    if not any(finding.level in HOLDING for finding in findings):
        return False
    if any(finding.level in HOLDING and not finding.regions for finding in findings):
        return True
    return bool(places) and len(held_places(findings, places)) == len(places)


def suggestion(
    problem: Problem, code: TechniqueCode, spoken: Sequence[Finding], *, opens_on: date | None = None
) -> Suggestion:
    """One technique for this problem, as `suggest` sorts them."""
    entry = INDICATIONS[code]
    found = tuple(by_weight(list(spoken)))
    caveats = tuple(each for each in entry.caveats if each.concerns(problem.codes, problem.events))
    if is_held(found, problem.places):
        return Suggestion(code, Standing.BLOCKED, caveats=caveats, findings=found, opens_on=opens_on)
    pro, contra = _for(problem, entry), _against(problem, entry, found)
    standing = Standing.ALLOWED if contra else Standing.FIT
    spared = held_places(found, problem.places)
    return Suggestion(code, standing, pro, contra, caveats, found, spared)


def _for(problem: Problem, entry: Indication) -> tuple[Reason, ...]:
    """What speaks for it."""
    reasons = []
    codes, events = entry.of_codes(problem.codes), entry.events & problem.events
    if codes:
        reasons.append(Reason(f"Used for {', '.join(codes)}.", _cite(entry)))
    if events:
        names = ", ".join(sorted(EVENTS[kind].label.lower() for kind in events))
        reasons.append(Reason(f"Used after {names}.", _cite(entry)))
    if entry.companion:
        reasons.append(Reason("Warms up and finishes, whatever the diagnosis.", _cite(entry)))
    aims = entry.aims & problem.aims
    if aims and (codes or events):
        reasons.append(Reason(f"Serves the goal: {_aims(aims)}.", entry.row))
    if problem.purpose is Purpose.PREVENT and entry.prevents and not entry.companion:
        reasons.append(Reason("Also used to keep stiffness and swelling from coming.", entry.row))
    return tuple(reasons)


def _against(problem: Problem, entry: Indication, findings: Sequence[Finding]) -> tuple[Reason, ...]:
    """What is missing for it to fit."""
    reasons = []
    if not (entry.companion or entry.of_codes(problem.codes) or entry.events & problem.events):
        reasons.append(Reason(f"Not for these diagnoses. Usual for: {entry.used_for}", _cite(entry)))
    if problem.aims and not entry.aims & problem.aims:
        reasons.append(Reason(f"The goal is {_aims(problem.aims)}; it is used for {_aims(entry.aims)}.", entry.row))
    if problem.phase not in entry.phases:
        reasons.append(Reason(f"Not usual in the {_phase(problem.phase)} phase.", entry.row))
    if problem.purpose is Purpose.PREVENT and not entry.prevents:
        reasons.append(Reason("It treats what is there; the referral asks to prevent.", entry.row))
    asking = [finding for finding in findings if finding.level is Level.OVERRIDE]
    if asking:
        reasons.append(Reason("It needs your written reason.", asking[0].code))
    return tuple(reasons)


def _cite(entry: Indication) -> str:
    return f"{entry.row}: {entry.source}"


def _aims(aims: Collection[Aim]) -> str:
    return ", ".join(AIM_WORDS[aim] for aim in Aim if aim in aims)


def _phase(phase: Phase) -> str:
    return "remodeling" if phase is Phase.REMODELING else phase.value
