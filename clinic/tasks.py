"""What the worker runs: one job by its row, the sweep for rows nobody nudged, and signs of life."""

import logging
import traceback
from datetime import datetime

import pghistory
from celery import shared_task
from django.utils import timezone

from clinic.models import Job
from clinic.registry import registry
from clinic.services import heartbeats, jobs

logger = logging.getLogger(__name__)


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def run_job(job_id: int) -> None:
    """Do one job, if it is due and nobody else has it; record how it ended."""
    started = timezone.now()
    heartbeats.beat(part=heartbeats.WORKER, now=started)
    job = jobs.claim(job_id=job_id, now=started)
    if job is None:
        return
    try:
        with pghistory.context(actor=job.asked_by_id, job=job.key, kind=job.kind):
            registry.handler(job.kind)(now=started, **job.ids)
    except (SystemExit, KeyboardInterrupt):
        jobs.release(job=job, now=timezone.now())
        raise
    except BaseException as error:  # noqa: BLE001 - libraries raise errors outside Exception; every one must reach the row
        _record(job, error, now=timezone.now())
    else:
        jobs.finish(job=job, now=timezone.now())


def _record(job: Job, error: BaseException, *, now: datetime) -> None:
    why = str(error) or type(error).__name__
    match error:
        case jobs.Later():
            jobs.postpone(job=job, wait=error.wait, why=why, now=now)
        case jobs.GiveUp():
            jobs.fail(job=job, why=why, now=now)
        case _:
            logger.error("Job %s (%s) failed.", job.pk, job.kind, exc_info=error)
            where = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{where.filename.rpartition('/')[2]}:{where.lineno}"
            jobs.record_error(job=job, why=f"{type(error).__name__}: {why} ({place})", now=now)


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def sweep() -> int:
    """Nudge the workers about every due row nobody nudged of late. Beat calls this."""
    found = jobs.to_nudge(now=timezone.now())
    return sum(jobs.nudge(job_id) for job_id in found)


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def ask_daily() -> int:
    """Ask for the day's own work. Beat calls this every few minutes, so that a day on which it was down is made up for."""
    return jobs.ask_daily(now=timezone.now())


@shared_task  # type: ignore[untyped-decorator]  # celery has no types
def heartbeat() -> None:
    """Proof that a worker takes work from the queue."""
    heartbeats.beat(part=heartbeats.WORKER, now=timezone.now())
