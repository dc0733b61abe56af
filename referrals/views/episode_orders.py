"""A surgeon's orders: taken down by hand or from a protocol, compared with the paper, taken back."""

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
from clinic.services import uploads
from patients.models import Patient
from patients.services.refusal import Refused
from patients.views.people import explain
from referrals.forms.episode_orders import ROM_ROWS, ApplyForm, EpisodeOrderForm
from referrals.forms.papers import ReasonForm
from referrals.models import ClinicalEvent, Episode, EpisodeOrder, Inquiry, Physician, SurgeonProtocol
from referrals.selectors.orders import order_line, whole_orders
from referrals.services import orders
from referrals.views import paper_pages as pages

FACTS = ("physician", "techniques", "regions", "pressure_cap", "rom_limits", "from_on", "until_on", "note")
PLACES_LEGEND = "Places; none: those of the operation or injury and around it"


def _day() -> date:
    return timezone.localdate()


def order_for(request: StaffRequest, order_id: int) -> EpisodeOrder:
    rows = whole_orders().visible_to(request.user, today=_day())  # type: ignore[attr-defined]
    row: EpisodeOrder = get_object_or_404(rows, pk=order_id)
    return row


@require_http_methods(["GET", "POST"])
@requires()
def order_new(request: StaffRequest) -> HttpResponse:
    """?patient=&episode=&technique=&region=&inquiry="""
    patient = pages.patient_of(request)
    inquiry, episodes = pages.inquiry_of(request, patient), pages.episodes_of(patient)
    if not episodes:
        messages.info(request, "An order belongs to a course of care. Take in the referral first.")
        return redirect(f"{reverse('referrals:new')}?patient={patient.pk}")
    known = pages.known_physicians(patient, pages.episode_in(episodes, request.GET.get("episode", "")))
    form = _form(request, episodes, _start(request, inquiry, episodes, known))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic():
                paper = pages.kept(
                    request, given["paper"], patient=patient, title=f"Order of {given['physician'].name}"
                )
                row = orders.record(
                    episode=given["episode"],
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
            messages.success(request, "Taken down. It moves nothing until it is compared with the paper.")
            return redirect("referrals:order", row.pk)
    return _page(request, form, known, inquiry=inquiry, patient=patient)


@require_http_methods(["GET", "POST"])
@requires()
def order_edit(request: StaffRequest, order_id: int) -> HttpResponse:
    """What was taken down wrongly, or the paper that came later, before anybody has confirmed it."""
    row = order_for(request, order_id)
    if row.confirmed_at is not None or row.ended_at is not None:
        messages.info(request, "This is confirmed or taken back and stays as it is.")
        return redirect("referrals:order", row.pk)
    patient = row.episode.patient
    known = pages.known_physicians(patient, row.episode)
    form = _form(request, [row.episode], _as_kept(row))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic():
                paper = pages.kept(
                    request, given["paper"], patient=patient, title=f"Order of {given['physician'].name}"
                )
                facts = pages.facts_of(form, *FACTS)
                orders.correct(order=row, **facts, document=paper, by=actor_of(request), now=timezone.now())
        except uploads.Refused as error:
            pages.explain_upload(form, error)
        except Refused as error:
            explain(form, error)
        else:
            messages.success(request, "Written down anew.")
            return redirect("referrals:order", row.pk)
    return _page(request, form, known, inquiry=row.inquiry, patient=patient, row=row)


def _start(
    request: StaffRequest, inquiry: Inquiry | None, episodes: list[Episode], known: list[Physician]
) -> dict[str, Any]:
    start: dict[str, Any] = dict(pages.asked(request.GET))
    chosen = pages.episode_in(episodes, request.GET.get("episode", ""))
    if inquiry is None:
        return start | {"episode": chosen, "physician": known[0].pk if known else None}
    start = {name: start[name] or getattr(inquiry, name) for name in start}
    chosen = next((each for each in episodes if each.pk == inquiry.episode_id), chosen)
    return start | {"episode": chosen, "inquiry": inquiry.pk, "physician": inquiry.physician_id}


def _as_kept(row: EpisodeOrder) -> dict[str, Any]:
    limits: dict[str, Any] = {}
    for number, limit in zip(ROM_ROWS, row.rom_limits, strict=False):
        limits |= {f"{name}_{number}": limit[name] for name in ("movement", "side", "most")}
    kept = {name: getattr(row, name) for name in FACTS if name != "rom_limits"}
    return {
        **kept,
        **limits,
        "physician": row.physician_id,
        "episode": row.episode,
        "pressure_cap": row.pressure_cap or "",
    }


def _form(request: StaffRequest, episodes: list[Episode], start: dict[str, Any]) -> EpisodeOrderForm:
    facts: dict[str, Any] = {"episodes": episodes, "movements": registry.choices_of("movements"), "today": _day()}
    if request.method == "POST" and not pages.is_looking(request):
        return EpisodeOrderForm(request.POST, request.FILES, **facts)
    if request.method == "POST":
        start = pages.typed_so_far(EpisodeOrderForm(**facts), request.POST)
    return EpisodeOrderForm(initial=start, **facts)


def _page(
    request: StaffRequest,
    form: EpisodeOrderForm,
    known: list[Physician],
    *,
    inquiry: Inquiry | None,
    patient: Patient,
    row: EpisodeOrder | None = None,
) -> HttpResponse:
    read(request, "order, being taken down", patient_id=patient.pk)
    context = {
        "form": form,
        "patient": patient,
        "inquiry": inquiry,
        "row": row,
        "kind": "order",
        "rom_rows": form.rom_rows(),
        **pages.picks(request, form, known=known, places_legend=PLACES_LEGEND),
    }
    return render(request, "referrals/paper_edit.html", context)


@require_http_methods(["GET", "POST"])
@requires()
def order_protocol(request: StaffRequest) -> HttpResponse:
    """?patient=: a surgeon's protocol and an event become dated orders."""
    patient = pages.patient_of(request)
    offered: dict[str, Any] = {
        "protocol": list(SurgeonProtocol.objects.in_force()),
        "event": list(ClinicalEvent.objects.filter(patient=patient)),
        "episode": pages.episodes_of(patient),
    }
    lacks = next((name for name, rows in offered.items() if not rows), "")
    known = pages.known_physicians(patient, offered["episode"][0] if offered["episode"] else None)
    form = _apply_form(request, offered, known)
    if form.is_bound and not lacks and form.is_valid():
        given = form.cleaned_data
        try:
            with transaction.atomic():
                paper = pages.kept(
                    request, given["paper"], patient=patient, title=f"Order of {given['physician'].name}"
                )
                facts = pages.facts_of(form, "protocol", "event", "episode", "physician")
                made = orders.apply_protocol(**facts, document=paper, by=actor_of(request), now=timezone.now())
        except uploads.Refused as error:
            pages.explain_upload(form, error)
        except Refused as error:
            explain(form, error)
        else:
            messages.success(request, f"{len(made)} orders are taken down. Compare each with the paper.")
            return redirect(f"{reverse('sessions:patient', args=[patient.pk])}?tab=clearances")
    read(request, "protocol for a patient", patient_id=patient.pk)
    context = {"form": form, "patient": patient, "lacks": lacks, **pages.picks(request, form, known=known)}
    return render(request, "referrals/order_protocol.html", context)


def _apply_form(request: StaffRequest, offered: dict[str, Any], known: list[Physician]) -> ApplyForm:
    if request.method == "POST" and not pages.is_looking(request):
        return ApplyForm(request.POST, request.FILES, offered=offered)
    if request.method == "POST":
        return ApplyForm(initial=pages.typed_so_far(ApplyForm(offered=offered), request.POST), offered=offered)
    return ApplyForm(initial={"physician": known[0].pk if known else None}, offered=offered)


@require_GET
@requires()
def order_detail(request: StaffRequest, order_id: int) -> HttpResponse:
    """The paper beside what was read off it; from here it is confirmed."""
    row = order_for(request, order_id)
    patient = row.episode.patient
    read(request, "order", patient_id=patient.pk)
    unlocks = registry.unlocks_of(row, today=_day())
    context = {"line": order_line(row, _day()), "unlocks": unlocks, "row": row, "patient": patient, "kind": "order"}
    return render(request, "referrals/paper_detail.html", context)


@require_POST
@requires()
def order_confirm(request: StaffRequest, order_id: int) -> HttpResponse:
    row = order_for(request, order_id)
    try:
        orders.confirm(order=row, by=actor_of(request), now=timezone.now())
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Confirmed. It stands in place of the gate from its first day.")
    return redirect("referrals:order", row.pk)


@require_http_methods(["GET", "POST"])
@requires()
def order_end(request: StaffRequest, order_id: int) -> HttpResponse:
    row = order_for(request, order_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            orders.end(order=row, reason=form.cleaned_data["reason"], by=actor_of(request), now=timezone.now())
        except Refused as error:
            explain(form, error)
        else:
            messages.success(request, "Taken back. The gate holds again.")
            return redirect("referrals:order", row.pk)
    patient = row.episode.patient
    read(request, "order", patient_id=patient.pk)
    context = {
        "form": form,
        "row": row,
        "back": reverse("referrals:order", args=[row.pk]),
        "line": order_line(row, _day()),
        "patient": patient,
        "kind": "order",
    }
    return render(request, "referrals/paper_end.html", context)
