"""Swelling under the thumb: pitting grades with depth and refill time, and the stages of lymphedema (O-* rows).

Cut-offs vary between schools, so depth and seconds are kept beside the grade. A stage is written down, never concluded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class PittingGrade:
    """`depth_mm`: about how deep the dent is. `refill_most_s`: it is gone by then; None: it stays longer."""

    grade: int
    label: str
    depth_mm: int
    refill_most_s: int | None
    words: str

    @property
    def row(self) -> str:
        return f"O-PIT-{self.grade}"


_PITTING = (
    PittingGrade(0, "0", 0, 0, "No dent"),
    PittingGrade(1, "1+", 2, 2, "About 2 mm, refills at once"),
    PittingGrade(2, "2+", 4, 15, "About 4 mm, refills in less than 15 seconds"),
    PittingGrade(3, "3+", 6, 60, "About 6 mm, refills in less than a minute"),
    PittingGrade(4, "4+", 8, None, "About 8 mm, stays longer than 2 minutes"),
)
PITTING: Mapping[int, PittingGrade] = {grade.grade: grade for grade in _PITTING}
PITTING_CHOICES: tuple[tuple[int, str], ...] = tuple((g.grade, f"{g.label}: {g.words}") for g in _PITTING)
DEEPEST_MM, LONGEST_S = 30, 600


def pitting_grade(depth_mm: float, refill_s: float | None = None) -> int:
    """The grade proposed for a reading: the worse of depth and refill time. Raises ValueError where a reading is not
    plausible. (O-PITTING)"""
    if not 0 <= depth_mm <= DEEPEST_MM:
        raise ValueError(f"A dent is 0 to {DEEPEST_MM} mm deep.")
    if refill_s is not None and not 0 <= refill_s <= LONGEST_S:
        raise ValueError(f"Refill is timed from 0 to {LONGEST_S} seconds.")
    return max(_by_depth(depth_mm), 0 if refill_s is None or not depth_mm else _by_refill(refill_s))


def _by_depth(depth_mm: float) -> int:
    return next((g.grade for g in _PITTING if depth_mm <= g.depth_mm), _PITTING[-1].grade)


def _by_refill(refill_s: float) -> int:
    """From a minute on the highest grade: between one and two minutes the sources are silent."""
    graded = [g for g in _PITTING[1:] if g.refill_most_s is not None and refill_s < g.refill_most_s]
    return graded[0].grade if graded else _PITTING[-1].grade


class IslStage(StrEnum):
    ZERO = "0"
    ONE = "1"
    TWO = "2"
    TWO_LATE = "2-late"
    THREE = "3"


@dataclass(frozen=True, slots=True)
class Stage:
    code: IslStage
    label: str
    words: str

    @property
    def row(self) -> str:
        return f"O-ISL-{self.code.upper()}"


_STAGES = (
    Stage(IslStage.ZERO, "0", "No swelling, at risk"),
    Stage(IslStage.ONE, "I", "Goes down when the limb is raised; may keep a dent"),
    Stage(IslStage.TWO, "II", "Raising the limb rarely helps; keeps a dent"),
    Stage(IslStage.TWO_LATE, "Late II", "Firm tissue; less of a dent"),
    Stage(IslStage.THREE, "III", "Hard, with changes of the skin; no dent"),
)
ISL_STAGES: Mapping[IslStage, Stage] = {stage.code: stage for stage in _STAGES}
ISL_CHOICES: tuple[tuple[str, str], ...] = tuple((s.code.value, f"{s.label}: {s.words}") for s in _STAGES)
