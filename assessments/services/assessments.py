"""Assessments: saved as a draft section by section, signed once nothing is missing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from assessments.models import Assessment, Goal, MeasurementSet, Screening, ScreeningAnswer
from assessments.rules.endings import ENDS
from assessments.rules.entries import Aim, Answer
from assessments.rules.readiness import missing
from assessments.rules.sections import KINDS, SECTION_NAMES, Section, overtaken
from assessments.selectors.content import ANSWER, GOAL, HISTORY, content
from assessments.selectors.readings import episode_intervals
from assessments.selectors.record import record
from assessments.services import conditions, measurements
from assessments.services.starting import require_care_team, start_intake, start_reassessment
from clinic.models import Actor, Staff
from clinic.registry import registry
from clinic.selectors import days
from clinic.services import signatures
from clinic.services.drafts import EditedMeanwhile, NotReady
from patients.models import Patient

__all__ = ["OtherInterval", "SectionsEdited", "require_care_team", "save", "sign", "start_intake", "start_reassessment"]

Edition = int | Mapping[str, int]


class SectionsEdited(EditedMeanwhile):
    """Somebody else saved these sections since they were seen. `sections` is empty where the whole was signed."""

    def __init__(self, current: Assessment, sections: Sequence[Section] = ()) -> None:
        super().__init__(current)
        self.sections = list(sections)


class _Overtaken(Exception):
    def __init__(self, sections: Sequence[Section]) -> None:
        super().__init__()
        self.sections = sections


class OtherInterval(Exception):
    """A limb is measured at one interval for the whole course of care (V-INTERVAL)."""


def save(
    *,
    assessment: Assessment,
    edition: Edition,
    history: Mapping[str, Any] | None = None,
    answers: Sequence[Answer] | None = None,
    goals: Sequence[Aim] | None = None,
    by: Actor,
    now: datetime,
    **readings: Sequence[Any] | None,
) -> Assessment:
    """Write what is given; None leaves it as it is. `readings` go by the names of `measurements.KINDS`.

    `edition` is the one in which the writer saw the sections, one for all or each its own. A section that changed since is refused,
    and then nothing is written. Raises SectionsEdited(current row), OtherInterval.
    """
    try:
        with transaction.atomic():
            row = _locked(assessment)
            if row.signature_id:
                raise SectionsEdited(row)
            written = [*_write_history(row, history or {})]
            if answers is not None and row.screening and _write_answers(row.screening, answers, by=by, now=now):
                written.append("answers")
            if readings:
                written += _write_readings(row, readings, by=by, now=now)
            if goals is not None and _write_goals(row, goals, by=by, now=now):
                written.append("goals")
            _count(row, list(dict.fromkeys(KINDS[kind] for kind in written)), edition)
    except _Overtaken as late:
        raise SectionsEdited(_fresh(assessment), late.sections) from late
    return row


def _count(row: Assessment, sections: Sequence[Section], edition: Edition) -> None:
    """Each section that changed carries the new edition. Raises _Overtaken where one of them was written meanwhile."""
    seen = dict.fromkeys(map(str, SECTION_NAMES), edition) if isinstance(edition, int) else edition
    late = overtaken(sections, seen=seen, last=row.section_editions)
    if late:
        raise _Overtaken(late)
    if sections:
        row.edition += 1
        row.section_editions |= dict.fromkeys(map(str, sections), row.edition)
        row.save(update_fields=[*HISTORY, "edition", "section_editions"])


def sign(*, assessment: Assessment, staff: Staff, now: datetime) -> Assessment:
    """Freeze the assessment under the signature of `staff`. Raises NotReady. Signing twice signs once."""
    require_care_team(episode=assessment.episode, staff=staff, now=now)
    with transaction.atomic():
        row = _locked(assessment)
        if row.signature_id:
            return row
        lacking = missing(record(row).facts, today=days.today(now=now))
        if lacking:
            raise NotReady([lack.sentence for lack in lacking])
        _require_license(row, staff, today=days.today(now=now))
        signature = signatures.sign(kind="assessments.assessment", content=content(row), staff=staff, now=now)
        if row.screening:
            _keep_conditions(row, row.screening, by=staff.actor, now=now)
            Screening.objects.filter(pk=row.screening.pk).update(signature=signature)
        MeasurementSet.objects.filter(pk=row.measurements_id).update(signature=signature)
        row.signature = signature
        row.save(update_fields=["signature"])
        if row.kind != Assessment.Kind.INTAKE:
            registry.assessment_moved(row.episode_id, now=now)
    return row


def _require_license(row: Assessment, staff: Staff, *, today: date) -> None:
    """What ends a condition is signed with a license in force. (X-END)"""
    ends = row.screening is not None and row.screening.answers.filter(ending__in=ENDS).exists()
    if ends and not conditions.is_licensed(staff, today=today):
        raise NotReady([conditions.NO_LICENSE])


def _locked(assessment: Assessment) -> Assessment:
    return (
        Assessment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("episode__patient", "screening", "measurements", "signature")
        .get(pk=assessment.pk)
    )


def _fresh(assessment: Assessment) -> Assessment:
    return Assessment.objects.select_related("episode__patient", "screening", "measurements", "signature").get(
        pk=assessment.pk
    )


def _write_history(row: Assessment, history: Mapping[str, Any]) -> Iterable[str]:
    """Which of history and findings changed: they stand in different sections."""
    changed = {name for name in HISTORY if name in history and history[name] != getattr(row, name)}
    for name in changed:
        setattr(row, name, history[name])
    if "findings" in changed:
        yield "findings"
    if changed - {"findings"}:
        yield "history"


def _write_answers(screening: Screening, answers: Sequence[Answer], *, by: Actor, now: datetime) -> bool:
    rows = [
        ScreeningAnswer(
            screening=screening,
            **{name: list(a.places) if name == "places" else getattr(a, name) for name in ANSWER},
        )
        for a in answers
    ]
    if not measurements.replace(screening.answers.order_by("id"), rows, ANSWER):
        return False
    Screening.objects.filter(pk=screening.pk).update(asked_at=now, asked_by=by)
    return True


def _write_readings(
    row: Assessment, readings: Mapping[str, Sequence[Any] | None], *, by: Actor, now: datetime
) -> list[str]:
    _require_intervals(row, readings.get("girths") or ())
    changed = measurements.write(into=row.measurements, **readings)
    if changed:
        MeasurementSet.objects.filter(pk=row.measurements_id).update(taken_at=now, taken_by=by)
    return changed


def _require_intervals(row: Assessment, girths: Sequence[Any]) -> None:
    known = episode_intervals(row.episode_id, besides=row.measurements_id) if girths else {}
    for entry in girths:
        fixed = known.get(entry.limb, entry.interval)
        if entry.interval != fixed:
            raise OtherInterval(f"In this course of care the {entry.limb} is measured every {fixed} cm.")


def _write_goals(row: Assessment, goals: Sequence[Aim], *, by: Actor, now: datetime) -> bool:
    rows = [
        Goal(
            episode_id=row.episode_id,
            assessment=row,
            set_at=now,
            set_by=by,
            **{name: getattr(goal, name) for name in GOAL},
        )
        for goal in goals
    ]
    return measurements.replace(row.goals.order_by("id"), rows, GOAL)


def _keep_conditions(row: Assessment, screening: Screening, *, by: Actor, now: datetime) -> None:
    conditions.apply_screening(
        patient=Patient.objects.select_for_update(no_key=True).get(pk=row.episode.patient.pk),
        answers=list(screening.answers.order_by("id")),
        source="intake" if row.kind == Assessment.Kind.INTAKE else "assess",
        today=days.today(now=now),
        by=by,
        now=now,
    )
