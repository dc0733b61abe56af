"""The pages behind the link in a mail about a visit: first name, time and place; “I'll be there”, and asking for another time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods

from clinic.access import by_link
from clinic.models import Link
from clinic.selectors.profile import clinic_profile
from clinic.services import links
from portal.forms.change import ChangeForm
from sessions.models import Appointment
from sessions.rules.telling import OFF
from sessions.selectors.change_requests import is_waiting
from sessions.services import appointments, change_requests
from sessions.services.telling import VISIT_LINK

GONE = 410


@dataclass(frozen=True)
class Opened:
    """A link that holds, and the visit it is about."""

    link: Link
    visit: Appointment
    token: str
    now: datetime


@require_http_methods(["GET", "POST"])
@by_link
def visit(request: HttpRequest, token: str) -> HttpResponse:
    """A GET shows, a POST confirms; a second tap says the same again. The link ends when the visit begins, so it is never used up."""
    return _opened(request, token, _confirm if request.method == "POST" else _show)


@require_http_methods(["GET", "POST"])
@by_link
def change(request: HttpRequest, token: str) -> HttpResponse:
    """A GET asks what would suit, a POST tells the desk. The visit stays as it is until a person moves it."""
    return _opened(request, token, _change)


def _opened(request: HttpRequest, token: str, go_on: Callable[[HttpRequest, Opened], HttpResponse]) -> HttpResponse:
    now = timezone.now()
    try:
        link = links.find(token=token, purpose=VISIT_LINK, now=now)
    except links.Ended:
        return _ended(request, None)
    row = Appointment.objects.select_related("patient", "location").filter(pk=link.reference).first()
    with translation.override(row.patient.language if row else None):
        # A visit that was moved forward may have begun before its older link ends.
        if row is None or not row.is_live or row.starts_at <= now:
            return _ended(request, row)
        return go_on(request, Opened(link, row, token, now))


def _show(request: HttpRequest, opened: Opened) -> HttpResponse:
    return render(request, "portal/visit.html", _context(opened))


def _context(opened: Opened) -> dict[str, object]:
    row = opened.visit
    return {
        "visit": row,
        "tz": row.location.tz,
        "token": opened.token,
        "phone": _phone(row),
        "is_confirmed": row.status not in {"held", "booked"},
        "may_change": row.status in change_requests.MAY_CHANGE,
        "is_asked": is_waiting(row.pk),
    }


def _confirm(request: HttpRequest, opened: Opened) -> HttpResponse:
    try:
        appointments.confirm(appointment=opened.visit, by=opened.link.actor, now=opened.now)
    except appointments.NotPossible:
        return _ended(request, opened.visit)
    return redirect("portal:visit", opened.token)


def _change(request: HttpRequest, opened: Opened) -> HttpResponse:
    context = _context(opened)
    if not context["may_change"]:
        return redirect("portal:visit", opened.token)
    form = ChangeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            change_requests.ask(appointment=opened.visit, by=opened.link.actor, now=opened.now, **form.cleaned_data)
        except appointments.NotPossible:
            return _ended(request, opened.visit)
        except change_requests.EnoughSaid:
            pass  # the desk knows already, and the page says so
        return redirect("portal:visit", opened.token)
    return render(request, "portal/visit_change.html", {**context, "form": form})


def _ended(request: HttpRequest, row: Appointment | None) -> HttpResponse:
    """Unknown, expired, or the visit was cancelled: what to do instead. Nothing about a person is said."""
    context = {"phone": _phone(row), "is_off": row is not None and row.status in OFF}
    return render(request, "portal/visit_ended.html", context, status=GONE)


def _phone(row: Appointment | None) -> str:
    profile = clinic_profile()
    return (row.location.phone if row else "") or (profile.phone if profile else "")
