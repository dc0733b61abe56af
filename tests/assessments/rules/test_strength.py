"""The twelve strength grades."""

import pytest

from assessments.rules.strength import GRADE_CHOICES, GRADES, grade_meaning, grade_rank, is_grade, steps_weaker


def test_grades_rank_from_0_to_11() -> None:
    assert [grade_rank(grade) for grade in ["0", "1", "2-", "2", "2+", "3-", "3", "3+", "4-", "4", "4+", "5"]] == list(
        range(12)
    )
    assert [value for value, _ in GRADE_CHOICES] == list(GRADES)


@pytest.mark.parametrize("bad", ["", "1+", "5-", "5+", "6", "4 +", "-4", "0-"])
def test_no_other_grade_exists(bad: str) -> None:
    assert not is_grade(bad)
    with pytest.raises(ValueError, match="not a strength grade"):
        grade_rank(bad)


@pytest.mark.parametrize(
    ("grade", "meaning"),
    [
        ("0", "The muscle does not contract"),
        ("3", "Full range against gravity"),
        ("3+", "Full range against gravity, and a little more"),
        ("4-", "Holds against moderate resistance, not quite"),
    ],
)
def test_grade_is_said_in_words(grade: str, meaning: str) -> None:
    assert grade_meaning(grade) == meaning


def test_sides_are_compared_in_steps() -> None:
    assert steps_weaker("3+", "5") == 4
    assert steps_weaker("5", "4+") == -1
