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
from patients.forms.people import PatientForm, RelatedPersonForm
from patients.models import Patient
from patients.rules import phones
from patients.rules.search import parse
from patients.selectors.people import possible_duplicates
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
    form = PatientForm(posted, initial=_searched(request.GET.get("q", "")))
    back, likely = return_path(request), list[Patient]()
    if form.is_valid():
        likely = _likely(form)
        seen = set(request.POST.get("register_anyway", "").split(","))
        if {str(patient.pk) for patient in likely} <= seen:
            try:
                patient = people.register(**form.cleaned_data, by=actor_of(request), now=timezone.now())
            except Refused as error:
                explain(form, error)
                likely = []
            else:
                messages.success(request, f"{patient.name} is registered as {patient.number}.")
                return (
                    redirect(with_parameter(back, "patient", patient.pk))
                    if back
                    else redirect("sessions:patient", patient.pk)
                )
    if likely:
        read(request, "possible duplicates", patient_id=None, reason="possible duplicates")
    context = {
        "form": form,
        "next": back,
        "likely": [{"patient": each, "url": _chosen(each, back), "phone": phones.shown(each.phone)} for each in likely],
        "likely_ids": ",".join(str(patient.pk) for patient in likely),
    }
    return render(request, "patients/patient_register.html", context)


def _chosen(patient: Patient, back: str) -> str:
    """Where this patient is wanted: the page that sent us here, or their own."""
    return with_parameter(back, "patient", patient.pk) if back else reverse("sessions:patient", args=[patient.pk])


def _likely(form: PatientForm) -> list[Patient]:
    given = form.cleaned_data
    return possible_duplicates(
        given_name=given["given_name"],
        family_name=given["family_name"],
        birth_on=given["birth_on"],
        phone=given["phone"],
    )


def _searched(q: str) -> dict[str, Any]:
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
    if form.is_valid():
        try:
            people.change(patient=patient, **form.cleaned_data, by=actor_of(request), now=timezone.now())
        except Refused as error:
            explain(form, error)
        else:
            messages.success(request, "Saved.")
            return redirect("sessions:patient", patient.pk)
    read(request, "person and contact", patient_id=patient.pk)
    return render(request, "patients/patient_edit.html", {"form": form, "patient": patient, "name": name})


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
