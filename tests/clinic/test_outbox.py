"""The outbox page: what waits, what needs a person, trying again; the front desk sees no content."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from clinic.models import AccessEntry, Job, OutboundEmail
from clinic.services import actors, jobs, mail
from tests.factories import work

pytestmark = pytest.mark.django_db
SECRET = "Your report of Monday"
TROUBLE = "550 No such mailbox"


@pytest.fixture
def stuck(now: datetime) -> OutboundEmail:
    email = work.email(now, subject=SECRET)
    OutboundEmail.objects.update(state="failed", last_error=TROUBLE)
    Job.objects.update(state="failed", finished_at=now)
    return email


def failed_job(now: datetime, key: str = "x") -> Job:
    job = jobs.enqueue(kind="mail.send", key=key, ids={"email_id": 0}, by=actors.system(), now=now)
    Job.objects.filter(pk=job.pk).update(kind="reports.render", state="failed", finished_at=now, last_error="Disk full")
    return job


def test_empty_outbox_says_so(desk_client: Client) -> None:
    assert "Nothing is waiting" in desk_client.get("/outbox/").content.decode()


def test_front_desk_sees_to_whom_and_how_but_no_content(desk_client: Client, stuck: OutboundEmail) -> None:
    page = desk_client.get("/outbox/").content.decode()
    assert "desk@practice.example" in page
    assert "Not sent, needs a person" in page
    assert SECRET not in page
    assert TROUBLE not in page
    assert "Good morning." not in page


def test_manager_sees_the_reason(manager_client: Client, stuck: OutboundEmail, now: datetime) -> None:
    failed_job(now)
    page = manager_client.get("/outbox/").content.decode()
    assert SECRET in page
    assert TROUBLE in page
    assert "Disk full" in page


def test_therapist_is_refused(therapist_client: Client, stuck: OutboundEmail) -> None:
    assert therapist_client.get("/outbox/").status_code == 403
    assert therapist_client.post(f"/outbox/messages/{stuck.pk}/again/").status_code == 403


def test_reading_leaves_its_row(desk_client: Client) -> None:
    desk_client.get("/outbox/")
    assert AccessEntry.objects.get().what == "outbox"


def test_trying_a_message_again(desk_client: Client, stuck: OutboundEmail) -> None:
    assert desk_client.post(f"/outbox/messages/{stuck.pk}/again/", follow=True).status_code == 200
    stuck.refresh_from_db()
    assert (stuck.state, Job.objects.get().state) == ("queued", "waiting")


def test_trying_a_job_again(desk_client: Client, now: datetime) -> None:
    job = failed_job(now)
    desk_client.post(f"/outbox/jobs/{job.pk}/again/")
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("waiting", 0)


def test_sent_message_is_never_sent_again(desk_client: Client, stuck: OutboundEmail, now: datetime) -> None:
    OutboundEmail.objects.update(state="sent", sent_at=now)
    Job.objects.update(state="done")
    desk_client.post(f"/outbox/messages/{stuck.pk}/again/")
    stuck.refresh_from_db()
    assert (stuck.state, Job.objects.get().state) == ("sent", "done")


def test_message_whose_job_died_needs_a_person(desk_client: Client, stuck: OutboundEmail) -> None:
    OutboundEmail.objects.update(state="sending")
    page = desk_client.get("/outbox/").content.decode()
    assert "Needs a person" in page
    assert "May have arrived" in page


def test_wrong_method_and_unknown_rows(desk_client: Client) -> None:
    assert desk_client.get("/outbox/messages/1/again/").status_code == 302
    assert desk_client.post("/outbox/messages/999/again/").status_code == 404
    assert desk_client.post("/outbox/jobs/999/again/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_few_queries_whatever_the_rows(
    manager_client: Client, now: datetime, rows: int, django_assert_max_num_queries: object
) -> None:
    for number in range(rows):
        email = work.email(now, key=f"a{number}")
        work.email(now, key=f"b{number}")
        failed_job(now, f"c{number}")
        OutboundEmail.objects.filter(pk=email.pk).update(state="sent", sent_at=now + timedelta(seconds=1))
        assert mail.job_key(email)
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        manager_client.get("/outbox/")
