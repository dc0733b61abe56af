"""Discharge, re-evaluation and certification."""

from datetime import date, timedelta

import pytest

from clinic.rules.findings import Level
from sessions.rules.discharge import (
    DISCHARGE_CHOICES,
    DischargeFacts,
    DischargeReason,
    DischargeRecord,
    missing,
    reasons,
)
from sessions.rules.reevaluation import (
    Certification,
    ReevaluationFacts,
    certify_by,
    due,
    is_sent_in_time,
    next_due_on,
)

MARCH_2 = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (DischargeFacts(), []),
        (DischargeFacts(goals=3, goals_met=3, independent_at_home=True), ["goals_met"]),
        (DischargeFacts(goals=5, goals_met=4, independent_at_home=True), ["goals_mostly"]),
        (DischargeFacts(goals=5, goals_met=4), []),
        (DischargeFacts(goals=5, goals_met=3, independent_at_home=True), []),
        (DischargeFacts(missed=2, silent_days=21), ["lost_contact"]),
        (DischargeFacts(missed=2, silent_days=20), []),
        (DischargeFacts(missed=1, silent_days=60), []),
        (DischargeFacts(plateau=True, visits_used=True, red_flag=True), ["plateau", "visits_used", "red_flag"]),
        (DischargeFacts(adverse=True, referral_ended=True, patient_choice=True), ["adverse", "referral_ended", "patient_choice"]),
    ],
)  # fmt: skip
def test_reasons_to_discharge(facts: DischargeFacts, expected: list[str]) -> None:
    assert list(reasons(facts)) == expected


def test_every_reason_has_words() -> None:
    assert [value for value, _ in DISCHARGE_CHOICES] == list(DischargeReason)


def test_a_discharge_says_what_it_lacks() -> None:
    assert len(missing(DischargeRecord())) == 4
    whole = DischargeRecord("plateau", measured=True, handover="Told by phone", home_plan="Walk daily")
    assert missing(whole) == []
    lost = DischargeRecord("lost_contact", not_measured=" ", handover="Letter", home_plan="As given")
    assert missing(lost) == ["Take the final measures, or write why not."]


@pytest.mark.parametrize(
    ("days", "visits", "codes"),
    [(29, 9, []), (29, 10, ["RE-VISITS"]), (30, 1, ["RE-DAYS"]), (30, 0, []), (31, 11, ["RE-VISITS", "RE-DAYS"])],
)
def test_due_by_visits_or_days(days: int, visits: int, codes: list[str]) -> None:
    facts = ReevaluationFacts(MARCH_2 + timedelta(days=days), MARCH_2, visits)
    assert [finding.code for finding in due(facts)] == codes
    assert next_due_on(facts) == date(2026, 4, 1)


def test_due_for_what_happened() -> None:
    facts = ReevaluationFacts(MARCH_2, MARCH_2, 1, ("Lift a bag",), True, True, True, True)
    found = due(facts)
    assert [f.code for f in found] == ["RE-RED-FLAG", "RE-SURGERY", "RE-FLARE", "RE-DISCHARGE", "RE-GOAL"]
    assert {f.level for f in found} == {Level.WARN}


def test_certification_deadlines() -> None:
    sent = Certification(MARCH_2, order_signed_on=MARCH_2, plan_sent_on=date(2026, 4, 1), delivered_on=date(2026, 4, 1))
    assert certify_by(Certification(MARCH_2)) == date(2026, 4, 1)
    assert is_sent_in_time(sent)
    assert certify_by(sent) == date(2026, 5, 31)
    assert certify_by(Certification(MARCH_2, certified_on=date(2026, 3, 10))) == date(2026, 6, 8)
    late = Certification(MARCH_2, order_signed_on=MARCH_2, plan_sent_on=date(2026, 4, 2), delivered_on=date(2026, 4, 2))
    assert not is_sent_in_time(late)
    assert not is_sent_in_time(Certification(MARCH_2, order_signed_on=MARCH_2, plan_sent_on=MARCH_2))
