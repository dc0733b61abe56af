"""The letter that asks a physician: its text, its way, and that it is drawn and sent once."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from pypdf import PdfReader

from clinic.models import Job, OutboundEmail, StoredFile
from clinic.services.jobs import GiveUp
from patients.models import Consent
from referrals.models import Inquiry
from reports.services.inquiry_letters import draw_and_send
from tests.factories import clinic as make
from tests.factories import papers, world

pytestmark = pytest.mark.django_db


@pytest.fixture
def inquiry() -> Inquiry:
    make.profile()
    episode = world.episode()
    world.event(episode)
    return papers.inquiry(
        episode,
        lifts=["X-07", "E-LIPOSUCTION"],
        techniques=["MLD", "DTM"],
        regions=["LUMB-l", "ABDL-m"],
        question="May we begin with <b>drainage</b>?",
    )


def drawn(inquiry: Inquiry, now: datetime) -> PdfReader:
    draw_and_send(inquiry_id=inquiry.pk, now=now)
    inquiry.refresh_from_db()
    assert inquiry.letter is not None
    with default_storage.open(inquiry.letter.key) as stored:
        return PdfReader(BytesIO(stored.read()))


def test_one_page_says_who_what_and_why(inquiry: Inquiry, now: datetime) -> None:
    pdf = drawn(inquiry, now)
    page = " ".join(pdf.pages[0].extract_text().split())
    for words in (
        "We ask for a clearance",
        "Dr. Lena Albrecht, Plastic surgery",
        "Ines Delgado, born 4 May 1972",
        "Back spasm after lifting",
        "Dear Dr. Lena Albrecht,",
        "May we begin with <b>drainage</b>?",
        "Stable heart failure",
        "Liposuction, 11 Nov 2026",
        "Manual lymph drainage",
        "Deep tissue massage",
        "left lower back, lower belly",
        "Yes, with limits: pressure up to",
        "Signature",
        "Please tick, sign and send this page back.",
        "page 1 of 1",
    ):
        assert words in page
    assert len(pdf.pages) == 1
    assert pdf.metadata is not None
    assert pdf.metadata.title == "A question from your patient's massage clinic"
    assert b"pdfuaid:part" in pdf.xmp_metadata.stream.get_data()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("order", ("We ask for an order", "What happened", "Movement only up to")),
        ("consult", ("We ask for your view", "Yes, with limits")),
    ],
)
def test_every_kind_has_its_own_boxes(inquiry: Inquiry, now: datetime, kind: str, words: tuple[str, ...]) -> None:
    Inquiry.objects.filter(pk=inquiry.pk).update(kind=kind, lifts=[])
    inquiry.refresh_from_db()
    page = " ".join(drawn(inquiry, now).pages[0].extract_text().split())
    assert [each for each in words if each not in page] == []


def test_the_longest_question_still_fits(inquiry: Inquiry, now: datetime) -> None:
    Inquiry.objects.filter(pk=inquiry.pk).update(question=("deeper work " * 50)[:600])
    inquiry.refresh_from_db()
    assert len(drawn(inquiry, now).pages) == 1


def test_the_message_names_nobody(inquiry: Inquiry, now: datetime) -> None:
    drawn(inquiry, now)
    email = OutboundEmail.objects.get()
    assert inquiry.email == email
    assert (email.recipient, email.subject) == (
        "albrecht@practice.example",
        "A question from Harbor Street Medical Massage",
    )
    attached = email.attachments.get()
    assert (attached.filename, attached.file) == (f"question-{inquiry.pk}.pdf", inquiry.letter)
    for private in ("Ines", "Delgado", "drainage", "eart", "iposuction", inquiry.patient.number):
        assert private not in email.subject + email.text + attached.filename + attached.file.name


def test_drawing_twice_draws_and_sends_once(inquiry: Inquiry, now: datetime) -> None:
    drawn(inquiry, now)
    before = (StoredFile.objects.count(), OutboundEmail.objects.count(), Job.objects.count())
    draw_and_send(inquiry_id=inquiry.pk, now=now + timedelta(minutes=1))
    assert (StoredFile.objects.count(), OutboundEmail.objects.count(), Job.objects.count()) == before


@pytest.mark.parametrize("channel", ["fax", "paper"])
def test_who_wants_paper_gets_a_file_to_print(inquiry: Inquiry, now: datetime, channel: str) -> None:
    physician = inquiry.physician
    physician.reports_by, physician.fax = channel, "+17025550199"
    physician.save()
    page = " ".join(drawn(inquiry, now).pages[0].extract_text().split())
    assert inquiry.email is None
    assert not OutboundEmail.objects.exists()
    assert ("fax (702) 555-0199" in page) == (channel == "fax")


def test_consent_withdrawn_meanwhile_holds_it_back(inquiry: Inquiry, now: datetime) -> None:
    Consent.objects.filter(kind="release").update(withdrawn_at=now, withdrawn_by=world.system())
    drawn(inquiry, now)
    assert inquiry.email is None
    assert not OutboundEmail.objects.exists()


def test_an_unknown_inquiry_needs_a_person(now: datetime) -> None:
    with pytest.raises(GiveUp):
        draw_and_send(inquiry_id=0, now=now)
