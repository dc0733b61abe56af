"""Which condition bars which technique: 46 rows by 11 techniques, with the caps and special places of each (X-* rows).

The letters and their order are those of docs/clinical.md. Classic strokes follow myofascial release.
"""

from collections.abc import Mapping

from clinic.rules.conditions import ConditionCode
from clinic.rules.conditions import ConditionCode as C
from clinic.rules.limbs import FOOT_REGIONS, LEG_REGIONS
from clinic.rules.techniques import TechniqueCode
from clinic.rules.techniques import TechniqueCode as T
from sessions.rules.screening_marks import Extra, Mark, MatrixRow, Named

COLUMNS = (T.MLD, T.NMT, T.CTM, T.MFR, T.OMT, T.ORI, T.REF, T.TRP, T.STR, T.PRT, T.DTM)

# Acupressure points that are left out in pregnancy (T-ORI), and the regions they lie in.
PREGNANCY_POINT_CODES = ("SP6", "LI4", "GB21", "BL60", "BL67")
PREGNANCY_POINTS = (
    Extra(
        T.ORI,
        ("UTRAP", "HNDD", "ANKL", "HEEL", "FOOTD"),
        Mark.W,
        f"leave out the points {', '.join(PREGNANCY_POINT_CODES)}, unless the obstetrician orders them.",
    ),
)
RHEUMATOID_NECK = (
    Extra(T.OMT, ("NECKA", "NECKP", "HEADP"), Mark.L, "a rheumatoid neck can be unstable: no osteopathic-style work."),
)


def _marks(letters: str) -> Mapping[TechniqueCode, Mark]:
    return dict(zip(COLUMNS, map(Mark, letters.split()), strict=True))


