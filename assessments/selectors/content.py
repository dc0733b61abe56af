"""The whole of an assessment as plain values: what is signed."""

from typing import Any

from assessments.models import Assessment, ScreeningAnswer

HISTORY = (
    "complaint",
    "onset",
    "aggravating",
    "easing",
    "medications",
    "allergies",
    "prior_therapy",
    "demands",
    "findings",
)
PAIN = ("place", "pain", "kind", "role")
RANGE = ("joint", "movement", "side", "active_degrees", "passive_degrees", "pain_at_end")
SCORE = ("measure", "item", "value")
GOAL = ("measure", "item", "words", "baseline", "target", "due_on", "is_primary")


def content(assessment: Assessment) -> dict[str, Any]:
    """What the signature covers, in an order that does not depend on the database."""
    measured = assessment.measurements
    return {
        "kind": assessment.kind,
        "episode": assessment.episode_id,
        "patient": assessment.episode.patient.number,
        **{name: getattr(assessment, name) for name in HISTORY},
        "screening": [
            {"code": a.code, "answer": a.answer, "note": a.note, "places": a.places} for a in _answers(assessment)
        ],
        "taken_at": measured.taken_at,
        "pain": list(measured.pain_marks.order_by("id").values(*PAIN)),
        "ranges": list(measured.rom_readings.order_by("id").values(*RANGE)),
        "scores": list(measured.scores.order_by("id").values(*SCORE)),
        "goals": list(assessment.goals.order_by("id").values(*GOAL)),
    }


def _answers(assessment: Assessment) -> list[ScreeningAnswer]:
    return sorted(assessment.screening.answers.all(), key=lambda a: a.code) if assessment.screening else []
