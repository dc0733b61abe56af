"""Home exercises for neck, shoulders, arms and upper back (H-01 to H-13)."""

from clinic.rules.conditions import ConditionCode as C
from clinic.rules.events import EventKind
from sessions.rules.exercise_entry import ExerciseEntry

UPPER = (
    ExerciseEntry(
        1,
        "Chin tuck",
        ("NECKP", "HEADP"),
        "Sit tall and look straight ahead. Slide your chin straight back, as if you were making a double chin. "
        "Hold for five seconds, then let go.",
        sets=2,
        reps=10,
        hold_s=5,
        blocks=(C.NECK_ARTERY, C.FRACTURE_UNHEALED),
    ),
    ExerciseEntry(
        2,
        "Neck side stretch",
        ("UTRAP",),
        "Sit tall. Tip one ear toward your shoulder until you feel a soft pull on the other side of your neck. "
        "Let the arm on that side hang down. Hold, breathe, and come back slowly.",
        sets=3,
        hold_s=20,
        each_side=True,
        blocks=(C.HYPERMOBILITY,),
    ),
    ExerciseEntry(
        3,
        "Neck turn",
        ("NECKP",),
        "Sit tall. Turn your head slowly as if to look over your shoulder. Go only as far as is easy. "
        "Come back to the middle and turn to the other side.",
        sets=2,
        reps=10,
    ),
    ExerciseEntry(
        4,
        "Shoulder rolls",
        ("UTRAP", "SCAP"),
        "Let your arms hang. Draw big, slow circles with your shoulders: up, back and down. Keep breathing.",
        sets=2,
        reps=10,
        times_per_day=2,
    ),
    ExerciseEntry(
        5,
        "Shoulder blade squeeze",
        ("ISCAP",),
        "Sit or stand tall. Pull your shoulder blades together, as if you held a pencil between them. "
        "Keep your shoulders low. Hold for five seconds, then let go.",
        sets=2,
        reps=12,
        hold_s=5,
        days_per_week=5,
    ),
    ExerciseEntry(
        6,
        "Pendulum",
        ("SHLDA", "SHLDP"),
        "Lean forward and rest your good hand on a table. Let the other arm hang loose. Rock your body so that the arm "
        "swings in small circles for thirty seconds. Let the arm do no work.",
        sets=2,
        hold_s=30,
        times_per_day=2,
        ask_first="The surgeon's limit for the shoulder.",
    ),
    ExerciseEntry(
        7,
        "Wall slide",
        ("SHLDA",),
        "Stand facing a wall with both hands on it. Slide your hands up slowly. Stop when you feel a pull, "
        "then slide back down.",
        sets=2,
        reps=10,
        ask_first="The limit after a repair of the shoulder.",
    ),
    ExerciseEntry(
        8,
        "Stick turn-out",
        ("SHLDP",),
        "Hold a stick in both hands with your elbows bent and tucked in at your sides. Use the good hand to push the "
        "other hand outward. Keep that elbow at your side. Hold for five seconds, then come back.",
        sets=2,
        reps=10,
        hold_s=5,
        ask_first="The surgeon's limit for turning the arm outward.",
    ),
    ExerciseEntry(
        9,
        "Doorway chest stretch",
        ("CHEST",),
        "Stand in a doorway and put your forearm on the frame. Step through gently until you feel a pull across your "
        "chest. Hold and breathe.",
        sets=3,
        hold_s=20,
        ask_first="A shoulder that slips out to the front: leave this one out.",
    ),
    ExerciseEntry(
        10,
        "Elbow bend and turn",
        ("ELBA",),
        "Bend your elbow all the way and straighten it again, as far as is easy. Then turn your palm up and down.",
        sets=2,
        reps=12,
        blocks=(C.FRACTURE_UNHEALED,),
        event_blocks=(EventKind.FRACTURE_CAST,),
    ),
    ExerciseEntry(
        11,
        "Wrist moves and grip",
        ("WRSA", "HNDP"),
        "Move your wrist up, down and to each side. Then squeeze a soft ball for three seconds and let go.",
        sets=2,
        reps=12,
        hold_s=3,
        blocks=(C.FRACTURE_UNHEALED,),
        event_blocks=(EventKind.FRACTURE_CAST,),
    ),
    ExerciseEntry(
        12,
        "Finger glides",
        ("HNDP",),
        "Start with your fingers straight. Bend them into a hook, then make a full fist, then fold them flat onto "
        "your palm. Open your hand and start again.",
        sets=2,
        reps=8,
        ask_first="The surgeon's limit after a tendon repair in the hand.",
    ),
    ExerciseEntry(
        13,
        "Open book",
        ("TSPN",),
        "Lie on your side with your knees bent and your arms straight in front of you. Lift the top arm and open it "
        "to the other side like the cover of a book. Follow your hand with your eyes, then close again.",
        sets=2,
        reps=8,
        each_side=True,
        event_blocks=(EventKind.SPINE_SURGERY,),
        ask_first="A fused spine: leave this one out.",
    ),
)
