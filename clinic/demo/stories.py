"""Courses of care as plain data: one story for each thing the clinic says of itself, and everyday ones. Nobody here is real."""

from dataclasses import dataclass

from clinic.demo.papers import Paper, Question


@dataclass(frozen=True)
class Happened:
    """What day 0 is: a surgery or injury so many days ago."""

    kind: str
    days_ago: int
    regions: tuple[str, ...]
    procedure: str
    ended_days_ago: int | None = None
    confirmed_days_ago: int | None = None
    evidence: str = ""


@dataclass(frozen=True)
class Work:
    """One technique of the plan."""

    code: str
    places: tuple[str, ...]
    minutes: int
    ceiling: int


@dataclass(frozen=True)
class Course:
    """One kind of complaint with its treatment and its usual way. `pain` is before and after each visit, in order. `papers`: what the
    physician put in writing; `questions`: letters of ours without an answer yet; `reason`: what the therapist types where a guard
    asks for one."""

    problem: str
    codes: tuple[str, ...]
    specialty: str
    affected: tuple[str, ...]
    complaint: str
    activities: tuple[tuple[str, int], ...]
    movements: tuple[tuple[str, str, int], ...]
    work: tuple[Work, ...]
    pain: tuple[tuple[int, int], ...]
    exercises: tuple[int, int]
    goal_words: str
    happened: Happened | None = None
    purpose: str = "treat"
    phase: str = "chronic"
    no_touch: tuple[str, ...] = ()
    precautions: str = ""
    yes: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    kind: str = "ache"
    papers: tuple[Paper, ...] = ()
    questions: tuple[Question, ...] = ()
    reason: str = ""
    verdict: str = "Pain is falling as planned; the patient does more of what they need each week."
    request: str = "Nothing now; we go on as planned."


