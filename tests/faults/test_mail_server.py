"""The mail server away, and one that takes a message and hangs up, with a real worker between."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinic.models import Job, OutboundEmail
from tests.factories import work
from tests.factories.smtp import MailServer
from tests.faults.servers import Worker, wait_until

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


def state() -> str:
    return OutboundEmail.objects.get().state


def hurry() -> None:
    """The next try now instead of in a minute."""
    wait_until(lambda: Job.objects.filter(state="waiting").exists(), seconds=10, what="the job put back")
    Job.objects.filter(state="waiting").update(due_at=timezone.now() - timedelta(seconds=1), nudged_at=None)


def test_server_away_then_back_sends_once(worker: Worker, mail_server: MailServer) -> None:
    mail_server.stop()
    worker.start()
    work.email(timezone.now())
    wait_until(lambda: OutboundEmail.objects.get().attempts == 1, seconds=30, what="the first try")
    wait_until(lambda: state() == "queued", seconds=10, what="putting it back")
    mail_server.start()
    wait_until(lambda: state() == "sent", seconds=40, what="the second try")
    assert len(mail_server.received) == 1


def test_taken_then_hung_up_is_unknown_then_sent_again_with_the_same_id(
    worker: Worker, mail_server: MailServer
) -> None:
    mail_server.mode = "drop"
    worker.start()
    email = work.email(timezone.now())
    wait_until(lambda: state() == "unknown", seconds=30, what="the lost answer")
    mail_server.mode = "ok"
    hurry()
    wait_until(lambda: state() == "sent", seconds=30, what="the second try")
    assert [message["Message-ID"] for message in mail_server.received] == [email.message_id] * 2


def test_worker_killed_while_sending_is_unknown_never_silent(worker: Worker, mail_server: MailServer) -> None:
    mail_server.mode = "hang"
    worker.start()
    work.email(timezone.now())
    wait_until(lambda: state() == "sending", seconds=30, what="the handover")
    worker.kill()
    mail_server.mode = "ok"
    worker.start()
    wait_until(lambda: state() == "unknown", seconds=40, what="the lease")
    hurry()
    wait_until(lambda: state() == "sent", seconds=30, what="the second try")
    assert len(mail_server.received) == 1
