"""Going back to the page that sent somebody here: only within this site."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def return_path(request: HttpRequest) -> str:
    """The path in `next`, or nothing where it is missing or leads elsewhere."""
    path = request.POST.get("next") or request.GET.get("next") or ""
    safe = path.startswith("/") and path.isprintable() and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if safe else ""


def with_parameter(path: str, name: str, value: int) -> str:
    return f"{path}{'&' if '?' in path else '?'}{urlencode({name: value})}"
