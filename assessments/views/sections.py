"""One section of a draft: saved by itself a moment after the last input, and looked through while it is typed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from assessments.forms.intake import EditionForm, section_form
from assessments.forms.sections import Page, SectionForm
from assessments.models import Assessment
from assessments.rules.readiness import missing
from assessments.rules.sections import Section
from assessments.selectors.meanwhile import last_changed_by
from assessments.selectors.record import record
from assessments.services import assessments
from assessments.services.assessments import OtherInterval, SectionsEdited
from assessments.views.fetching import to_write
from assessments.views.pages import clearance_url, differing, shown_section
from clinic.access import StaffRequest, read, requires
from clinic.models import Role


@require_POST
@requires(Role.THERAPIST)
def section_save(request: StaffRequest, assessment_id: int, section: str) -> HttpResponse:
    """Keep what of the section can be kept; what is wrong is said at its field."""
    assessment = to_write(request, assessment_id)
    form = _sent(request, assessment, section)
    edition = EditionForm(request.POST)
    if not edition.is_valid():
        return _state(request, form, assessment, state="failed", text="Not saved: open the page again.", status=400)
    valid = form.is_valid()
    try:
        saved = assessments.save(
            assessment=assessment,
            edition=edition.seen,
            **form.values(),
            by=request.user.actor,
            now=timezone.now(),
        )
    except SectionsEdited as error:
        return _clash(request, form, error)
    except OtherInterval as error:
        return _state(request, form, assessment, state="failed", text=f"Not saved: {error}")
    state, text = ("saved", "saved") if valid else ("failed", _not_saved(form))
    return _state(request, form, saved, state=state, text=text)


@require_POST
@requires(Role.THERAPIST)
def section_check(request: StaffRequest, assessment_id: int, section: str) -> HttpResponse:
    """What is said of the section as it is typed; nothing is written."""
    assessment = to_write(request, assessment_id)
    form = _sent(request, assessment, section)
    form.is_valid()
    return _state(request, form, assessment, state="unsaved", text="not saved yet")


def _sent(request: StaffRequest, assessment: Assessment, section: str) -> SectionForm:
    if section not in list(Section):
        get_object_or_404(Assessment.objects.none())
    found = record(assessment)
    read(request, "assessment draft", patient_id=assessment.episode.patient_id)
    return section_form(Page(found, timezone.localdate()), Section(section), request.POST)


def _not_saved(form: SectionForm) -> str:
    count = len(form.problems)
    return f"Not saved: {count} {'value needs' if count == 1 else 'values need'} a look. The rest is saved."


def _clash(request: StaffRequest, form: SectionForm, error: SectionsEdited) -> HttpResponse:
    current = error.current
    signed = current.signature_id is not None
    page = Page(record(current), timezone.localdate())
    context: dict[str, Any] = {
        "texts": differing(page, form),
        "by": last_changed_by(current),
        "signed": signed,
    }
    text = "Not saved: this was signed meanwhile." if signed else "Not saved: somebody else wrote here."
    return _state(request, form, current, state="failed", text=text, status=409, clash=context)


def _state(
    request: StaffRequest,
    form: SectionForm,
    assessment: Assessment,
    *,
    state: str,
    text: str,
    status: int = 200,
    clash: dict[str, Any] | None = None,
) -> HttpResponse:
    now = record(assessment) if state == "saved" or clash else form.record
    context = {
        "section": shown_section(form, assessment.edition),
        "state": state,
        "text": text,
        "saved_at": timezone.now(),
        "missing": missing(now.facts, today=form.page.today),
        "record": now,
        "patient": assessment.episode.patient,
        "clash": clash,
        "clearance_url": clearance_url(),
    }
    return render(request, "assessments/section_state.html", context, status=status)
