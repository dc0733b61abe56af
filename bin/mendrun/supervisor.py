"""Starts programs as direct children, restarts what dies, and stops all of them: also when this process is killed."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from mendrun.accounts import Account
from mendrun.console import say

PATIENCE = 10.0
STEADY_AFTER = 30.0
LONGEST_PAUSE = 10.0
LARGEST_LOG = 5_000_000
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Program:
    """A long-running command. `serves` marks the servers other programs need: these stop last."""

    name: str
    command: tuple[str, ...]
    log: Path
    env: Mapping[str, str]
    cwd: Path
    stop_signal: signal.Signals = signal.SIGTERM
    account: Account | None = None
    serves: bool = False
    before_start: Callable[[], None] | None = None


@dataclass
class Child:
    """A program as it runs now."""

    program: Program
    process: subprocess.Popen[bytes]
    started_at: float
    log_began: int = 0
    deaths: int = 0
    restart_at: float | None = field(default=None)

    @property
    def runs(self) -> bool:
        return self.process.poll() is None

    def said(self) -> str:
        """What it has written into its log since it was first started here."""
        with self.program.log.open("rb") as log:
            log.seek(self.log_began)
            return log.read().decode(errors="replace")


class Supervisor:
    """Use as a context: leaving it, in whatever way, stops every child."""

    def __init__(self) -> None:
        self.children: list[Child] = []

    def start(self, program: Program) -> Child:
        _keep_log_small(program.log)
        log_began = program.log.stat().st_size if program.log.exists() else 0
        child = Child(program, _spawn(program), time.monotonic(), log_began)
        self.children.append(child)
        return child

    def tick(self) -> None:
        """Notices the dead and, after a short pause that grows with every death, starts them again."""
        now = time.monotonic()
        for child in self.children:
            if child.restart_at is None and not child.runs:
                self._mourn(child, now)
            elif child.restart_at is not None and now >= child.restart_at:
                child.restart_at, child.started_at = None, now
                child.process = _spawn(child.program)

    def watch(self, *, every: float = 0.2) -> None:
        """Until a signal ends it."""
        while True:
            self.tick()
            time.sleep(every)

    def stop(self) -> None:
        """Stops what uses the servers, then the servers; nobody interrupts that."""
        previous = [(number, signal.signal(number, signal.SIG_IGN)) for number in _STOP_SIGNALS]
        try:
            _stop_all(child for child in self.children if not child.program.serves)
            _stop_all(child for child in self.children if child.program.serves)
            self.children.clear()
        finally:
            for number, handler in previous:
                signal.signal(number, handler)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.stop()

    def _mourn(self, child: Child, now: float) -> None:
        if now - child.started_at > STEADY_AFTER:
            child.deaths = 0
        pause = min(0.5 * 2**child.deaths, LONGEST_PAUSE)
        child.deaths += 1
        child.restart_at = now + pause
        ending = _ending(child.process.returncode)
        say(f"{child.program.name} ended ({ending}); starting it again in {pause:.1f} s. See {child.program.log}")


_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def _spawn(program: Program) -> subprocess.Popen[bytes]:
    """In a session of its own, so that Ctrl-C reaches only the supervisor, which then stops things in order."""
    if program.before_start:
        program.before_start()
    account = program.account
    with program.log.open("ab") as log:
        return subprocess.Popen(
            program.command,
            env=dict(program.env),
            cwd=program.cwd,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            umask=0o077,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            # Safe: this process has one thread, and the function only makes system calls.
            preexec_fn=partial(die_with_parent, os.getpid(), program.stop_signal),  # noqa: PLW1509
        )


def die_with_parent(parent: int, number: signal.Signals) -> None:
    """Asks the kernel to stop this child should the supervisor be killed outright."""
    if sys.platform != "linux":
        return
    _libc.prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def _stop_all(children: Iterable[Child]) -> None:
    alive = [child for child in children if child.runs]
    for child in alive:
        child.process.send_signal(child.program.stop_signal)
    deadline = time.monotonic() + PATIENCE
    for child in alive:
        try:
            child.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"{child.program.name} did not stop within {PATIENCE:.0f} s and is killed.")
        _kill_group(child.process)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """The child leads a group of its own; whatever it left behind goes with it."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _keep_log_small(log: Path) -> None:
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_name(log.name + ".1"))


def _ending(code: int) -> str:
    return f"status {code}" if code >= 0 else signal.Signals(-code).name
