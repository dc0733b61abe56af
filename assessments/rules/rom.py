"""Range of motion: joints, movements, norms, and how a value compares with the norm and the other side (ROM-* rows).

Degrees, or millimeters for the jaw. Extension of elbow and knee is read as degrees short of straight: 0 is straight,
more is worse, below 0 is beyond straight.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clinic.rules.measures import MEASURES, Measure
from clinic.rules.wellbeing import Better

REAL_CHANGE = 10


class Mode(StrEnum):
    ACTIVE = "active"
    PASSIVE = "passive"


class Instrument(StrEnum):
    GONIOMETER = "goniometer"
    INCLINOMETER = "inclinometer"
    VISUAL = "visual"


class EndFeel(StrEnum):
    SOFT = "soft"
    FIRM = "firm"
    HARD = "hard"
    SPRINGY = "springy"
    GUARDED = "guarded"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Movement:
    """`norm` is the ordinary full range, from `norm` to `norm_high` where it is itself a range. Values outside
    `least` to `most` are taken for typing errors."""

    code: str
    joint: str
    name: str
    norm: int
    least: int
    most: int
    sided: bool = True
    unit: str = "degrees"
    norm_high: int | None = None
    better: Better = Better.HIGHER

    @property
    def joint_code(self) -> str:
        """The first part of the code: "FINGER" of "FINGER-MCP-FLEX"."""
        return self.code.split("-", 1)[0]

    @property
    def movement_code(self) -> str:
        """The rest of the code: "MCP-FLEX" of "FINGER-MCP-FLEX"."""
        return self.code.split("-", 1)[1]

    @property
    def label(self) -> str:
        return f"{self.joint} {self.name}"

    @property
    def sides(self) -> tuple[str, ...]:
        return ("l", "r") if self.sided else ("m",)


def _m(code: str, joint: str, name: str, norm: int, *, sided: bool = True) -> Movement:
    return Movement(code, joint, name, norm, -30, norm + min(30, max(20, norm // 4)), sided)


def _straight(code: str, joint: str) -> Movement:
    return Movement(code, joint, "extension", 0, -20, 120, better=Better.LOWER)


def _jaw(code: str, name: str, low: int, high: int, most: int, *, sided: bool) -> Movement:
    return Movement(code, "Jaw", name, low, 0, most, sided, "mm", high)


_MOVEMENTS = (
    _m("NECK-FLEX", "Neck", "flexion", 45, sided=False),
    _m("NECK-EXT", "Neck", "extension", 45, sided=False),
    _m("NECK-BEND", "Neck", "side bend", 45),
    _m("NECK-ROT", "Neck", "rotation", 60),
    _m("TRUNK-FLEX", "Trunk", "flexion", 80, sided=False),
    _m("TRUNK-EXT", "Trunk", "extension", 25, sided=False),
    _m("TRUNK-BEND", "Trunk", "side bend", 35),
    _m("TRUNK-ROT", "Trunk", "rotation", 45),
    _m("SHLD-FLEX", "Shoulder", "flexion", 180),
    _m("SHLD-EXT", "Shoulder", "extension", 60),
    _m("SHLD-ABD", "Shoulder", "abduction", 180),
    _m("SHLD-IR", "Shoulder", "internal rotation", 70),
    _m("SHLD-ER", "Shoulder", "external rotation", 90),
    _m("ELBOW-FLEX", "Elbow", "flexion", 150),
    _straight("ELBOW-EXT", "Elbow"),
    _m("FORE-PRO", "Forearm", "pronation", 80),
    _m("FORE-SUP", "Forearm", "supination", 80),
    _m("WRIST-FLEX", "Wrist", "flexion", 80),
    _m("WRIST-EXT", "Wrist", "extension", 70),
    _m("WRIST-RAD", "Wrist", "radial deviation", 20),
    _m("WRIST-ULN", "Wrist", "ulnar deviation", 30),
    _m("THUMB-MCP-FLEX", "Thumb", "MCP flexion", 50),
    _m("THUMB-IP-FLEX", "Thumb", "IP flexion", 80),
    _m("FINGER-MCP-FLEX", "Finger", "MCP flexion", 90),
    _m("FINGER-MCP-EXT", "Finger", "MCP extension", 45),
    _m("FINGER-PIP-FLEX", "Finger", "PIP flexion", 100),
    _m("FINGER-DIP-FLEX", "Finger", "DIP flexion", 90),
    _m("HIP-FLEX", "Hip", "flexion", 120),
    _m("HIP-EXT", "Hip", "extension", 30),
    _m("HIP-ABD", "Hip", "abduction", 45),
    _m("HIP-ADD", "Hip", "adduction", 30),
    _m("HIP-IR", "Hip", "internal rotation", 45),
    _m("HIP-ER", "Hip", "external rotation", 45),
    _m("KNEE-FLEX", "Knee", "flexion", 135),
    _straight("KNEE-EXT", "Knee"),
    _m("ANKLE-DF", "Ankle", "dorsiflexion", 20),
    _m("ANKLE-PF", "Ankle", "plantarflexion", 50),
    _m("ANKLE-INV", "Ankle", "inversion", 35),
    _m("ANKLE-EV", "Ankle", "eversion", 15),
    _jaw("JAW-OPEN", "opening", 35, 50, 75, sided=False),
    _jaw("JAW-SIDE", "side movement", 8, 10, 20, sided=True),
)

MOVEMENTS: Mapping[str, Movement] = {movement.code: movement for movement in _MOVEMENTS}
MOVEMENT_CHOICES: tuple[tuple[str, str], ...] = tuple((m.code, m.label) for m in _MOVEMENTS)


def find_movement(joint_code: str, movement_code: str) -> Movement | None:
    return MOVEMENTS.get(f"{joint_code}-{movement_code}")


def is_plausible(movement: Movement, value: float) -> bool:
    return movement.least <= value <= movement.most


def is_side(movement: Movement, side: str) -> bool:
    return side in movement.sides


def percent_of_norm(movement: Movement, value: float) -> float | None:
    """None where the norm is 0. A norm that is a range counts from its lower end."""
    return None if movement.norm == 0 else value / movement.norm * 100


def percent_of_other_side(value: float, other: float) -> float | None:
    """None where the other side has no range to compare with."""
    return None if other <= 0 else value / other * 100


def deficit(movement: Movement, affected: float, other: float) -> float:
    """How far the affected side lies behind the other, in the movement's unit; negative when it is ahead."""
    return other - affected if movement.better is Better.HIGHER else affected - other


def gain(movement: Movement, base: float, now: float) -> float:
    """How far the value moved the good way; negative when it got worse."""
    return deficit(movement, base, now)


def is_real_change(movement: Movement, base: float, now: float) -> bool:
    """Degrees only: no error is known for the jaw, and none is claimed (M-ROM)."""
    return movement.unit == "degrees" and abs(now - base) >= REAL_CHANGE


def measure_of(movement: Movement) -> Measure:
    """The movement as a measure, to draw and judge it like any other."""
    rom = MEASURES["ROM"]
    mdc = rom.mdc if movement.unit == "degrees" else None
    return Measure("ROM", movement.label, movement.unit, movement.better, movement.least, movement.most, mdc)
