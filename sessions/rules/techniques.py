"""The twelve techniques: pressure, minutes, pain, gap and credential of each, and when to stop (T-* rows).

These are the hard limits; a clinic's own versioned rows may only be tighter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from clinic.rules.policy import DEFAULTS
from clinic.rules.techniques import TECHNIQUE_NAMES
from clinic.rules.techniques import TechniqueCode as T

STOP_ANY = DEFAULTS["stop_pain"]  # whatever the technique (S-STOP)


class Credential(StrEnum):
    NONE = "none"
    RECOMMENDED = "recommended"
    REQUIRED = "required"


class GapOf(StrEnum):
    """What the hours between two visits are counted for."""

    REGION = "region"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Span:
    """`start` is the pressure of a first visit, or the minutes proposed."""

    least: int
    start: int
    most: int


@dataclass(frozen=True, slots=True)
class TechniqueEntry:
    """`pain` is the band to expect (NPRS). `stop_at` ends the technique at once; so does a rise of `stop_rise`, and
    `still_at` when the pain has not fallen below it after `still_after_s` seconds. `gap_hours` 0: daily is fine.
    `licenses`: the kind of license some states ask for beside the therapist's own."""

    code: T
    pressure: Span
    minutes: Span
    pain: tuple[int, int]
    stop_at: int
    gap_hours: int
    purpose: str
    indications: str
    contraindications: str
    source: str
    stop_rise: int | None = None
    still_at: int | None = None
    still_after_s: int | None = None
    gap_of: GapOf = GapOf.REGION
    visits_per_week: int | None = None
    credential: Credential = Credential.NONE
    licenses: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return TECHNIQUE_NAMES[self.code]

    @property
    def row(self) -> str:
        """Its row of the clinical reference, such as "T-MLD"."""
        return f"T-{self.code}"

    @property
    def needs_credential(self) -> bool:
        return self.credential is Credential.REQUIRED


