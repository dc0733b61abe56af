"""Work in the background: a row asked for with the change that needs it, claimed by lease, done, put back or given to a person.

A handler (see `clinic.registry`) is called with `now` and the job's ids, outside any transaction, and must be safe to repeat: it may
have finished just before its worker died. It raises `Later` to be put back, `GiveUp` where only a person can help.
"""

import logging
import time
import uuid
from datetime import datetime, timedelta
from functools import partial

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now

from clinic.models import Actor, Job
from clinic.registry import registry
from clinic.selectors.days import today

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
# About three days of a server that is away (`clinic.services.mail`), and some.
MOST_POSTPONEMENTS = 200
LONGEST_AGE = timedelta(days=4)
WAIT_AFTER_ERROR = (timedelta(seconds=10), timedelta(minutes=2))
# One page that found the broker away is enough: for so long this process leaves the work to the sweep.
BROKER_REST_SECONDS = 15.0
# A nudge that came to nothing (a flushed or restarted Redis) is repeated after this.
RENUDGE_AFTER = timedelta(seconds=20)
# Below the sweep and the heartbeat, which must not wait behind a long queue (0 is the most urgent).
NUDGE_PRIORITY = 6
ERROR_LENGTH = 2_000


class Later(Exception):
    """Not now: put the job back. Does not count as a failed attempt."""

    def __init__(self, seconds: float, why: str) -> None:
        super().__init__(why)
        self.wait = timedelta(seconds=seconds)


class GiveUp(Exception):
    """Trying again would not help; a person must look. The message is shown in the outbox."""


def enqueue(
    *, kind: str, key: str, ids: dict[str, int], by: Actor, now: datetime, due_at: datetime | None = None
) -> Job:
    """Ask for work in the caller's transaction. The same `key` asks once; the worker is nudged after the commit."""
    if kind not in registry.job_kinds:
        raise ValueError(f"No app has named a handler for jobs of kind {kind!r}.")
    facts = {"kind": kind, "ids": ids, "due_at": due_at or now, "asked_at": now, "asked_by": by}
    job, made = Job.objects.get_or_create(key=key, defaults=facts)
    if made and job.due_at <= now:
        transaction.on_commit(partial(nudge, job.pk), robust=True)
    return job


def ask_daily(*, now: datetime) -> int:
    """Ask for every kind of work that is done once a day, on the clinic's own day. How many are asked for now."""
    keys = {f"{kind}:{today(now=now)}": kind for kind in registry.daily}
    asked = set(Job.objects.filter(key__in=keys).values_list("key", flat=True))
    fresh = [key for key in keys if key not in asked]
    for key in fresh:
        enqueue(kind=keys[key], key=key, ids={}, by=Actor.objects.system(), now=now)
    return len(fresh)


def retry(*, job: Job, by: Actor, now: datetime) -> None:
    """A person asks to try a failed job again, with fresh attempts."""
    fresh = {"attempts": 0, "postponements": 0, "due_at": now, "asked_at": now, "finished_at": None, "nudged_at": None}
    if Job.objects.filter(pk=job.pk, state=Job.State.FAILED).update(state=Job.State.WAITING, **fresh):
        transaction.on_commit(partial(nudge, job.pk), robust=True)


class _Broker:
    """What this process knows about the broker."""

    away_until = 0.0


def nudge(job_id: int) -> bool:
    """Tell the workers; False when the broker is away. Never raises: the row waits and the sweep finds it."""
    if time.monotonic() < _Broker.away_until:
        return False
    try:
        current_app.send_task("clinic.tasks.run_job", args=[job_id], priority=NUDGE_PRIORITY, retry=False)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the broker, the work is safe in its row
        _Broker.away_until = time.monotonic() + BROKER_REST_SECONDS
        logger.warning("The queue is away (%s); job %s waits for the sweep.", type(error).__name__, job_id)
        return False
    return True


