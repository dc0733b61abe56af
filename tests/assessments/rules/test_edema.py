"""Pitting, stages of lymphedema, and the words of palpation and posture."""

import pytest

from assessments.rules.edema import ISL_CHOICES, ISL_STAGES, PITTING, PITTING_CHOICES, IslStage, pitting_grade
from assessments.rules.palpation import PALPATION, Adhesion, is_word, label_of
from assessments.rules.posture import DEGREE_CHOICES, POSTURE, PostureView


@pytest.mark.parametrize(
    ("depth", "seconds", "grade"),
    [
        (0, None, 0),
        (0, 0, 0),
        (2, 0, 1),
        (4, 14, 2),
        (6, 59, 3),
        (8, 121, 4),
        (2, 20, 3),
        (8, 1, 4),
        (4, 60, 4),
        (3, None, 2),
        (12, None, 4),
    ],
)
def test_pitting_takes_the_worse_of_depth_and_refill(depth: float, seconds: float | None, grade: int) -> None:
    assert pitting_grade(depth, seconds) == grade


@pytest.mark.parametrize("reading", [(-1, None), (31, None), (4, -1), (4, 601)])
def test_a_reading_that_cannot_be_is_refused(reading: tuple[float, float | None]) -> None:
    with pytest.raises(ValueError, match=r"to \d+"):
        pitting_grade(*reading)


def test_grades_and_stages_in_order() -> None:
    assert [(grade.label, grade.depth_mm) for grade in PITTING.values()] == [
        ("0", 0), ("1+", 2), ("2+", 4), ("3+", 6), ("4+", 8)
    ]  # fmt: skip
    assert PITTING_CHOICES[4] == (4, "4+: About 8 mm, stays longer than 2 minutes")
    assert [stage.label for stage in ISL_STAGES.values()] == ["0", "I", "II", "Late II", "III"]
    assert ISL_CHOICES[0] == ("0", "0: No swelling, at risk")
    assert ISL_STAGES[IslStage.TWO_LATE].row == "O-ISL-2-LATE"
    assert PITTING[4].row == "O-PIT-4"


def test_words_of_palpation() -> None:
    assert PALPATION["adhesion"].values == tuple(Adhesion)
    assert label_of("adhesion", Adhesion.TETHERED) == "3: tethered"
    assert [len(PALPATION[code].values) for code in ("tenderness", "atrophy", "texture")] == [5, 4, 5]
    assert is_word("tone", "spasm")
    assert not is_word("tone", "soft")
    assert not is_word("mood", "spasm")
    assert PALPATION["scar_height"].row == "Q-SCAR_HEIGHT"


def test_every_feature_of_posture_has_a_view() -> None:
    assert all(feature.views and set(feature.views) <= set(PostureView) for feature in POSTURE.values())
    assert [value for value, _ in DEGREE_CHOICES] == ["none", "mild", "moderate", "marked"]
