"""The pain scale and what a drop on it is worth."""

import pytest

from assessments.rules.pain import (
    MARK_FLAG_NAMES,
    MARK_KIND_NAMES,
    PAIN_KIND_NAMES,
    MarkFlag,
    MarkKind,
    PainBand,
    PainKind,
    is_nprs,
    nprs_mcid,
    pain_band,
    pain_word,
)


@pytest.mark.parametrize(
    ("value", "band", "word", "mcid"),
    [
        (0, PainBand.GREEN, "none", None),
        (1, PainBand.GREEN, "mild", 1),
        (3, PainBand.GREEN, "mild", 1),
        (4, PainBand.AMBER, "moderate", 1),
        (5, PainBand.AMBER, "moderate", 2),
        (6, PainBand.RED, "moderate", 2),
        (7, PainBand.STOP, "severe", 2),
        (8, PainBand.STOP, "severe", 4),
        (10, PainBand.STOP, "worst", 4),
    ],
)
def test_value_has_its_band_word_and_important_drop(value: int, band: PainBand, word: str, mcid: int | None) -> None:
    assert (pain_band(value), pain_word(value), nprs_mcid(value)) == (band, word, mcid)


@pytest.mark.parametrize("value", [-1, 11])
def test_value_off_the_scale_is_refused(value: int) -> None:
    assert not is_nprs(value)
    for question in (pain_band, pain_word, nprs_mcid):
        with pytest.raises(ValueError, match="0 to 10"):
            question(value)


def test_every_kind_of_pain_and_mark_has_a_name() -> None:
    assert set(PAIN_KIND_NAMES) == set(PainKind)
    assert len(PainKind) == 7
    assert set(MARK_KIND_NAMES) == set(MarkKind)
    assert set(MARK_FLAG_NAMES) == set(MarkFlag)
