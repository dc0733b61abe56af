"""Questions about processes that are not our children, answered by the kernel."""

import os
import signal
import time
from pathlib import Path

PROC = Path("/proc")


def alive(pid: int) -> bool:
    """False also for a zombie: it is dead, only nobody has asked for its status yet."""
    try:
        text = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return False
    # The name in brackets may itself hold brackets and spaces.
    return text.rpartition(")")[2].split()[0] not in {"Z", "X"}


def runs_program(pid: int, name: str) -> bool:
    """Whether the process is alive and runs a program of that file name."""
    try:
        return alive(pid) and (PROC / str(pid) / "exe").readlink().name.removesuffix(" (deleted)") == name
    except OSError:
        return False


def working_in(folder: Path, name: str) -> list[int]:
    """The processes of that program that work in the folder, as a PostgreSQL server and its children do in its data."""
    pids = sorted(int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())
    return [pid for pid in pids if runs_program(pid, name) and _works_in(pid, folder)]


def _works_in(pid: int, folder: Path) -> bool:
    try:
        return (PROC / str(pid) / "cwd").resolve() == folder.resolve()
    except OSError:
        return False


def end(pid: int, number: signal.Signals, *, patience: float = 10.0) -> None:
    """Asks a process to end, and makes it after a while."""
    for ask in (number, signal.SIGKILL):
        deadline = time.monotonic() + patience
        try:
            os.kill(pid, ask)
        except ProcessLookupError:
            return
        while alive(pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        if not alive(pid):
            return
