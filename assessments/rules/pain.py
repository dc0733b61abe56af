"""Pain: the 0 to 10 scale, its bands, what it feels like, and what a mark on the body map says (M-NPRS, A-* rows)."""

from collections.abc import Mapping
from enum import StrEnum

NPRS_VALUES = tuple(range(11))
STOP_AT = 7


class PainBand(StrEnum):
    """Colors of the pain buttons during a visit; the words stand beside them."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    STOP = "stop"


class PainKind(StrEnum):
    ACHE = "ache"
    BURN = "burn"
    SHARP = "sharp"
    NUMB = "numb"
    TINGLE = "tingle"
    STIFF = "stiff"
    SWOLLEN = "swollen"


class MarkKind(StrEnum):
    """An injury on one side is paid for on the other, so both are marked."""

    AFFECTED = "affected"
    UNAFFECTED = "unaffected"
    COMPENSATION = "compensation"


class MarkFlag(StrEnum):
    SCAR = "scar"
    DEVICE = "device"
    NO_TOUCH = "no_touch"


PAIN_KIND_NAMES: Mapping[PainKind, str] = {
    PainKind.ACHE: "Aching",
    PainKind.BURN: "Burning",
    PainKind.SHARP: "Sharp",
    PainKind.NUMB: "Numb",
    PainKind.TINGLE: "Tingling",
    PainKind.STIFF: "Stiff",
    PainKind.SWOLLEN: "Swollen",
}
MARK_KIND_NAMES: Mapping[MarkKind, str] = {
    MarkKind.AFFECTED: "Affected",
    MarkKind.UNAFFECTED: "Unaffected",
    MarkKind.COMPENSATION: "Compensating",
}
MARK_FLAG_NAMES: Mapping[MarkFlag, str] = {
    MarkFlag.SCAR: "Scar",
    MarkFlag.DEVICE: "Device or implant",
    MarkFlag.NO_TOUCH: "No touch",
}

# During work these end it, however mild (S-STOP).
STOP_KINDS = frozenset({PainKind.SHARP, PainKind.NUMB})

_BANDS = ((7, PainBand.STOP), (6, PainBand.RED), (4, PainBand.AMBER), (0, PainBand.GREEN))
_WORDS = ((10, "worst"), (7, "severe"), (4, "moderate"), (1, "mild"), (0, "none"))
# First value of the band and the drop that matters there; for 8 to 10 the larger of the published 3 to 4.
_MCID_BY_BASELINE = ((8, 4), (5, 2), (1, 1))


def is_nprs(value: int) -> bool:
    return value in NPRS_VALUES


def pain_band(value: int) -> PainBand:
    """Raises ValueError outside 0 to 10. (A-BANDS)"""
    _require_nprs(value)
    return next(band for least, band in _BANDS if value >= least)


def pain_word(value: int) -> str:
    """Raises ValueError outside 0 to 10. (A-WORDS)"""
    _require_nprs(value)
    return next(word for least, word in _WORDS if value >= least)


def nprs_mcid(baseline: int) -> int | None:
    """Points of drop that matter to a patient who started here; None at 0, where there is nothing to lose.

    Raises ValueError outside 0 to 10. (M-NPRS-BASE)
    """
    _require_nprs(baseline)
    return next((points for least, points in _MCID_BY_BASELINE if baseline >= least), None)


def _require_nprs(value: int) -> None:
    if not is_nprs(value):
        raise ValueError(f"Pain is 0 to 10, not {value}.")