LYMPH_ARM = Course(
    problem="Swelling of the left arm after breast surgery",
    codes=("I97.2", "Z90.12"),
    specialty="Breast surgery",
    affected=("ARMA-l", "FORA-l", "HNDD-l"),
    complaint="The left arm feels heavy and tight since the operation, worst in the evening.",
    activities=(("Lift a shopping bag", 4), ("Put on a coat", 5), ("Cook for an hour", 3)),
    movements=(("SHLD-FLEX", "l", 120), ("SHLD-ABD", "l", 100)),
    work=(Work("MLD", ("AXILLA-r", "CHEST-r", "ARMA-l", "FORA-l"), 45, 1), Work("STR", ("SHLDA-l",), 10, 1)),
    pain=((5, 4), (5, 3), (4, 3), (4, 2), (3, 2), (3, 2)),
    exercises=(25, 26),
    goal_words="I want to carry my shopping again.",
    happened=Happened("MASTECTOMY_NODES", 120, ("BREAST-l", "AXILLA-l"), "Mastectomy with node removal, left"),
    phase="remodel",
    no_touch=("BREAST-l",),
    precautions="No blood pressure on the left arm. Lifelong pressure cap 2 in the left quadrant. Drainage and stretching cleared.",
    yes=(("NODES_REMOVED", "Left axilla, 14 nodes", ("AXILLA-l",)),),
    papers=(
        Paper(
            "Lymph drainage of the arm and quadrant is cleared, very light.",
            lifts=("E-MASTECTOMY_NODES",),
            techniques=("MLD",),
            asked="May we begin with very light lymph drainage of the left arm and quadrant?",
        ),
        Paper("Stretching of the shoulder within comfort from week six.", techniques=("STR",), from_day=42),
    ),
    reason="Drainage leads away from the removed nodes; the surgeon knows and has cleared it.",
    kind="swollen",
    verdict="The arm is lighter and moves further; swelling feels less each week.",
    request="Please renew the compression sleeve, the present one is loose.",
)
BACK_SPASM = Course(
    problem="Back spasm after lifting",
    codes=("M62.830", "M54.50"),
    specialty="Family medicine",
    affected=("LUMB-l", "LUMB-r"),
    complaint="The low back locked while lifting a crate; sitting and bending hurt since.",
    activities=(("Lift a crate at work", 2), ("Sit through a meeting", 3), ("Tie my shoes", 4)),
    movements=(("TRUNK-FLEX", "m", 40), ("TRUNK-EXT", "m", 10)),
    work=(Work("NMT", ("LUMB-l", "LUMB-r"), 25, 4), Work("PRT", ("LUMB-l",), 10, 2), Work("GEN", ("TSPN-m",), 10, 3)),
    pain=((7, 5), (6, 4), (5, 3), (4, 2), (3, 2), (3, 1)),
    exercises=(16, 14),
    goal_words="I want to lift at work without fear.",
    verdict="The spasm is letting go: worst pain fell and bending is nearly free.",
)
LIPO_CARE = Course(
    problem="Aftercare of liposuction, abdomen and flanks",
    codes=("Z48.817", "L76.82"),
    specialty="Plastic surgery",
    affected=("ABDU-m", "ABDL-m", "FLNK-l", "FLNK-r"),
    complaint="The belly is swollen and tight, with firm spots on the left flank.",
    activities=(("Get out of bed", 3), ("Wear my jeans", 1), ("Walk for half an hour", 5)),
    movements=(("TRUNK-FLEX", "m", 45),),
    work=(Work("MLD", ("ABDU-m", "ABDL-m", "FLNK-l", "FLNK-r"), 45, 1),),
    pain=((6, 5), (5, 4), (5, 3), (4, 3), (3, 2)),
    exercises=(24, 26),
    goal_words="I want the swelling gone and my clothes to fit.",
    happened=Happened("LIPOSUCTION", 38, ("ABDU-m", "ABDL-m", "FLNK-l", "FLNK-r"), "Liposuction of abdomen and flanks"),
    phase="subacute",
    no_touch=("GROIN-l",),
    precautions="Drain site in the left groin is closing: no touch. Pressure 1 on the trunk.",
    kind="swollen",
    verdict="Swelling and pain are falling as planned; the skin is softer and no adverse events were seen.",
    request="Clear gentle scar work from day 42, or say when.",
    papers=(
        Paper(
            "Drainage of the trunk, very light, until the drain sites have closed.",
            techniques=("MLD",),
            cap=1,
            confirmed=False,
        ),
    ),
    questions=(
        Question(
            "The firm spots on the left flank have not softened. May we begin with gentle scar work there, pressure 2 at most, "
            "and from which day?",
            days_ago=8,
            lifts=("E-LIPOSUCTION",),
            techniques=("MFR",),
            places=("FLNK-l",),
        ),
    ),
)
FRACTURE_ARM = Course(
    problem="Stiff right arm after a healed fracture",
    codes=("S52.501D", "M25.631"),
    specialty="Orthopedics",
    affected=("FORA-r", "FORP-r", "WRSA-r"),
    complaint="The wrist and forearm are stiff since the cast came off; the left arm does all the work and aches.",
    activities=(("Turn a key", 3), ("Carry a pan", 2), ("Type for an hour", 4)),
    movements=(("WRIST-FLEX", "r", 40), ("WRIST-EXT", "r", 35), ("FORE-SUP", "r", 45)),
    work=(Work("MFR", ("FORA-r", "WRSA-r"), 20, 3), Work("DTM", ("FORP-r",), 15, 3), Work("STR", ("WRSA-r",), 10, 1)),
    pain=((5, 4), (5, 3), (4, 2), (3, 2), (2, 1)),
    exercises=(10, 11),
    goal_words="I want to turn a key and carry a pan again.",
    happened=Happened(
        "FRACTURE_UNITED",
        110,
        ("FORA-r", "FORP-r"),
        "Distal radius fracture, right",
        ended_days_ago=60,
        confirmed_days_ago=62,
        evidence="X-ray: union of the distal radius",
    ),
    phase="remodel",
    precautions="Union confirmed; deep work cleared by the orthopedist.",
    papers=(
        Paper(
            "Deep work on the forearm may begin, the bone has united.",
            lifts=("E-FRACTURE_UNITED", "X-15"),
            techniques=("DTM",),
            cap=3,
        ),
    ),
    kind="stiff",
    verdict="Wrist and forearm move further each week and the right hand is taking over its work again.",
)
PREVENT_ANKLE = Course(
    problem="Keep the right ankle from stiffening after a sprain",
    codes=("S93.401D",),
    specialty="Sports medicine",
    affected=("ANKL-r", "CALF-r"),
    complaint="Sprained three weeks ago; the physician wants stiffness prevented before it sets.",
    activities=(("Walk down stairs", 5), ("Stand for an hour", 5), ("Jog a mile", 0)),
    movements=(("ANKLE-DF", "r", 8), ("ANKLE-PF", "r", 35)),
    work=(Work("STR", ("ANKL-r",), 15, 1), Work("MLD", ("CALF-r", "ANKL-r"), 30, 1)),
    pain=((3, 2), (3, 2), (2, 1), (2, 1)),
    exercises=(24, 23),
    goal_words="I want to jog again and not to limp for years.",
    happened=Happened("SPRAIN_STRAIN_1_2", 22, ("ANKL-r",), "Ankle sprain grade 2, right"),
    purpose="prevent",
    phase="subacute",
    verdict="No stiffness has set in; the ankle bends further than at the start.",
)
NOT_HELPING = Course(
    problem="Shoulder pain at night",
    codes=("M75.01",),
    specialty="Family medicine",
    affected=("SHLDA-r", "SHLDP-r"),
    complaint="The right shoulder wakes me each night; raising the arm is blocked.",
    activities=(("Sleep through the night", 2), ("Comb my hair", 3), ("Reach a shelf", 1)),
    movements=(("SHLD-FLEX", "r", 95), ("SHLD-ER", "r", 20)),
    work=(Work("MFR", ("SHLDA-r", "SHLDP-r"), 20, 3), Work("TRP", ("SCAP-r",), 15, 3)),
    pain=((6, 6), (6, 5), (7, 6), (6, 6), (7, 7), (6, 6)),
    exercises=(6, 8),
    goal_words="I want to sleep.",
    verdict="Six visits have not changed pain or movement; we ask for your view before going on.",
    request="Please review: imaging, injection or another course?",
)
STORIES = (LYMPH_ARM, BACK_SPASM, LIPO_CARE, FRACTURE_ARM, PREVENT_ANKLE, NOT_HELPING)

