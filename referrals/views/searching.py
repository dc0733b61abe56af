"""Fragments of the referral's page: patients, physicians and diagnoses as they are typed, episodes of the chosen patient."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from clinic.access import StaffRequest, read, requires
from patients.views.returning import is_key
from referrals.views import picking
from referrals.views.physicians import typed


def key_of(request: StaffRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if is_key(value) else None


@require_GET
@requires()
def patient_search(request: StaffRequest) -> HttpResponse:
    q = typed(request, "patient_q")
    read(request, "patients found", patient_id=None, reason=f"searched: {q}" if q else "")
    return render(request, "referrals/_patients.html", picking.patients(q, chosen=key_of(request, "patient")))


@require_GET
@requires()
def physician_search(request: StaffRequest) -> HttpResponse:
    found = picking.physicians(typed(request, "physician_q"), chosen=key_of(request, "physician"))
    return render(request, "referrals/_physicians.html", found)


@require_GET
@requires()
def episode_choices(request: StaffRequest) -> HttpResponse:
    patient_id = key_of(request, "patient")
    read(request, "courses of care", patient_id=patient_id)
    return render(request, "referrals/_episodes.html", picking.episodes(patient_id, chosen=None))


@require_GET
@requires()
def icd_search(request: StaffRequest) -> HttpResponse:
    found = picking.diagnoses(
        typed(request, "icd_q"), ticked=request.GET.getlist("diagnoses")[:20], lead=request.GET.get("lead", "")
    )
    return render(request, "referrals/_diagnoses.html", found)
