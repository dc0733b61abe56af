"""Redis away, hung or emptied, a worker killed in the middle: nothing is lost, nothing done twice."""

import os
import signal
import time
from collections.abc import Callable

import pytest
from celery import current_app
from django.db import transaction
from django.test import Client
from django.utils import timezone
from kombu.exceptions import OperationalError

from clinic.models import Job
from clinic.services import actors, jobs
from tests.faults.servers import Queue, Worker, wait_until

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
Lines = Callable[[], list[str]]


def ask(kind: str, number: int = 1) -> Job:
    with transaction.atomic():
        return jobs.enqueue(
            kind=f"test.{kind}", key=f"{kind}:{number}", ids={"number": number}, by=actors.system(), now=timezone.now()
        )


def all_done() -> bool:
    return not Job.objects.exclude(state="done").exists()


def test_job_is_done_within_a_moment(worker: Worker, done_log: Lines) -> None:
    """The control of all others: everything up."""
    worker.start()
    ask("note")
    wait_until(all_done, seconds=30, what="the job")
    assert done_log() == ["done 1"]


def test_without_redis_asking_succeeds_and_the_sweep_delivers_later(
    queue: Queue, worker: Worker, done_log: Lines
) -> None:
    queue.stop()
    with pytest.raises(OperationalError):  # the control: the nudge alone does fail
        current_app.send_task("clinic.tasks.run_job", args=[0], retry=False)
    started = time.monotonic()
    job = ask("note")
    assert time.monotonic() - started < 3
    assert job.state == "waiting"
    queue.start()
    worker.start()
    wait_until(all_done, seconds=60, what="the sweep")
    assert done_log() == ["done 1"]


def test_hung_redis_holds_a_page_once_and_briefly(queue: Queue) -> None:
    queue.send(signal.SIGSTOP)
    started = time.monotonic()
    ask("note", 1)
    first = time.monotonic() - started
    for number in range(2, 6):
        ask("note", number)
    assert first < 3
    assert time.monotonic() - started - first < 0.5, "the next ones do not wait again"
    assert Job.objects.filter(state="waiting").count() == 5


def test_pages_answer_while_redis_is_hung(queue: Queue, manager_client: Client) -> None:
    job = ask("note")
    Job.objects.update(state="failed", finished_at=timezone.now())
    queue.send(signal.SIGSTOP)
    for path in ("/outbox/", "/clinic/"):
        started = time.monotonic()
        assert manager_client.get(path).status_code == 200
        assert time.monotonic() - started < 3
    started = time.monotonic()
    assert manager_client.post(f"/outbox/jobs/{job.pk}/again/").status_code == 302
    assert time.monotonic() - started < 3
    assert Job.objects.get().state == "waiting"


def test_worker_killed_in_the_middle_is_followed_by_another(worker: Worker, done_log: Lines) -> None:
    worker.start()
    ask("slow")
    wait_until(lambda: done_log() == ["start 1"], seconds=30, what="the start")
    worker.kill()
    assert Job.objects.get().state == "running"
    worker.start()
    wait_until(all_done, seconds=60, what="the second worker")
    assert done_log() == ["start 1", "start 1", "done 1"]
    assert Job.objects.get().attempts == 2


def test_poison_stops_after_three_and_the_queue_moves_on(worker: Worker, done_log: Lines) -> None:
    worker.start()
    ask("poison", 1)
    wait_until(lambda: "start 1" in done_log(), seconds=30, what="the first death")
    ask("note", 2)
    wait_until(lambda: Job.objects.get(key="poison:1").state == "failed", seconds=90, what="the end of it")
    wait_until(lambda: Job.objects.get(key="note:2").state == "done", seconds=30, what="the other job")
    lines = done_log()
    assert lines.count("start 1") == 3
    assert lines.count("done 2") == 1


def test_emptied_redis_loses_nothing(queue: Queue, worker: Worker, done_log: Lines) -> None:
    for number in range(200):
        ask("note", number)
    queue.flush()
    worker.start()
    wait_until(all_done, seconds=90, what="200 jobs")
    assert sorted(done_log()) == sorted(f"done {number}" for number in range(200))


def test_redis_emptied_under_a_running_worker_loses_nothing(queue: Queue, worker: Worker, done_log: Lines) -> None:
    worker.start()
    ask("note", 1)
    wait_until(all_done, seconds=30, what="the first job")
    queue.flush()
    ask("note", 2)
    wait_until(all_done, seconds=30, what="the second job")
    assert done_log() == ["done 1", "done 2"]


def test_stopped_worker_finishes_or_hands_over(worker: Worker, done_log: Lines) -> None:
    worker.start()
    ask("slow")
    wait_until(lambda: done_log() == ["start 1"], seconds=30, what="the start")
    assert worker.process
    os.kill(worker.process.pid, signal.SIGTERM)
    worker.process.wait(20)
    worker.process = None
    worker.start()
    wait_until(all_done, seconds=60, what="the job")
    assert done_log().count("done 1") == 1
