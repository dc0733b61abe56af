"""Where somebody came from and with what: paths only within this site, keys only as digits."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

# Digits of the largest 64-bit number.
LONGEST_KEY = 19


def return_path(request: HttpRequest) -> str:
    """The path in `next`, or nothing where it is missing or leads elsewhere."""
    path = request.POST.get("next") or request.GET.get("next") or ""
    safe = path.startswith("/") and path.isprintable() and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if safe else ""


def with_parameter(path: str, name: str, value: int) -> str:
    return f"{path}{'&' if '?' in path else '?'}{urlencode({name: value})}"


def is_key(text: str) -> bool:
    """Whether this text may be the key of a row."""
    return text.isascii() and text.isdigit() and len(text) < LONGEST_KEY
