"""Home exercises: prescribing from the library, and stopping."""

from datetime import datetime

from django.db import IntegrityError, transaction

from assessments.models import Condition
from clinic.models import Actor
from clinic.rules.conditions import ConditionCode
from clinic.rules.events import EVENTS, EventKind
from clinic.rules.findings import Finding, Level
from clinic.rules.screening import CONDITIONS
from referrals.models import ClinicalEvent, Episode
from sessions.models import Chart, Exercise, Prescription
from sessions.rules.exercises import EXERCISES, is_blocked


class Refused(Exception):
    """A standing condition or event rules the exercise out."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__(" ".join(f"{finding.message} {finding.lifted_by}" for finding in findings))


class AlreadyPrescribed(Exception):
    """The patient has this exercise already; its dose changes by stopping it and prescribing it anew."""


def findings_about(*, exercise: Exercise, episode: Episode) -> list[Finding]:
    """What speaks against this exercise for this patient now. (H-* rows)"""
    entry = EXERCISES[exercise.number]
    patient = episode.patient_id
    conditions = {
        ConditionCode(code)
        for code in Condition.objects.standing().filter(patient_id=patient).values_list("code", flat=True)
    }
    events = {
        EventKind(kind)
        for kind in ClinicalEvent.objects.filter(patient_id=patient, ended_on__isnull=True).values_list(
            "kind", flat=True
        )
    }
    if not is_blocked(entry, conditions, events):
        return []
    reasons = [CONDITIONS[code].label for code in entry.blocks if code in conditions]
    reasons += [EVENTS[kind].label for kind in entry.event_blocks if kind in events]
    return [
        Finding(
            Level.BLOCK,
            entry.row,
            f"{exercise.name} is ruled out: {', '.join(reasons)}.",
            entry.row,
            "Choose another exercise.",
        )
    ]


def usual_amounts(exercise: Exercise) -> dict[str, int | None]:
    """The library's own dose; what is done for some minutes is not counted as well."""
    if exercise.minutes:
        return {"minutes": exercise.minutes}
    return {"sets": exercise.sets, "reps": exercise.reps, "hold_seconds": exercise.hold_seconds}


def prescribe(
    *,
    episode: Episode,
    chart: Chart | None,
    exercise: Exercise,
    sets: int | None = None,
    reps: int | None = None,
    hold_seconds: int | None = None,
    minutes: int | None = None,
    times_per_day: int | None = None,
    days_per_week: int | None = None,
    note: str = "",
    by: Actor,
    now: datetime,
) -> Prescription:
    """Give an exercise; without any amount the library's own dose. Raises Refused and AlreadyPrescribed."""
    if chart is not None and chart.appointment.episode_id != episode.pk:
        raise ValueError("the chart is of another episode")
    findings = findings_about(exercise=exercise, episode=episode)
    if findings:
        raise Refused(findings)
    amounts: dict[str, int | None] = {"sets": sets, "reps": reps, "hold_seconds": hold_seconds, "minutes": minutes}
    if reps is None and minutes is None:
        amounts |= {name: value for name, value in usual_amounts(exercise).items() if amounts[name] is None}
    try:
        with transaction.atomic():
            return Prescription.objects.create(
                episode=episode,
                chart=chart,
                exercise=exercise,
                **amounts,
                times_per_day=times_per_day or exercise.times_per_day,
                days_per_week=days_per_week or exercise.days_per_week,
                note=note.strip(),
                prescribed_at=now,
                prescribed_by=by,
            )
    except IntegrityError as error:
        if "exercise_prescribed_once_at_a_time" not in str(error):
            raise
        raise AlreadyPrescribed(
            f"{exercise.name} is prescribed already. Stop it first to give another dose."
        ) from error


def stop(*, prescription: Prescription, by: Actor, now: datetime) -> Prescription:
    """The patient no longer does this exercise. Stopping twice changes nothing."""
    with transaction.atomic():
        row = Prescription.objects.select_for_update(no_key=True).get(pk=prescription.pk)
        if row.stopped_at is None:
            row.stopped_at, row.stopped_by = now, by
            row.save(update_fields=["stopped_at", "stopped_by"])
    return row
