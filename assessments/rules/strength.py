"""Manual muscle testing: the twelve grades in rank order and what each means (G-* rows)."""

from collections.abc import Mapping

GRADES: tuple[str, ...] = ("0", "1", "2-", "2", "2+", "3-", "3", "3+", "4-", "4", "4+", "5")
GRADE_CHOICES: tuple[tuple[str, str], ...] = tuple((grade, grade) for grade in GRADES)

GRADE_MEANINGS: Mapping[str, str] = {
    "0": "The muscle does not contract",
    "1": "A flicker, without movement",
    "2": "Full range with gravity taken away",
    "3": "Full range against gravity",
    "4": "Holds against moderate resistance",
    "5": "Holds against strong resistance",
}


def is_grade(value: str) -> bool:
    return value in GRADES


def grade_rank(grade: str) -> int:
    """0 for grade 0 up to 11 for grade 5. Raises ValueError for anything else."""
    if grade not in GRADES:
        raise ValueError(f"“{grade}” is not a strength grade.")
    return GRADES.index(grade)


def grade_meaning(grade: str) -> str:
    """Plain words; a plus or minus says a little more or a little less. Raises ValueError for anything else."""
    grade_rank(grade)
    shade = {"+": ", and a little more", "-": ", not quite"}.get(grade[-1], "")
    return GRADE_MEANINGS[grade[0]] + shade


def steps_weaker(affected: str, other: str) -> int:
    """How many of the twelve steps the affected side lies below the other; negative when it is stronger.

    Raises ValueError for anything but a grade.
    """
    return grade_rank(other) - grade_rank(affected)
