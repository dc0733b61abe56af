"""Actors, files and messages for tests of work in the background."""

import io
from datetime import datetime

import pikepdf
from PIL import Image

from clinic.models import Actor, OutboundEmail, StoredFile
from clinic.services import actors, mail, uploads


def pdf(pages: int = 1) -> bytes:
    document = pikepdf.new()
    for _page in range(pages):
        document.add_blank_page(page_size=(200, 200))
    out = io.BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **options)
    return out.getvalue()


def stored_pdf(now: datetime, by: Actor | None = None) -> StoredFile:
    who = by or actors.system()
    return uploads.keep(content=pdf(), name="report.pdf", content_type="application/pdf", pages=1, by=who, now=now)


def email(now: datetime, *, key: str = "test:1", **changes: object) -> OutboundEmail:
    facts: dict[str, object] = {
        "recipient": "desk@practice.example",
        "recipient_name": "Practice Desk",
        "subject": "A letter from the clinic",
        "text": "Good morning.",
        "by": actors.system(),
    } | changes
    return mail.queue(key=key, now=now, **facts)  # type: ignore[arg-type]
