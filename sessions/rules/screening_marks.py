"""What a row of the screening matrix can say: the letter of each technique, the cap, and the places it means (X-* rows)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from clinic.rules.conditions import ConditionCode
from clinic.rules.screening import CONDITIONS
from clinic.rules.techniques import TechniqueCode
from clinic.rules.techniques import TechniqueCode as T


class Mark(StrEnum):
    """What one cell says of one technique."""

    X = "X"  # no treatment at all
    B = "B"  # not this technique
    C = "C"  # only with a physician's written clearance
    L = "L"  # not on the place, near it only with a reason
    W = "W"  # with care, within the cap
    GATE = "gate"  # the time gates of the event decide
    NONE = "."


class Named(StrEnum):
    """Whether places named with a condition are barred for every technique, whatever its letter."""

    NO = "no"
    IF_GIVEN = "if given"
    EXPECTED = "expected"  # where none is named a reason is asked for


@dataclass(frozen=True, slots=True)
class Extra:
    """What a row says of one technique in certain regions, beyond its letter: L bars them, W warns there."""

    technique: TechniqueCode
    regions: tuple[str, ...]
    mark: Mark
    message: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """`cap` holds where the condition reaches, or in `cap_regions`; a clearance that says so raises it up to `cap_cleared`.
    `everywhere`: a local condition whose W concerns the whole body. `barred_regions`: where its B holds (empty: everywhere).
    `variants`: a kind of the condition that binds every technique harder. `window_days`: how long it usually counts."""

    code: ConditionCode
    marks: Mapping[TechniqueCode, Mark]
    why: str
    action: str
    source: str
    cap: int | None = None
    cap_cleared: int | None = None
    cap_regions: tuple[str, ...] = ()
    cap_by_platelets: bool = False
    everywhere: bool = False
    named: Named = Named.NO
    whole_limb: bool = False
    barred_regions: tuple[str, ...] = ()
    nearer_trunk_ok: tuple[TechniqueCode, ...] = ()
    extras: tuple[Extra, ...] = ()
    variants: Mapping[str, Mark] = field(default_factory=dict)
    window_days: int | None = None

    @property
    def row(self) -> str:
        return CONDITIONS[self.code].row

    @property
    def label(self) -> str:
        return CONDITIONS[self.code].label

    def mark(self, technique: TechniqueCode) -> Mark:
        return self.marks[T.MFR if technique is T.GEN else technique]


# Platelets in thousands per microliter: below the first number the second is the cap.
PLATELET_CAPS = ((20, 1), (50, 2))


def platelet_cap(thousands: int | None) -> int | None:
    """The cap a platelet count sets; an unknown count counts as the lowest (X-13)."""
    if thousands is None:
        return PLATELET_CAPS[0][1]
    return next((cap for below, cap in PLATELET_CAPS if thousands < below), None)
