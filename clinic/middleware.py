"""What every request passes: health checks before anything else, the declared access rule, no caching, history's context."""

import uuid
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

import pghistory
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import is_valid_path
from django.utils import timezone
from django.utils.http import urlencode

from clinic.access import declared
from clinic.models import Role

GetResponse = Callable[[HttpRequest], HttpResponseBase]
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


def health_checks(get_response: GetResponse) -> GetResponse:
    """Answers `/livez` before hosts, sessions and sign-in are looked at: is this process alive, and does the database answer it?"""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path != "/livez":
            return get_response(request)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except Exception:  # noqa: BLE001 - whatever it is, the answer is: not well
            return HttpResponse("database unreachable\n", status=503, content_type="text/plain")
        return HttpResponse("ok\n", content_type="text/plain")

    return middleware


def clinic_clock(get_response: GetResponse) -> GetResponse:
    """Days and times of a signed-in person's pages are the clinic's, not UTC's: in the evening those are two different days."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        zone = getattr(request.user, "clinic_zone", None)  # read together with the person (clinic.access.StaffBackend)
        with timezone.override(ZoneInfo(zone) if zone else None):
            return get_response(request)

    return middleware


def acts_lead_to_pages(get_response: GetResponse) -> GetResponse:
    """An address that only acts (sign, confirm, end) shows nothing: whoever comes there by GET, by reloading after a sign-in, is led to
    the page it belongs to, the nearest one above it. Links for people without an account keep their own answers."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or request.method != "GET" or _is_fragment(request):
            return response
        match, user = request.resolver_match, request.user
        access = declared(match.func, match.view_name) if match else None
        if not isinstance(access, frozenset) or (user.is_authenticated and not user.has(*map(Role, access))):
            return response
        page = _page_above(request.path)
        return redirect(page if user.is_authenticated else f"/account/login/?{urlencode({'next': page})}")

    return middleware


def _is_fragment(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _page_above(path: str) -> str:
    """The nearest address above this one that the site knows; one that only acts leads further up when it is asked."""
    parts = path.strip("/").split("/")
    for length in range(len(parts) - 1, 0, -1):
        above = f"/{'/'.join(parts[:length])}/"
        if is_valid_path(above):
            return above
    return "/"


class AccessMiddleware:
    """Refuses every view that has not declared who may use it, and keeps answers about people out of caches."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.request_id = uuid.uuid4()  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> None:
        name = request.resolver_match.view_name if request.resolver_match else None
        if declared(view, name) is None:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__name__} declares no access rule (clinic.access).")


class HistoryMiddleware:
    """Every history row of a changing request carries who and where."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in SAFE:
            return self.get_response(request)
        user = request.user
        actor = user.actor_id if user.is_authenticated else None
        with pghistory.context(actor=actor, url=request.path, request=str(getattr(request, "request_id", ""))):
            return self.get_response(request)
