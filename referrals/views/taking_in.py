"""A referral arrives: taken in with nothing but its scan, or with nothing but a phone call. And the scan itself."""

import hashlib
from typing import TypeVar

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.models import StoredFile
from clinic.selectors.days import today
from clinic.services import uploads
from clinic.services.once import once
from clinic.views.files import page_picture, response
from patients.models import Patient
from patients.services.refusal import Refused
from patients.views.people import explain
from patients.views.returning import is_key, with_parameter
from referrals.forms.taking_in import ScanForm, TakeInForm
from referrals.models import Referral
from referrals.selectors.referrals import whole
from referrals.services import referrals

RowT = TypeVar("RowT", bound=Model)


def _stored(request: StaffRequest, upload: UploadedFile | None) -> StoredFile | None:
    return uploads.store(upload=upload, by=actor_of(request), now=timezone.now()) if upload else None


@require_http_methods(["GET", "POST"])
@requires()
def referral_new(request: StaffRequest) -> HttpResponse:
    posted = request.method == "POST"
    day = today(now=timezone.now())
    form = TakeInForm(request.POST if posted else None, request.FILES if posted else None, today=day)
    renews, patient = (
        _named(request, "renews", Referral.objects.select_related("episode__patient")),
        _named(request, "patient", Patient.objects.all()),
    )
    if form.is_valid():
        try:
            referral = _take_in_once(request, form)
        except uploads.Refused as error:
            form.add_error("scan", str(error))
        except Refused as error:
            explain(form, error)
        else:
            return redirect(_onward(referral, renews, patient))
    if renews or patient:
        renewed = renews.episode.patient_id if renews and renews.episode else None
        read(request, "referral", patient_id=patient.pk if patient else renewed)
    return render(request, "referrals/referral_new.html", {"form": form, "renews": renews, "patient": patient})


def _take_in_once(request: StaffRequest, form: TakeInForm) -> Referral:
    """The same page sent again with the same content leads to the referral it made; the next paper makes the next one."""
    given = form.cleaned_data
    if not given["sending"]:
        return _take_in(request, form)
    content = (given["source"], given["received_on"], given["note"], _fingerprint(given["scan"]))
    made = once("referral", request.user.pk, given["sending"], *content, make=lambda: _take_in(request, form).pk)
    return Referral.objects.get(pk=made)


def _fingerprint(upload: UploadedFile | None) -> str:
    if upload is None:
        return ""
    digest = hashlib.sha256()
    for piece in upload.chunks():
        digest.update(piece)
    upload.seek(0)
    return digest.hexdigest()


def _take_in(request: StaffRequest, form: TakeInForm) -> Referral:
    given = form.cleaned_data
    return referrals.take_in(
        source=given["source"],
        received_on=given["received_on"],
        scan=_stored(request, given["scan"]),
        note=given["note"],
        by=actor_of(request),
        now=timezone.now(),
    )


def _onward(referral: Referral, renews: Referral | None, patient: Patient | None) -> str:
    """To the referral's page, which fills in what is known from where this one was asked for."""
    path = reverse("referrals:edit", args=[referral.pk])
    if renews is not None:
        return with_parameter(path, "renews", renews.pk)
    return with_parameter(path, "patient", patient.pk) if patient else path


def _named(request: StaffRequest, name: str, rows: "QuerySet[RowT]") -> RowT | None:
    """The row that the page was opened for, if any."""
    key = request.POST.get(name) or request.GET.get(name) or ""
    return rows.filter(pk=int(key)).first() if is_key(key) else None


@require_GET
@requires()
def referral_scan(request: StaffRequest, referral_id: int) -> HttpResponseBase:
    """The paper itself, in the browser's own viewer or, with `?download=1`, as a file."""
    return response(_scan_of(request, referral_id), inline=request.GET.get("download") is None)


@require_GET
@requires()
def scan_page(request: StaffRequest, referral_id: int, number: int) -> HttpResponseBase:
    return page_picture(_scan_of(request, referral_id), number)


def _scan_of(request: StaffRequest, referral_id: int) -> StoredFile:
    referral = get_object_or_404(whole(), pk=referral_id)
    if referral.scan is None:
        raise Http404("This referral has no scan.")
    read(request, "scan", patient_id=referral.episode.patient_id if referral.episode else None)
    return referral.scan


@require_http_methods(["GET", "POST"])
@requires()
def scan_add(request: StaffRequest, referral_id: int) -> HttpResponse:
    referral = get_object_or_404(whole(), pk=referral_id)
    posted = request.method == "POST"
    form = ScanForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        try:
            scan = _stored(request, form.cleaned_data["scan"])
            assert scan is not None  # noqa: S101 - the field is required
            referrals.attach_scan(referral=referral, scan=scan, by=actor_of(request), now=timezone.now())
        except (uploads.Refused, referrals.Settled) as error:
            form.add_error("scan", str(error))
        else:
            messages.success(request, "The scan is kept with the referral.")
            return redirect("referrals:edit", referral.pk)
    read(request, "scan of a referral", patient_id=referral.episode.patient_id if referral.episode else None)
    return render(request, "referrals/scan_add.html", {"form": form, "referral": referral})
