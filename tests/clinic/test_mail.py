"""Outgoing mail against a real server that behaves, refuses, hangs and hangs up."""

from datetime import datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from clinic import tasks
from clinic.models import Job, OutboundEmail
from clinic.services import actors, mail
from tests.factories import clinic as make
from tests.factories import work
from tests.factories.smtp import MailServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def now() -> datetime:
    """Jobs are due by the machine's clock here, as in the worker."""
    return timezone.now() - timedelta(seconds=1)


def work_off(email: OutboundEmail) -> tuple[OutboundEmail, Job]:
    Job.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    job = Job.objects.get(key=mail.job_key(email))
    tasks.run_job(job.pk)
    job.refresh_from_db()
    email.refresh_from_db()
    return email, job


def test_message_arrives_whole(mail_server: MailServer, now: datetime) -> None:
    make.profile()
    file = work.stored_pdf(now)
    email, job = work_off(
        work.email(
            now, subject="Grüße aus der Praxis", html="<p>Good morning.</p>", attachments=[(file, "../re\nport.pdf")]
        )
    )
    [message] = mail_server.received
    assert (email.state, job.state, mail_server.recipients) == ("sent", "done", ["desk@practice.example"])
    assert message["Message-ID"] == email.message_id
    assert message["Subject"] == "Grüße aus der Praxis"
    assert message["From"] == "Harbor Street Medical Massage <clinic@mend.example>"
    assert message["To"] == "Practice Desk <desk@practice.example>"
    [attachment] = list(message.iter_attachments())
    assert attachment.get_filename() == "report.pdf"
    assert attachment.get_payload(decode=True) == work_content(file.key)


def work_content(key: str) -> bytes:
    with default_storage.open(key) as stored:
        return bytes(stored.read())


def test_asking_twice_sends_once(mail_server: MailServer, now: datetime) -> None:
    email = work.email(now)
    assert work.email(now).pk == email.pk
    work_off(email)
    work_off(email)
    assert len(mail_server.received) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Hello\r\nBcc: everybody@mend.example"},
        {"recipient_name": "A\nB"},
        {"recipient": "nobody"},
        {"recipient": "a@mend.example\r\nBcc: b@mend.example"},
    ],
)
def test_header_that_smuggles_is_refused_when_asked(changes: dict[str, str], now: datetime) -> None:
    with pytest.raises(ValueError, match=r"header|address"):
        work.email(now, **changes)
    assert not OutboundEmail.objects.exists()


def test_server_away_is_tried_again_soon(mail_server: MailServer, now: datetime) -> None:
    mail_server.stop()
    email, job = work_off(work.email(now))
    assert (email.state, job.state) == ("queued", "waiting")
    assert job.due_at - timezone.now() < timedelta(seconds=11)
    mail_server.start()
    assert work_off(email)[0].state == "sent"
    assert len(mail_server.received) == 1


def test_server_away_for_days_needs_a_person(mail_server: MailServer, now: datetime) -> None:
    mail_server.stop()
    email = work.email(now)
    OutboundEmail.objects.update(attempts=149)
    assert [row.state for row in work_off(email)] == ["failed", "failed"]
    mail_server.start()


def test_not_now_is_tried_five_times_more(mail_server: MailServer, now: datetime) -> None:
    mail_server.mode = "later"
    email = work.email(now)
    waits = []
    for _try in range(5):
        row, job = work_off(email)
        assert row.state == "queued"
        waits.append(round((job.due_at - timezone.now()).total_seconds() / 60))
    assert waits == [1, 5, 30, 120, 480]
    assert [row.state for row in work_off(email)] == ["failed", "failed"]


@pytest.mark.parametrize("mode", ["never", "unknown_recipient"])
def test_no_needs_a_person_at_once(mail_server: MailServer, now: datetime, mode: str) -> None:
    mail_server.mode = mode
    email, job = work_off(work.email(now))
    assert (email.state, job.state) == ("failed", "failed")
    assert email.last_error.startswith("55") or "55" in email.last_error
    mail_server.mode = "ok"
    mail.retry(email=email, by=actors.system(), now=timezone.now())
    assert work_off(email)[0].state == "sent"


@pytest.mark.parametrize("mode", ["drop", "hang"])
def test_no_answer_is_tried_once_more_with_the_same_id(mail_server: MailServer, now: datetime, mode: str) -> None:
    mail_server.mode = mode
    email = work.email(now)
    assert work_off(email)[0].state == "unknown"
    mail_server.mode = "ok"
    assert work_off(email)[0].state == "sent"
    assert {message["Message-ID"] for message in mail_server.received} == {email.message_id}


def test_no_answer_twice_needs_a_person(mail_server: MailServer, now: datetime) -> None:
    mail_server.mode = "drop"
    email = work.email(now)
    assert [work_off(email)[0].state, work_off(email)[0].state, work_off(email)[0].state] == [
        "unknown",
        "failed",
        "failed",
    ]
    assert "may have arrived" in email.last_error
    assert len(mail_server.received) == 2


def test_worker_lost_while_sending_is_unknown(mail_server: MailServer, now: datetime) -> None:
    email = work.email(now)
    OutboundEmail.objects.update(state="sending")
    assert work_off(email)[0].state == "unknown"
    assert work_off(email)[0].state == "sent"


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_damaged_attachment_is_never_sent(mail_server: MailServer, now: datetime, damage: str) -> None:
    file = work.stored_pdf(now)
    email = work.email(now, attachments=[(file, "report.pdf")])
    default_storage.delete(file.key)
    if damage == "changed":
        default_storage.save(file.key, work_file())
    assert work_off(email)[0].state == "failed"
    assert mail_server.received == []


def work_file() -> "ContentFile[bytes]":
    return ContentFile(b"something else")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("C:\\letters\\one.pdf", "one.pdf"),
        ("", "attachment"),
        ("...", "attachment"),
    ],
)
def test_attachment_names_are_cleaned(name: str, safe: str) -> None:
    assert mail.safe_filename(name) == safe


def test_long_attachment_name_keeps_its_ending() -> None:
    assert mail.safe_filename("x" * 300 + ".pdf").endswith("x.pdf")
    assert len(mail.safe_filename("x" * 300 + ".pdf")) <= 120
