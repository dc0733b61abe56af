"""What is missing before signing, and in which section."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assessments.rules.body_entries import Girths, Signs
from assessments.rules.entries import Answer
from assessments.rules.readiness import Facts, missing
from clinic.rules.screening import full_list, short_list

TODAY = date(2026, 11, 23)
ALL_NO = [Answer(condition.code.value, "no") for condition in full_list()]
READY = Facts(
    complaint="The back locked.",
    answers=ALL_NO,
    pain_marks=1,
    activities=3,
    primary_goals=1,
    treatment_consent=True,
)
AGAIN = replace(
    READY, complaint="", primary_goals=0, is_intake=False, full_screening=False, groc=True, standing_primary=True
)


def lacks(facts: Facts) -> list[tuple[str, str]]:
    return [(lack.at, lack.sentence) for lack in missing(facts, today=TODAY)]


def said(code: str, answer: Answer) -> list[Answer]:
    return [answer if one.code == code else one for one in ALL_NO]


def test_a_whole_intake_lacks_nothing() -> None:
    assert lacks(READY) == []


def test_each_missing_thing_leads_to_its_section() -> None:
    empty = Facts("  ", [], 0, 0, 0, treatment_consent=False)
    assert [at for at, _ in lacks(empty)] == ["history", "screening", "pain", "psfs", "goals", ""]


def test_a_yes_says_where_and_since_when() -> None:
    found = lacks(replace(READY, answers=said("SKIN_LOCAL", Answer("SKIN_LOCAL", "yes"))))
    assert [sentence.split(":")[0] for _, sentence in found] == ["Say where", "Say since when"]
    whole = Answer("SKIN_LOCAL", "yes", places=("FORA-l",), since_on=TODAY)
    assert lacks(replace(READY, answers=said("SKIN_LOCAL", whole))) == []


def test_not_known_since_when_is_an_answer() -> None:
    asked = Answer("ANTICOAG", "yes", since_unknown=True)
    assert lacks(replace(READY, answers=said("ANTICOAG", asked))) == []


def test_what_is_read_today_needs_no_day_and_not_sure_needs_nothing() -> None:
    assert lacks(replace(READY, answers=said("BP_HIGH", Answer("BP_HIGH", "yes")))) == []
    assert lacks(replace(READY, answers=said("SKIN_LOCAL", Answer("SKIN_LOCAL", "unsure")))) == []


def test_a_contradiction_stands_in_the_way() -> None:
    found = lacks(replace(READY, signs=Signs(190, 120)))
    assert found[0][0] == "screening"
    assert "190 over 120 was measured today" in found[0][1]


def test_a_limb_is_measured_without_gaps() -> None:
    cm = Decimal(20)
    broken = Girths("arm", "l", 4, (cm, None, cm), (None, None, None))
    assert lacks(replace(READY, girths=[broken])) == [
        ("girth", "Measure the left arm at 4 cm, or leave out the points above.")
    ]
    assert lacks(replace(READY, girths=[Girths("arm", "l", 4, (cm, cm), (cm, cm))])) == []


def test_a_later_assessment_asks_for_change_instead_of_a_complaint() -> None:
    assert lacks(replace(AGAIN, answers=[Answer(c.code.value, "no") for c in short_list()])) == []
    assert ("feeling", "Ask how it has changed overall.") in lacks(replace(AGAIN, groc=False))


def test_the_short_list_is_shorter() -> None:
    count = len(short_list())
    assert (
        lacks(replace(AGAIN, answers=[]))[0][1] == f"Answer the screening list: {count} of {count} questions are open."
    )


def test_a_course_of_care_has_one_primary_goal() -> None:
    assert lacks(replace(READY, primary_goals=2))[0][0] == "goals"
    assert lacks(replace(AGAIN, primary_goals=1))[0][0] == "goals"
    assert lacks(replace(AGAIN, primary_goals=1, standing_primary=False)) == []
    assert lacks(replace(AGAIN, standing_primary=False)) == []
