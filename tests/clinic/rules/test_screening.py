"""The 46 conditions, the list asked at every visit, and what a blood pressure reading raises."""

import pytest

from clinic.rules.conditions import AnsweredBy, Condition, ConditionCode, Scope
from clinic.rules.regions import REGIONS
from clinic.rules.screening import CONDITIONS, blood_pressure_condition, full_list, short_list

C = ConditionCode


def test_there_are_46_conditions_numbered_in_order() -> None:
    assert [c.number for c in CONDITIONS.values()] == list(range(1, 47))
    assert list(CONDITIONS) == list(ConditionCode)
    assert CONDITIONS[C.CHF_STABLE].row == "X-07"
    assert CONDITIONS[C.NO_REFERRAL].row == "X-46"


@pytest.mark.parametrize("condition", CONDITIONS.values(), ids=lambda c: c.row)
def test_condition_has_a_label_and_one_question(condition: Condition) -> None:
    assert condition.label
    assert condition.question.endswith("?")
    assert condition.question.count("?") == 1
    assert set(condition.usual_regions) <= set(REGIONS)


@pytest.mark.parametrize(
    ("code", "scope", "needs_place"),
    [
        (C.DVT_PE_SUSPECT, Scope.GLOBAL, False),
        (C.SKIN_LOCAL, Scope.LOCAL, True),
        (C.CANCER_ACTIVE, Scope.BOTH, True),
        (C.PREGNANT_T1, Scope.BOTH, False),
        (C.THYROID_OVER, Scope.LOCAL, False),
        (C.STROKE_TIA, Scope.GLOBAL, False),
    ],
)
def test_scope_says_whether_a_place_is_asked_for(code: C, scope: Scope, needs_place: bool) -> None:
    assert (CONDITIONS[code].scope, CONDITIONS[code].needs_place) == (scope, needs_place)


def test_intake_asks_all_but_what_the_records_know() -> None:
    assert len(full_list()) == 45
    assert C.NO_REFERRAL not in {c.code for c in full_list()}


def test_every_visit_asks_what_can_change_overnight() -> None:
    asked = {c.code for c in short_list()}
    assert asked >= {C.FEVER, C.DVT_PE_SUSPECT, C.ANTICOAG, C.SURGERY_RECENT, C.PREGNANT_T1, C.SKIN_LOCAL}
    assert asked >= {C.ACUTE_INJURY, C.CAUDA, C.NECK_ARTERY, C.BP_CRISIS, C.INTOXICATED, C.SWELLING_UNEXPLAINED}
    assert len(asked) < 20


def test_blood_pressure_is_answered_by_a_reading() -> None:
    assert CONDITIONS[C.BP_CRISIS].answered_by is CONDITIONS[C.BP_HIGH].answered_by is AnsweredBy.READING


@pytest.mark.parametrize(
    ("systolic", "diastolic", "raised"),
    [
        (180, 80, C.BP_CRISIS),
        (120, 110, C.BP_CRISIS),
        (179, 109, C.BP_HIGH),
        (160, 70, C.BP_HIGH),
        (130, 100, C.BP_HIGH),
        (159, 99, None),
        (90, 60, None),
        (89, 60, C.BP_LOW),
        (90, 59, C.BP_LOW),
        (185, 55, C.BP_CRISIS),
    ],
)
def test_reading_raises_the_worse_of_its_two_numbers(systolic: int, diastolic: int, raised: C | None) -> None:
    assert blood_pressure_condition(systolic, diastolic) is raised
