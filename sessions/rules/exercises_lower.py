"""Home exercises for back, hips and legs, the lymph routine, breathing and walking (H-14 to H-27)."""

from clinic.rules.conditions import ConditionCode as C
from clinic.rules.events import EventKind
from sessions.rules.exercise_entry import ExerciseEntry

_NEW_HIP = "A new hip: only within the surgeon's limits."

LOWER = (
    ExerciseEntry(
        14,
        "Cat and camel",
        ("LUMB", "TSPN"),
        "Get on your hands and knees. Round your back up like a cat, then let it sink a little. Keep the moves small "
        "and slow.",
        sets=2,
        reps=10,
        blocks=(C.OSTEOPOROSIS,),
        event_blocks=(EventKind.SPINE_SURGERY,),
        ask_first="A fused spine: leave this one out.",
    ),
    ExerciseEntry(
        15,
        "Knee to chest",
        ("LUMB", "GLUT"),
        "Lie on your back. Hug one knee toward your chest until you feel a soft pull. Hold, then change legs.",
        sets=3,
        hold_s=20,
        each_side=True,
        ask_first=_NEW_HIP,
    ),
    ExerciseEntry(
        16,
        "Pelvic tilt",
        ("LUMB",),
        "Lie on your back with your knees bent. Press the small of your back flat onto the floor. "
        "Hold for five seconds, then let go.",
        sets=2,
        reps=12,
        hold_s=5,
    ),
    ExerciseEntry(
        17,
        "Bridge",
        ("GLUT",),
        "Lie on your back with your knees bent. Lift your hips until your body makes a straight line from knees to "
        "shoulders. Hold for three seconds, then come down slowly.",
        sets=2,
        reps=10,
        hold_s=3,
        days_per_week=5,
    ),
    ExerciseEntry(
        18,
        "Figure-four hip stretch",
        ("GLUT",),
        "Sit or lie down and put one ankle on the other knee. Lean forward, or pull the leg toward you, until you "
        "feel a pull in your buttock. Hold, then change sides.",
        sets=3,
        hold_s=20,
        each_side=True,
        ask_first=_NEW_HIP,
    ),
    ExerciseEntry(
        19,
        "Hip-flexor stretch",
        ("GROIN",),
        "Kneel on one knee with the other foot in front of you. Keep your body tall and move forward until you feel a "
        "pull at the front of your hip. Hold, then change sides.",
        sets=3,
        hold_s=20,
        each_side=True,
    ),
    ExerciseEntry(
        20,
        "Thigh squeeze and leg lift",
        ("THIA",),
        "Lie or sit with your leg straight. Tighten the front of your thigh, lift the leg a little and keep it "
        "straight. Hold for five seconds, then lower it.",
        sets=2,
        reps=10,
        hold_s=5,
        days_per_week=5,
    ),
    ExerciseEntry(
        21,
        "Hamstring stretch",
        ("THIP",),
        "Lie on your back and put a strap or a towel around one foot. Keep the leg straight and raise it until you "
        "feel a pull at the back of your thigh. Hold, then change legs.",
        sets=3,
        hold_s=20,
        each_side=True,
        ask_first="A disc that is acting up: leave this one out.",
    ),
    ExerciseEntry(
        22,
        "Heel slide",
        ("KNEA",),
        "Lie on your back. Slide your heel toward your buttock as far as is easy, then slide it back.",
        sets=2,
        reps=12,
        ask_first="The surgeon's limit for bending the knee.",
    ),
    ExerciseEntry(
        23,
        "Calf stretch",
        ("CALF",),
        "Lean on a wall with one leg behind you and its heel on the floor. Hold with the back knee straight, then "
        "once more with it bent. Change legs.",
        sets=3,
        hold_s=20,
        each_side=True,
        blocks=(C.DVT_PE_SUSPECT,),
    ),
    ExerciseEntry(
        24,
        "Ankle pumps and circles",
        ("ANKL",),
        "Lie down and rest your leg on a pillow. Pump your foot up and down, then draw circles with it.",
        sets=2,
        reps=20,
        times_per_day=4,
        blocks=(C.FRACTURE_UNHEALED,),
        event_blocks=(EventKind.FRACTURE_CAST,),
    ),
    ExerciseEntry(
        25,
        "Lymph routine for the arm",
        ("AXILLA", "ARMA"),
        "If you were given a sleeve, put it on. Take a few deep breaths. Then open and close your hand, bend your "
        "elbow, and raise your arm, one after the other.",
        sets=2,
        reps=10,
        times_per_day=2,
        blocks=(C.CELLULITIS, C.DVT_PE_SUSPECT),
    ),
    ExerciseEntry(
        26,
        "Belly breathing",
        ("ABDU",),
        "Lie or sit and put a hand on your belly. Breathe in slowly while you count to four and feel your belly rise. "
        "Breathe out while you count to six.",
        times_per_day=2,
        minutes=5,
    ),
    ExerciseEntry(
        27,
        "Easy walk",
        (),
        "Walk on flat ground, slowly enough that you can talk. Start with ten minutes. When that is easy, build up to "
        "twenty.",
        minutes=10,
        minutes_most=20,
    ),
)
