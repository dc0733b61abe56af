"""Health for people and monitors: every part of the machinery, 503 when one is down. Names no host, needs no sign-in."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from clinic.access import public
from clinic.selectors import health


@require_safe
@public
def healthz(request: HttpRequest) -> HttpResponse:
    parts = health.machinery(now=timezone.now())
    well = all(part.ok for part in parts)
    status = 200 if well else 503
    if "text/html" in request.headers.get("Accept", ""):
        # Without the request: the page must stand when the database, which its shell would ask, does not.
        page = render_to_string("clinic/health.html", {"parts": parts, "well": well, "clinic_name": ""})
        return HttpResponse(page, status=status)
    return JsonResponse({part.name: {"ok": part.ok, "detail": part.detail} for part in parts}, status=status)
