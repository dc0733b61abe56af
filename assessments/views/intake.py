"""An assessment: started, written and saved as a draft by the care team, signed by one button, read afterwards."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from assessments.forms.intake import WholeForm
from assessments.forms.sections import Page
from assessments.models import Assessment
from assessments.selectors.record import record
from assessments.services import assessments
from assessments.services.assessments import OtherInterval, SectionsEdited
from assessments.views.fetching import own_episodes, to_read, to_write
from assessments.views.pages import form_page, laid_out, record_page
from clinic.access import StaffRequest, read, requires
from clinic.models import Role
from clinic.services.drafts import NotReady


@require_http_methods(["GET", "POST"])
@requires(Role.THERAPIST)
def intake(request: StaffRequest, episode_id: int) -> HttpResponse:
    """The episode's intake where there is one; else one act starts it."""
    episode = get_object_or_404(own_episodes(request).select_related("patient"), pk=episode_id)
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
        return _save(request, to_write(request, assessment_id), signing=False)
    assessment, may_write = to_read(request, assessment_id)
    if assessment.signature_id is None and may_write:
        return form_page(request, assessment)
    return record_page(request, assessment)


@require_POST
@requires(Role.THERAPIST)
def sign(request: StaffRequest, assessment_id: int) -> HttpResponse:
    """Save what the page holds, if it was sent along, and sign."""
    return _save(request, to_write(request, assessment_id), signing=True)


def _save(request: StaffRequest, assessment: Assessment, *, signing: bool) -> HttpResponse:
    now = timezone.now()
    if "edition" in request.POST or not signing:
        page = Page(record(assessment), timezone.localdate())
        form = WholeForm(page, request.POST)
        if not form.is_valid():
            return form_page(request, assessment, form=form)
        try:
            assessments.save(
                assessment=assessment, edition=form.edition.seen, **form.values(), by=request.user.actor, now=now
            )
        except SectionsEdited as error:
            return form_page(request, error.current, form=form, overtaken=error)
        except OtherInterval as error:
            messages.error(request, str(error))
            return form_page(request, assessment, form=form)
    if signing:
        return _signed(request, assessment)
    messages.success(request, "The draft is saved.")
    more, part = laid_out(request)
    return redirect(reverse("assessments:detail", args=[assessment.pk]) + more + part)


def _signed(request: StaffRequest, assessment: Assessment) -> HttpResponse:
    try:
        assessments.sign(assessment=assessment, staff=request.user, now=timezone.now())
    except NotReady as error:
        return form_page(request, to_write(request, assessment.pk), refused=error.missing)
    messages.success(request, f"The {assessment.get_kind_display().lower()} is signed.")
    return redirect("assessments:detail", assessment.pk)
