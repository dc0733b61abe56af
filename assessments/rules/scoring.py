"""Scores of the questionnaires that ship: patient-specific activities and change felt overall (M-PSFS, M-GROC)."""

from collections.abc import Mapping, Sequence

PSFS_LEAST, PSFS_MOST = 3, 5
# A single activity is noisier than the mean of several.
PSFS_MEAN_MDC, PSFS_SINGLE_MDC = 2, 3
GROC_IMPORTANT = 3
GROC_VALUES = tuple(range(-7, 8))

_GROC_DEGREES: Mapping[int, str] = {
    1: "hardly any",
    2: "a little",
    3: "somewhat",
    4: "clearly",
    5: "a good deal",
    6: "a great deal",
    7: "as much as I can imagine",
}


def psfs_mean(scores: Sequence[int]) -> float:
    """Mean of three to five activities, each 0 (cannot) to 10 (as before). Raises ValueError for other numbers."""
    if not PSFS_LEAST <= len(scores) <= PSFS_MOST:
        raise ValueError("Rate three to five activities.")
    if not all(score in range(11) for score in scores):
        raise ValueError("Each activity is rated 0 to 10.")
    return sum(scores) / len(scores)


def is_groc(value: int) -> bool:
    return value in GROC_VALUES


def groc_text(value: int) -> str:
    """The answer in words, such as "better: somewhat". Raises ValueError outside -7 to +7."""
    if not is_groc(value):
        raise ValueError(f"Change felt overall is -7 to +7, not {value}.")
    if value == 0:
        return "about the same"
    return f"{'better' if value > 0 else 'worse'}: {_GROC_DEGREES[abs(value)]}"


def groc_important(value: int) -> bool:
    """Whether the patient feels better by what counts as important. Raises ValueError outside -7 to +7."""
    groc_text(value)
    return value >= GROC_IMPORTANT
