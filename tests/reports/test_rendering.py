"""The drawn letter: its text, pages, tags, language and fonts, and that it is drawn and sent once."""

from datetime import datetime, timedelta
from io import BytesIO
from threading import Thread

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from pypdf import PdfReader

from clinic.models import Job, OutboundEmail, Staff, StoredFile
from clinic.services.jobs import GiveUp
from patients.models import Consent
from referrals.models import Physician
from reports.models import Delivery, ProgressReport, ReportRendering
from reports.services import rendering, reports
from tests.factories import reporting, world


def drawn(report: ProgressReport) -> PdfReader:
    with default_storage.open(ReportRendering.objects.get(report=report).file.key) as stored:
        return PdfReader(BytesIO(stored.read()))


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pdf.pages)


@pytest.fixture
def report(therapist: Staff, now: datetime) -> ProgressReport:
    made = reporting.signed(therapist, now=now, request="Please renew the referral.")
    rendering.render(report_id=made.pk, now=now)
    return made


def test_page_one_holds_the_patients_own_figures(report: ProgressReport) -> None:
    pdf = drawn(report)
    page = " ".join(pdf.pages[0].extract_text().split())
    for words in (
        "Progress report 1",
        "Dr. Lena Albrecht, Plastic surgery",
        "Ines Delgado, born 4 May 1972",
        "M62.830 Muscle spasm of back",
        "Better: worst pain 7 to 3; 3 of 12 visits used. No adverse response.",
        "Worst pain, left lower back, 0 to 10 7 \N{EN DASH} 3 2 yes, \N{MINUS SIGN}4 (2 matters)",
        "Neuromuscular therapy (left lower back): pressure 3 of 5, 60 minutes in 3 visits",
        "Amara Okafor, LMT, CLT · signed 23 Nov 2026, 09:00 PST · version 1",
        "Asked of you: Please renew the referral.",
        "page 1 of 1",
    ):
        assert words in page
    assert len(pdf.pages) == 1


def test_the_letter_is_tagged_titled_and_speaks_its_language(report: ProgressReport) -> None:
    pdf = drawn(report)
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF boolean
    assert root["/Lang"] == "en-us"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Progress report 1"
    assert b"pdfuaid:part" in pdf.xmp_metadata.stream.get_data()  # type: ignore[union-attr]


def test_charts_are_figures_with_words_for_those_who_cannot_see_them(report: ProgressReport) -> None:
    alternatives = _alternatives(drawn(report).trailer["/Root"]["/StructTreeRoot"])
    assert "Pain before and after each visit: before from 6 to 3; after from 5 to 2; goal 2." in alternatives
    assert "Where it hurts, start and now: left lower back 7 to 3." in alternatives


def _alternatives(node: object) -> list[str]:
    found = [str(node["/Alt"])] if "/Alt" in node else []  # type: ignore[operator, index]
    kids = node.get("/K", [])  # type: ignore[attr-defined]
    for kid in kids if isinstance(kids, list) else [kids]:
        part = kid.get_object() if hasattr(kid, "get_object") else kid
        found += _alternatives(part) if hasattr(part, "get") else []
    return found


def test_only_inter_is_used_and_it_is_embedded(report: ProgressReport) -> None:
    fonts = [font.get_object() for font in drawn(report).pages[0]["/Resources"]["/Font"].values()]  # type: ignore[index]
    for font in fonts:
        assert "Inter-Letter" in font["/BaseFont"]
        assert "/FontFile2" in font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
    assert fonts


def test_a_long_letter_takes_two_pages_at_most(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now, visits=tuple((days, 6, 4) for days in range(24, 0, -2)))
    report = reports.draft(episode=course.episode, staff=therapist, now=now)
    words = {"verdict": "W" * 200, "request": "M" * 200, "narrative": "Sleep, work and sport are better. " * 58}
    report = reports.save(report=report, edition=report.edition, **words, by=therapist.actor, now=now)
    rendering.render(report_id=reports.sign(report=report, staff=therapist, now=now).pk, now=now)
    pdf = drawn(report)
    assert len(pdf.pages) == 2
    assert "page 2 of 2" in text_of(pdf)
    assert ReportRendering.objects.get().pages == 2


def test_one_message_goes_out_with_exactly_one_attachment(report: ProgressReport) -> None:
    email = OutboundEmail.objects.get()
    assert (email.recipient, email.subject) == (
        "albrecht@practice.example",
        "Progress report from Harbor Street Medical Massage",
    )
    attached = email.attachments.get()
    assert attached.filename == "progress-report-1.pdf"
    assert attached.file == ReportRendering.objects.get().file
    assert Delivery.objects.get().email == email
    for private in ("Ines", "Delgado", "pain", "M62", report.verdict, report.request):
        assert private not in email.subject + email.text


def test_rendering_twice_draws_and_sends_once(report: ProgressReport, now: datetime) -> None:
    before = (StoredFile.objects.count(), OutboundEmail.objects.count(), Job.objects.count())
    rendering.render(report_id=report.pk, now=now + timedelta(minutes=1))
    assert (StoredFile.objects.count(), OutboundEmail.objects.count(), Job.objects.count()) == before
    assert Delivery.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_draw_and_send_once(therapist: Staff, now: datetime) -> None:
    report = reporting.signed(therapist, now=now)

    def work() -> None:
        try:
            rendering.render(report_id=report.pk, now=now)
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (ReportRendering.objects.count(), Delivery.objects.count(), OutboundEmail.objects.count()) == (1, 1, 1)


def test_a_letter_is_kept_back_when_consent_ended_meanwhile(therapist: Staff, now: datetime) -> None:
    report = reporting.signed(therapist, now=now)
    Consent.objects.filter(kind="release").update(withdrawn_at=now, withdrawn_by=therapist.actor)
    rendering.render(report_id=report.pk, now=now)
    assert ReportRendering.objects.count() == 1
    assert not Delivery.objects.exists()
    assert not OutboundEmail.objects.exists()


def test_paper_is_a_task_for_a_person(therapist: Staff, now: datetime) -> None:
    report = reporting.signed(therapist, now=now, to=world.physician(reports_by="paper", practice="Elm Practice"))
    rendering.render(report_id=report.pk, now=now)
    delivery = Delivery.objects.get()
    assert (delivery.channel, delivery.recipient, delivery.email) == ("hand", "Elm Practice", None)
    assert not OutboundEmail.objects.exists()


def test_an_unsigned_or_missing_report_is_never_drawn(therapist: Staff, now: datetime) -> None:
    draft = reporting.draft(therapist, now=now)
    for number in (draft.pk, 999_999):
        with pytest.raises(GiveUp):
            rendering.render(report_id=number, now=now)


def test_an_address_that_cannot_be_written_to_is_for_a_person(therapist: Staff, now: datetime) -> None:
    report = reporting.signed(therapist, now=now)
    Physician.objects.filter(pk=report.physician_id).update(email="not an address")
    with pytest.raises(GiveUp, match="could not be addressed"):
        rendering.render(report_id=report.pk, now=now)
    assert not ReportRendering.objects.exists()


def test_a_name_with_line_breaks_does_not_break_the_header(therapist: Staff, now: datetime) -> None:
    report = reporting.signed(therapist, now=now, to=world.physician(name="Dr. A\r\nBcc: all@example.com"))
    rendering.render(report_id=report.pk, now=now)
    assert OutboundEmail.objects.get().recipient_name == "Dr. A Bcc: all@example.com"
