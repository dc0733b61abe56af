"""One visit: its details and what may happen to it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.selectors.profile import policy_in_force
from referrals.models import Episode
from sessions.forms.appointments import CancelForm
from sessions.models import Appointment
from sessions.rules.appointments import MOVABLE, is_late, may_become
from sessions.selectors import waitlist as waiting
from sessions.selectors.change_requests import waiting_for
from sessions.selectors.today import reassessing, written_later
from sessions.services import appointments, moving

PARTS = (
    "patient",
    "therapist",
    "room",
    "location",
    "episode",
    "referral__physician",
    "override_by",
    "booked_by",
    "chart",
)


def fetch(appointment_id: int) -> Appointment:
    rows = Appointment.objects.select_related(*PARTS).annotate(later=written_later())
    return get_object_or_404(rows, pk=appointment_id)


@require_GET
@requires()
def appointment(request: StaffRequest, appointment_id: int) -> HttpResponse:
    visit = fetch(appointment_id)
    read(request, "visit", patient_id=visit.patient_id)
    return _page(request, visit, _cancel_form(visit))


def _cancel_form(visit: Appointment, data: Any = None) -> CancelForm:
    notice = policy_in_force().cancel_notice_hours
    late = is_late(visit.starts_at, timezone.now(), notice_hours=notice)
    return CancelForm(data, in_series=visit.series is not None, is_late=late)


def _page(request: StaffRequest, visit: Appointment, form: CancelForm) -> HttpResponse:
    chart = getattr(visit, "chart", None)
    clinical = _may_chart(request, visit)
    context = {
        "visit": visit,
        "notice_hours": policy_in_force().cancel_notice_hours if "excused" in form.fields else None,
        "is_late": "excused" in form.fields,
        "can_move": visit.status in MOVABLE,
        "reschedules": visit.reschedules.select_related("was_therapist", "therapist", "was_room", "room", "moved_by"),
        "series": _series(visit),
        "tz": visit.location.tz,
        "now": timezone.now(),
        "day": visit.starts_at.astimezone(visit.location.tz).date(),
        "form": form,
        "wishes": waiting_for(visit.pk),
        "offers": _offers(visit),
        "may_be_taken": visit.status in waiting.FREED and visit.starts_at > timezone.now(),
        "can_arrive": may_become(visit.status, "arrived"),
        "can_cancel": visit.status != Appointment.Status.HELD and may_become(visit.status, "cancelled"),
        "can_miss": may_become(visit.status, "no_show") and timezone.now() >= visit.starts_at,
        "can_start": clinical and chart is None and may_become(visit.status, "progress"),
        "chart_state": ("signed" if chart.signature_id else "open") if clinical and chart else "",
        "reassessing": reassessing(visit) if clinical and request.user.is_therapist else None,
        "look": {"progress": "in_progress", "completed": "done", "cancelled": "canceled", "late": "canceled"}.get(
            visit.status, visit.status
        ),
    }
    return render(request, "sessions/appointment.html", context)


def _offers(visit: Appointment) -> list[waiting.OfferLine]:
    """Of a held visit: to whom it is offered."""
    if visit.status != Appointment.Status.HELD:
        return []
    return [waiting.offer_shown(row, now=timezone.now()) for row in waiting.offers_of(visit.pk)]


def _series(visit: Appointment) -> list[Appointment]:
    if visit.series is None:
        return []
    return list(Appointment.objects.filter(series=visit.series).select_related("therapist", "location"))


def _may_chart(request: StaffRequest, visit: Appointment) -> bool:
    today = timezone.now().astimezone(visit.location.tz).date()
    return visit.episode_id is not None and (
        Episode.objects.visible_to(request.user, today=today).filter(pk=visit.episode_id).exists()
    )


@require_POST
@requires()
def arrive(request: StaffRequest, appointment_id: int) -> HttpResponse:
    visit = fetch(appointment_id)
    return _moved(request, visit, appointments.arrive, f"{visit.patient.name} has arrived.")


@require_POST
@requires()
def no_show(request: StaffRequest, appointment_id: int) -> HttpResponse:
    visit = fetch(appointment_id)
    return _moved(request, visit, appointments.mark_no_show, f"{visit.patient.name} did not come.")


@require_http_methods(["GET", "POST"])
@requires()
def cancel(request: StaffRequest, appointment_id: int) -> HttpResponse:
    """The reason is asked on the visit's page; sent empty, the page comes back with what is missing."""
    visit = fetch(appointment_id)
    if request.method == "GET":
        return redirect("sessions:appointment", visit.pk)
    form = _cancel_form(visit, request.POST)
    if not form.is_valid():
        read(request, "visit", patient_id=visit.patient_id)
        return _page(request, visit, form)

    how = {"reason": form.cleaned_data["reason"], "excused": form.cleaned_data.get("excused", False)}
    if form.takes_later:
        done = f"This and the later visits of {visit.patient.name} are cancelled; their times are free again."
        return _moved(request, visit, partial(moving.cancel_series, **how), done)
    done = f"The visit of {visit.patient.name} is cancelled; the time is free again."
    return _moved(request, visit, partial(appointments.cancel, **how), done)


def _moved(request: StaffRequest, visit: Appointment, move: Callable[..., object], done: str) -> HttpResponse:
    """Do it, say it, and go back to where the button was."""
    try:
        move(appointment=visit, by=actor_of(request), now=timezone.now())
    except appointments.NotPossible as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("sessions:appointment", args=[visit.pk])
    return redirect(back)
