"""The intake assessment: started, written and saved as a draft by the care team, signed by one button, read afterwards."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assessments.forms.intake import IntakeForm
from assessments.models import Assessment
from assessments.models.assessments import AssessmentQuerySet
from assessments.rules.readiness import missing
from assessments.selectors.meanwhile import last_changed_by
from assessments.selectors.record import band, compared, goal_lines, record
from assessments.services import assessments
from clinic.access import StaffRequest, read, requires
from clinic.models import Role
from clinic.services.drafts import EditedMeanwhile, NotReady
from referrals.models import Episode
from referrals.models.episodes import EpisodeQuerySet


@require_http_methods(["GET", "POST"])
@requires(Role.THERAPIST)
def intake(request: StaffRequest, episode_id: int) -> HttpResponse:
    """The episode's intake where there is one; else one act starts it."""
    episode = get_object_or_404(_own_episodes(request).select_related("patient"), pk=episode_id)
    begun = Assessment.objects.filter(episode=episode, kind=Assessment.Kind.INTAKE).first()
    if begun is None and request.method == "POST":
        try:
            begun = assessments.start_intake(
                episode=episode, therapist=request.user, by=request.user.actor, now=timezone.now()
            )
        except NotReady as error:
            messages.error(request, str(error))
    if begun:
        return redirect("assessments:detail", begun.pk)
    read(request, "episode", patient_id=episode.patient_id)
    return render(request, "assessments/intake_start.html", {"episode": episode, "patient": episode.patient})


@require_http_methods(["GET", "POST"])
@requires(Role.THERAPIST, Role.MANAGER)
def detail(request: StaffRequest, assessment_id: int) -> HttpResponse:
    """The draft to write in, for the care team; the record to read, for whoever may."""
    if request.method == "POST":
        return _save(request, _to_write(request, assessment_id), signing=False)
    episodes = Episode.objects.visible_to(request.user, today=timezone.localdate())
    own = Exists(_own_episodes(request).filter(pk=OuterRef("episode_id")))
    assessment = get_object_or_404(_with_parts().filter(episode__in=episodes).annotate(is_own=own), pk=assessment_id)
    if assessment.signature_id is None and request.user.is_therapist and getattr(assessment, "is_own", False):
        return _form_page(request, assessment)
    return _record_page(request, assessment)


@require_POST
@requires(Role.THERAPIST)
def sign(request: StaffRequest, assessment_id: int) -> HttpResponse:
    """Save what the page holds, if it was sent along, and sign."""
    return _save(request, _to_write(request, assessment_id), signing=True)


def _save(request: StaffRequest, assessment: Assessment, *, signing: bool) -> HttpResponse:
    now = timezone.now()
    if "edition" in request.POST or not signing:
        form = IntakeForm(record(assessment), request.POST)
        if not form.is_valid():
            return _form_page(request, assessment, form=form)
        try:
            edition = form.edition.cleaned_data["edition"]
            assessments.save(assessment=assessment, edition=edition, **form.sections, by=request.user.actor, now=now)
        except EditedMeanwhile as error:
            return _form_page(request, error.current, form=form, meanwhile=True)
    if signing:
        return _signed(request, assessment)
    messages.success(request, "The draft is saved.")
    part = "#screening" if "rest_no" in request.POST else ""
    return redirect(reverse("assessments:detail", args=[assessment.pk]) + part)


def _signed(request: StaffRequest, assessment: Assessment) -> HttpResponse:
    try:
        assessments.sign(assessment=assessment, staff=request.user, now=timezone.now())
    except NotReady as error:
        return _form_page(request, _to_write(request, assessment.pk), lacking=error.missing)
    messages.success(request, "The intake assessment is signed.")
    return redirect("assessments:detail", assessment.pk)


def _form_page(
    request: StaffRequest,
    assessment: Assessment,
    *,
    form: IntakeForm | None = None,
    meanwhile: bool = False,
    lacking: list[str] | None = None,
) -> HttpResponse:
    found = record(assessment)
    read(request, "intake draft", patient_id=assessment.episode.patient_id)
    context = _context(assessment) | {
        "record": found,
        "form": form or IntakeForm(found),
        "edition": form.edition["edition"].value() if form and not meanwhile else assessment.edition,
        "items": band(found, today=timezone.localdate()),
        "rows": compared(found.ranges),
        "goals": goal_lines(found.goals),
        "missing": missing(found.facts),
        "refused": bool(lacking),
        "meanwhile": meanwhile,
        "meanwhile_by": last_changed_by(assessment) if meanwhile else "",
        "differing": _differing(assessment, form) if form and meanwhile else [],
    }
    return render(request, "assessments/intake_edit.html", context, status=409 if meanwhile else 200)


def _record_page(request: StaffRequest, assessment: Assessment) -> HttpResponse:
    found = record(assessment)
    read(request, "intake assessment", patient_id=assessment.episode.patient_id)
    context = _context(assessment) | {
        "record": found,
        "items": band(found, today=timezone.localdate()),
        "rows": compared(found.ranges),
        "goals": goal_lines(found.goals),
    }
    return render(request, "assessments/detail.html", context)


def _context(assessment: Assessment) -> dict[str, Any]:
    episode = assessment.episode
    return {"assessment": assessment, "episode": episode, "patient": episode.patient}


def _differing(current: Assessment, form: IntakeForm) -> list[dict[str, str]]:
    """The texts that differ: what stands now beside what was typed."""
    typed = form.history.cleaned_data
    return [
        {"label": str(field.label), "theirs": getattr(current, name), "yours": typed[name]}
        for name, field in form.history.fields.items()
        if typed[name] != getattr(current, name)
    ]


def _own_episodes(request: StaffRequest) -> EpisodeQuerySet:
    return Episode.objects.cared_for_by(request.user, today=timezone.localdate())


def _to_write(request: StaffRequest, assessment_id: int) -> Assessment:
    """Only the care team's therapists write; a manager who is none is an outsider here."""
    if not request.user.is_therapist:
        return get_object_or_404(Assessment.objects.none(), pk=assessment_id)
    return get_object_or_404(_with_parts().filter(episode__in=_own_episodes(request)), pk=assessment_id)


def _with_parts() -> AssessmentQuerySet:
    return Assessment.objects.select_related(
        "episode__patient", "screening", "measurements", "signature", "therapist", "started_by"
    )
