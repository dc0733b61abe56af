"""The whole of an assessment as plain values: what is signed."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Model

from assessments.models import (
    Assessment,
    GirthSeries,
    LimbStage,
    PainMark,
    PalpationFinding,
    Pitting,
    PostureFinding,
    RomReading,
    Score,
    ScreeningAnswer,
    StrengthReading,
    TrunkGirth,
    Vitals,
)

HISTORY = (
    "complaint",
    "onset",
    "mechanism",
    "surgery",
    "drain_removed_on",
    "imaging",
    "pattern",
    "night",
    "aggravating",
    "easing",
    "dominant_hand",
    "affected_side",
    "prior_therapy",
    "prior_response",
    "medications",
    "allergies",
    "demands",
    "sleep",
    "stress",
    "wishes",
    "findings",
)
ANSWER = (
    "code",
    "answer",
    "note",
    "places",
    "variant",
    "platelets",
    "since_on",
    "since_unknown",
    "ending",
    "ended_on",
    "ending_why",
)
# Under which name each table of a measurement set is signed, with which columns.
READINGS: Mapping[str, tuple[type[Model], tuple[str, ...]]] = {
    "pain": (PainMark, ("place", "pain", "kind", "role", "flags")),
    "ranges": (
        RomReading,
        (
            *("joint", "movement", "side", "active_degrees", "passive_degrees"),
            *("pain_at_end", "end_feel", "instrument"),
        ),
    ),
    "scores": (Score, ("measure", "item", "value")),
    "strength": (StrengthReading, ("group", "side", "grade", "rank")),
    "girths": (GirthSeries, ("limb", "side", "interval_cm", "first", "second")),
    "trunk": (TrunkGirth, ("landmark", "first", "second")),
    "dents": (Pitting, ("place", "depth_mm", "refill_s")),
    "stages": (LimbStage, ("limb", "side", "stage")),
    "palpation": (PalpationFinding, ("place", "word", "value", "note")),
    "posture": (PostureFinding, ("feature", "view", "side", "degree")),
    "vitals": (Vitals, ("systolic", "diastolic", "pulse", "temperature")),
}
PHOTO = ("place", "view", "note", "taken_at")
GOAL = ("measure", "item", "words", "baseline", "target", "due_on", "is_primary")


def content(assessment: Assessment) -> dict[str, Any]:
    """What the signature covers, in an order that does not depend on the database."""
    measured = assessment.measurements
    return {
        "kind": assessment.kind,
        "episode": assessment.episode_id,
        "patient": assessment.episode.patient.number,
        **{name: getattr(assessment, name) for name in HISTORY},
        "screening": [{name: getattr(a, name) for name in ANSWER} for a in _answers(assessment)],
        "taken_at": measured.taken_at,
        **{name: _rows(model, measured.pk, columns) for name, (model, columns) in READINGS.items()},
        "photos": list(measured.photos.order_by("id").values(*PHOTO, sha256=F("file__sha256"))),
        "goals": list(assessment.goals.order_by("id").values(*GOAL)),
    }


def _rows(model: Any, set_id: int, columns: tuple[str, ...]) -> list[dict[str, Any]]:
    return list(model.objects.filter(measurements=set_id).order_by("id").values(*columns))


def _answers(assessment: Assessment) -> list[ScreeningAnswer]:
    return sorted(assessment.screening.answers.all(), key=lambda a: a.code) if assessment.screening else []
