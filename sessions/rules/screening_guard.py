"""The screening guard: what a patient's conditions allow of one technique in given places on a given day (X-* rows).

Each condition is judged by itself, so that one more of them never lifts what another one forbids.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from clinic.rules.conditions import ConditionCode
from clinic.rules.findings import Finding, Level, by_weight
from clinic.rules.techniques import TechniqueCode
from sessions.rules import screening_levels as levels
from sessions.rules.caps import Cap, lowest
from sessions.rules.clearances import Clearance
from sessions.rules.screening_case import Case, ConditionFact
from sessions.rules.screening_matrix import JUDGED_ELSEWHERE, MATRIX
from sessions.rules.work import Work


def judge(
    *,
    conditions: Sequence[ConditionFact],
    work: Work,
    day: date,
    clearances: Sequence[Clearance] = (),
    surgery_recorded: bool = False,
) -> list[Finding]:
    """Everything the patient's conditions say against this work on this day, the most binding first.

    `surgery_recorded`: the operation behind X-17 stands in the record as an event, so the time gates speak for it. A typed reason is
    not taken here: `clinic.rules.findings.unlifted` says what still stands after one.
    """
    found = [
        finding for case in _cases(conditions, work, day, clearances) for finding in _judge_case(case, surgery_recorded)
    ]
    return by_weight(list(dict.fromkeys(found)))


def caps(
    *, conditions: Sequence[ConditionFact], work: Work, day: date, clearances: Sequence[Clearance] = ()
) -> list[Cap]:
    """Every cap the conditions, and the clearances in use, set on this work."""
    cases = _cases(conditions, work, day, clearances)
    return [cap for case in cases for cap in (levels.cap_of(case), levels.clearance_cap(case)) if cap is not None]


def pressure_cap(
    *, conditions: Sequence[ConditionFact], work: Work, day: date, clearances: Sequence[Clearance] = ()
) -> Cap:
    """The most pressure the conditions leave, and the row that sets it; at most the technique's own."""
    return lowest(caps(conditions=conditions, work=work, day=day, clearances=clearances), work.technique)


def is_session_locked(*, conditions: Sequence[ConditionFact], day: date, clearances: Sequence[Clearance] = ()) -> bool:
    """Whether no technique is left at all, whatever the place: an X, or every one barred or waiting for clearance."""

    def held(technique: TechniqueCode) -> bool:
        found = judge(conditions=conditions, work=Work(technique), day=day, clearances=clearances)
        return any(finding.level in {Level.BLOCK, Level.CLEAR} for finding in found)

    return all(held(technique) for technique in TechniqueCode)


def _cases(conditions: Iterable[ConditionFact], work: Work, day: date, clearances: Sequence[Clearance]) -> list[Case]:
    return [
        Case(
            fact=fact,
            row=MATRIX[ConditionCode(fact.code)],
            technique=work.technique,
            places=tuple(dict.fromkeys(work.places)),
            pressure=work.depth,
            day=day,
            clearances=tuple(clearances),
        )
        for fact in conditions
        if fact.stands(day) and fact.code not in JUDGED_ELSEWHERE
    ]


def _judge_case(case: Case, surgery_recorded: bool) -> list[Finding]:  # noqa: FBT001 - passed on from a keyword
    found = [
        finding for mark in case.marks for finding in levels.of_mark(case, mark, surgery_recorded=surgery_recorded)
    ]
    return [*found, *levels.named_places(case), *levels.extras(case), *levels.cap_findings(case)]
