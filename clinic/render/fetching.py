"""What a letter or a sheet may load while it is drawn: our own style sheet and font, from memory, and nothing else."""

from functools import cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from fontTools.ttLib import woff2  # type: ignore[import-untyped]
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

# No such host exists or may ever be asked: it only gives our files addresses of their own.
BASE = "https://letter.invalid/static/"
SHEET = "css/letter.css"
FONTS = ("vendor/inter/files/inter-latin-wght-normal.woff2", "vendor/inter/files/inter-latin-ext-wght-normal.woff2")


class Denied(FatalURLFetchingError):  # type: ignore[misc]  # weasyprint has no types
    """The letter asked for something else; drawing stops, for nothing in a letter should."""


class OwnFilesOnly(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
    """Serves the letter's fonts from memory; never opens a file or a connection."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002 - its interface
        name = url.removeprefix(BASE)
        if name == url or name not in FONTS:
            raise Denied(f"The letter asked for {url[:200]!r}.")
        return URLFetcherResponse(url, unpacked(name), {"Content-Type": "font/ttf"})


@cache
def unpacked(name: str) -> bytes:
    """A WOFF2 font as plain TrueType: unpacking takes a third of a letter's time, so each process does it once."""
    plain = BytesIO()
    woff2.decompress(BytesIO(own_file(name)), plain)
    return plain.getvalue()


@cache
def own_file(name: str) -> bytes:
    """A static file as it is shipped, or as `collectstatic` laid it. Raises FileNotFoundError."""
    found = finders.find(name)
    path = Path(found) if isinstance(found, str) else settings.STATIC_ROOT / name
    return path.read_bytes()
