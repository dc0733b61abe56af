"""What each technique is usually used for: diagnoses, events, aims and phases, and what is known of its effect (I-* rows).

An indication recommends and never permits: what a guard bars stays barred, however well it would fit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clinic.rules.events import EventKind as E
from clinic.rules.techniques import TechniqueCode as T
from sessions.rules.phase import Phase
from sessions.rules.plan_templates import begins_with


class Aim(StrEnum):
    """What a goal is measured by, as far as choosing a technique goes."""

    PAIN = "pain"
    MOTION = "motion"
    SWELLING = "swelling"
    FUNCTION = "function"
    STIFFNESS = "stiffness"


AIM_WORDS: Mapping[Aim, str] = {
    Aim.PAIN: "less pain",
    Aim.MOTION: "more motion",
    Aim.SWELLING: "less swelling",
    Aim.FUNCTION: "daily tasks",
    Aim.STIFFNESS: "less stiffness",
}

# What goals are measured by (M-* and W-* rows).
AIM_OF_MEASURE: Mapping[str, Aim] = {
    "NPRS": Aim.PAIN,
    "ROM": Aim.MOTION,
    "MMT": Aim.FUNCTION,
    "PSFS": Aim.FUNCTION,
    "GIRTH": Aim.SWELLING,
    "VOLUME": Aim.SWELLING,
    "SWELLING": Aim.SWELLING,
    "STIFFNESS": Aim.STIFFNESS,
    "FUNCTION": Aim.FUNCTION,
}

_ANY_PHASE = frozenset(Phase)
_NOT_ACUTE = _ANY_PHASE - {Phase.ACUTE}
_LATE = frozenset({Phase.REMODELING, Phase.CHRONIC})


@dataclass(frozen=True, slots=True)
class Caveat:
    """What is known of the effect, said with the technique. No codes and events: it is always said."""

    words: str
    source: str
    icd: tuple[str, ...] = ()
    events: frozenset[E] = frozenset()

    def concerns(self, codes: tuple[str, ...], events: frozenset[E]) -> bool:
        if not self.icd and not self.events:
            return True
        return bool(self.events & events) or any(begins_with(code, self.icd) for code in codes)


@dataclass(frozen=True, slots=True)
class Indication:
    """`icd`: groups of ICD-10-CM codes. `prevents`: also used before stiffness or swelling is there. `companion`: it goes before and
    after any other technique, whatever the diagnosis."""

    code: T
    used_for: str
    icd: tuple[str, ...]
    aims: frozenset[Aim]
    source: str
    events: frozenset[E] = frozenset()
    phases: frozenset[Phase] = _ANY_PHASE
    prevents: bool = False
    companion: bool = False
    caveats: tuple[Caveat, ...] = ()

    @property
    def row(self) -> str:
        return f"I-{self.code}"

    def of_codes(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The diagnoses it is used for."""
        return tuple(code for code in codes if begins_with(code, self.icd))


_SWELLING_EVENTS = frozenset(
    {
        E.LIPOSUCTION,
        E.SURG_SOFT,
        E.MASTECTOMY_NODES,
        E.JOINT_REPLACEMENT,
        E.TENDON_REPAIR,
        E.FRACTURE_CAST,
        E.SPRAIN_STRAIN_1_2,
    }
)
_BREAST_SURGERY = ("I97.2", "Z90.1", "Z85.3", "C50")

