"""Verifying, declining and withdrawing a referral."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.services.drafts import NotReady
from patients.services.refusal import Refused
from patients.views.people import explain
from referrals.forms.taking_in import ReasonForm
from referrals.models import Referral
from referrals.selectors.referrals import whole
from referrals.services import referrals


@require_POST
@requires()
def referral_verify(request: StaffRequest, referral_id: int) -> HttpResponse:
    referral = get_object_or_404(Referral, pk=referral_id)
    try:
        referrals.verify(referral=referral, by=actor_of(request), now=timezone.now())
    except (NotReady, referrals.Settled) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The referral is verified. Next: book the evaluation.")
    return redirect("referrals:detail", referral.pk)


@require_http_methods(["GET", "POST"])
@requires()
def referral_decline(request: StaffRequest, referral_id: int) -> HttpResponse:
    return _end(request, referral_id, referrals.decline, "Decline")


@require_http_methods(["GET", "POST"])
@requires()
def referral_withdraw(request: StaffRequest, referral_id: int) -> HttpResponse:
    return _end(request, referral_id, referrals.withdraw, "Withdraw")


def _end(request: StaffRequest, referral_id: int, act: Callable[..., Referral], verb: str) -> HttpResponse:
    """Ask for the reason, then act."""
    referral = get_object_or_404(whole(), pk=referral_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            act(referral=referral, reason=form.cleaned_data["reason"], by=actor_of(request), now=timezone.now())
        except Refused as error:
            explain(form, error)
        except referrals.Settled as error:
            messages.error(request, str(error))
            return redirect("referrals:detail", referral.pk)
        else:
            messages.success(request, "Done. The reason is kept with the referral.")
            return redirect("referrals:detail", referral.pk)
    read(request, "referral", patient_id=referral.episode.patient_id if referral.episode else None)
    return render(request, "referrals/referral_end.html", {"form": form, "referral": referral, "verb": verb})
