"""The one page from a bare scan to complete: it saves what is there and says what verification still asks for."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.services.drafts import EditedMeanwhile
from patients.services.refusal import Refused
from patients.views.people import explain
from referrals.forms.order import OrderForm
from referrals.models import Referral
from referrals.selectors.referrals import whole
from referrals.services import ordering
from referrals.services.referrals import Settled
from referrals.views import order_page

SEARCHES = ("patient_q", "physician_q", "icd_q")
ORDER_FIELDS = (
    "physician",
    "purpose",
    "affected_regions",
    "no_touch_regions",
    "precautions",
    "earliest_start_on",
    "start_by_on",
    "visits_authorized",
    "valid_until_on",
    "renews",
    "source",
    "received_on",
    "note",
    "edition",
)
# Where a button of the page leads after everything typed was saved.
REGISTRATIONS = {"patient": "patients:register", "physician": "referrals:physician_register"}


@require_GET
@requires()
def referral_detail(request: StaffRequest, referral_id: int) -> HttpResponse:
    referral = get_object_or_404(whole(), pk=referral_id)
    patient = referral.episode.patient if referral.episode else None
    read(request, "referral", patient_id=patient.pk if patient else None)
    return render(request, "referrals/referral_detail.html", order_page.detail(referral))


@require_http_methods(["GET", "POST"])
@requires()
def referral_edit(request: StaffRequest, referral_id: int) -> HttpResponse:
    referral = get_object_or_404(whole(), pk=referral_id)
    if order_page.is_settled(referral):
        messages.info(request, "This referral is settled and can no longer be changed.")
        return redirect("referrals:detail", referral.pk)
    posted = request.POST if request.method == "POST" else None
    form = OrderForm(posted, initial=order_page.initial(referral, request.GET))
    conflict: list[dict[str, str]] = []
    status = 200
    if form.is_valid():
        try:
            saved = _save(request, referral, form)
        except EditedMeanwhile as error:
            form, conflict, status = *order_page.conflict(form, error.current), 409
        except Settled as error:
            messages.error(request, str(error))
            return redirect("referrals:detail", referral.pk)
        except Refused as error:
            explain(form, error)
        else:
            return _onward(request, saved)
    patient = referral.episode.patient if referral.episode else None
    read(request, "referral", patient_id=patient.pk if patient else None)
    context = order_page.edit(request, referral, form) | {"conflict": conflict}
    return render(request, "referrals/referral_edit.html", context, status=status)


def _save(request: StaffRequest, referral: Referral, form: OrderForm) -> Referral:
    given = form.cleaned_data
    order: dict[str, Any] = {name: given[name] for name in ORDER_FIELDS} | {"diagnoses": given["all_codes"]}
    event = None
    if given["event_kind"]:
        event = ordering.NewEvent(
            kind=given["event_kind"],
            happened_on=given["event_on"],
            procedure=given["event_procedure"],
            regions=given["event_regions"],
            ended_on=given["event_ended_on"],
            confirmed_on=given["event_confirmed_on"],
        )
    hanging = ordering.Hanging(
        patient=given["patient"], episode=given["episode"], problem=given["problem"], wants_new=form.wants_new_episode
    )
    return ordering.save(
        referral=referral, hanging=hanging, event=event, order=order, by=actor_of(request), now=timezone.now()
    )


def _onward(request: StaffRequest, saved: Referral) -> HttpResponse:
    """To a registration that comes back here, to unfinished searches on this page, or to the referral as it stands."""
    here = reverse("referrals:edit", args=[saved.pk])
    registration = REGISTRATIONS.get(request.POST.get("then", ""))
    searches = {name: text for name in SEARCHES if (text := request.POST.get(name, "").strip())}
    if registration:
        q = searches.get(f"{request.POST['then']}_q", "")
        return redirect(f"{reverse(registration)}?{urlencode({'next': here, 'q': q})}")
    if searches and request.POST.get("then") != "done":
        return redirect(f"{here}?{urlencode(searches)}")
    messages.success(request, "Saved what is there.")
    return redirect("referrals:detail", saved.pk)
