"""The plans a clinic begins with: what is usually done after one procedure or for one group of diagnoses (PT-* rows).

A template proposes and decides nothing: the guards judge what it proposes on the day like anything else. Work takes 30 to 45 minutes
of the hour (S-LENGTH), each technique no less than its shortest time and no deeper than the gate and the phase let it in.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clinic.rules.events import EventKind
from clinic.rules.techniques import TechniqueCode as T
from sessions.rules.phase import Phase


class Purpose(StrEnum):
    """Of a referral, a plan, a template: to treat what is there, or to keep stiffness and loss of use from coming."""

    TREAT = "treat"
    PREVENT = "prevent"


class Where(StrEnum):
    """The regions a technique of a template is for."""

    AFFECTED = "affected"
    NEIGHBORS = "near"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Step:
    """`ceiling` is a Walton level. `from_day`: whole days from the event's day 0, or from the plan's first visit where there is none."""

    code: T
    minutes: int
    ceiling: int
    from_day: int = 0
    where: Where = Where.AFFECTED
    places: tuple[str, ...] = ()

    def __str__(self) -> str:
        """As it stands in docs/clinical.md."""
        where = "" if self.where is Where.AFFECTED else f" {self.where}"
        return f"{self.code} {self.minutes} min to {self.ceiling} from {self.from_day}{where}"


@dataclass(frozen=True, slots=True)
class TemplateEntry:
    row: str
    name: str
    about: str
    steps: tuple[Step, ...]
    visits: int
    per_week: int
    phase: Phase
    source: str
    event: EventKind | None = None
    icd: tuple[str, ...] = ()
    purpose: Purpose = Purpose.TREAT
    minutes: int = 60
    home: str = ""
    precautions: str = ""

    @property
    def dose(self) -> str:
        return f"{self.visits} visits, {self.per_week} a week, {self.minutes} min"


_TEMPLATES = (
    TemplateEntry(
        "PT-LIPO",
        "Liposuction aftercare",
        "Swelling after liposuction first; scar and uneven tissue once the wound is closed.",
        (Step(T.MLD, 30, 1, 3), Step(T.MFR, 15, 2, 21)),
        10,
        2,
        Phase.SUBACUTE,
        "LIPO1, LIPO2, PROP",
        event=EventKind.LIPOSUCTION,
        icd=("Z41.1", "Z42", "Z48.817"),
        home="Walk at an easy pace 10 to 20 minutes a day (H-27). Belly breathing 5 minutes, twice a day (H-26).",
        precautions="Nothing over an open wound, drain, suture or scab. Stop at pain 3, redness, heat, fever or breathlessness.",
    ),
    TemplateEntry(
        "PT-LYMPH-ARM",
        "Lymphedema of the arm after breast surgery, intensive phase",
        "The first two weeks of complete decongestive care; girth before and after each visit.",
        (Step(T.MLD, 45, 1, 3),),
        8,
        4,
        Phase.CHRONIC,
        "WBC, MLD2, GK, PROP",
        event=EventKind.MASTECTOMY_NODES,
        icd=("I97.2", "I89.0"),
        home="Lymph arm routine 2 x 10, twice a day, in the sleeve if one is prescribed (H-25). Belly breathing (H-26).",
        precautions="Away from removed nodes, trunk and neck first. Pressure 2 at most in the quadrant, for life.",
    ),
    TemplateEntry(
        "PT-LYMPH-ARM-HOME",
        "Lymphedema of the arm after breast surgery, home phase",
        "After the intensive phase: the patient's own routine carries it, visits watch over it.",
        (Step(T.MLD, 45, 1, 3),),
        6,
        1,
        Phase.CHRONIC,
        "WBC, PROP",
        event=EventKind.MASTECTOMY_NODES,
        icd=("I97.2", "I89.0"),
        purpose=Purpose.PREVENT,
        home="Lymph arm routine 2 x 10, twice a day, in the sleeve if one is prescribed (H-25). Belly breathing (H-26).",
        precautions="Away from removed nodes, trunk and neck first. Pressure 2 at most in the quadrant, for life.",
    ),
    TemplateEntry(
        "PT-FRACTURE",
        "Healed fracture of a limb",
        "Once union is on record: motion first, deep work on what has grown stiff only after tissue and bone bear it.",
        (Step(T.GEN, 10, 2), Step(T.STR, 10, 1), Step(T.MFR, 10, 2, 14), Step(T.DTM, 15, 3, 28)),
        12,
        2,
        Phase.REMODELING,
        "FX1, ACSM, PROP",
        event=EventKind.FRACTURE_UNITED,
        icd=("S42", "S52", "S62", "S72", "S82", "S92"),
        home="Move the joint through its easy range, 2 x 12 (H-10, H-11, H-22 by joint); more pull only on the physician's word.",
        precautions="Pain-free range only; no overpressure before six weeks from union. Measure range of motion at each visit.",
    ),
    TemplateEntry(
        "PT-BACK-SPASM",
        "Back spasm",
        "Two techniques and light strokes from the first visit: ease the spasm, then work the bands that hold it.",
        (Step(T.GEN, 10, 2), Step(T.PRT, 15, 2), Step(T.NMT, 20, 4)),
        8,
        2,
        Phase.CHRONIC,
        "DOSE, PROP",
        icd=("M62.830", "M54.5", "S39.012"),
        home="Pelvic tilt 2 x 12, 5 seconds (H-16). Knee to chest 3 x 20 seconds each (H-15). Cat and camel 2 x 10 (H-14).",
        precautions="New numbness, weakness or bladder trouble: stop and refer at once.",
    ),
    TemplateEntry(
        "PT-KNEE",
        "Knee replacement",
        "Swelling and bending of the knee after the operation; the scar once it is closed.",
        (Step(T.MLD, 30, 1, 2), Step(T.STR, 5, 1), Step(T.MFR, 10, 2, 42)),
        12,
        2,
        Phase.SUBACUTE,
        "MLDTKA, PROP",
        event=EventKind.JOINT_REPLACEMENT,
        icd=("Z96.65", "Z47.1"),
        home="Ankle pump 2 x 20, four times a day (H-24). Heel slide 2 x 12 (H-22). Quad set 2 x 10, 5 seconds (H-20).",
        precautions="Watch the calf for a clot at each visit. No bending beyond the surgeon's limit.",
    ),
    TemplateEntry(
        "PT-SPRAIN",
        "Sprain, grade 1 or 2: prevent stiffness",
        "Begins as soon as the gates allow: swelling first, then light strokes and motion without pain.",
        (Step(T.MLD, 30, 1, 2), Step(T.GEN, 5, 2, 5), Step(T.STR, 10, 1, 5)),
        8,
        2,
        Phase.SUBACUTE,
        "ACSM, PROP",
        event=EventKind.SPRAIN_STRAIN_1_2,
        icd=("S43.4", "S53.4", "S63.5", "S73.1", "S83.4", "S93.4"),
        purpose=Purpose.PREVENT,
        home="Ankle pump and circles 2 x 20, four times a day (H-24), or the easy range of the joint 2 x 12.",
        precautions="Pain-free range only. Grade 3 needs the physician's clearance.",
    ),
)

TEMPLATES: Mapping[str, TemplateEntry] = {entry.row: entry for entry in _TEMPLATES}


def begins_with(code: str, prefixes: tuple[str, ...] | list[str]) -> bool:
    """Whether an ICD-10-CM code belongs to one of these groups."""
    return any(code.startswith(prefix) for prefix in prefixes)
