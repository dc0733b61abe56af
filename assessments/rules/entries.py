"""What is written into an assessment, as plain values: answers, pain marks, ranges of motion, activities, goals."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.rules.rom import MOVEMENTS, find_movement, is_plausible


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the screening list. `answer`: "yes", "no" or "unsure"; `places`: where, for what sits somewhere;
    `variant`: a kind the matrix knows; `platelets` in thousands; `since_unknown`: asked since when, and nobody knows. `ending`: what a
    no says of a condition that stands on record."""

    code: str
    answer: str
    note: str = ""
    places: tuple[str, ...] = ()
    variant: str = ""
    platelets: int | None = None
    since_on: date | None = None
    since_unknown: bool = False
    ending: str = ""
    ended_on: date | None = None
    ending_why: str = ""


@dataclass(frozen=True, slots=True)
class Pain:
    """One place of the body map; `pain` is NPRS, None where only the role or a flag is marked."""

    place: str
    pain: int | None
    kind: str = ""
    role: str = "affected"
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Range:
    """One movement on one side, in the movement's unit. `movement` is a code of `rom.MOVEMENTS`."""

    movement: str
    side: str
    active: int | None = None
    passive: int | None = None
    pain_at_end: int | None = None
    end_feel: str = ""
    instrument: str = ""

    @property
    def value(self) -> int | None:
        """What is compared: the active range, else the passive one."""
        return self.passive if self.active is None else self.active


@dataclass(frozen=True, slots=True)
class Activity:
    """One PSFS activity in the patient's words, 0 (cannot) to 10 (as before)."""

    words: str
    value: int


@dataclass(frozen=True, slots=True)
class Rating:
    """One number a patient gives: a dimension 0 to 10, or GROC -7 to 7."""

    measure: str
    value: int


@dataclass(frozen=True, slots=True)
class Aim:
    """One goal. `item`: the activity for PSFS, `range_item` for ROM, "arm:l:8" for GIRTH, "arm:l" for VOLUME,
    "KNEE-EXT:l" for MMT, empty for NPRS."""

    measure: str
    item: str
    baseline: Decimal
    target: Decimal
    due_on: date
    words: str = ""
    is_primary: bool = False


def range_item(movement: str, side: str) -> str:
    """A movement and side as a goal names them: "KNEE:FLEX:l"."""
    found = MOVEMENTS[movement]
    return f"{found.joint_code}:{found.movement_code}:{side}"


SIDE_WORDS = {"l": "left ", "r": "right ", "m": ""}


def range_label(item: str) -> str:
    """The words for a `range_item`: "left knee flexion". What is not one is returned as it is."""
    parts = item.split(":")
    found = find_movement(parts[0], parts[1]) if len(parts) == 3 else None  # noqa: PLR2004 - joint, movement, side
    return f"{SIDE_WORDS.get(parts[2], '')}{found.label.lower()}" if found else item


def implausible(movement: str, value: int) -> str:
    """Why this reading is taken for a typing error (ROM-* rows); empty when it is not."""
    found = MOVEMENTS[movement]
    if is_plausible(found, value):
        return ""
    return f"{found.label} lies between {found.least} and {found.most} {found.unit}; {value} looks like a typing error."
