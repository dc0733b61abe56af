"""Taking consents down and withdrawing them."""

from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.selectors.days import today
from patients.forms.consents import ConsentForm
from patients.models import Consent, Patient
from patients.rules.consenting import ADULT_AGE
from patients.selectors import wordings
from patients.selectors.people import may_speak_for, missing_consents
from patients.services import consents
from patients.services.refusal import Refused
from patients.views.people import explain


@require_http_methods(["GET", "POST"])
@requires()
def consent_give(request: StaffRequest, patient_id: int) -> HttpResponse:
    patient = get_object_or_404(Patient.objects.current(), pk=patient_id)
    form = _form(request, patient, today(now=timezone.now()))
    if form.is_valid():
        try:
            _take_down(request, patient, form)
        except Refused as error:
            explain(form, error)
        else:
            messages.success(request, _("The consent is taken down."))
            return redirect("sessions:patient", patient.pk)
    read(request, "consents", patient_id=patient.pk)
    ticked = form["kinds"].value() or []
    offered = [{"wording": wordings.current(kind), "ticked": kind in ticked} for kind in form.offered]
    context = {"form": form, "patient": patient, "offered": offered, "needs_guardian": form.needs_guardian}
    return render(request, "patients/consent_give.html", context)


def _form(request: StaffRequest, patient: Patient, day: date) -> ConsentForm:
    asked = request.GET.get("kind", "")
    return ConsentForm(
        request.POST if request.method == "POST" else None,
        initial={"kinds": [asked] if asked in Consent.Kind.values else []},
        speakers=may_speak_for(patient, today=day),
        missing=missing_consents(patient),
        minor=patient.age_on(day) < ADULT_AGE,
    )


def _take_down(request: StaffRequest, patient: Patient, form: ConsentForm) -> None:
    """All that were ticked, or none."""
    given = form.cleaned_data
    with transaction.atomic():
        for kind in given["kinds"]:
            consents.give(
                patient=patient,
                kind=kind,
                signed_name=given["signed_name"],
                given_through=given["given_through"],
                by=actor_of(request),
                now=timezone.now(),
            )


@require_http_methods(["GET", "POST"])
@requires()
def consent_withdraw(request: StaffRequest, consent_id: int) -> HttpResponse:
    consent = get_object_or_404(Consent.objects.select_related("patient"), pk=consent_id)
    if request.method == "POST":
        consents.withdraw(consent=consent, by=actor_of(request), now=timezone.now())
        messages.success(request, _("The consent is withdrawn from now on."))
        return redirect("sessions:patient", consent.patient_id)
    read(request, "consents", patient_id=consent.patient_id)
    return render(request, "patients/consent_withdraw.html", {"consent": consent, "patient": consent.patient})
