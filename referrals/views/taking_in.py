"""A referral arrives: taken in with nothing but its scan, or with nothing but a phone call. And the scan itself."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.models import StoredFile
from clinic.selectors.days import today
from clinic.services import uploads
from clinic.views.files import response
from patients.services.refusal import Refused
from patients.views.people import explain
from patients.views.returning import with_parameter
from referrals.forms.taking_in import ScanForm, TakeInForm
from referrals.models import Referral
from referrals.selectors.referrals import whole
from referrals.services import referrals


def _stored(request: StaffRequest, upload: UploadedFile | None) -> StoredFile | None:
    return uploads.store(upload=upload, by=actor_of(request), now=timezone.now()) if upload else None


@require_http_methods(["GET", "POST"])
@requires()
def referral_new(request: StaffRequest) -> HttpResponse:
    posted = request.method == "POST"
    day = today(now=timezone.now())
    form = TakeInForm(request.POST if posted else None, request.FILES if posted else None, today=day)
    renews = _renewed(request)
    if form.is_valid():
        try:
            referral = _take_in(request, form)
        except uploads.Refused as error:
            form.add_error("scan", str(error))
        except Refused as error:
            explain(form, error)
        else:
            target = redirect("referrals:edit", referral.pk)
            return redirect(with_parameter(target.url, "renews", renews.pk)) if renews else target
    return render(request, "referrals/referral_new.html", {"form": form, "renews": renews})


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


def _renewed(request: StaffRequest) -> Referral | None:
    """The referral that this one was asked for to renew, if the page was opened from there."""
    key = request.POST.get("renews") or request.GET.get("renews") or ""
    if not (key.isascii() and key.isdigit() and len(key) < 19):  # noqa: PLR2004 - the digits a key may have
        return None
    return Referral.objects.filter(pk=int(key)).select_related("episode__patient").first()


@require_GET
@requires()
def referral_scan(request: StaffRequest, referral_id: int) -> HttpResponseBase:
    """The paper itself, in the browser's own viewer or, with `?download=1`, as a file."""
    referral = get_object_or_404(whole(), pk=referral_id)
    if referral.scan is None:
        raise Http404("This referral has no scan.")
    read(request, "scan", patient_id=referral.episode.patient_id if referral.episode else None)
    return response(referral.scan, inline=request.GET.get("download") is None)


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
    read(request, "words", patient_id=referral.episode.patient_id if referral.episode else None)
    return render(request, "referrals/scan_add.html", {"form": form, "referral": referral})
