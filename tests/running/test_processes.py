import os
import signal
import subprocess
import time
from pathlib import Path

from mendrun import processes


def test_zombie_is_not_alive() -> None:
    child = subprocess.Popen(["true"])
    deadline = time.monotonic() + 5
    while "Z" not in Path(f"/proc/{child.pid}/stat").read_text() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not processes.alive(child.pid)
    child.wait()


def test_this_process_is_alive_and_no_postgres() -> None:
    assert processes.alive(os.getpid())
    assert not processes.runs_program(os.getpid(), "postgres")


def test_process_is_known_by_its_program_and_working_folder(tmp_path: Path) -> None:
    child = subprocess.Popen(["sleep", "60"], cwd=tmp_path)
    program = Path(f"/proc/{child.pid}/exe").readlink().name
    assert processes.working_in(tmp_path, program) == [child.pid]
    assert not processes.working_in(tmp_path.parent, program)
    assert not processes.working_in(tmp_path, "postgres")
    child.kill()
    child.wait()


def test_gone_process_has_ended() -> None:
    child = subprocess.Popen(["true"])
    child.wait()
    processes.end(child.pid, signal.SIGTERM)
    assert not processes.alive(child.pid)