NECK = Course(
    problem="Neck pain from desk work",
    codes=("M54.2",),
    specialty="Family medicine",
    affected=("NECKP-l", "NECKP-r", "UTRAP-r"),
    complaint="The neck pulls to the right by noon and turning the head hurts.",
    activities=(("Look over my shoulder driving", 3), ("Work at the screen for two hours", 4), ("Read in bed", 5)),
    movements=(("NECK-ROT", "r", 40), ("NECK-ROT", "l", 50)),
    work=(
        Work("TRP", ("UTRAP-r",), 15, 3),
        Work("MFR", ("NECKP-l", "NECKP-r"), 20, 3),
        Work("GEN", ("UTRAP-l",), 10, 2),
    ),
    pain=((6, 4), (5, 3), (5, 3), (4, 2), (3, 2)),
    exercises=(1, 2),
    goal_words="I want to drive without a stiff neck.",
)
KNEE = Course(
    problem="Stiff knee after replacement",
    codes=("Z47.1", "Z96.651"),
    specialty="Orthopedics",
    affected=("KNEA-r", "THIA-r"),
    complaint="The new knee is swollen and bends only halfway.",
    activities=(("Climb stairs", 2), ("Sit in the car", 4), ("Walk around the block", 4)),
    movements=(("KNEE-FLEX", "r", 85), ("KNEE-EXT", "r", 8)),
    work=(Work("MLD", ("THIA-r", "KNEA-r"), 40, 1), Work("GEN", ("THIL-r",), 10, 2)),
    pain=((6, 5), (5, 4), (5, 3), (4, 3), (4, 2)),
    exercises=(20, 22),
    goal_words="I want to climb the stairs to my flat.",
    happened=Happened("JOINT_REPLACEMENT", 34, ("KNEA-r",), "Knee replacement, right"),
    phase="remodel",
    precautions="Drainage cleared by the surgeon. Watch for calf pain or sudden swelling.",
    papers=(Paper("Lymph drainage of the leg is cleared.", lifts=("E-JOINT_REPLACEMENT",), techniques=("MLD",)),),
    kind="swollen",
)
TENSION = Course(
    problem="Tension headache",
    codes=("G44.209",),
    specialty="Neurology",
    affected=("HEADP-l", "HEADP-r", "UTRAP-l", "UTRAP-r"),
    complaint="A band around the head three days a week, starting in the neck.",
    activities=(("Concentrate for an hour", 4), ("Drive at night", 5), ("Play with my children", 4)),
    movements=(("NECK-FLEX", "m", 35),),
    work=(Work("CTM", ("UTRAP-l", "UTRAP-r"), 15, 3), Work("ORI", ("HEADP-l", "HEADP-r"), 20, 3)),
    pain=((5, 3), (5, 3), (4, 2), (4, 2), (3, 1)),
    exercises=(1, 26),
    goal_words="I want days without the band.",
)
HIP = Course(
    problem="Buttock and thigh pain, left",
    codes=("M54.32",),
    specialty="Family medicine",
    affected=("GLUT-l", "THIP-l"),
    complaint="A pull from the left buttock into the thigh when sitting.",
    activities=(("Sit for an hour", 3), ("Walk the dog", 5), ("Put on socks", 4)),
    movements=(("HIP-FLEX", "l", 85),),
    work=(Work("NMT", ("GLUT-l",), 20, 4), Work("STR", ("THIP-l",), 10, 1), Work("GEN", ("LUMB-l",), 10, 3)),
    pain=((6, 5), (6, 4), (5, 3), (4, 3), (3, 2)),
    exercises=(18, 21),
    goal_words="I want to sit through a film.",
)
SCAR = Course(
    problem="Tight scar after abdominal surgery",
    codes=("L90.5",),
    specialty="General surgery",
    affected=("ABDL-m",),
    complaint="The scar pulls when I stretch up.",
    activities=(("Stretch to a shelf", 4), ("Sleep on my side", 5), ("Lift my child", 3)),
    movements=(("TRUNK-EXT", "m", 15),),
    work=(Work("MFR", ("ABDL-m",), 20, 2), Work("GEN", ("FLNK-l", "FLNK-r"), 15, 2)),
    pain=((4, 3), (4, 3), (3, 2), (3, 2), (2, 1)),
    exercises=(26, 19),
    goal_words="I want to stretch without the pull.",
    happened=Happened("SURG_SOFT", 95, ("ABDL-m",), "Abdominal surgery"),
    phase="remodel",
)
EVERYDAY = (NECK, KNEE, TENSION, HIP, SCAR, BACK_SPASM, FRACTURE_ARM)
