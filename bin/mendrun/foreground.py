"""Runs a command the person at the keyboard is waiting for, and ends it when we are told to end."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from mendrun.supervisor import PATIENCE, die_with_parent

Command = Sequence[str | Path]


def run(command: Command, *, env: Mapping[str, str], cwd: Path | None = None) -> int:
    """Its exit status; it talks to the terminal itself."""
    with _started(command, env=env, cwd=cwd) as process:
        return process.wait()


def run_and_listen(command: Command, *, env: Mapping[str, str], cwd: Path | None = None) -> tuple[int, str]:
    """Its exit status and the last line it wrote, having passed everything on. It has no input."""
    last = ""
    with _started(command, env=env, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as process:
        for raw in process.stdout or ():
            line = raw.decode(errors="replace")
            sys.stdout.write(line)
            sys.stdout.flush()
            last = line.strip() or last
        return process.wait(), last


@contextmanager
def _started(
    command: Command, *, env: Mapping[str, str], cwd: Path | None, stdin: int | None = None, stdout: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    dies = partial(die_with_parent, os.getpid(), signal.SIGTERM)
    process = subprocess.Popen(command, env=env, cwd=cwd, stdin=stdin, stdout=stdout, preexec_fn=dies)  # noqa: PLW1509
    # Ctrl-C reaches the command by way of the terminal; what to do about it is its business.
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield process
    finally:
        signal.signal(signal.SIGINT, previous)
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
