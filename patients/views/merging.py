"""Two records of one person: the list of likely ones, side by side, merged by a manager, proposed by anybody."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.models import Role
from patients.forms.merging import MergeForm, ProposalForm
from patients.models import Patient
from patients.rules import phones
from patients.rules.likeness import likeness
from patients.selectors import merging as pairs
from patients.selectors.duplicates import known_of, likely
from patients.services import merging
from patients.services.merging import FIELDS
from patients.services.refusal import Refused
from patients.views.people import explain
from patients.views.returning import is_key

LABELS = {
    "given_name": "Given name",
    "family_name": "Family name",
    "birth_on": "Birth date",
    "sex": "Sex",
    "pronouns": "Pronouns",
    "phone": "Phone",
    "email": "E-mail",
    "address": "Address",
    "language": "Language",
    "payer": "Payer",
}


@dataclass(frozen=True)
class Line:
    """One field of both records; `name` is empty where they agree, and there is nothing to choose."""

    label: str
    into: str
    merged: str
    name: str = ""
    chosen: str = "into"


@require_GET
@requires(Role.MANAGER, Role.FRONT_DESK)
def duplicates(request: StaffRequest) -> HttpResponse:
    """What was proposed, and what the product finds by itself."""
    read(request, "likely duplicates", patient_id=None)
    context = {"proposed": pairs.proposed(), "found": pairs.found(), "may_merge": request.user.has(Role.MANAGER)}
    return render(request, "patients/duplicate_list.html", context)


@require_GET
@requires(Role.MANAGER, Role.FRONT_DESK)
def merge_choose(request: StaffRequest, patient_id: int) -> HttpResponse:
    """Which other record: the likely ones first, or any, found by typing. ?other=<id> or a number leads on."""
    patient = get_object_or_404(Patient.objects.current(), pk=patient_id)
    other = _other(request, patient)
    if other is not None:
        return redirect("patients:merge", patient.pk, other.pk)
    asked = request.GET.get("q", "").strip()
    read(request, "likely duplicates", patient_id=patient.pk)
    context = {
        "patient": patient,
        "likely": [_shown(each) for each in likely(known_of(patient), besides=patient)],
        "q": asked,
        "not_found": bool(asked),
    }
    return render(request, "patients/merge_choose.html", context)


def _other(request: StaffRequest, patient: Patient) -> Patient | None:
    people = Patient.objects.current().exclude(pk=patient.pk)
    key, number = request.GET.get("other", ""), request.GET.get("q", "").strip()
    if is_key(key):
        return people.filter(pk=int(key)).first()
    return people.filter(number__iexact=number).first() if number.isprintable() and number else None


def _shown(each: Any) -> dict[str, Any]:
    return {"patient": each.patient, "shared": each.shared, "phone": phones.shown(each.patient.phone)}


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER, Role.FRONT_DESK)
def merge(request: StaffRequest, patient_id: int, other_id: int) -> HttpResponse:
    """Side by side. A manager's answer merges; the desk's asks a manager to look."""
    into = get_object_or_404(Patient.objects.current(), pk=patient_id)
    gone = get_object_or_404(Patient.objects.current().exclude(pk=into.pk), pk=other_id)
    may_merge = request.user.has(Role.MANAGER)
    posted = request.POST if request.method == "POST" else None
    form = MergeForm(posted, into=into, merged=gone) if may_merge else ProposalForm(posted)
    if form.is_valid():
        try:
            done = (
                _merged(request, form, into, gone)
                if isinstance(form, MergeForm)
                else _proposed(request, form, into, gone)
            )
        except Refused as error:
            explain(form, error)
        else:
            return done
    for each in (into, gone):
        read(request, "two records side by side", patient_id=each.pk)
    context = {
        "form": form,
        "into": into,
        "gone": gone,
        "may_merge": may_merge,
        "lines": _lines(form, into, gone),
        "shared": likeness(known_of(into), known_of(gone)).shared,
        "moved": pairs.moved_by(gone),
    }
    return render(request, "patients/merge.html", context)


def _merged(request: StaffRequest, form: MergeForm, into: Patient, gone: Patient) -> HttpResponse:
    reason = form.cleaned_data["reason"]
    merging.merge(into=into, merged=gone, kept=form.kept, reason=reason, by=actor_of(request), now=timezone.now())
    messages.success(request, f"{gone.number} is merged into {into.number}. Its number still finds this patient.")
    return redirect("sessions:patient", into.pk)


def _proposed(request: StaffRequest, form: ProposalForm, into: Patient, gone: Patient) -> HttpResponse:
    note = form.cleaned_data["reason"]
    merging.propose(first=into, second=gone, note=note, by=actor_of(request), now=timezone.now())
    messages.success(request, "A manager will look at these two records.")
    return redirect("sessions:patient", into.pk)


@require_POST
@requires(Role.MANAGER)
def keep_apart(request: StaffRequest, patient_id: int, other_id: int) -> HttpResponse:
    first = get_object_or_404(Patient.objects.current(), pk=patient_id)
    second = get_object_or_404(Patient.objects.current().exclude(pk=first.pk), pk=other_id)
    merging.keep_apart(first=first, second=second, by=actor_of(request), now=timezone.now())
    messages.success(request, f"{first.name} and {second.name} stay two people. This is not proposed again.")
    return redirect("patients:duplicates")


def _lines(form: MergeForm | ProposalForm, into: Patient, gone: Patient) -> list[Line]:
    names = form.differing if isinstance(form, MergeForm) else []
    return [
        Line(
            label=LABELS[field],
            into=_said(into, field),
            merged=_said(gone, field),
            name=field if field in names else "",
            chosen=str(form[field].value()) if field in names else "into",
        )
        for field in FIELDS
    ]


def _said(patient: Patient, field: str) -> str:
    match field:
        case "birth_on":
            return date_format(patient.birth_on, "j M Y")
        case "phone":
            return phones.shown(patient.phone)
        case "sex":
            return patient.get_sex_display() if patient.sex else ""
        case "language":
            return patient.language
        case _:
            return str(getattr(patient, field))
