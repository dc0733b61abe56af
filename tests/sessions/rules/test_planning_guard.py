"""A plan is judged as it begins, and its ceiling on its last day."""

from clinic.rules.findings import Level
from sessions.rules.clearances import Clearance
from sessions.rules.planning_guard import judge_planned
from tests.factories.guarding import condition, day, event, facts, planned


def test_a_plan_for_a_healthy_back_hears_nothing() -> None:
    assert judge_planned(facts(), [planned()], last_on=day(40)) == []


def test_codes_begin_with_the_technique() -> None:
    found = judge_planned(facts(conditions=(condition("FEVER"),)), [planned("NMT"), planned("GEN")], last_on=day(40))
    assert {finding.code for finding in found} == {"NMT:X-03", "GEN:X-03"}


def test_a_technique_that_begins_later_is_judged_then() -> None:
    patient = facts(events=(event("LIPOSUCTION", 10, "ABDU-m"),))
    early = judge_planned(patient, [planned("MFR", "ABDU-m", ceiling=2)], last_on=day(60))
    late = judge_planned(patient, [planned("MFR", "ABDU-m", ceiling=2, from_day=32)], last_on=day(60))
    assert any(finding.level in {Level.BLOCK, Level.CLEAR} for finding in early)
    assert not any(finding.level in {Level.BLOCK, Level.CLEAR} for finding in late)


def test_a_gate_that_a_clearance_opens_earlier_is_open_with_it() -> None:
    patient = facts(events=(event("LIPOSUCTION", 25, "ABDU-m"),))
    waiting = judge_planned(patient, [planned("MFR", "ABDU-m", ceiling=2)], last_on=day(60))
    assert {finding.level for finding in waiting if finding.code == "MFR:E-LIPOSUCTION"} == {Level.CLEAR}
    paper = Clearance(frozenset({"E-LIPOSUCTION"}), day(-2), day(80), confirmed=True)
    cleared = judge_planned(
        facts(events=patient.events, clearances=(paper,)), [planned("MFR", "ABDU-m", ceiling=2)], last_on=day(60)
    )
    assert not any(finding.level in {Level.BLOCK, Level.CLEAR} for finding in cleared)


def test_a_ceiling_that_time_opens_within_the_plan_is_no_objection() -> None:
    patient = facts(events=(event("SPRAIN_STRAIN_1_2", 21, "CALF-l"),))
    found = judge_planned(patient, [planned("DTM", "CALF-l", ceiling=4)], last_on=day(30))
    assert "DTM:P8" not in {finding.code for finding in found}


def test_a_ceiling_that_nothing_opens_is_said() -> None:
    patient = facts(conditions=(condition("ANTICOAG"),))
    found = judge_planned(patient, [planned("NMT", ceiling=5)], last_on=day(40))
    over = [finding for finding in found if finding.code == "NMT:X-12:CAP"]
    assert [finding.level for finding in over] == [Level.OVERRIDE]
    assert "Ceiling 5" in over[0].message


def test_not_everything_begins_at_the_first_visit() -> None:
    three = [planned("NMT"), planned("PRT", ceiling=2), planned("TRP"), planned("GEN", ceiling=2)]
    assert [finding.code for finding in judge_planned(facts(), three, last_on=day(40))] == ["P7"]
    spread = [planned("NMT"), planned("PRT", ceiling=2), planned("TRP", from_day=7), planned("GEN", ceiling=2)]
    assert judge_planned(facts(), spread, last_on=day(40)) == []


def test_without_consent_no_plan_is_signed() -> None:
    assert [f.code for f in judge_planned(facts(consent=False), [planned()], last_on=day(40))] == ["NO_CONSENT"]


def test_a_first_day_that_has_passed_is_judged_as_today() -> None:
    patient = facts(conditions=(condition("CHF_ACUTE", since_on=day(20)),))
    assert judge_planned(patient, [planned()], last_on=day(15)) == []
    assert [found.code for found in judge_planned(patient, [planned()], last_on=day(15), today=day(21))] == ["NMT:X-06"]
    later = planned("NMT", from_day=30)
    assert judge_planned(patient, [later], last_on=day(15), today=day(10))[0].code == "NMT:X-06"
