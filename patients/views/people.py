"""Registering, changing, and adding people beside a patient."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.models import Role
from patients.forms.people import PatientForm, RelatedPersonForm
from patients.models import Patient
from patients.rules import phones
from patients.rules.likeness import Known
from patients.rules.search import parse
from patients.selectors.duplicates import Likely, known_of, likely
from patients.services import people, related
from patients.services.refusal import Refused
from patients.views.returning import return_path, with_parameter


def explain(form: forms.Form, error: Refused) -> None:
    """Put a refusal at its field, or above the form where it belongs to none of them."""
    form.add_error(error.field if error.field in form.fields else None, str(error))


@require_http_methods(["GET", "POST"])
@requires()
def patient_register(request: StaffRequest) -> HttpResponse:
    """Whoever may be the same person is shown first; registering anyway names those that were seen."""
    posted = request.POST if request.method == "POST" else None
    form = PatientForm(posted, initial=searched(request.GET.get("q", "")))
    back, found = return_path(request), list[Likely]()
    if form.is_valid():
        found = likely(_known(form))
        if _seen(request, found):
            try:
                patient = people.register(**form.cleaned_data, by=actor_of(request), now=timezone.now())
            except Refused as error:
                explain(form, error)
                found = []
            else:
                messages.success(request, f"{patient.name} is registered as {patient.number}.")
                return (
                    redirect(with_parameter(back, "patient", patient.pk))
                    if back
                    else redirect("sessions:patient", patient.pk)
                )
    context = {"form": form, "next": back} | _shown(request, [(each, _chosen(each.patient, back)) for each in found])
    return render(request, "patients/patient_register.html", context)


def _chosen(patient: Patient, back: str) -> str:
    """Where this patient is wanted: the page that sent us here, or their own."""
    return with_parameter(back, "patient", patient.pk) if back else reverse("sessions:patient", args=[patient.pk])


def _known(form: PatientForm) -> Known:
    given = form.cleaned_data
    return Known(given["family_name"], given["given_name"], given["birth_on"], given["phone"], given["email"])


def _seen(request: StaffRequest, found: list[Likely]) -> bool:
    """Whether the person has looked at all of them and says that it is somebody else."""
    seen = set(request.POST.get("register_anyway", "").split(","))
    return {str(each.patient.pk) for each in found} <= seen


def _shown(request: StaffRequest, found: list[tuple[Likely, str]]) -> dict[str, Any]:
    """The likely ones with where choosing each of them leads."""
    if found:
        read(request, "possible duplicates", patient_id=None, reason="possible duplicates")
    return {
        "likely": [
            {"patient": each.patient, "url": url, "phone": phones.shown(each.patient.phone), "shared": each.shared}
            for each, url in found
        ],
        "likely_ids": ",".join(str(each.patient.pk) for each, _ in found),
    }


def searched(q: str) -> dict[str, Any]:
    """What was searched for in vain is a start for the form."""
    terms = parse(q)
    words = [word.title() for word in terms.words]
    family_first = "," in q
    return {
        "given_name": " ".join(words[1:] if family_first else words[:-1]),
        "family_name": " ".join(words[:1] if family_first else words[-1:]),
        "birth_on": terms.births[0] if terms.births else None,
        "email": terms.email,
    }


PATIENT_FIELDS = tuple(PatientForm.base_fields)


@require_http_methods(["GET", "POST"])
@requires()
def patient_edit(request: StaffRequest, patient_id: int) -> HttpResponse:
    patient = get_object_or_404(Patient.objects.current(), pk=patient_id)
    name = patient.name
    posted = request.POST if request.method == "POST" else None
    form = PatientForm(posted, initial={field: getattr(patient, field) for field in PATIENT_FIELDS})
    found = list[Likely]()
    if form.is_valid():
        found = _newly_like(patient, _known(form))
        if _seen(request, found):
            try:
                people.change(patient=patient, **form.cleaned_data, by=actor_of(request), now=timezone.now())
            except Refused as error:
                explain(form, error)
                found = []
            else:
                messages.success(request, "Saved.")
                return redirect("sessions:patient", patient.pk)
    read(request, "person and contact", patient_id=patient.pk)
    side_by_side = [(each, reverse("patients:merge", args=[each.patient.pk, patient.pk])) for each in found]
    own_page = [(each, reverse("sessions:patient", args=[each.patient.pk])) for each in found]
    may_settle = request.user.has(Role.MANAGER, Role.FRONT_DESK)
    context = {"form": form, "patient": patient, "name": name, "may_settle": may_settle}
    context |= _shown(request, side_by_side if may_settle else own_page)
    return render(request, "patients/patient_edit.html", context)


def _newly_like(patient: Patient, known: Known) -> list[Likely]:
    """Whom the change makes this patient more like than before; whoever was as like already is no news to somebody who saves a phone."""
    before = {each.patient.pk: each.weight for each in likely(known_of(patient), besides=patient)}
    return [each for each in likely(known, besides=patient) if each.weight > before.get(each.patient.pk, 0)]


@require_http_methods(["GET", "POST"])
@requires()
def related_add(request: StaffRequest, patient_id: int) -> HttpResponse:
    patient = get_object_or_404(Patient.objects.current(), pk=patient_id)
    form = RelatedPersonForm(request.POST if request.method == "POST" else None)
    back = return_path(request)
    if form.is_valid():
        try:
            person = related.add(patient=patient, **form.cleaned_data, by=actor_of(request), now=timezone.now())
        except Refused as error:
            explain(form, error)
        else:
            messages.success(request, f"{person.name} is added.")
            return redirect(back or "sessions:patient", *([] if back else [patient.pk]))
    read(request, "related people", patient_id=patient.pk)
    return render(request, "patients/related_add.html", {"form": form, "patient": patient, "next": back})