_INDICATIONS = (
    Indication(
        T.MLD,
        "Lymphedema; swelling after an operation or injury.",
        ("I89.0", "I97.2", "Q82.0"),
        frozenset({Aim.SWELLING}),
        "MLD2, WBC, FX1",
        events=_SWELLING_EVENTS,
        prevents=True,
        caveats=(
            Caveat(
                "A review of ten trials found no significant added loss of volume after breast cancer surgery.",
                "MLDRCT",
                _BREAST_SURGERY,
                frozenset({E.MASTECTOMY_NODES}),
            ),
            Caveat(
                "In one study early drainage went with better active bending on day 4 and still at six weeks.",
                "MLDTKA",
                ("Z96.65",),
                frozenset({E.JOINT_REPLACEMENT}),
            ),
        ),
    ),
    Indication(
        T.NMT,
        "Back and neck spasm, muscle pain, tension headache, strain from posture.",
        ("M62.830", "M62.838", "M54.2", "M54.5", "M79.1", "G44.2", "R29.3"),
        frozenset({Aim.PAIN, Aim.STIFFNESS, Aim.FUNCTION}),
        "GK, PROP",
        phases=_NOT_ACUTE,
    ),
    Indication(
        T.CTM,
        "Lasting neck, back, shoulder and arm pain, tension headache, stiff scars.",
        ("M54.2", "M54.5", "G44.2", "M25.51", "L90.5"),
        frozenset({Aim.PAIN, Aim.STIFFNESS}),
        "CTM1, GK",
        phases=_NOT_ACUTE,
    ),
    Indication(
        T.MFR,
        "Stiffness after a cast or a sling, firm scars, contracture, frozen shoulder, uneven tissue after liposuction.",
        ("M25.6", "L90.5", "M24.5", "M62.4", "M75.0"),
        frozenset({Aim.MOTION, Aim.STIFFNESS, Aim.FUNCTION}),
        "SCAR, GK",
        events=frozenset({E.LIPOSUCTION, E.FRACTURE_UNITED}),
        phases=_NOT_ACUTE,
        prevents=True,
        caveats=(Caveat("That it breaks adhesions is a belief: grade them and measure motion over time.", "SCAR, GK"),),
    ),
    Indication(
        T.OMT,
        "Restricted movement of spine, ribs or pelvis; back and neck pain.",
        ("M99.0", "M54"),
        frozenset({Aim.MOTION, Aim.PAIN, Aim.FUNCTION}),
        "AE2, GK",
        phases=_NOT_ACUTE,
    ),
    Indication(
        T.ORI,
        "Lasting neck and back pain, tension headache.",
        ("M54.2", "M54.5", "G44.2"),
        frozenset({Aim.PAIN}),
        "ACU1, GK",
        phases=frozenset({Phase.CHRONIC}),
    ),
    Indication(
        T.REF,
        "Rest and energy; a way to treat when the painful area may not be touched. No diagnosis of its own.",
        (),
        frozenset({Aim.PAIN}),
        "UMN, GK",
        phases=_NOT_ACUTE,
    ),
    Indication(
        T.TRP,
        "Muscle pain with knots; headache and shoulder pain that spread from a knot.",
        ("M79.1", "G44.86", "M25.51"),
        frozenset({Aim.PAIN}),
        "IC1, FOAM, GK",
        phases=_LATE,
        caveats=(
            Caveat(
                "A meta-analysis found a higher pressure threshold but no clear gain in the pain people report: record both.",
                "IC1",
            ),
        ),
    ),
    Indication(
        T.STR,
        "Short muscles, stiff joints, contracture, the time after a cast or a sling.",
        ("M25.6", "M24.5", "M62.4", "M75.0"),
        frozenset({Aim.MOTION, Aim.STIFFNESS, Aim.FUNCTION}),
        "ACSM, FX1, GK",
        events=frozenset({E.FRACTURE_UNITED, E.JOINT_REPLACEMENT, E.SPRAIN_STRAIN_1_2}),
        prevents=True,
    ),
    Indication(
        T.PRT,
        "Fresh spasm; rib, neck and low back pain; people who cannot take pressure.",
        ("M62.830", "M62.838", "M54.2", "M54.5", "M54.6"),
        frozenset({Aim.PAIN, Aim.FUNCTION}),
        "SCS1, SCS2, GK",
    ),
    Indication(
        T.DTM,
        "Knots after an injury, lasting tightness, stiffness after a bone has united.",
        ("M25.6", "M62.4", "M79.1"),
        frozenset({Aim.STIFFNESS, Aim.MOTION, Aim.FUNCTION}),
        "FX1, GK",
        events=frozenset({E.FRACTURE_UNITED, E.SPRAIN_STRAIN_1_2}),
        phases=_LATE,
        prevents=True,
    ),
    Indication(
        T.GEN,
        "Before and after the other techniques; light work early after an injury.",
        (),
        frozenset(Aim),
        "GK, PROP",
        prevents=True,
        companion=True,
    ),
)

INDICATIONS: Mapping[T, Indication] = {entry.code: entry for entry in _INDICATIONS}
