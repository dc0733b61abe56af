"""Drawing paper: HTML to a tagged PDF (PDF/UA-1) within limits of memory and size."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from clinic.render.fetching import BASE, SHEET, OwnFilesOnly, own_file

MEMORY = 2 * 1024**3
LARGEST_FILE = 20 * 1024**2
OPTIONS = {"pdf_variant": "pdf/ua-1"}


class CannotDraw(Exception):
    """The paper cannot be drawn as it stands; drawing it again would not help."""


@dataclass(frozen=True)
class Drawing:
    content: bytes
    pages: int


def draw(html: str, *, sheet: str = SHEET) -> Drawing:
    """With one style sheet of ours. Raises CannotDraw when the paper asks for anything but that and its own fonts."""
    fetcher, fonts = OwnFilesOnly(), FontConfiguration()
    sheet_text = own_file(sheet).decode()
    try:
        with limited():
            style = CSS(string=sheet_text, base_url=BASE + sheet, url_fetcher=fetcher, font_config=fonts)
            page = HTML(string=html, base_url=BASE, url_fetcher=fetcher)
            document = page.render(stylesheets=[style], font_config=fonts, **OPTIONS)
            return Drawing(document.write_pdf(**OPTIONS), len(document.pages))
    except FatalURLFetchingError as error:  # a BaseException: nobody above would catch it
        raise CannotDraw(str(error)) from error


@contextmanager
def limited() -> Iterator[None]:
    """Lower this process's soft limits while it draws; a runaway letter fails alone."""
    limits = {resource.RLIMIT_AS: MEMORY, resource.RLIMIT_FSIZE: LARGEST_FILE}
    before = {kind: resource.getrlimit(kind) for kind in limits}
    try:
        for kind, most in limits.items():
            soft, hard = before[kind]
            resource.setrlimit(kind, (most if soft == resource.RLIM_INFINITY else min(soft, most), hard))
        yield
    finally:
        for kind, pair in before.items():
            resource.setrlimit(kind, pair)