def claim(*, job_id: int, now: datetime) -> Job | None:
    """Take a due job, or one whose worker is gone. None: not due, done, or somebody else has it. Leases run by the database's clock."""
    abandoned = Q(state=Job.State.RUNNING, lease_until__lt=Now())
    worn_out = Job.objects.filter(abandoned, pk=job_id, attempts__gte=MOST_ATTEMPTS)
    if worn_out.update(
        **_ended(Job.State.FAILED, now), last_error=f"The worker died {MOST_ATTEMPTS} times while doing this."
    ):
        return None
    lease = uuid.uuid4()
    taken = Job.objects.filter(abandoned | Q(state=Job.State.WAITING, due_at__lte=now), pk=job_id).update(
        state=Job.State.RUNNING,
        lease=lease,
        lease_until=Now() + timedelta(seconds=settings.JOB_LEASE_SECONDS),
        attempts=F("attempts") + 1,
    )
    return Job.objects.get(pk=job_id) if taken else None


def finish(*, job: Job, now: datetime) -> bool:
    """False when the lease was lost meanwhile (so somebody else reports the outcome)."""
    return _mine(job).update(**_ended(Job.State.DONE, now), last_error="") == 1


def fail(*, job: Job, why: str, now: datetime) -> bool:
    """For a person to look at."""
    return _mine(job).update(**_ended(Job.State.FAILED, now), last_error=why[:ERROR_LENGTH]) == 1


def record_error(*, job: Job, why: str, now: datetime) -> bool:
    """An error nobody foresaw: tried again a little later, at most three times in all."""
    if job.attempts >= MOST_ATTEMPTS:
        return fail(job=job, why=why, now=now)
    wait = WAIT_AFTER_ERROR[min(job.attempts, len(WAIT_AFTER_ERROR)) - 1]
    return _mine(job).update(**_back(now + wait), last_error=why[:ERROR_LENGTH]) == 1


def postpone(*, job: Job, wait: timedelta, why: str, now: datetime) -> bool:
    """Put back without using up an attempt, as often as is sensible."""
    if job.postponements >= MOST_POSTPONEMENTS or now - job.asked_at > LONGEST_AGE:
        return fail(job=job, why=f"Given up after waiting too long: {why}", now=now)
    more = {"attempts": F("attempts") - 1, "postponements": F("postponements") + 1}
    return _mine(job).update(**_back(now + wait), **more, last_error=why[:ERROR_LENGTH]) == 1


def release(*, job: Job, now: datetime) -> bool:
    """The worker is being stopped: the next one takes over at once."""
    return _mine(job).update(**_back(now), attempts=F("attempts") - 1) == 1


def to_nudge(*, now: datetime, most: int = 200) -> list[int]:
    """Rows nobody nudged, or whose worker is gone; marked as nudged so that a long queue is not filled with repeats."""
    waiting, abandoned = Q(state=Job.State.WAITING, due_at__lte=now), Q(state=Job.State.RUNNING, lease_until__lt=Now())
    due = waiting | abandoned
    # A nudge from before the worker was lost was for that worker.
    quiet = Q(nudged_at=None) | Q(nudged_at__lt=Now() - RENUDGE_AFTER) | abandoned & Q(nudged_at__lt=F("lease_until"))
    with transaction.atomic():
        rows = Job.objects.select_for_update(skip_locked=True).filter(due, quiet).order_by("due_at")
        found = list(rows.values_list("pk", flat=True)[:most])
        Job.objects.filter(pk__in=found).update(nudged_at=Now())
    return found


def _mine(job: Job) -> "QuerySet[Job]":
    return Job.objects.filter(pk=job.pk, lease=job.lease)


def _ended(state: Job.State, now: datetime) -> dict[str, object]:
    return {"state": state, "lease": None, "lease_until": None, "finished_at": now}


def _back(due_at: datetime) -> dict[str, object]:
    return {"state": Job.State.WAITING, "lease": None, "lease_until": None, "due_at": due_at, "nudged_at": None}
