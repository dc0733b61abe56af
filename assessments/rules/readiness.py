"""What an intake assessment still lacks before it may be signed (S-INTAKE: it starts with a full evaluation)."""

from collections.abc import Collection
from dataclasses import dataclass

from assessments.rules.entries import Answer
from assessments.rules.scoring import PSFS_LEAST
from clinic.rules.screening import CONDITIONS, full_list


@dataclass(frozen=True, slots=True)
class IntakeFacts:
    complaint: str
    answers: Collection[Answer]
    pain_marks: int
    activities: int
    primary_goals: int
    treatment_consent: bool


def missing(facts: IntakeFacts) -> list[str]:
    """One sentence for each thing that is missing, in the order of the page."""
    return [
        *_history(facts),
        *_screening(facts.answers),
        *(
            ["Mark at least one place; where nothing hurts, mark the place with pain 0."]
            if not facts.pain_marks
            else []
        ),
        *([f"Write {PSFS_LEAST} to 5 activities in the patient's words."] if facts.activities < PSFS_LEAST else []),
        *(["Set exactly one primary goal."] if facts.primary_goals != 1 else []),
        *(["The patient's consent to treatment is not on file."] if not facts.treatment_consent else []),
    ]


def _history(facts: IntakeFacts) -> list[str]:
    return [] if facts.complaint.strip() else ["Write the chief complaint."]


def _screening(answers: Collection[Answer]) -> list[str]:
    answered = {answer.code for answer in answers}
    left = sum(1 for condition in full_list() if condition.code.value not in answered)
    found = [f"Answer the screening list: {left} of {len(full_list())} questions are open."] if left else []
    return found + [
        f"Say where: {CONDITIONS[code].label}."
        for code in CONDITIONS
        if CONDITIONS[code].needs_place
        and any(a.code == code.value and a.answer == "yes" and not a.places for a in answers)
    ]
