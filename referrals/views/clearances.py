"""Clearances: the paper is attached and read off, somebody compares both, and it may be taken back."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.registry import registry
from clinic.selectors.profile import policy_in_force
from clinic.services import uploads
from patients.models import Patient
from patients.services.refusal import Refused
from patients.views.people import explain
from referrals.forms.clearances import GRANTED, REFUSED, ClearanceForm
from referrals.forms.papers import ReasonForm
from referrals.models import Clearance, Inquiry, Physician
from referrals.selectors.orders import clearance_line, rows_asked_about, whole_clearances
from referrals.services import clearances
from referrals.views import paper_pages as pages

FACTS = ("physician", "granted", "lifts", "techniques", "regions", "pressure_cap", "from_on", "until_on", "note")


def _day() -> date:
    return timezone.localdate()


def clearance_for(request: StaffRequest, clearance_id: int) -> Clearance:
    rows = whole_clearances().visible_to(request.user, today=_day())  # type: ignore[attr-defined]
    row: Clearance = get_object_or_404(rows, pk=clearance_id)
    return row


@require_http_methods(["GET", "POST"])
@requires()
def clearance_new(request: StaffRequest) -> HttpResponse:
    """?patient=&lifts=&technique=&region=&inquiry=: what the letter asked for is ticked already."""
    patient = pages.patient_of(request)
    inquiry = pages.inquiry_of(request, patient)
    known = pages.known_physicians(patient, None)
    form = _form(request, patient, _start(request, inquiry, known))
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                paper = pages.kept(
                    request, form.cleaned_data["paper"], patient=patient, title=_title(form.cleaned_data)
                )
                row = clearances.record(
                    patient=patient,
                    **pages.facts_of(form, *FACTS),
                    document=paper,
                    inquiry=inquiry,
                    by=actor_of(request),
                    now=timezone.now(),
                )
        except uploads.Refused as error:
            pages.explain_upload(form, error)
        except Refused as error:
            explain(form, error)
        else:
            messages.success(request, "Taken down. It lifts nothing until it is compared with the paper.")
            return redirect("referrals:clearance", row.pk)
    return _page(request, form, known, inquiry=inquiry, patient=patient)


@require_http_methods(["GET", "POST"])
@requires()
def clearance_edit(request: StaffRequest, clearance_id: int) -> HttpResponse:
    """What was taken down wrongly, or the paper that came later, before anybody has confirmed it."""
    row = clearance_for(request, clearance_id)
    if row.confirmed_at is not None or row.ended_at is not None:
        messages.info(request, "This is confirmed or taken back and stays as it is.")
        return redirect("referrals:clearance", row.pk)
    known = pages.known_physicians(row.patient, None)
    form = _form(request, row.patient, _as_kept(row), rows=row.lifts)
    if form.is_bound and form.is_valid():
        try:
            with transaction.atomic():
                paper = pages.kept(
                    request, form.cleaned_data["paper"], patient=row.patient, title=_title(form.cleaned_data)
                )
                facts = pages.facts_of(form, *FACTS)
                clearances.correct(clearance=row, **facts, document=paper, by=actor_of(request), now=timezone.now())
        except uploads.Refused as error:
            pages.explain_upload(form, error)
        except Refused as error:
            explain(form, error)
        else:
            messages.success(request, "Written down anew.")
            return redirect("referrals:clearance", row.pk)
    return _page(request, form, known, inquiry=row.inquiry, patient=row.patient, row=row)


def _title(given: dict[str, Any]) -> str:
    return f"{'Clearance' if given['granted'] else 'Refusal'} of {given['physician'].name}"


def _start(request: StaffRequest, inquiry: Inquiry | None, known: list[Physician]) -> dict[str, Any]:
    start: dict[str, Any] = dict(pages.asked(request.GET))
    if inquiry is None:
        return start | {"physician": known[0].pk if known else None}
    start = {name: start[name] or getattr(inquiry, name) for name in start}
    return start | {"inquiry": inquiry.pk, "physician": inquiry.physician_id}


def _as_kept(row: Clearance) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FACTS} | {
        "physician": row.physician_id,
        "granted": GRANTED if row.granted else REFUSED,
        "pressure_cap": row.pressure_cap or "",
    }


def _form(
    request: StaffRequest, patient: Patient, start: dict[str, Any], *, rows: list[str] | None = None
) -> ClearanceForm:
    offered = rows_asked_about(patient, besides=rows if rows is not None else start["lifts"])
    facts: dict[str, Any] = {"rows": offered, "today": _day(), "days": policy_in_force().clearance_days}
    if request.method == "POST" and not pages.is_looking(request):
        return ClearanceForm(request.POST, request.FILES, **facts)
    if request.method == "POST":
        start = pages.typed_so_far(ClearanceForm(**facts), request.POST)
    return ClearanceForm(initial=start, **facts)


def _page(
    request: StaffRequest,
    form: ClearanceForm,
    known: list[Physician],
    *,
    inquiry: Inquiry | None,
    patient: Patient,
    row: Clearance | None = None,
) -> HttpResponse:
    read(request, "clearance, being taken down", patient_id=patient.pk)
    context = {
        "form": form,
        "patient": patient,
        "inquiry": inquiry,
        "row": row,
        "kind": "clearance",
        **pages.picks(request, form, known=known),
        **pages.other_rows(form),
    }
    return render(request, "referrals/paper_edit.html", context)


@require_GET
@requires()
def clearance_detail(request: StaffRequest, clearance_id: int) -> HttpResponse:
    """The paper beside what was read off it; from here it is confirmed."""
    row = clearance_for(request, clearance_id)
    read(request, "clearance", patient_id=row.patient_id)
    unlocks = registry.unlocks_of(row, today=_day())
    line = clearance_line(row, _day())
    context = {"line": line, "unlocks": unlocks, "row": row, "patient": row.patient, "kind": "clearance"}
    return render(request, "referrals/paper_detail.html", context)


@require_POST
@requires()
def clearance_confirm(request: StaffRequest, clearance_id: int) -> HttpResponse:
    row = clearance_for(request, clearance_id)
    try:
        clearances.confirm(clearance=row, by=actor_of(request), now=timezone.now())
    except Refused as error:
        messages.error(request, str(error))
    else:
        words = "Confirmed. It lifts what it names." if row.granted else "Confirmed as a refusal. It lifts nothing."
        messages.success(request, words)
    return redirect("referrals:clearance", row.pk)


@require_http_methods(["GET", "POST"])
@requires()
def clearance_end(request: StaffRequest, clearance_id: int) -> HttpResponse:
    row = clearance_for(request, clearance_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            clearances.end(clearance=row, reason=form.cleaned_data["reason"], by=actor_of(request), now=timezone.now())
        except Refused as error:
            explain(form, error)
        else:
            messages.success(request, "Taken back. It lifts nothing any more.")
            return redirect("referrals:clearance", row.pk)
    read(request, "clearance", patient_id=row.patient_id)
    context = {
        "form": form,
        "row": row,
        "back": reverse("referrals:clearance", args=[row.pk]),
        "line": clearance_line(row, _day()),
        "patient": row.patient,
        "kind": "clearance",
    }
    return render(request, "referrals/paper_end.html", context)
