"""Who may use what: sign-in, the access rule every view declares, and the row every clinical reading leaves."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_htmx.middleware import HtmxDetails

from clinic.models import AccessEntry, Actor, Location, Role, Staff
from clinic.registry import registry
from clinic.selectors.licenses import first_ending
from clinic.selectors.profile import clinic_name
from clinic.services import mail

P = ParamSpec("P")


class StaffRequest(HttpRequest):
    """A request of a signed-in member of staff, as views behind `requires` see it."""

    user: Staff
    htmx: HtmxDetails


View = Callable[Concatenate[StaffRequest, P], HttpResponseBase]

# Views of libraries that we mount but did not write, by their name in the site map.
LIBRARY_VIEWS = {
    "account_login": "public",
    "account_logout": "public",
    "account_inactive": "public",
    "account_reset_password": "public",
    "account_reset_password_done": "public",
    "account_reset_password_from_key": "public",
    "account_reset_password_from_key_done": "public",
    "account_change_password": "staff",
    "account_reauthenticate": "staff",
}


class StaffBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Sign-in by e-mail; the person comes with their actor, the clinic's zone, the day their first license ends and the numbers of
    the rail, so that no page asks for them again."""

    def get_user(self, user_id: int) -> Staff | None:
        zone = Location.objects.order_by("name").values("zone")[:1]
        people = (
            Staff.objects.active()
            .select_related("actor")
            .annotate(clinic_zone=Subquery(zone), license_until=first_ending(), **registry.badge_annotations())
        )
        staff: Staff | None = people.filter(pk=user_id).first()
        return staff


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up: a manager adds staff."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail address or the password is not right. Look at both once more.")
    }

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return f"{clinic_name()}: {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Through the outbox like all mail: no page waits for the mail server. Strangers' addresses get nothing."""
        user = context.get("user")
        if user is None:
            return
        message = self.render_mail(template_prefix, email, {"email": email, "clinic": clinic_name()} | context)
        mail.queue(
            key=f"account:{uuid4().hex}",
            recipient=email,
            recipient_name=user.name,
            subject=message.subject,
            text=message.body,
            by=user.actor,
            now=timezone.now(),
        )


def requires(*roles: Role) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Only signed-in staff with one of these roles; without roles named, any member of staff."""

    def decorate(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return _to_sign_in(request)
            if roles and not request.user.has(*roles):
                raise PermissionDenied("This page is not part of your work here.")
            try:
                return view(cast("StaffRequest", request), *args, **kwargs)
            except Http404:
                return _to_survivor(request, kwargs)

        guarded.access = frozenset(role.value for role in (roles or tuple(Role)))  # type: ignore[attr-defined]
        return guarded

    return decorate


def _to_survivor(request: HttpRequest, kwargs: dict[str, Any]) -> HttpResponse:
    """Where a patient is not found because the record was merged: the same page of the patient that stays, so that old links lead on.
    Called while the 404 is handled, and lets it pass where nobody was merged."""
    match = request.resolver_match
    survivor = registry.survivor_of(kwargs["patient_id"]) if match and "patient_id" in kwargs else None
    if match is None or survivor is None:
        raise  # noqa: PLE0704 - the 404 that is being handled
    if request.method != "GET":
        messages.warning(
            request, _("This record was merged into another meanwhile. Nothing was saved; do it here again.")
        )
    answer: HttpResponse = redirect(match.view_name, **kwargs | {"patient_id": survivor})
    return answer


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page; a fragment's request is told to go there as a whole, never swapped into a chart."""
    if getattr(request, "htmx", False):
        response = HttpResponse(status=401)
        response["HX-Redirect"] = "/account/login/"
        return response
    return redirect(f"/account/login/?next={request.path}")


def public(view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """Anybody may use this: sign-in and health."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def by_link(view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    """Whoever holds the link may use this; the view itself must open the link before it shows or does anything."""
    view.access = "link"  # type: ignore[attr-defined]
    return view


def declared(view: Any, name: str | None) -> Any:
    """The access rule of a view, or None where it has declared none (and so may not run)."""
    return getattr(view, "access", None) or LIBRARY_VIEWS.get(name or "")


def read(request: StaffRequest, what: str, *, patient_id: int | None, reason: str = "", refused: bool = False) -> None:
    """Write the access row of one reading of clinical or personal data. `what` says in words which data."""
    _note_reading(request, request.user.actor_id, what, patient_id=patient_id, reason=reason, refused=refused)


def read_by(actor: Actor, request: HttpRequest, what: str, *, patient_id: int | None = None) -> None:
    """The same for a page behind a link, where nobody is signed in: `actor` is the person the link speaks for."""
    _note_reading(request, actor.pk, what, patient_id=patient_id)


def _note_reading(
    request: HttpRequest,
    actor_id: int,
    what: str,
    *,
    patient_id: int | None = None,
    reason: str = "",
    refused: bool = False,
) -> None:
    match = request.resolver_match
    AccessEntry.objects.create(
        at=timezone.now(),
        actor_id=actor_id,
        patient_reference=patient_id,
        what=what,
        view=(match.view_name if match else request.path)[:80],
        outcome=AccessEntry.Outcome.REFUSED if refused else AccessEntry.Outcome.SHOWN,
        reason=reason,
        request_id=request.request_id,  # type: ignore[attr-defined]  # set by AccessMiddleware
    )


def actor_of(request: StaffRequest) -> Actor:
    return request.user.actor
