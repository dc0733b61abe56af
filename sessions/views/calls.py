"""The call list: patients to be told of changed visits by telephone, ticked off one by one; it prints."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.models import Role
from clinic.selectors.days import today
from patients.models import Patient
from sessions.emails.calls import due
from sessions.forms.calls import CallForm
from sessions.selectors import calls as select
from sessions.selectors.board import locations_for
from sessions.services import calls

DESK = (Role.MANAGER, Role.FRONT_DESK)


@require_safe
@requires(*DESK)
def call_list(request: StaffRequest) -> HttpResponse:
    now, places = timezone.now(), locations_for(request.user)
    read(request, "call list", patient_id=None)
    context = {
        "due": due(day=today(now=now)),
        "closed": select.lately_closed(now=now),
        "outcomes": CallForm.base_fields["outcome"].choices,  # type: ignore[attr-defined]  # a choice field
        "tz": places[0].tz if places else timezone.get_default_timezone(),
        "now": now,
    }
    name = "sessions/calls_print.html" if "print" in request.GET else "sessions/calls.html"
    return render(request, name, context)


@require_POST
@requires(*DESK)
def call_done(request: StaffRequest, patient_id: int) -> HttpResponse:
    patient = get_object_or_404(Patient.objects.current(), pk=patient_id)
    form, now = CallForm(request.POST), timezone.now()
    if not form.is_valid():
        messages.error(request, "Choose what came of the call.")
        return redirect("sessions:calls")
    asked: dict[str, Any] = {
        "patient_id": patient.pk,
        "keys": select.keys_of(request.POST.getlist("call")),
        "by": actor_of(request),
    }
    if not form.is_answered:
        calls.nobody_answered(**asked, now=now)
        messages.info(request, f"{patient.name} stays on the list: nobody answered.")
    elif calls.close(**asked, outcome=form.cleaned_data["outcome"], note=form.cleaned_data["note"], now=now):
        messages.success(request, f"The call to {patient.name} is ticked off.")
    else:
        messages.info(request, f"Somebody else had ticked off the call to {patient.name}.")
    return redirect("sessions:calls")
