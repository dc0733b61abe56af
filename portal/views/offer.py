"""The page behind the link of a mail that offers a time: yes or no. A GET shows, a POST acts; whoever comes late is told what became of it."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from clinic.access import by_link, read_by
from clinic.models import Link
from clinic.selectors.profile import clinic_profile
from clinic.services import links
from sessions.models import Offer
from sessions.selectors.waitlist import outcome_of
from sessions.services import offers
from sessions.services.appointments import NotPossible
from sessions.services.offers import OFFER_LINK

GONE = 410


@require_http_methods(["GET", "POST"])
@by_link
def offer(request: HttpRequest, token: str) -> HttpResponse:
    now = timezone.now()
    try:
        link = links.find(token=token, purpose=OFFER_LINK, now=now)
    except links.Ended:
        return _ended(request, None, "")
    row = Offer.objects.select_related("entry__patient", "visit__location", "visit__therapist").get(pk=link.reference)
    with translation.override(row.entry.patient.language):
        if request.method == "POST":
            return _answer(request, row, link, token, now)
        outcome = outcome_of(row, row.visit, now=now)
        if outcome not in {"", Offer.Outcome.ACCEPTED}:
            return _ended(request, row, outcome)
        read_by(link.actor, request, "offered time", patient_id=row.entry.patient_id)
        return _show(request, row, token)


def _show(request: HttpRequest, row: Offer, token: str) -> HttpResponse:
    context = {
        "offer": row,
        "visit": row.visit,
        "tz": row.visit.location.tz,
        "token": token,
        "phone": _phone(row),
        "is_accepted": row.outcome == Offer.Outcome.ACCEPTED,
    }
    return render(request, "portal/offer.html", context)


def _answer(request: HttpRequest, row: Offer, link: Link, token: str, now: datetime) -> HttpResponse:
    act = offers.decline if request.POST.get("answer") == "no" else offers.accept
    try:
        act(offer=row, by=link.actor, now=now)
    except offers.Gone as gone:
        return _ended(request, row, gone.outcome)
    except (offers.Unfit, NotPossible):
        return _ended(request, row, Offer.Outcome.WITHDRAWN)
    if act is offers.decline:
        return _ended(request, row, Offer.Outcome.DECLINED, status=200)
    return redirect("portal:offer", token)


def _ended(request: HttpRequest, row: Offer | None, outcome: str, *, status: int = GONE) -> HttpResponse:
    """What became of it, in kind words, and whom to call. Unknown links are told apart by nothing."""
    context = {
        "outcome": outcome,
        "is_waiting": row is not None and row.entry.closed_at is None,
        "phone": _phone(row),
    }
    return render(request, "portal/offer_ended.html", context, status=status)


def _phone(row: Offer | None) -> str:
    profile = clinic_profile()
    return (row.visit.location.phone if row else "") or (profile.phone if profile else "")