_ROWS = (
    MatrixRow(
        C.DVT_PE_SUSPECT,
        _marks("X X X X X X X X X X X"),
        "Work on a clot can loosen it and send it to the lung.",
        "Send the patient to emergency or urgent care.",
        "MLD1, MLD2, MLD3, MLD4, NYS",
    ),
    MatrixRow(
        C.DVT_TREATED,
        _marks("C C C C C C C C C C B"),
        "A clot that was treated may not be firm yet.",
        "Once cleared, leave the affected limb alone.",
        "PROP",
        named=Named.EXPECTED,
        whole_limb=True,
        window_days=182,
    ),
    MatrixRow(
        C.FEVER,
        _marks("X X X X X X X X X X X"),
        "Massage strains a body that fights an infection, and others may catch it.",
        "Book again after 24 to 48 hours without symptoms.",
        "NYS, GK",
    ),
    MatrixRow(
        C.CELLULITIS,
        _marks("X X X X X X X X X X X"),
        "Strokes can spread the infection through the lymph vessels.",
        "Resolved means: two to three days of antibiotics, clear improvement and the physician's word.",
        "MLD2",
    ),
    MatrixRow(
        C.SKIN_LOCAL,
        _marks("L L L L L L L L L L L"),
        "Broken or infected skin heals worse when it is rubbed, and infections spread.",
        "Take a photo and look again at the next visit.",
        "NYS",
    ),
    MatrixRow(
        C.CHF_ACUTE,
        _marks("X X X X X X X X X X X"),
        "Moving fluid toward a failing heart can overload it.",
        "Send the patient to a physician the same day.",
        "MLD1, MLD2, MLD3, MLD4",
    ),
    MatrixRow(
        C.CHF_STABLE,
        _marks("C W C W C W W W W W C"),
        "A weak heart copes badly with fluid that is moved toward it.",
        "Head raised, short visit.",
        "MLD4, GK",
        cap=3,
    ),
    MatrixRow(
        C.RENAL_ACUTE,
        _marks("X X X X X X X X X X X"),
        "Failing kidneys cannot clear the fluid that is moved.",
        "Refer to the physician.",
        "MLD4",
    ),
    MatrixRow(
        C.RENAL_CHRONIC,
        _marks("C W C W W C W W W W C"),
        "Weak kidneys clear fluid slowly, and a dialysis fistula is easily harmed.",
        "Never on the arm with the fistula.",
        "MLD4, GK",
        named=Named.IF_GIVEN,
        whole_limb=True,
    ),
    MatrixRow(
        C.CANCER_ACTIVE,
        _marks("C C C C C C C C C C B"),
        "Tissue under treatment is fragile, and a tumor must not be worked on.",
        "Never over the tumor.",
        "NYS, MLD2",
        cap=1,
        cap_cleared=2,
        named=Named.EXPECTED,
    ),
    MatrixRow(
        C.NODES_REMOVED,
        _marks(". L L W W L . L W W L"),
        "Without its lymph nodes the quadrant drains poorly and swells easily.",
        "Light work only in the quadrant.",
        "GK",
        cap=2,
    ),
    MatrixRow(
        C.ANTICOAG,
        _marks(". W C W W W W W W . C"),
        "Blood that clots slowly bruises and bleeds under deep pressure.",
        "Check for bruises before and after.",
        "NYS, CTM1",
        cap=3,
    ),
    MatrixRow(
        C.BLEED,
        _marks("C C C C C C C C C . B"),
        "With few platelets, pressure alone can cause bleeding.",
        "Write down the platelet count and its date.",
        "GK",
        cap_by_platelets=True,
    ),
    MatrixRow(
        C.FRACTURE_UNHEALED,
        _marks("L L L L L L L L L L L"),
        "Movement and pressure can displace the bone and delay healing.",
        "Lymph drainage nearer the trunk may go on.",
        "NYS, FX1",
        nearer_trunk_ok=(T.MLD,),
    ),
    MatrixRow(
        C.FRACTURE_HEALED,
        _marks(". W W W C . . W W . C"),
        "Young bone bends and breaks under a load that old bone bears.",
        "Have the document that union was confirmed at hand.",
        "FX1, PROP",
        cap=3,
        window_days=84,
    ),
    MatrixRow(
        C.OSTEOPOROSIS,
        _marks(". W . W C W . W W W C"),
        "Brittle bones, ribs and spine above all, can break under pressure.",
        "No thrust on ribs or spine.",
        "NYS, GK",
        cap=3,
    ),
    MatrixRow(
        C.SURGERY_RECENT,
        _marks("gate gate gate gate gate gate . gate gate gate gate"),
        "Healing tissue tears, bleeds or gets infected when it is worked on too early.",
        "The time gates of the surgery decide.",
        "NYS",
    ),
    MatrixRow(
        C.BP_CRISIS,
        _marks("X X X X X X X X X X X"),
        "At this pressure excitement or pain can bring on a stroke.",
        "Measure again after 10 minutes; if it stays, send the patient to urgent care.",
        "BPX",
    ),
    MatrixRow(
        C.BP_HIGH,
        _marks("W C C W C W W C W . C"),
        "Painful work raises blood pressure further.",
        "No painful work. Some schools stop at 160 over 95 already.",
        "BPX, HTN",
    ),
    MatrixRow(
        C.BP_LOW,
        _marks("W . W . . W . . W . ."),
        "Getting up after lying still can end in a faint.",
        "Let the patient get up slowly. Lymph drainage: watch from 100 over 60 downwards.",
        "MLD6",
    ),
    MatrixRow(
        C.PREGNANT_T1,
        _marks("C W C W C L B W W W B"),
        "Early pregnancy is easily disturbed, and nobody wants to be the cause.",
        "No work on the belly and no deep work on the sacrum.",
        "NYS, UMN, RAI",
        named=Named.IF_GIVEN,
        extras=PREGNANCY_POINTS,
    ),
    MatrixRow(
        C.PREGNANT_T2_T3,
        _marks("W W W W C L W W W W L"),
        "Lying on the back presses on large veins, and legs clot more easily.",
        "On the side; legs lightly.",
        "ACU1, GK",
        cap=2,
        cap_regions=LEG_REGIONS,
        everywhere=True,
        extras=PREGNANCY_POINTS,
    ),
    MatrixRow(
        C.PREGNANT_HIGH_RISK,
        _marks("C C C C C C C C C C B"),
        "Bleeding or high pressure in pregnancy can turn fast.",
        "Ask the obstetrician first.",
        "GK",
    ),
    MatrixRow(
        C.STROKE_TIA,
        _marks("C C C C C C C C C C B"),
        "Pressure on the neck or a rise in blood pressure can bring on another stroke.",
        "Leave the neck alone.",
        "WEB",
        named=Named.IF_GIVEN,
        window_days=91,
    ),
    MatrixRow(
        C.NECK_ARTERY,
        _marks("X X X X X X X X X X X"),
        "These signs can mean a torn neck artery.",
        "Urgent care at once; do not touch or move the neck.",
        "IFOMPT",
    ),
    MatrixRow(
        C.CAUDA,
        _marks("X X X X X X X X X X X"),
        "Nerves at the base of the spine may be pressed on and can be lost within hours.",
        "Emergency department at once.",
        "GK",
    ),
    MatrixRow(
        C.RED_FLAG_HISTORY,
        _marks("C C C C C C C C C C C"),
        "Such a history can hide something serious behind ordinary pain.",
        "Refer back to the physician.",
        "GK",
    ),
    MatrixRow(
        C.IMPLANT,
        _marks("L L L L L L . L W . L"),
        "Pressure and heat can shift or damage a device and the tissue over it.",
        "Keep 5 to 10 cm away; no heat.",
        "NYS, GK",
    ),
    MatrixRow(
        C.BREAST_IMPLANT,
        _marks("L L L L . L . L . . L"),
        "Pressure can shift an implant or spread what was injected.",
        "Ask the surgeon for the date.",
        "GK",
        window_days=14,
    ),
    MatrixRow(
        C.VARICOSE,
        _marks("W L L W . L W L . . L"),
        "Weak veins tear easily and can hold a clot.",
        "No deep work on these veins. An acutely inflamed vein stops the visit.",
        "NYS",
        variants={"PHLEBITIS": Mark.X},
    ),
    MatrixRow(
        C.PAD,
        _marks("W W W W . W C W W . L"),
        "Poorly fed tissue is easily harmed, and compression can cut off what is left.",
        "No compression; it is ruled out at a low ankle pressure.",
        "MLD2",
    ),
    MatrixRow(
        C.DIABETES_NEUROPATHY,
        _marks(". W W W . W C W W . L"),
        "Where feeling is lost nobody says stop.",
        "Look at the skin before and after.",
        "NYS",
        cap=3,
    ),
    MatrixRow(
        C.THYROID_OVER,
        _marks("L W . W W W . W W W L"),
        "Pressure on the neck can make the heart stumble or the patient faint.",
        "Leave the front of the neck alone.",
        "MLD3",
    ),
    MatrixRow(
        C.ASTHMA,
        _marks("C . B . . W . . . . ."),
        "Strong reflexes from the skin can tighten the airways.",
        "Have the inhaler at hand.",
        "MLD1, CTM3",
    ),
    MatrixRow(
        C.ABDOMEN,
        _marks("L L L L L L . L . . L"),
        "Pressure can harm a bowel or a vessel that is weak or inflamed.",
        "Leave the belly alone. A widened belly artery needs clearance for everything.",
        "MLD3",
        variants={"AAA": Mark.C},
    ),
    MatrixRow(
        C.ACUTE_INJURY,
        _marks(". L L L L L . L L W L"),
        "A fresh injury bleeds and swells more when it is worked on.",
        "Cool and raise it; positional release is fine.",
        "GK",
        window_days=3,
    ),
    MatrixRow(
        C.ARTHRITIS_FLARE,
        _marks("W L L L L W L L L W L"),
        "An inflamed joint gets worse with work; a rheumatoid neck can be unstable.",
        "No osteopathic-style work on the neck.",
        "GK",
        extras=RHEUMATOID_NECK,
    ),
    MatrixRow(
        C.HEMATOMA,
        _marks("W L L L L L . L L . L"),
        "Work on a deep bruise makes it bleed again, or turn to bone.",
        "Wait until it is gone.",
        "NYS",
    ),
    MatrixRow(
        C.HYPERMOBILITY,
        _marks(". W . W C . . W C . W"),
        "Loose joints slip past their end without warning.",
        "Never to the end of the range.",
        "GK",
    ),
    MatrixRow(
        C.PSYCHOSIS,
        _marks("W W C W W W W W W W W"),
        "Touch can bring back what was suffered.",
        "Ask before each step; keep covered.",
        "CTM1, CTM2",
    ),
    MatrixRow(
        C.INTOXICATED,
        _marks("X X X X X X X X X X X"),
        "Without a clear head there is no consent and no report of pain.",
        "Book again; a guardian's consent may apply.",
        "NYS",
    ),
    MatrixRow(
        C.NO_PHYSICIAN_CONTACT,
        _marks("X X X X X X X X X X X"),
        "Without the physician's word nobody can tell whether it is safe.",
        "Ask for consent to speak with the physician.",
        "NYS",
    ),
    MatrixRow(
        C.FOOT,
        _marks(". L L L L L B L L . L"),
        "Work on a sick foot hurts, spreads infection or hides a break.",
        "Hands or ears instead.",
        "UMN, RAI",
        barred_regions=FOOT_REGIONS,
    ),
    MatrixRow(
        C.SWELLING_UNEXPLAINED,
        _marks("B W W W W W B W . . B"),
        "Heart, kidney, clot or tumor can be behind it.",
        "Refer, to have the cause found.",
        "MLD3",
    ),
    MatrixRow(
        C.ALLERGY,
        _marks("W W . W W W W W . . W"),
        "A lubricant or glove can set off a reaction.",
        "Check the product list.",
        "GK",
    ),
    MatrixRow(
        C.NO_REFERRAL,
        _marks("C C C C C C C C C C C"),
        "Medical massage needs a referral.",
        "Judged by the booking rule, not here.",
        "PROP",
    ),
)

MATRIX: Mapping[ConditionCode, MatrixRow] = {row.code: row for row in _ROWS}

# Judged by the booking rule (a visit needs a referral), not by this matrix.
JUDGED_ELSEWHERE = frozenset({C.NO_REFERRAL})
