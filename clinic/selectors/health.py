"""Whether the machinery runs: database, queue, worker, beat and mail, each asked for half a second at most."""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import Error, connection
from redis import Redis, RedisError

from clinic.models import Heartbeat

PATIENCE_SECONDS = 0.5
# Six missed signs of a worker, twelve of beat.
SILENT_AFTER = timedelta(seconds=60)


@dataclass(frozen=True)
class Part:
    name: str
    label: str
    ok: bool
    detail: str


def machinery(*, now: datetime) -> list[Part]:
    """Every part, in the order in which they need each other."""
    signs = _signs_of_life()
    return [
        Part(
            "database", "Database", ok=signs is not None, detail="answers" if signs is not None else "does not answer"
        ),
        _answers("queue", "Queue", _ping_queue),
        _worker(signs, now),
        _alive("beat", "Beat", signs, now),
        _answers("mail", "Mail server", _ping_mail),
    ]


def _signs_of_life() -> dict[str, datetime] | None:
    try:
        return dict(Heartbeat.objects.values_list("part", "beat_at"))
    except Error:
        connection.close()
        return None


def _alive(name: str, label: str, signs: dict[str, datetime] | None, now: datetime) -> Part:
    last = (signs or {}).get(name)
    if last is None:
        return Part(name, label, ok=False, detail="no sign of life yet" if signs is not None else "unknown")
    seconds = max(0, round((now - last).total_seconds()))
    return Part(name, label, ok=now - last <= SILENT_AFTER, detail=f"last sign of life {seconds} s ago")


def _worker(signs: dict[str, datetime] | None, now: datetime) -> Part:
    """Beat is who asks the worker for its signs: once beat is silent, the worker is judged by how it was when it was last asked."""
    part = _alive("worker", "Worker", signs, now)
    asked, answered = (signs or {}).get("beat"), (signs or {}).get("worker")
    if part.ok or asked is None or answered is None or now - asked <= SILENT_AFTER:
        return part
    if asked - answered > SILENT_AFTER:
        return part
    return Part(part.name, part.label, ok=True, detail=f"{part.detail}, as long as beat asked")


def _answers(name: str, label: str, ask: Callable[[], None]) -> Part:
    try:
        ask()
    except (OSError, RedisError, ValueError):
        return Part(name, label, ok=False, detail="does not answer")
    return Part(name, label, ok=True, detail="answers")


def _ping_queue() -> None:
    # kombu and redis-py write the address of a socket differently.
    url = settings.CELERY_BROKER_URL.replace("redis+socket://", "unix://").replace("virtual_host=", "db=")
    with Redis.from_url(url, socket_timeout=PATIENCE_SECONDS, socket_connect_timeout=PATIENCE_SECONDS) as queue:
        queue.ping()


def _ping_mail() -> None:
    socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), timeout=PATIENCE_SECONDS).close()
