"""The clinical parts of the patient page: of the episodes this person may read, newest first."""

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from assessments.models import Assessment, Goal
from assessments.selectors.conditions import conditions_of
from clinic.models import Staff
from clinic.selectors.days import today
from patients.models import Patient
from referrals.models import Episode
from referrals.models.episodes import EpisodeQuerySet
from sessions.models import Chart, PainCheck, PlanTechnique, PlanVersion, Prescription
from sessions.selectors.alerts import cards, of_patient, problems_of, reassessed

MOST = 100


def _readable(patient: Patient, staff: Staff) -> EpisodeQuerySet:
    found: EpisodeQuerySet = Episode.objects.visible_to(staff, today=today(now=timezone.now()))
    return found.filter(patient=patient)


def assessments(patient: Patient, staff: Staff) -> dict[str, Any]:
    day = today(now=timezone.now())
    episodes: EpisodeQuerySet = Episode.objects.visible_to(staff, today=day).filter(patient=patient)
    own = Episode.objects.cared_for_by(staff, today=day).filter(pk=OuterRef("episode_id"))
    rows = Assessment.objects.filter(episode__in=episodes).select_related("episode", "signature", "therapist")
    found = list(rows.annotate(is_own=Exists(own)).order_by("-started_at")[:MOST])
    goals = Goal.objects.filter(episode__in=episodes).select_related("episode")
    return {
        "assessments": found,
        "goals": list(goals[:MOST]),
        "reassessable": _reassessable(found, staff),
        "conditions": conditions_of(patient, staff, today=day),
    }


def _reassessable(rows: list[Assessment], staff: Staff) -> list[Episode]:
    """Open courses of care of this therapist whose intake is signed."""
    intakes = [
        row for row in rows if row.kind == Assessment.Kind.INTAKE and row.signature_id and not row.episode.closed_on
    ]
    return [row.episode for row in intakes if staff.is_therapist and getattr(row, "is_own", False)]


def plans(patient: Patient, staff: Staff) -> dict[str, Any]:
    techniques = Prefetch("techniques", PlanTechnique.objects.select_related("technique"))
    rows = PlanVersion.objects.filter(plan__episode__in=_readable(patient, staff))
    rows = rows.select_related("plan__episode", "signature", "therapist").prefetch_related(techniques)
    return {"versions": list(rows.order_by("-plan", "-number")[:MOST])}


def charts(patient: Patient, staff: Staff) -> dict[str, Any]:
    rows = Chart.objects.filter(appointment__episode__in=_readable(patient, staff))
    rows = rows.select_related("appointment__location", "therapist", "signature")
    checks = Prefetch("pain_checks", PainCheck.objects.order_by("position"))
    found = list(rows.prefetch_related(checks).order_by("-appointment__during")[:MOST])
    return {"charts": [{"chart": chart, "pain": _pain(chart)} for chart in found]}


def _pain(chart: Chart) -> str:
    """“6 → 4”: before and after."""
    by_phase = {check.phase: check.pain for check in chart.pain_checks.all()}
    known = [str(by_phase[phase]) for phase in ("before", "after") if phase in by_phase]
    return " → ".join(known)


def alerts(patient: Patient, staff: Staff) -> dict[str, Any]:
    """Open ones first, then what was looked at; all of them stay readable."""
    rows = of_patient(patient.pk, staff, today=timezone.localdate()).select_related("acknowledged_by")
    found = list(rows[:MOST])
    return {"cards": cards(found, staff, problems=problems_of(found), reassessed=reassessed(patient.pk))}


def exercises(patient: Patient, staff: Staff) -> dict[str, Any]:
    rows = Prescription.objects.filter(episode__in=_readable(patient, staff)).select_related("exercise", "episode")
    return {"prescriptions": list(rows.order_by("-prescribed_at")[:MOST])}
