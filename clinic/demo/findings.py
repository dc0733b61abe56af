"""What tape, hands and eyes find in some of the courses, at the start and again later."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from assessments.rules.body_entries import Dent, Felt, Girths, Seen, Signs, Stage, Strength, Trunk
from clinic.demo.stories import BACK_SPASM, FRACTURE_ARM, KNEE, LIPO_CARE, LYMPH_ARM, NECK, NOT_HELPING, Course

EVERY_CM = 4


@dataclass(frozen=True)
class Findings:
    """By the names of `assessments.services.measurements.KINDS`."""

    strength: Sequence[Strength] = ()
    girths: Sequence[Girths] = ()
    trunk: Sequence[Trunk] = ()
    dents: Sequence[Dent] = ()
    stages: Sequence[Stage] = ()
    palpation: Sequence[Felt] = ()
    posture: Sequence[Seen] = ()
    vitals: Sequence[Signs] = (Signs(124, 78, 68),)

    def sections(self) -> dict[str, Any]:
        return {name: list(getattr(self, name)) for name in self.__dataclass_fields__}


def _arm(side: str, *girths: str) -> Girths:
    """Read twice, alike."""
    read = tuple(Decimal(girth) for girth in girths)
    return Girths("arm", side, EVERY_CM, read, read)


def _trunk(**girths: str) -> tuple[Trunk, ...]:
    return tuple(Trunk(landmark, Decimal(girth), Decimal(girth)) for landmark, girth in girths.items())


def _both(group: str, left: str, right: str) -> tuple[Strength, ...]:
    return Strength(group, "l", left), Strength(group, "r", right)


_SOUND_ARM = _arm("r", "16", "17.5", "20", "22.5", "24.5", "26.5", "28.5")

AT_FIRST: dict[str, Findings] = {
    LYMPH_ARM.problem: Findings(
        girths=(_arm("l", "16", "18", "21", "24", "26", "28", "30"), _SOUND_ARM),
        stages=(Stage("arm", "l", "1"),),
        dents=(Dent("FORA-l", 4, 10), Dent("HNDD-l", 2, 1)),
        strength=(*_both("SHLD-ABD", "4-", "5"), *_both("HAND-GRIP", "4", "5")),
        palpation=(
            Felt("FORA-l", "texture", "doughy"),
            Felt("AXILLA-l", "scar_mobility", "limited", "14 nodes removed"),
        ),
        vitals=(Signs(118, 74, 70),),
    ),
    LIPO_CARE.problem: Findings(
        trunk=_trunk(under_bust="82.5", waist="84.0", navel="92.0", below_navel="96.5", hip="101.0"),
        palpation=(Felt("FLNK-l", "texture", "fibrotic", "two firm spots"), Felt("ABDL-m", "tenderness", "2")),
        dents=(Dent("ABDL-m", 3, 8),),
    ),
    BACK_SPASM.problem: Findings(
        strength=_both("TRUNK-EXT", "4", "4"),
        palpation=(
            Felt("LUMB-l", "tone", "spasm"),
            Felt("LUMB-r", "tone", "hypertonic_2"),
            Felt("LUMB-l", "trigger", "active", "spreads to the buttock"),
            Felt("LUMB-l", "tenderness", "3"),
        ),
        posture=(Seen("lordosis", "side", "", "moderate"), Seen("pelvic_tilt", "front", "l", "mild")),
    ),
    FRACTURE_ARM.problem: Findings(
        strength=(*_both("WRIST-EXT", "5", "4-"), *_both("HAND-GRIP", "5", "3+")),
        palpation=(
            Felt("FORA-r", "adhesion", "2"),
            Felt("FORA-r", "atrophy", "1"),
            Felt("UTRAP-l", "tone", "hypertonic_2"),
        ),
        posture=(Seen("shoulder_height", "front", "r", "mild"),),
    ),
    NECK.problem: Findings(
        palpation=(Felt("UTRAP-r", "tone", "hypertonic_2"), Felt("UTRAP-r", "trigger", "active", "to the temple")),
        posture=(Seen("head_forward", "side", "", "moderate"), Seen("rounded_shoulders", "side", "r", "mild")),
    ),
    KNEE.problem: Findings(
        strength=(*_both("KNEE-EXT", "5", "3+"), *_both("HIP-ABD", "5", "4")),
        dents=(Dent("SHIN-r", 4, 12),),
        palpation=(Felt("KNEA-r", "temperature", "warm"),),
    ),
    NOT_HELPING.problem: Findings(
        strength=_both("SHLD-ER", "5", "4-"), palpation=(Felt("SHLDA-r", "end_feel", "firm"),)
    ),
}
LATER: dict[str, Findings] = {
    LYMPH_ARM.problem: replace(
        AT_FIRST[LYMPH_ARM.problem],
        girths=(_arm("l", "16", "17.8", "20.6", "23.4", "25.4", "27.4", "29.4"), _SOUND_ARM),
        dents=(Dent("FORA-l", 2, 3), Dent("HNDD-l", 0, 0)),
        strength=(*_both("SHLD-ABD", "4+", "5"), *_both("HAND-GRIP", "4+", "5")),
        palpation=(Felt("FORA-l", "texture", "boggy"), Felt("AXILLA-l", "scar_mobility", "free")),
    ),
}


def at_first(course: Course) -> dict[str, Any]:
    return AT_FIRST.get(course.problem, Findings()).sections()


def later(course: Course) -> dict[str, Any]:
    return LATER[course.problem].sections()
