"""The papers of the demo's physicians: a page in a file, what it says taken down and confirmed by the services people use."""

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pikepdf

from clinic.services import uploads
from patients.models import Document
from patients.services import documents
from referrals.models import Physician
from referrals.services import clearances, orders

if TYPE_CHECKING:
    from clinic.demo.course import Way


@dataclass(frozen=True)
class Paper:
    """What one paper says. `lifts` makes it a clearance, without it is an order. Days count from the event's day 0; a clearance without
    an event counts from the day it came. `note` is its sentence."""

    note: str
    lifts: tuple[str, ...] = ()
    techniques: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    cap: int | None = None
    granted: bool = True
    from_day: int | None = None
    confirmed: bool = True


def hand_in(way: "Way", paper: Paper, *, now: datetime) -> None:
    """The paper reaches the desk, is scanned, taken down and compared."""
    desk, physician = way.desk, way.setting.physician_for(way.course.specialty)
    document = _scan(way, paper, physician, now=now)
    if paper.lifts:
        cleared = clearances.record(
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
            document=document,
            by=desk,
            now=now,
        )
        if paper.confirmed:
            clearances.confirm(clearance=cleared, by=desk, now=now)
        return
    order = orders.record(
        episode=way.episode,
        physician=physician,
        techniques=paper.techniques,
        regions=paper.places,
        pressure_cap=paper.cap,
        from_on=_day(way, paper, now=now),
        note=paper.note,
        document=document,
        by=desk,
        now=now,
    )
    if paper.confirmed:
        orders.confirm(order=order, by=desk, now=now)


def evidence(way: "Way", title: str, *, now: datetime) -> Document:
    """Imaging or the like behind an event."""
    return _keep(way, Document.Kind.EVIDENCE, title, now=now)


def _day(way: "Way", paper: Paper, *, now: datetime) -> date:
    happened = way.course.happened
    if happened is None or paper.from_day is None:
        return now.date()
    return way.now.date() - timedelta(days=happened.days_ago) + timedelta(days=paper.from_day)


def _scan(way: "Way", paper: Paper, physician: Physician, *, now: datetime) -> Document:
    kind = "Clearance" if paper.lifts else "Order"
    return _keep(way, Document.Kind.CLEARANCE, f"{kind} of {physician.name}", now=now)


def _keep(way: "Way", kind: str, title: str, *, now: datetime) -> Document:
    sheet, out = pikepdf.new(), io.BytesIO()
    sheet.add_blank_page(page_size=(612, 792))
    sheet.save(out)
    file = uploads.keep(
        content=out.getvalue(), name=f"{title}.pdf", content_type="application/pdf", pages=1, by=way.desk, now=now
    )
    return documents.add(patient=way.patient, kind=kind, title=title, file=file, by=way.desk, now=now)
