"""Whatever is typed into a record, drawing a letter opens no connection and no file, and shows the text as text."""

import contextlib
import threading
import time
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from weasyprint import HTML

from clinic.models import ClinicProfile, Staff
from clinic.render.pdf import CannotDraw, draw
from reports.models import ProgressReport
from reports.render import letter
from tests.factories import reporting, world

SECRET = "nobody-may-read-this-4711"
VECTORS = {
    "img": '<img src="{url}">',
    "link": '<link rel="stylesheet" href="{url}">',
    "import": '<style>@import "{url}";</style>',
    "font": '<style>@font-face {{ font-family: x; src: url("{url}"); }} * {{ font-family: x; }}</style>',
    "background": '<p style="background: url({url})">x</p>',
    "object": '<object data="{url}"></object>',
    "embed": '<embed src="{url}">',
    "redirect": '<img src="{url}redirect">',
    "svg image": '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="{url}" width="9" height="9"/></svg>',
    "svg use": '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="{url}#x"/></svg>',
    "attachment": '<link rel="attachment" href="{file}">',
}


@dataclass
class Trap:
    """A local server that counts whoever calls, and a secret file."""

    url: str
    file: str
    hits: list[str] = field(default_factory=list)

    def vector(self, name: str) -> str:
        return VECTORS[name].format(url=self.url, file=self.file)


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Trap]:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET)
    made = Trap(url="", file=secret.as_uri())

    class Counter(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            made.hits.append(self.path)
            self.send_response(302 if "redirect" in self.path else 404)
            self.send_header("Location", made.file)
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Counter)
    made.url = f"http://127.0.0.1:{server.server_port}/"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


def everything(pdf: bytes) -> bytes:
    """All streams of a PDF, unpacked."""
    reader = PdfReader(BytesIO(pdf))
    parts = [
        obj.get_data()
        for number in range(1, len(reader.xref_objStm) + 2000)
        if (obj := _object(reader, number)) is not None
    ]
    return b"\n".join(parts)


def _object(reader: PdfReader, number: int) -> object:
    with contextlib.suppress(Exception), warnings.catch_warnings(action="ignore"):
        found = reader.get_object(number)
        return found if hasattr(found, "get_data") else None
    return None


def poisoned(by: Staff, now: datetime, text: str) -> ProgressReport:
    """A signed report with this text in every field a person can type into that reaches the letter."""
    physician = world.physician(name=text[:120], specialty=text[:80], practice=text[:120])
    report = reporting.signed(by, now=now, to=physician, given=text[:80], request=text[:200])
    ClinicProfile.objects.update(name=text[:120])
    report.verdict, report.request, report.narrative = text, text, text
    report.data = _everywhere(report.data, text)
    return report


def _everywhere(value: object, text: str) -> object:
    """The text in every free string of the figures; codes and dates stay what they are."""
    codes = {"kind", "change", "state", "zone", "place", "item"}
    if isinstance(value, dict):
        return {
            key: part if key in codes or key.endswith("_on") or key == "on" else _everywhere(part, text)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [_everywhere(part, text) for part in value]
    return text if isinstance(value, str) else value


@pytest.mark.parametrize("name", VECTORS)
def test_hostile_text_is_drawn_as_text(name: str, trap: Trap, therapist: Staff, now: datetime) -> None:
    html = letter.html(poisoned(therapist, now, trap.vector(name)))
    assert html.count("&lt;") > 10
    pdf = draw(html).content
    time.sleep(0.05)
    assert trap.hits == []
    assert SECRET.encode() not in everything(pdf)


@pytest.mark.parametrize("name", VECTORS)
def test_even_unescaped_it_reaches_nothing(name: str, trap: Trap) -> None:
    """Should a template ever let markup through, drawing stops or the reference stays empty."""
    html = f"<html lang='en'><head><title>x</title></head><body>{trap.vector(name)}</body></html>"
    pdf = b""
    with contextlib.suppress(CannotDraw):
        pdf = draw(html).content
    time.sleep(0.05)
    assert trap.hits == []
    assert not pdf or SECRET.encode() not in everything(pdf)


def test_the_trap_works(trap: Trap) -> None:
    """The negative control: the library's own fetcher calls the server and carries the secret away."""
    body = "".join(trap.vector(name) for name in VECTORS)
    pdf = HTML(string=f"<html><body>{body}</body></html>").write_pdf()
    assert len(trap.hits) >= 5
    assert SECRET.encode() in everything(pdf)
