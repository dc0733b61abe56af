"""Own Redis, own worker, own mail server for each test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from kombu import pools

from clinic.celery import app
from clinic.registry import registry
from clinic.services import jobs
from tests.factories.smtp import MailServer
from tests.faults.servers import Queue, Worker, worker_env


def forget_the_broker() -> None:
    """This process's pool of connections and what it remembers of the broker."""
    pools.reset()
    app._pool = None
    app.amqp._producer_pool = None
    jobs._Broker.away_until = 0.0


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue]:
    """Nudges of this process go to a Redis of the test's own."""
    server = Queue()
    server.start()
    monkeypatch.setenv("CELERY_BROKER_URL", server.url)
    forget_the_broker()
    for kind in ("note", "slow", "poison"):
        monkeypatch.setitem(registry.job_kinds, f"test.{kind}", f"tests.faults.handlers.{kind}")
    yield server
    server.stop()
    monkeypatch.undo()
    forget_the_broker()
    server.remove()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def worker(transactional_db: None, queue: Queue, mail_server: MailServer, tmp_path: Path) -> Iterator[Worker]:
    """Not started yet. Its lease is 3 seconds."""
    where = {"MEND_EMAIL_HOST": "127.0.0.1", "MEND_EMAIL_PORT": str(mail_server.port), "MEND_EMAIL_TLS": "0"}
    one = Worker(worker_env(queue, tmp_path, **where), tmp_path / "worker.log")
    yield one
    one.kill()


@pytest.fixture
def done_log(tmp_path: Path) -> Any:
    """The lines that jobs have left."""
    return lambda: (tmp_path / "done.log").read_text().splitlines() if (tmp_path / "done.log").exists() else []
