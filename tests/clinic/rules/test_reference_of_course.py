"""docs/clinical.md and the guards of swelling, pacing and response say the same: neither can change without the other."""

from dataclasses import asdict
from pathlib import Path

from assessments.rules import girth, swelling
from assessments.rules.edema import ISL_STAGES, PITTING
from assessments.rules.girth import LANDMARK_NAMES
from assessments.rules.palpation import PALPATION
from assessments.rules.posture import DEGREE_CHOICES, POSTURE
from sessions.rules import discharge, phase, reevaluation, response
from sessions.rules.discharge import DISCHARGE_REASONS
from sessions.rules.pacing import facts
from sessions.rules.pacing.stop import SIGNS

TEXT = (Path(__file__).parents[3] / "docs" / "clinical.md").read_text(encoding="utf-8")
SPOKEN = (
    "P1 P2 P3 P4 P5 P5-TWICE P6 P7 P9 P9-REASSESS P10 P10-LIMIT P11 P12 P14 T-DTM-WEEK S-STOP T1 T2 T3 V-FLAG V-EARLY V-TYPED "
    "RE-VISITS RE-DAYS RE-GOAL RE-RED-FLAG RE-SURGERY RE-FLARE RE-DISCHARGE "
    "J-PLAN J-CEILING J-BOOK J-SAME-DAY J-OF-DAY J-START J-SAID J-SIGN"
)


def rows(*columns: str) -> list[list[str]]:
    """The cells of the table whose heading starts with these columns."""
    start = TEXT.index("| " + " | ".join(columns))
    lines = TEXT[start:].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]


def test_figures_of_the_guards_are_those_of_the_policy() -> None:
    limits = (
        facts.LIMITS,
        phase.LIMITS,
        response.LIMITS,
        swelling.LIMITS,
        girth.LIMITS,
        discharge.LIMITS,
        reevaluation.LIMITS,
    )
    written = {cells[2]: cells[3] for cells in rows("Row", "Threshold", "Name")}
    for group in limits:
        for name, value in asdict(group).items():
            assert written[name] == str(value)


def test_grades_and_stages() -> None:
    entries = (*PITTING.values(), *ISL_STAGES.values())
    assert [cells[:3] for cells in rows("Row", "Grade", "Reads")] == [[e.row, e.label, e.words] for e in entries]


def test_words_of_palpation_and_posture() -> None:
    expected = [[v.row, v.label, "; ".join(word for _, word in v.words), v.source] for v in PALPATION.values()]
    expected.append(["Q-POSTURE", "Posture", "; ".join(f.label for f in POSTURE.values()), "GK"])
    expected.append(["Q-DEGREE", "Degree of posture", "; ".join(label for _, label in DEGREE_CHOICES), "GK"])
    assert [cells[:4] for cells in rows("Row", "Finding", "Words")] == expected


def test_criteria_of_discharge() -> None:
    assert [(cells[1], cells[2]) for cells in rows("Row", "Criterion", "Code")] == [
        (words, reason.value) for reason, words in DISCHARGE_REASONS.items()
    ]


def test_landmarks_and_signs_are_named() -> None:
    trunk = next(line for line in TEXT.splitlines() if line.startswith("| V-TRUNK | The trunk"))
    assert all(name.lower() in trunk.lower() for name in LANDMARK_NAMES.values())
    told = next(line for line in TEXT.splitlines() if line.startswith("| P-STOP |")).lower()
    spoken = {sign: sign.value for sign in SIGNS if sign.value in told}
    assert set(spoken) == {sign for sign, entry in SIGNS.items() if entry.tell_today}


def test_every_code_a_guard_speaks_has_its_row() -> None:
    written = {line.split("|")[1].strip() for line in TEXT.splitlines() if line.startswith("| ")}
    assert set(SPOKEN.split()) <= written
