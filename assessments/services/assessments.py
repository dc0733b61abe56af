"""Intake assessments: started, saved as a draft section by section, signed once nothing is missing."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from assessments.models import Assessment, Goal, MeasurementSet, Screening, ScreeningAnswer
from assessments.rules.entries import Activity, Aim, Answer, Pain, Range
from assessments.rules.readiness import missing
from assessments.selectors.content import HISTORY, content
from assessments.selectors.record import record
from assessments.services import conditions, measurements
from clinic.models import Actor, Staff
from clinic.selectors import days
from clinic.services import signatures
from clinic.services.drafts import EditedMeanwhile, NotReady
from patients.models import Patient
from referrals.models import Episode

__all__ = ["save", "sign", "start_intake"]


def start_intake(*, episode: Episode, therapist: Staff, by: Actor, now: datetime) -> Assessment:
    """The episode's intake: the one that was begun, else a new draft. Raises NotReady for who is not on the care team."""
    require_care_team(episode=episode, staff=therapist, now=now)
    with transaction.atomic():
        Episode.objects.select_for_update(no_key=True).get(pk=episode.pk)
        begun = Assessment.objects.filter(episode=episode, kind=Assessment.Kind.INTAKE).first()
        if begun:
            return begun
        if episode.closed_on:
            raise NotReady(["This episode is closed."])
        return Assessment.objects.create(
            episode=episode,
            kind=Assessment.Kind.INTAKE,
            therapist=therapist,
            screening=Screening.objects.create(
                patient_id=episode.patient_id, moment=Screening.Moment.INTAKE, asked_at=now, asked_by=by
            ),
            measurements=MeasurementSet.objects.create(episode=episode, taken_at=now, taken_by=by),
            started_at=now,
            started_by=by,
        )


def save(
    *,
    assessment: Assessment,
    edition: int,
    history: Mapping[str, str] | None = None,
    answers: Sequence[Answer] | None = None,
    pain: Sequence[Pain] | None = None,
    ranges: Sequence[Range] | None = None,
    activities: Sequence[Activity] | None = None,
    goals: Sequence[Aim] | None = None,
    by: Actor,
    now: datetime,
) -> Assessment:
    """Write the sections that are given; None leaves a section as it is. Raises EditedMeanwhile(current row)."""
    with transaction.atomic():
        row = _locked(assessment)
        if row.signature_id or row.edition != edition:
            raise EditedMeanwhile(row)
        for name in HISTORY:
            setattr(row, name, (history or {}).get(name, getattr(row, name)))
        if answers is not None and row.screening:
            _write_answers(row.screening, answers, by=by, now=now)
        if pain is not None or ranges is not None or activities is not None:
            MeasurementSet.objects.filter(pk=row.measurements_id).update(taken_at=now, taken_by=by)
            measurements.write(into=row.measurements, pain=pain, ranges=ranges, activities=activities)
        if goals is not None:
            _write_goals(row, goals, by=by, now=now)
        row.edition += 1
        row.save(update_fields=[*HISTORY, "edition"])
    return row


def sign(*, assessment: Assessment, staff: Staff, now: datetime) -> Assessment:
    """Freeze the assessment under the signature of `staff`. Raises NotReady. Signing twice signs once."""
    require_care_team(episode=assessment.episode, staff=staff, now=now)
    with transaction.atomic():
        row = _locked(assessment)
        if row.signature_id:
            return row
        lacking = missing(record(row).facts)
        if lacking:
            raise NotReady(lacking)
        signature = signatures.sign(kind="assessments.assessment", content=content(row), staff=staff, now=now)
        if row.screening:
            _keep_conditions(row, row.screening, by=staff.actor, now=now)
            Screening.objects.filter(pk=row.screening.pk).update(signature=signature)
        MeasurementSet.objects.filter(pk=row.measurements_id).update(signature=signature)
        row.signature = signature
        row.save(update_fields=["signature"])
    return row


def require_care_team(*, episode: Episode, staff: Staff, now: datetime) -> None:
    """Only a therapist of the episode's care team writes and signs. Raises NotReady."""
    today = days.today(now=now)
    if not (staff.is_therapist and Episode.objects.cared_for_by(staff, today=today).filter(pk=episode.pk).exists()):
        raise NotReady(["Only a therapist of this patient's care team may write this."])


def _locked(assessment: Assessment) -> Assessment:
    return (
        Assessment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("episode__patient", "screening", "measurements", "signature")
        .get(pk=assessment.pk)
    )


def _write_answers(screening: Screening, answers: Sequence[Answer], *, by: Actor, now: datetime) -> None:
    rows = [
        ScreeningAnswer(screening=screening, code=a.code, answer=a.answer, note=a.note, places=list(a.places))
        for a in answers
    ]
    measurements.replace(screening.answers.order_by("id"), rows, ("code", "answer", "note", "places"))
    Screening.objects.filter(pk=screening.pk).update(asked_at=now, asked_by=by)


def _write_goals(row: Assessment, goals: Sequence[Aim], *, by: Actor, now: datetime) -> None:
    fields = ("measure", "item", "words", "baseline", "target", "due_on", "is_primary")
    rows = [
        Goal(
            episode_id=row.episode_id,
            assessment=row,
            set_at=now,
            set_by=by,
            **{name: getattr(goal, name) for name in fields},
        )
        for goal in goals
    ]
    measurements.replace(row.goals.order_by("id"), rows, fields)


def _keep_conditions(row: Assessment, screening: Screening, *, by: Actor, now: datetime) -> None:
    conditions.apply_screening(
        patient=Patient.objects.select_for_update(no_key=True).get(pk=row.episode.patient.pk),
        answers=list(screening.answers.order_by("id")),
        source="intake",
        today=days.today(now=now),
        by=by,
        now=now,
    )