_TECHNIQUES = (
    TechniqueEntry(
        T.MLD,
        Span(1, 1, 1),
        Span(30, 45, 60),
        (0, 1),
        3,
        0,
        "Very light strokes that lead swelling toward lymph nodes that work.",
        "Lymphedema; swelling after surgery, liposuction or injury; work nearer the trunk while a limb is in a cast.",
        "Acute infection or fever, clot, heart failure that is not under control, acute kidney failure, swelling "
        "nobody has explained, cancer without clearance.",
        "MLD1, MLD2, MLD3, MLD4, MLDWIKI, WBC, PROP",
        credential=Credential.RECOMMENDED,
    ),
    TechniqueEntry(
        T.NMT,
        Span(3, 3, 5),
        Span(15, 20, 30),
        (4, 6),
        7,
        48,
        "Slow, exact work on tight bands and tender points that keep a muscle in spasm.",
        "Back and neck spasm, muscle pain, tension headache, strain from posture, the side that makes up for the "
        "other.",
        "Hematoma in the area, fracture not healed, nerve root signs getting worse. Care with blood thinners, "
        "thin bones, lost feeling, loose joints.",
        "GK, PROP",
        still_at=5,
        still_after_s=90,
    ),
    TechniqueEntry(
        T.CTM,
        Span(2, 2, 3),
        Span(15, 20, 30),
        (2, 4),
        5,
        24,
        "Dry pulling strokes in the skin and the layer beneath it, for local glide and a calming reflex.",
        "Lasting neck, back or shoulder and arm pain, tension headache, cold limbs, stiff scars.",
        "Inflammation or cancer in the area, blood thinners, acute heart disease, acute asthma, bleeding, open wounds, "
        "psychosis; low back during a period.",
        "CTM1, CTM2, CTM3, PROP",
    ),
    TechniqueEntry(
        T.MFR,
        Span(2, 2, 3),
        Span(10, 20, 25),
        (1, 4),
        6,
        24,
        "Slow, held pressure on the tissue around muscle, and on scars, to help layers glide again.",
        "Stiffness after a cast or a sling, firm scars, contracture, frozen shoulder, uneven tissue after liposuction.",
        "Open wound, acute inflammation, fracture not healed. Care with blood thinners, skin thinned by steroids or "
        "radiation, implants beneath.",
        "SCAR, GK, PROP",
    ),
    TechniqueEntry(
        T.OMT,
        Span(1, 1, 3),
        Span(10, 15, 25),
        (0, 3),
        5,
        48,
        "Gentle joint and muscle work with the patient's own effort; never a thrust.",
        "Restricted movement of spine, ribs or pelvis; back and neck pain.",
        "Fracture, signs from spinal cord or neck arteries, unstable or infected joint, tumor in the area. Care with "
        "thin bones, rheumatoid neck, pregnancy, loose joints, a recent fusion.",
        "NRS, AE2, IFOMPT, GK, PROP",
        credential=Credential.REQUIRED,
    ),
    TechniqueEntry(
        T.ORI,
        Span(2, 2, 4),
        Span(15, 30, 40),
        (2, 4),
        6,
        24,
        "Pressure on points and lines for pain, calm, sleep and digestion.",
        "Lasting neck or back pain, tension headache, stress, poor sleep, an uneasy stomach.",
        "Wounds, inflamed skin, bruises, scars, varicose veins, fractures, tumors, lymph nodes; in pregnancy certain "
        "points, the lower belly and the base of the spine. Care with serious heart, kidney or lung disease and blood "
        "thinners.",
        "ACU1, ACU2, ACU3, ACU4, PROP",
    ),
    TechniqueEntry(
        T.REF,
        Span(2, 2, 3),
        Span(15, 30, 45),
        (0, 4),
        5,
        48,
        "Pressure on zones of the feet, hands or ears, to relax and to ease pain.",
        "Stress, pain, low energy; a way to treat when the painful area may not be touched.",
        "Foot fracture or wound, gout, clot, foot infection, fever, foot swelling that keeps a dent, first trimester. "
        "Care with poor blood flow in the legs and lost feeling. Hands or ears instead.",
        "UMN, WET, RAI, NRS, PROP",
        credential=Credential.REQUIRED,
        licenses={"NV": "Reflexologist"},
    ),
    TechniqueEntry(
        T.TRP,
        Span(3, 3, 4),
        Span(10, 15, 20),
        (4, 6),
        7,
        48,
        "Held pressure on a tender knot in a tight band, then a stretch.",
        "Muscle pain with knots, headache or shoulder pain that spreads from a knot.",
        "As neuromuscular therapy; not over vessels, nerves or a recent injection.",
        "FOAM, IC1, GK, PROP",
        gap_of=GapOf.POINT,
    ),
    TechniqueEntry(
        T.STR,
        Span(1, 1, 1),
        Span(5, 10, 15),
        (1, 3),
        5,
        0,
        "Muscle and joint led to a gentle pull and held there.",
        "Short muscles, stiff joints, contracture, the time after a cast or a sling.",
        "Fracture or repair not healed, a joint blocked by bone, acute swelling or infection of a joint, beyond a "
        "surgeon's limit. Care with thin bones, loose joints, blood thinners.",
        "ACSM, HARV, FX1, PROP",
    ),
    TechniqueEntry(
        T.PRT,
        Span(1, 1, 2),
        Span(10, 15, 20),
        (0, 2),
        STOP_ANY,
        0,
        "The tender spot is placed where it is at ease, held about 90 seconds, and brought back slowly.",
        "Fresh spasm; rib, neck or low back pain; people who cannot take pressure.",
        "Fracture in the area, unstable spine, a position that makes nerve signs worse. Care with neck rotation and "
        "brittle bones.",
        "SCS1, SCS2, PROP",
        stop_rise=2,
    ),
    TechniqueEntry(
        T.DTM,
        Span(3, 3, 5),
        Span(10, 20, 30),
        (4, 6),
        7,
        48,
        "Slow, deep strokes and friction for tight, knotted or stuck muscle.",
        "Knots after an injury, lasting tightness, stiffness after a bone has united.",
        "Blood thinners or bleeding unless cleared, brittle bones, clot within six months, hematoma, fragile or "
        "radiated skin, acute inflammation, fracture not healed. Care with high blood pressure, diabetes, varicose "
        "veins, legs in pregnancy.",
        "FX1, AE1, AE2, AE3, HTN, PROP",
        visits_per_week=2,
    ),
    TechniqueEntry(
        T.GEN,
        Span(1, 2, 3),
        Span(5, 10, 20),
        (0, 2),
        5,
        0,
        "Ordinary gliding and kneading strokes, to warm up and to finish.",
        "Before and after the other techniques; light work early after an injury.",
        "As myofascial release.",
        "GK, PROP",
    ),
)

TECHNIQUES: Mapping[T, TechniqueEntry] = {technique.code: technique for technique in _TECHNIQUES}


def must_stop(
    technique: TechniqueEntry,
    pain: int,
    *,
    before: int | None = None,
    seconds: int | None = None,
    stop_any: int = STOP_ANY,
) -> bool:
    """Whether this pain ends the technique now. `before`: pain when it began; `seconds`: time on the same point."""
    if pain >= min(technique.stop_at, stop_any):
        return True
    if technique.stop_rise is not None and before is not None and pain - before >= technique.stop_rise:
        return True
    if technique.still_at is None or technique.still_after_s is None or seconds is None:
        return False
    return pain >= technique.still_at and seconds >= technique.still_after_s


def within(span: Span, value: int) -> bool:
    return span.least <= value <= span.most
