"""What speaks against a plan of care, from a table."""

from datetime import date
from typing import Any

import pytest

from clinic.rules.findings import Level
from sessions.rules.plans import PlannedTechnique, judge_plan
from tests.factories.clinical import plan_facts, planned


def test_nothing_speaks_against_an_ordinary_plan() -> None:
    assert judge_plan(plan_facts()) == []


@pytest.mark.parametrize(
    ("code", "level", "techniques", "changed"),
    [
        ("VISITS", Level.BLOCK, (), {"visits_planned": 13}),
        ("LENGTH", Level.BLOCK, (), {"visit_minutes": 44}),
        ("LENGTH", Level.BLOCK, (), {"visit_minutes": 61}),
        ("MINUTES", Level.BLOCK, (planned(minutes=30), planned("DTM", minutes=30)), {"visit_minutes": 59}),
        ("TOO_EARLY", Level.BLOCK, (), {"earliest_start_on": date(2026, 11, 24)}),
        ("TOO_LATE", Level.BLOCK, (), {"valid_until_on": date(2026, 11, 22)}),
        ("RUNS_OUT", Level.WARN, (), {"valid_until_on": date(2026, 12, 1)}),
        ("START_BY", Level.WARN, (), {"start_by_on": date(2026, 11, 20)}),
        ("NMT:NO_TOUCH", Level.BLOCK, (), {"no_touch": frozenset({"LUMB-l"})}),
        ("OMT:CREDENTIAL", Level.BLOCK, (planned("OMT", minutes=15, ceiling=2),), {}),
        ("MLD:PRESSURE", Level.BLOCK, (planned("MLD", minutes=45, ceiling=2),), {}),
        ("NMT:PRESSURE", Level.BLOCK, (planned(ceiling=2),), {}),
        ("NMT:LONG", Level.BLOCK, (planned(minutes=31),), {}),
        ("NMT:SHORT", Level.WARN, (planned(minutes=14),), {}),
        ("DTM:RHYTHM", Level.WARN, (planned("DTM", minutes=20),), {"visits_per_week": 3}),
        ("NMT:RHYTHM", Level.WARN, (), {"visits_per_week": 4}),
    ],
)
def test_each_rule_speaks_alone(
    code: str, level: Level, techniques: tuple[PlannedTechnique, ...], changed: dict[str, Any]
) -> None:
    found = judge_plan(plan_facts(*techniques, **changed))
    assert [(finding.code, finding.level) for finding in found] == [(code, level)]
    assert found[0].message
    assert found[0].lifted_by


def test_a_plan_without_techniques_is_blocked() -> None:
    found = judge_plan(plan_facts(techniques=()))
    assert [finding.code for finding in found] == ["NO_TECHNIQUE"]


def test_a_block_stands_before_a_warning() -> None:
    found = judge_plan(plan_facts(planned(minutes=14, places=("SACR-m",)), no_touch=frozenset({"SACR-m"})))
    assert [finding.level for finding in found] == [Level.BLOCK, Level.WARN]
    assert found[0].regions == ("SACR-m",)
