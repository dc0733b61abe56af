"""A real browser, a real worker, a real mail server: what a journey walks with."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
Answer = TypeVar("Answer")


class Walk:
    """Runs the browser's part in a thread of its own: its event loop must not meet the database's connections."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._playwright = self._thread.submit(lambda: sync_playwright().start()).result()
        self.browser: Browser = self._thread.submit(self._launch).result()

    def _launch(self) -> Browser:
        return self._playwright.chromium.launch(executable_path=os.environ["MEND_CHROMIUM"], args=list(FLAGS))

    def __call__(self, part: Callable[..., Answer], *args: Any, **kwargs: Any) -> Answer:
        try:
            return self._thread.submit(part, *args, **kwargs).result()
        except BaseException:
            self._thread.submit(self._picture).result()
            raise

    def _picture(self) -> None:
        """What every open page showed when a journey failed, under var/journeys/."""
        folder = ROOT / "var" / "journeys"
        folder.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(page for context in self.browser.contexts for page in context.pages):
            page.screenshot(path=folder / f"failed-{number}.png", full_page=True)

    def end(self) -> None:
        self._thread.submit(self.browser.close).result()
        self._thread.submit(self._playwright.stop).result()
        self._thread.shutdown()


@pytest.fixture
def walk() -> Iterator[Walk]:
    walk = Walk()
    yield walk
    walk.end()


def environment(**more: str) -> dict[str, str]:
    """For a process beside the test: the test's own database, queue and files."""
    return {
        **os.environ,
        "MEND_MODE": "test",
        "MEND_DB_NAME": connection.settings_dict["NAME"],
        "MEND_MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "MEND_QUEUE_PREFIX": settings.TEST_QUEUE,
        **more,
    }


class Mailbox:
    """Where the mail catcher leaves what it takes."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    def messages(self) -> list[EmailMessage]:
        found = [
            BytesParser(policy=default).parsebytes(file.read_bytes()) for file in sorted(self.folder.glob("*.eml"))
        ]
        return [message for message in found if isinstance(message, EmailMessage)]

    def wait_for(self, count: int, *, seconds: float = 60) -> list[EmailMessage]:
        deadline = time.monotonic() + seconds
        while len(self.messages()) < count:
            assert time.monotonic() < deadline, f"{len(self.messages())} of {count} messages arrived"
            time.sleep(0.1)
        return self.messages()


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder = tmp_path / "mail"
    folder.mkdir()
    command = [sys.executable, ROOT / "manage.py", "catchmail", "--port", str(port), "--dir", str(folder)]
    with subprocess.Popen(command, env=environment(), cwd=ROOT) as catcher:
        yield Mailbox(folder, port)
        catcher.terminate()


@pytest.fixture
def worker(transactional_db: None, mailbox: Mailbox, tmp_path: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "celery", "-A", "clinic", "worker", "--pool", "solo", "--loglevel", "WARNING"]
    env = environment(MEND_EMAIL_HOST="127.0.0.1", MEND_EMAIL_PORT=str(mailbox.port))
    with (
        (tmp_path / "worker.log").open("wb") as log,
        subprocess.Popen(command, env=env, cwd=ROOT, stderr=log, stdout=log) as running,
    ):
        yield
        running.terminate()
