"""Surgeons' protocols: listed, entered, changed, ended by the manager."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from clinic.access import StaffRequest, actor_of, requires
from clinic.models import Role
from clinic.rules.techniques import TECHNIQUE_NAMES, TechniqueCode
from clinic.services import uploads
from clinic.views.files import response
from patients.services.refusal import Refused
from patients.views.people import explain
from referrals.forms.protocols import ProtocolForm, StepFormSet
from referrals.models import ProtocolStep, SurgeonProtocol
from referrals.services import protocols
from referrals.views.paper_pages import explain_upload, facts_of, stored

STEP_FIELDS = ("from_day", "until_day", "techniques", "pressure_cap", "note")


@require_GET
@requires()
def protocol_list(request: StaffRequest) -> HttpResponse:
    rows = SurgeonProtocol.objects.in_force().select_related("physician", "file", "approved_by")
    found = [
        {"protocol": row, "steps": [_words(step) for step in row.steps.all()]} for row in rows.prefetch_related("steps")
    ]
    return render(request, "referrals/protocol_list.html", {"rows": found, "may_change": request.user.is_manager})


def _words(step: ProtocolStep) -> dict[str, str]:
    """“Day 3 to 41” and what may be done."""
    last = f" to {step.until_day}" if step.until_day is not None else " on"
    names = ", ".join(TECHNIQUE_NAMES[TechniqueCode(code)] for code in step.techniques) or "All techniques"
    cap = f"pressure {step.pressure_cap} at most" if step.pressure_cap else ""
    return {"days": f"Day {step.from_day}{last}", "what": names, "more": " · ".join(filter(None, [cap, step.note]))}


def _protocol(protocol_id: int) -> SurgeonProtocol:
    rows = SurgeonProtocol.objects.in_force().select_related("physician", "file").prefetch_related("steps")
    row: SurgeonProtocol = get_object_or_404(rows, pk=protocol_id)
    return row


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def protocol_new(request: StaffRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def protocol_edit(request: StaffRequest, protocol_id: int) -> HttpResponse:
    return _edit(request, _protocol(protocol_id))


def _edit(request: StaffRequest, protocol: SurgeonProtocol | None) -> HttpResponse:
    posted = request.method == "POST"
    kept: dict[str, Any] = {}
    steps: list[dict[str, Any]] = []
    if protocol is not None:
        kept = {name: getattr(protocol, name) for name in ("name", "event_kind", "physician", "note")}
        steps = [{name: getattr(step, name) for name in STEP_FIELDS} for step in protocol.steps.all()]
    form = ProtocolForm(request.POST if posted else None, request.FILES if posted else None, initial=kept)
    formset = StepFormSet(request.POST if posted else None, initial=steps, prefix="steps")
    problem = ""
    if posted and form.is_valid() & formset.is_valid():
        try:
            _save(request, protocol, form, formset)
        except uploads.Refused as error:
            explain_upload(form, error)
        except Refused as error:
            problem = str(error) if error.field == "steps" else ""
            if not problem:
                explain(form, error)
        else:
            messages.success(request, "The protocol is in force.")
            return redirect("referrals:protocols")
    context = {"form": form, "formset": formset, "protocol": protocol, "problem": problem}
    return render(request, "referrals/protocol_edit.html", context)


def _save(request: StaffRequest, protocol: SurgeonProtocol | None, form: ProtocolForm, formset: Any) -> None:
    facts = {
        **facts_of(form, "name", "event_kind", "physician", "note"),
        "steps": [step for each in formset.forms if (step := each.step()) is not None],
        "file": stored(request, form.cleaned_data["paper"]),
        "by": actor_of(request),
        "now": timezone.now(),
    }
    if protocol is None:
        protocols.create(**facts)
    else:
        protocols.change(protocol=protocol, **facts)


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def protocol_end(request: StaffRequest, protocol_id: int) -> HttpResponse:
    protocol = _protocol(protocol_id)
    if request.method == "POST":
        protocols.end(protocol=protocol, by=actor_of(request), now=timezone.now())
        messages.success(request, "No order is made from it any more; those that were stay.")
        return redirect("referrals:protocols")
    return render(request, "referrals/protocol_end.html", {"protocol": protocol})


@require_GET
@requires()
def protocol_file(request: StaffRequest, protocol_id: int) -> HttpResponseBase:
    protocol = _protocol(protocol_id)
    if protocol.file is None:
        raise Http404("This protocol has no paper.")
    return response(protocol.file, inline="download" not in request.GET)
