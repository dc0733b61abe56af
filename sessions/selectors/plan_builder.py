"""What the plan builder shows: techniques in three groups with their reasons, what speaks against the draft, when it can start."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clinic.rules.findings import Finding, Level, by_weight
from clinic.rules.techniques import TechniqueCode
from sessions.models import PlanVersion, Technique
from sessions.rules.first_visit import FirstVisit, first_visit
from sessions.rules.gates_ahead import by_time, needs_order, opens_on
from sessions.rules.judging import HOLDING, PatientFacts, judge_work, lightest
from sessions.rules.phase import Phase
from sessions.rules.plan_templates import Purpose
from sessions.rules.planning_guard import PlannedWork, judge_planned
from sessions.rules.plans import PlanFacts, PlannedTechnique, judge_credential, judge_plan
from sessions.rules.suggesting import Problem, Suggestion, ranked, suggestion
from sessions.selectors.guard_facts import rulebook
from sessions.selectors.judging import last_day
from sessions.selectors.plan_record import Record

GROUPS = (("fit", "Fit"), ("allowed", "Allowed"), ("blocked", "Not now"))


@dataclass(frozen=True)
class Said:
    """One finding as the page says it; `ask`: the kind of letter that would lift it, empty where none would."""

    finding: Finding
    ask: str = ""

    @property
    def level(self) -> str:
        return self.finding.level.name.lower()


@dataclass(frozen=True)
class Row:
    """One technique: what it is good for here, and what is said of it as planned or, where it is not planned, what bars it."""

    technique: Technique
    suggestion: Suggestion
    used: bool
    said: list[Said]

    @property
    def standing(self) -> str:
        return self.suggestion.standing.name.lower()


@dataclass(frozen=True)
class Build:
    """`rows`: those in use first, then those that fit. `general`: findings about all of it. `chosen_on`: the first day one of the chosen
    techniques may be done."""

    rows: list[Row]
    findings: list[Finding]
    general: list[Finding]
    minutes: int
    visit_minutes: int
    start: FirstVisit
    chosen_on: date | None
    visits_open: int

    @property
    def stopping(self) -> int:
        """How many findings stop the signing whatever is typed."""
        return sum(finding.level in HOLDING for finding in self.findings)

    @property
    def asks_reason(self) -> bool:
        return any(finding.level is Level.OVERRIDE for finding in self.findings)

    @property
    def minutes_over(self) -> int:
        return max(self.minutes - self.visit_minutes, 0)


def places_meant(version: PlanVersion) -> tuple[str, ...]:
    """Where the work is meant: the affected regions the referral leaves to touch."""
    referral = version.referral
    free = [place for place in referral.affected_regions if place not in referral.no_touch_regions]
    return tuple(free or referral.affected_regions)


def build(
    version: PlanVersion,
    *,
    catalogue: Sequence[Technique],
    planned: Sequence[PlannedTechnique],
    facts: PlanFacts,
    record: Record,
    today: date,
) -> Build:
    """The draft as it stands or as it is typed; `facts` are its own."""
    guarded = replace(record.facts, no_touch=record.facts.no_touch - facts.no_touch)
    works = [_work(row, version.starts_on) for row in planned]
    findings = by_weight(
        [
            *judge_plan(facts),
            *judge_planned(guarded, works, last_on=last_day(version), today=today, rulebook=rulebook(catalogue)),
        ]
    )
    used = {row.code: row for row in planned}
    suggestions = _suggestions(version, facts, record, used, today=today)
    rank = list(suggestions)
    rows = [_row(technique, suggestions, used, findings, guarded) for technique in catalogue]
    soonest = max(today, version.referral.earliest_start_on or today)
    closed = [
        TechniqueCode(code) for code, limits in facts.limits.items() if judge_credential(limits, facts.credentials)
    ]
    return Build(
        rows=sorted(rows, key=lambda row: (not row.used, rank.index(row.suggestion.technique))),
        findings=findings,
        general=[finding for finding in findings if _owner(finding) == ""],
        minutes=sum(row.minutes for row in planned),
        visit_minutes=facts.visit_minutes,
        start=first_visit(places_meant(version), guarded, day=soonest, left_out=closed),
        chosen_on=_chosen_on(planned, guarded, soonest),
        visits_open=facts.visits_open,
    )


def _suggestions(
    version: PlanVersion, facts: PlanFacts, record: Record, planned: Mapping[str, PlannedTechnique], *, today: date
) -> dict[TechniqueCode, Suggestion]:
    """A technique that is planned is looked at where and when it is planned, any other in the affected regions on the first day."""
    first = max(version.starts_on, today)
    problem = Problem(
        codes=record.codes,
        events=frozenset(event.kind for event in record.facts.events),
        purpose=Purpose(version.purpose),
        phase=Phase(version.phase),
        aims=record.aims,
        places=places_meant(version),
    )
    found = []
    for code in TechniqueCode:
        row = planned.get(code)
        day = row.first_day(first) if row else first
        meant = replace(problem, places=row.places) if row else problem
        found.append(_suggested(meant, code, facts, record.facts, day))
    return {row.technique: row for row in ranked(found)}


def _suggested(problem: Problem, code: TechniqueCode, plan: PlanFacts, facts: PatientFacts, day: date) -> Suggestion:
    limits = plan.limits.get(code)
    said = judge_work(facts, lightest(code, problem.places), day)
    found = [*said, *(judge_credential(limits, plan.credentials) if limits else [])]
    holding = [finding for finding in found if finding.level in HOLDING]
    opens = opens_on(facts, code, problem.places, day=day) if holding and by_time(holding) else None
    return suggestion(problem, code, found, opens_on=opens)


def _row(
    technique: Technique,
    suggestions: dict[TechniqueCode, Suggestion],
    used: Collection[str],
    findings: Sequence[Finding],
    facts: PatientFacts,
) -> Row:
    code = TechniqueCode(technique.code)
    own, is_used = suggestions[code], technique.code in used
    found = [finding for finding in findings if _owner(finding) == code] if is_used else list(own.holding)
    return Row(technique, own, is_used, [Said(finding, _ask(finding, code, facts)) for finding in found])


def _ask(finding: Finding, code: TechniqueCode, facts: PatientFacts) -> str:
    if finding.level is not Level.CLEAR:
        return ""
    return "order" if needs_order(finding, code, facts.events) else "clearance"


def _work(row: PlannedTechnique, starts_on: date) -> PlannedWork:
    return PlannedWork(TechniqueCode(row.code), row.places, row.minutes, row.pressure_ceiling, row.first_day(starts_on))


def _chosen_on(planned: Sequence[PlannedTechnique], facts: PatientFacts, day: date) -> date | None:
    days = [
        max(found, row.from_on or found)
        for row in planned
        if (found := opens_on(facts, TechniqueCode(row.code), row.places, day=day)) is not None
    ]
    return min(days, default=None)


def _owner(finding: Finding) -> str:
    """The technique a finding of a plan is about; empty: the plan."""
    first = finding.code.split(":", 1)[0]
    return first if first in set(TechniqueCode) else ""
