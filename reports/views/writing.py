"""Starting, wording, refreshing and signing a report."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.models import Role
from clinic.services.drafts import EditedMeanwhile, NotReady
from reports.forms.reports import ReportForm
from reports.models import ProgressReport
from reports.render import letter
from reports.selectors.header import referral_of
from reports.selectors.page import subhead
from reports.selectors.progress import last_saved_by
from reports.services import reports
from reports.views.fetching import episode_for, report_for

WORDS = ("verdict", "request", "narrative")


@require_http_methods(["GET", "POST"])
@requires(Role.THERAPIST)
def report_draft(request: StaffRequest, episode_id: int) -> HttpResponse:
    """A GET leads to the open draft or offers to start one; only a POST writes."""
    episode = episode_for(request, episode_id)
    if request.method == "POST":
        try:
            report = reports.draft(episode=episode, staff=request.user, now=timezone.now())
        except NotReady as error:
            messages.error(request, str(error))
            return redirect("reports:draft", episode.pk)
        return redirect("reports:detail", report.pk)
    started = episode.reports.filter(signature__isnull=True).first()
    if started:
        return redirect("reports:detail", started.pk)
    read(request, "report to be drafted", patient_id=episode.patient_id)
    context = {"episode": episode, "patient": episode.patient, "referral": referral_of(episode)}
    return render(request, "reports/report_start.html", context)


def edit(request: StaffRequest, report: ProgressReport) -> HttpResponse:
    """The draft's page; called by `showing.report_detail`, which has fetched the report for this person."""
    form = ReportForm(request.POST if request.method == "POST" else None, initial=_words(report))
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, report, form)
        except EditedMeanwhile as error:
            return _conflict(request, error.current, form)
        except reports.AlreadySigned as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "The draft is saved.")
        return redirect("reports:detail", report.pk)
    return _form_page(request, report, form)


@require_POST
@requires(Role.THERAPIST)
def report_sign(request: StaffRequest, report_id: int) -> HttpResponse:
    """Saves what stands in the form and signs exactly that."""
    report = report_for(request, report_id)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _form_page(request, report, form)
    try:
        saved = _save(request, report, form)
        reports.sign(report=saved, staff=request.user, now=timezone.now())
    except EditedMeanwhile as error:
        return _conflict(request, error.current, form)
    except reports.AlreadySigned as error:
        messages.error(request, str(error))
    except NotReady as error:
        return _form_page(request, saved, ReportForm(initial=_words(saved)), missing=error.missing)
    else:
        messages.success(request, "Signed. The letter is on its way; this page shows each step.")
    return redirect("reports:detail", report.pk)


@require_POST
@requires(Role.THERAPIST)
def report_refresh(request: StaffRequest, report_id: int) -> HttpResponse:
    """Keeps what stands in the form, then takes the figures anew."""
    report = report_for(request, report_id)
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _form_page(request, report, form)
    try:
        saved = _save(request, report, form)
        reports.refresh(report=saved, edition=saved.edition, by=actor_of(request), now=timezone.now())
    except EditedMeanwhile as error:
        return _conflict(request, error.current, form)
    except (reports.AlreadySigned, NotReady) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The figures are up to date.")
    return redirect("reports:detail", report.pk)


@require_POST
@requires(Role.THERAPIST)
def report_preview(request: StaffRequest, report_id: int) -> HttpResponse:
    """The letter with the words as typed so far; nothing is saved."""
    report = report_for(request, report_id)
    form = ReportForm(request.POST)
    form.is_valid()
    words = {name: form.cleaned_data.get(name, "") for name in WORDS}
    read(request, "progress report", patient_id=report.episode.patient_id)
    return render(request, "reports/_letter.html", letter.context(report, **words))


def _save(request: StaffRequest, report: ProgressReport, form: ReportForm) -> ProgressReport:
    edition = form.cleaned_data["edition"]
    return reports.save(report=report, edition=edition, **form.words(), by=actor_of(request), now=timezone.now())


def _words(report: ProgressReport) -> dict[str, Any]:
    return {name: getattr(report, name) for name in (*WORDS, "edition")}


def _conflict(request: StaffRequest, current: ProgressReport, form: ReportForm) -> HttpResponse:
    """Both texts: theirs beside the form, yours in it; saving again replaces theirs knowingly."""
    yours = ReportForm(initial={**form.words(), "edition": current.edition})
    theirs = {**_words(current), "by": last_saved_by(current)}
    page = _form_page(request, current, yours, theirs=theirs)
    page.status_code = HTTPStatus.CONFLICT
    return page


def _form_page(
    request: StaffRequest,
    report: ProgressReport,
    form: ReportForm,
    *,
    missing: list[str] | None = None,
    theirs: dict[str, Any] | None = None,
) -> HttpResponse:
    read(request, "progress report", patient_id=report.episode.patient_id)
    shown = _typed(report, form)
    context = {
        "form": form,
        "missing": missing or [],
        "theirs": theirs,
        **subhead(report.episode, now=timezone.now()),
        **letter.context(report, **shown),
    }
    return render(request, "reports/report_edit.html", context)


def _typed(report: ProgressReport, form: ReportForm) -> dict[str, str]:
    """The letter beside the form shows what the form holds, also when it was refused."""
    if form.is_bound:
        return {name: str(form[name].value() or "") for name in WORDS}
    return {name: str(form.initial.get(name, getattr(report, name))) for name in WORDS}
