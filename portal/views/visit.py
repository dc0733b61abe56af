"""The page behind the link in a booking mail: shows first name, time and place; one button says “I'll be there”."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from clinic.access import by_link
from clinic.models import Link
from clinic.selectors.profile import clinic_profile
from clinic.services import links
from sessions.models import Appointment
from sessions.services import appointments

GONE = 410


@require_http_methods(["GET", "POST"])
@by_link
def visit(request: HttpRequest, token: str) -> HttpResponse:
    """A GET shows, a POST confirms; a second tap says the same again. The link ends when the visit begins, so it is never used up."""
    now = timezone.now()
    try:
        link = links.find(token=token, purpose=appointments.VISIT_LINK, now=now)
    except links.Ended:
        return _ended(request, None)
    row = Appointment.objects.select_related("patient", "location").filter(pk=link.reference).first()
    with translation.override(row.patient.language if row else None):
        if row is None or not row.is_live:
            return _ended(request, row)
        if request.method == "POST":
            return _confirm(request, row, link, token)
        context = {
            "visit": row,
            "tz": row.location.tz,
            "token": token,
            "phone": _phone(row),
            "is_confirmed": row.status not in {"held", "booked"},
        }
        return render(request, "portal/visit.html", context)


def _confirm(request: HttpRequest, row: Appointment, link: Link, token: str) -> HttpResponse:
    try:
        appointments.confirm(appointment=row, by=link.actor, now=timezone.now())
    except appointments.NotPossible:
        return _ended(request, row)
    return redirect("portal:visit", token)


def _ended(request: HttpRequest, row: Appointment | None) -> HttpResponse:
    """Unknown, expired, or the visit was cancelled: what to do instead. Nothing about a person is said."""
    return render(request, "portal/visit_ended.html", {"phone": _phone(row)}, status=GONE)


def _phone(row: Appointment | None) -> str:
    profile = clinic_profile()
    return (row.location.phone if row else "") or (profile.phone if profile else "")
