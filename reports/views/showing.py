"""One report: the draft's form, the signed letter with its way to the physician, its PDF."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.models import Role
from clinic.views import files
from reports.models import Delivery, ProgressReport
from reports.render import letter
from reports.selectors.page import subhead
from reports.selectors.progress import delivery_of, machinery, progress, rendering_of
from reports.services import deliveries
from reports.views.fetching import report_for
from reports.views.writing import edit


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Role.THERAPIST, Role.MANAGER)
def report_detail(request: StaffRequest, report_id: int) -> HttpResponse:
    report = report_for(request, report_id)
    if report.signature_id is None and request.user.is_therapist:
        return edit(request, report)
    if request.method == "POST":
        messages.error(request, "This report is signed and cannot change. Draft the next one.")
        return redirect("reports:detail", report.pk)
    read(request, "progress report", patient_id=report.episode.patient_id)
    words = {"verdict": report.verdict, "request": report.request, "narrative": report.narrative}
    context = {**_state(report), **subhead(report.episode, now=timezone.now()), **letter.context(report, **words)}
    return render(request, "reports/report_detail.html", context)


@require_safe
@requires(Role.THERAPIST, Role.MANAGER)
def report_state(request: StaffRequest, report_id: int) -> HttpResponse:
    """The steps alone, asked for every three seconds until they are settled. Says nothing about the patient."""
    return render(request, "reports/report_detail.html#state", _state(report_for(request, report_id)))


def _state(report: ProgressReport) -> dict[str, object]:
    delivery, rendering = delivery_of(report), rendering_of(report)
    found = progress(report, machinery([report]), now=timezone.now())
    to_do = delivery if delivery and delivery.email_id is None and delivery.done_at is None else None
    return {"report": report, "progress": found, "rendering": rendering, "to_do": to_do}


@require_safe
@requires(Role.THERAPIST, Role.MANAGER)
def report_pdf(request: StaffRequest, report_id: int) -> HttpResponseBase:
    report = report_for(request, report_id)
    rendering = rendering_of(report)
    if rendering is None:
        raise Http404("The letter is not drawn yet.")
    read(request, "progress report, PDF", patient_id=report.episode.patient_id)
    return files.response(rendering.file, inline="download" not in request.GET)


@require_POST
@requires(Role.THERAPIST, Role.MANAGER)
def delivery_done(request: StaffRequest, report_id: int) -> HttpResponse:
    """Printed or faxed, by hand."""
    report = report_for(request, report_id)
    delivery = get_object_or_404(Delivery, report=report)
    try:
        deliveries.mark_done(delivery=delivery, by=actor_of(request), now=timezone.now())
    except deliveries.NotByHand as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Noted as printed or faxed.")
    return redirect("reports:detail", report.pk)
