"""A patient is told of a visit once, whatever dies on the way: the worker in the middle of it, Redis, the mail server."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from clinic.models import Job, OutboundEmail, Staff
from sessions.models import Appointment, VisitNotice
from sessions.services import appointments, telling
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.smtp import MailServer
from tests.faults.servers import Queue, Worker, wait_until

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
Lines = Callable[[], list[str]]


@pytest.fixture
def visit(therapist: Staff) -> Appointment:
    """Tomorrow, booked just now."""
    make.profile()
    agreed = world.patient(email="ines@home.example", consents=("treatment", "email"))
    tomorrow = timezone.now() + timedelta(days=1)
    row = world.appointment(world.episode(agreed), therapist, kind="evaluation", starts_at=tomorrow)
    Appointment.objects.filter(pk=row.pk).update(booked_at=timezone.now())
    return row


def ask(visit: Appointment) -> None:
    telling.ask(patient_id=visit.patient_id, by=world.system(), now=timezone.now())


def told_once(mail_server: MailServer, *, of: int = 1) -> None:
    """So many letters; then nothing more comes while beat, faster than ever, goes on asking."""
    wait_until(lambda: len(mail_server.received) >= of, seconds=60, what="the letter")
    wait_until(lambda: not Job.objects.exclude(state="done").exists(), seconds=15, what="the jobs")
    time.sleep(3)
    assert len(mail_server.received) == of
    assert OutboundEmail.objects.count() == VisitNotice.objects.count() == of


def test_worker_killed_in_the_middle_of_telling(
    visit: Appointment, worker: Worker, mail_server: MailServer, done_log: Lines
) -> None:
    worker.env["MEND_FAULT_WRITE_PAUSE"] = "5"
    worker.start()
    ask(visit)
    wait_until(lambda: "writing" in done_log(), seconds=30, what="the letter to be written")
    worker.kill()
    assert not OutboundEmail.objects.exists()
    assert not VisitNotice.objects.exists()
    worker.env["MEND_FAULT_WRITE_PAUSE"] = "0"
    worker.start()
    told_once(mail_server)


def test_redis_away_while_it_is_cancelled(
    visit: Appointment, queue: Queue, worker: Worker, mail_server: MailServer
) -> None:
    worker.start()
    ask(visit)
    told_once(mail_server)
    worker.kill()
    queue.stop()
    appointments.cancel(appointment=visit, reason="Ill", by=world.system(), now=timezone.now())
    queue.start()
    worker.start()
    told_once(mail_server, of=2)
    assert "is cancelled" in str(mail_server.received[1]["Subject"])
    (calendar,) = list(mail_server.received[1].iter_attachments())
    assert (calendar.get_content_type(), calendar.get_param("method")) == ("text/calendar", "CANCEL")
