"""A signed report reaches the physician once, whatever dies on the way: worker, Redis, mail server."""

import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from clinic.models import Job, OutboundEmail, Staff, StoredFile
from reports.models import Delivery, ProgressReport, ReportRendering
from tests.factories import reporting
from tests.factories.smtp import MailServer
from tests.faults.servers import Queue, Worker, wait_until

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
Lines = Callable[[], list[str]]


@pytest.fixture(autouse=True)
def same_files(settings: Any, tmp_path: Path) -> None:
    """The worker and this process keep files in one folder."""
    settings.MEDIA_ROOT = tmp_path / "media"


def sign(client: Client, therapist: Staff) -> ProgressReport:
    report = reporting.draft(therapist, now=timezone.now())
    words = {"verdict": "Better.", "request": "", "narrative": "", "edition": report.edition}
    response = client.post(f"/reports/{report.pk}/sign/", words)
    assert response.status_code == 302
    report.refresh_from_db()
    assert report.signature_id
    return report


def _kept() -> set[str]:
    root = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def arrived_once(report: ProgressReport, mail_server: MailServer) -> None:
    """The letter is there; then nothing more comes while the sweep runs on."""
    wait_until(lambda: OutboundEmail.objects.filter(state="sent").exists(), seconds=60, what="the letter")
    wait_until(lambda: not Job.objects.exclude(state="done").exists(), seconds=10, what="the jobs")
    time.sleep(3)
    assert len(mail_server.received) == 1
    assert [part.get_content_type() for part in mail_server.received[0].iter_attachments()] == ["application/pdf"]
    rendering = ReportRendering.objects.select_related("file").get(report=report)
    assert Delivery.objects.filter(report=report).count() == 1
    with default_storage.open(rendering.file.key) as file:
        assert hashlib.sha256(file.read()).hexdigest() == rendering.file.sha256
    assert ReportRendering.objects.count() == 1
    wait_until(
        lambda: _kept() == set(StoredFile.objects.values_list("key", flat=True)),
        seconds=20,
        what="no file but the known",
    )


def test_worker_killed_in_the_middle_of_drawing(
    therapist: Staff, therapist_client: Client, worker: Worker, mail_server: MailServer, done_log: Lines
) -> None:
    worker.env["MEND_FAULT_DRAW_PAUSE"] = "5"
    worker.start()
    report = sign(therapist_client, therapist)
    wait_until(lambda: done_log() == ["drawing"], seconds=30, what="the drawing")
    worker.kill()
    assert not ReportRendering.objects.exists()
    worker.env["MEND_FAULT_DRAW_PAUSE"] = "0"
    worker.start()
    arrived_once(report, mail_server)
    assert done_log() == ["drawing", "drawing"]


def test_redis_stopped_while_it_is_signed(
    therapist: Staff, therapist_client: Client, queue: Queue, worker: Worker, mail_server: MailServer
) -> None:
    queue.stop()
    started = time.monotonic()
    report = sign(therapist_client, therapist)
    assert time.monotonic() - started < 5
    waiting = therapist_client.get(f"/reports/{report.pk}/")
    assert "waiting" in waiting.content.decode().lower()
    queue.start()
    worker.start()
    arrived_once(report, mail_server)
    assert "sent" in therapist_client.get(f"/reports/{report.pk}/").content.decode().lower()


def test_mail_server_down_while_it_is_signed(
    therapist: Staff, therapist_client: Client, worker: Worker, mail_server: MailServer
) -> None:
    mail_server.stop()
    worker.start()
    report = sign(therapist_client, therapist)
    wait_until(lambda: OutboundEmail.objects.filter(attempts__gte=1).exists(), seconds=30, what="the first try")
    wait_until(lambda: OutboundEmail.objects.filter(state="queued").exists(), seconds=10, what="it to wait")
    assert "waiting" in therapist_client.get(f"/reports/{report.pk}/").content.decode().lower()
    mail_server.start()
    arrived_once(report, mail_server)
