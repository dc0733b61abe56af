"""Error pages that say what to do next; they need no database, no sign-in and no context."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def _page(status: int, request: HttpRequest, message: str = "") -> HttpResponse:
    return HttpResponse(render_to_string(f"{status}.html", {"message": message, "path": request.path}), status=status)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001 - Django passes it by this name
    return _page(400, request)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return _page(403, request, str(exception or ""))


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:  # noqa: ARG001 - Django passes it by this name
    return _page(404, request)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(500, request)
