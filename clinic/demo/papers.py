"""The papers of the demo's physicians: a page in a file, what it says taken down and confirmed by the services people use; and our letters."""

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pikepdf

from clinic.services import uploads
from patients.models import Document
from patients.services import documents
from referrals.models import Clearance, EpisodeOrder, Inquiry, Physician
from referrals.services import clearances, inquiries, orders

if TYPE_CHECKING:
    from clinic.demo.course import Way

LETTER_WIDTH, LETTER_HEIGHT = 612, 792
SIGNED = "Signed by hand"


@dataclass(frozen=True)
class Paper:
    """What one paper says. `lifts` makes it a clearance, without it is an order. Days count from the event's day 0; a clearance without
    an event counts from the day it came. `note` is its sentence. `asked`: the question of ours that it answers."""

    note: str
    lifts: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    cap: int | None = None
    granted: bool = True
    from_day: int | None = None
    confirmed: bool = True
    asked: str = ""


@dataclass(frozen=True)
class Question:
    """A letter that nobody has answered yet, so many days old. `lifts` makes it one for a clearance."""

    words: str
    days_ago: int
    lifts: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def hand_in(way: "Way", paper: Paper, *, now: datetime) -> None:
    """The paper reaches the desk, is scanned, taken down and compared."""
    if paper.lifts:
        record_clearance(way, paper, now=now)
    else:
        record_order(way, paper, now=now)


def record_clearance(way: "Way", paper: Paper, *, now: datetime) -> Clearance:
    physician = _physician(way)
    row = clearances.record(
        patient=way.patient,
        physician=physician,
        granted=paper.granted,
        lifts=paper.lifts,
        techniques=paper.techniques,
        regions=paper.places,
        pressure_cap=paper.cap,
        from_on=now.date(),
        until_on=now.date() + timedelta(days=120),
        note=paper.note,
        document=_scan(way, paper, physician, now=now),
        inquiry=_asked_before(way, paper, now=now - timedelta(hours=1)),
        by=way.desk,
        now=now,
    )
    return clearances.confirm(clearance=row, by=way.desk, now=now) if paper.confirmed else row


def record_order(way: "Way", paper: Paper, *, now: datetime) -> EpisodeOrder:
    physician = _physician(way)
    row = orders.record(
        episode=way.episode,
        physician=physician,
        techniques=paper.techniques,
        regions=paper.places,
        pressure_cap=paper.cap,
        from_on=_day(way, paper, now=now),
        note=paper.note,
        document=_scan(way, paper, physician, now=now),
        inquiry=_asked_before(way, paper, now=now - timedelta(hours=1)),
        by=way.desk,
        now=now,
    )
    return orders.confirm(order=row, by=way.desk, now=now) if paper.confirmed else row


def ask(way: "Way", question: Question, *, now: datetime) -> Inquiry:
    """A letter of the therapist's that is still on its way or waits for its answer."""
    return _letter(way, question, question.words, otherwise=Inquiry.Kind.CONSULT, now=now)


def evidence(way: "Way", title: str, *, now: datetime) -> Document:
    """Imaging or the like behind an event."""
    return _keep(way, Document.Kind.EVIDENCE, title, [title, way.patient.name], now=now)


def _asked_before(way: "Way", paper: Paper, *, now: datetime) -> Inquiry | None:
    if not paper.asked:
        return None
    return _letter(way, paper, paper.asked, otherwise=Inquiry.Kind.ORDER, now=now)


def _letter(way: "Way", about: Question | Paper, words: str, *, otherwise: str, now: datetime) -> Inquiry:
    """The therapist asks; `otherwise`: what kind of letter it is where it lifts nothing."""
    return inquiries.ask(
        patient=way.patient,
        episode=way.episode,
        physician=_physician(way),
        kind=Inquiry.Kind.CLEARANCE if about.lifts else otherwise,
        lifts=about.lifts,
        techniques=about.techniques,
        regions=about.places,
        question=words,
        by=way.therapist.actor,
        now=now,
    )


def _physician(way: "Way") -> Physician:
    return way.setting.physician_for(way.course.specialty)


def _day(way: "Way", paper: Paper, *, now: datetime) -> date:
    happened = way.course.happened
    if happened is None or paper.from_day is None:
        return now.date()
    return way.now.date() - timedelta(days=happened.days_ago) + timedelta(days=paper.from_day)


def _scan(way: "Way", paper: Paper, physician: Physician, *, now: datetime) -> Document:
    kind = "Clearance" if paper.lifts else "Order"
    words = [physician.practice, kind, way.patient.name, paper.note, f"{physician.name}, {now:%d %b %Y}", SIGNED]
    return _keep(way, Document.Kind.CLEARANCE, f"{kind} of {physician.name}", words, now=now)


def _keep(way: "Way", kind: str, title: str, words: Sequence[str], *, now: datetime) -> Document:
    content = sheet(words)
    file = uploads.keep(
        content=content, name=f"{title}.pdf", content_type="application/pdf", pages=1, by=way.desk, now=now
    )
    return documents.add(patient=way.patient, kind=kind, title=title, file=file, by=way.desk, now=now)


def sheet(words: Sequence[str]) -> bytes:
    """One page of plain type, as a practice would fax it."""
    pdf, out = pikepdf.new(), io.BytesIO()
    page = pdf.add_blank_page(page_size=(LETTER_WIDTH, LETTER_HEIGHT))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    lines = [line for text in words for line in ["", *(textwrap.wrap(text, 70) or [""])]]
    drawn = "".join(f"({_plain(line)}) ' " for line in lines)
    page.Contents = pdf.make_stream(f"BT /F1 13 Tf 18 TL 72 700 Td {drawn}ET".encode("latin-1"))
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _plain(text: str) -> str:
    """Fit for a string of a page: letters the plain font has, its own signs escaped."""
    known = text.encode("latin-1", "replace").decode("latin-1")
    return known.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
