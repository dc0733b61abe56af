"""Manual muscle testing: the twelve grades in rank order, what each means, and the groups usually tested (G-* rows)."""

from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class MuscleGroup:
    """Muscles that are tested together, by the joint they move and the way they move it."""

    code: str
    joint: str
    name: str

    @property
    def label(self) -> str:
        return f"{self.joint} {self.name}"


def _groups(stem: str, joint: str, **names: str) -> tuple[MuscleGroup, ...]:
    return tuple(MuscleGroup(f"{stem}-{code}", joint, name) for code, name in names.items())


_TURNS = {"IR": "internal rotators", "ER": "external rotators"}
_FLEX_EXT = {"FLEX": "flexors", "EXT": "extensors"}
_GROUPS = (
    *_groups("NECK", "Neck", **_FLEX_EXT, BEND="side benders", ROT="rotators"),
    *_groups("SCAP", "Shoulder blade", ELEV="elevators", RETR="retractors", PROT="protractors"),
    *_groups("SHLD", "Shoulder", **_FLEX_EXT, ABD="abductors", ADD="adductors", **_TURNS),
    *_groups("ELBOW", "Elbow", **_FLEX_EXT),
    *_groups("FORE", "Forearm", PRO="pronators", SUP="supinators"),
    *_groups("WRIST", "Wrist", **_FLEX_EXT),
    *_groups("HAND", "Hand", GRIP="grip", PINCH="pinch"),
    *_groups("TRUNK", "Trunk", **_FLEX_EXT, BEND="side benders", ROT="rotators"),
    *_groups("HIP", "Hip", **_FLEX_EXT, ABD="abductors", ADD="adductors", **_TURNS),
    *_groups("KNEE", "Knee", **_FLEX_EXT),
    *_groups("ANKLE", "Ankle", DF="dorsiflexors", PF="plantarflexors", INV="invertors", EV="evertors"),
    *_groups("TOE", "Big toe", EXT="extensors"),
)
GROUPS: Mapping[str, MuscleGroup] = {group.code: group for group in _GROUPS}
GROUP_CHOICES: tuple[tuple[str, str], ...] = tuple((group.code, group.label) for group in _GROUPS)
