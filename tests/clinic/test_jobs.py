"""Jobs as rows: asked once, claimed once, put back, given up, given to a person."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from clinic import tasks
from clinic.models import Actor, Heartbeat, Job
from clinic.registry import registry
from clinic.services import actors, jobs

pytestmark = pytest.mark.django_db

HERE = "tests.clinic.test_jobs"
calls: list[dict[str, Any]] = []
troubles: list[BaseException] = []


class OutsideException(BaseException):
    """As libraries raise that want nobody to catch it."""


def handler(*, now: datetime, **ids: int) -> None:
    calls.append({"now": now, **ids})
    if troubles:
        raise troubles.pop(0)


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> None:
    calls.clear()
    troubles.clear()
    monkeypatch.setitem(registry.job_kinds, "test.work", f"{HERE}.handler")


@pytest.fixture
def system(db: None) -> Actor:
    return actors.system()


def ask(by: Actor, key: str = "one", **more: Any) -> Job:
    return jobs.enqueue(kind="test.work", key=key, ids={"thing_id": 7}, by=by, now=timezone.now(), **more)


def run(job: Job) -> Job:
    tasks.run_job(job.pk)
    job.refresh_from_db()
    return job


def make_due(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(due_at=timezone.now() - timedelta(seconds=1))


def abandon(job: Job) -> None:
    """As if the worker that had it was gone and its lease over."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_asking_twice_is_one_job(system: Actor) -> None:
    assert ask(system).pk == ask(system).pk
    assert Job.objects.count() == 1


def test_unknown_kind_is_refused_when_asked(system: Actor) -> None:
    with pytest.raises(ValueError, match="handler"):
        jobs.enqueue(kind="no.such", key="x", ids={}, by=system, now=timezone.now())


def test_job_rolls_back_with_its_change(system: Actor) -> None:
    with transaction.atomic():
        ask(system)
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_job_is_done_with_its_ids(system: Actor) -> None:
    job = run(ask(system))
    assert (job.state, job.attempts, job.last_error, calls[0]["thing_id"]) == ("done", 1, "", 7)
    assert job.finished_at is not None
    assert job.lease is None


def test_done_job_is_not_done_again(system: Actor) -> None:
    job = run(ask(system))
    run(job)
    assert len(calls) == 1


def test_job_waits_for_its_day(system: Actor) -> None:
    job = run(ask(system, due_at=timezone.now() + timedelta(hours=1)))
    assert (job.state, calls) == ("waiting", [])
    assert jobs.to_nudge(now=timezone.now()) == []


@pytest.mark.parametrize("trouble", [ValueError("broken"), OutsideException("outside"), SystemError("deep")])
def test_error_is_recorded_and_tried_three_times(system: Actor, trouble: BaseException) -> None:
    troubles.extend([trouble] * 3)
    job = ask(system)
    states = []
    for _attempt in range(4):
        make_due(job)
        states.append(run(job).state)
    assert states == ["waiting", "waiting", "failed", "failed"]
    assert str(trouble) in job.last_error
    assert "test_jobs.py" in job.last_error
    assert len(calls) == 3


def test_later_puts_back_without_using_up_an_attempt(system: Actor) -> None:
    troubles.append(jobs.Later(90, "the server rests"))
    job = run(ask(system))
    assert (job.state, job.attempts, job.postponements, job.last_error) == ("waiting", 0, 1, "the server rests")
    assert timedelta(seconds=80) < job.due_at - timezone.now() < timedelta(seconds=91)


def test_postponing_ends_one_day(system: Actor) -> None:
    troubles.append(jobs.Later(90, "still away"))
    job = ask(system)
    Job.objects.filter(pk=job.pk).update(postponements=jobs.MOST_POSTPONEMENTS)
    assert run(job).state == "failed"
    assert "still away" in job.last_error


def test_giving_up_needs_a_person_at_once(system: Actor) -> None:
    troubles.append(jobs.GiveUp("no such patient"))
    assert (run(ask(system)).state, Job.objects.get().last_error) == ("failed", "no such patient")


def test_stopping_the_worker_puts_the_job_back(system: Actor) -> None:
    troubles.append(SystemExit())
    job = ask(system)
    with pytest.raises(SystemExit):
        tasks.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("waiting", 0)


def test_person_may_try_again(system: Actor) -> None:
    troubles.append(jobs.GiveUp("no"))
    job = run(ask(system))
    jobs.retry(job=job, by=system, now=timezone.now())
    assert run(job).state == "done"


def test_running_job_is_left_alone_until_its_lease_is_over(system: Actor) -> None:
    job = ask(system)
    first = jobs.claim(job_id=job.pk, now=timezone.now())
    assert jobs.claim(job_id=job.pk, now=timezone.now()) is None
    abandon(job)
    second = jobs.claim(job_id=job.pk, now=timezone.now())
    assert first
    assert second
    assert not jobs.finish(job=first, now=timezone.now()), "who lost the lease reports nothing"
    assert jobs.finish(job=second, now=timezone.now())


def test_job_that_kills_its_workers_stops_after_three(system: Actor) -> None:
    job = ask(system)
    for _death in range(3):
        assert jobs.claim(job_id=job.pk, now=timezone.now())
        abandon(job)
    assert jobs.claim(job_id=job.pk, now=timezone.now()) is None
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("failed", 3)


def test_sweep_names_each_row_once_in_a_while(system: Actor) -> None:
    first, second = ask(system, "a"), ask(system, "b")
    assert jobs.to_nudge(now=timezone.now()) == [first.pk, second.pk]
    assert jobs.to_nudge(now=timezone.now()) == []
    Job.objects.update(nudged_at=timezone.now() - timedelta(minutes=1))
    assert len(jobs.to_nudge(now=timezone.now())) == 2


def test_worker_shows_life(system: Actor) -> None:
    run(ask(system))
    tasks.heartbeat()
    assert Heartbeat.objects.get(pk="worker").beat_at <= timezone.now()


@pytest.mark.django_db(transaction=True)
def test_of_ten_workers_at_once_one_gets_the_job() -> None:
    job = ask(actors.system())
    start, won = threading.Barrier(10), []

    def worker() -> None:
        start.wait()
        won.append(jobs.claim(job_id=job.pk, now=timezone.now()))
        connection.close()

    threads = [threading.Thread(target=worker) for _number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(claimed is not None for claimed in won) == 1
