"""Scores of the questionnaires that ship."""

import pytest

from assessments.rules.scoring import GROC_VALUES, groc_important, groc_text, is_groc, psfs_mean


@pytest.mark.parametrize(
    ("scores", "mean"), [([3, 4, 5], 4), ([0, 0, 0], 0), ([10, 10, 9, 8], 9.25), ([1, 2, 3, 4, 5], 3)]
)
def test_own_activities_score_their_mean(scores: list[int], mean: float) -> None:
    assert psfs_mean(scores) == mean


@pytest.mark.parametrize("scores", [[], [1, 2], [1, 2, 3, 4, 5, 6], [1, 2, 11], [-1, 2, 3]])
def test_other_numbers_of_activities_or_points_are_refused(scores: list[int]) -> None:
    with pytest.raises(ValueError, match="activit"):
        psfs_mean(scores)


@pytest.mark.parametrize(
    ("value", "text", "important"),
    [
        (0, "about the same", False),
        (2, "better: a little", False),
        (3, "better: somewhat", True),
        (-7, "worse: as much as I can imagine", False),
    ],
)
def test_change_felt_is_said_in_words(value: int, text: str, important: bool) -> None:
    assert groc_text(value) == text
    assert groc_important(value) is important


def test_change_felt_has_fifteen_answers() -> None:
    assert len(GROC_VALUES) == len({groc_text(value) for value in GROC_VALUES}) == 15
    assert not is_groc(8)
    with pytest.raises(ValueError, match="-7"):
        groc_important(-8)
