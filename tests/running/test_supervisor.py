"""What is started is stopped, in whatever way the supervisor ends."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import mendrun.supervisor
import pytest
from mendrun import processes
from mendrun.supervisor import Program, Supervisor

STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('on', flush=True); time.sleep(60)"


def sleeper(
    folder: Path, *, name: str = "sleeper", command: tuple[str, ...] = ("sleep", "60"), serves: bool = False
) -> Program:
    return Program(
        name=name, command=command, log=folder / f"{name}.log", env=dict(os.environ), cwd=folder, serves=serves
    )


def wait_until(holds: Callable[[], bool], *, seconds: float = 5) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_stop_ends_every_child(tmp_path: Path) -> None:
    with Supervisor() as supervisor:
        children = [supervisor.start(sleeper(tmp_path, name=name)) for name in ("one", "two")]
    assert [child.process.returncode for child in children] == [-signal.SIGTERM] * 2


def test_children_stop_when_the_block_raises(tmp_path: Path) -> None:
    started = []

    def start_and_fail() -> None:
        with Supervisor() as supervisor:
            started.append(supervisor.start(sleeper(tmp_path)))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        start_and_fail()
    assert not started[0].runs


def test_stubborn_child_is_killed_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mendrun.supervisor, "PATIENCE", 0.3)
    with Supervisor() as supervisor:
        child = supervisor.start(sleeper(tmp_path, command=(sys.executable, "-c", STUBBORN)))
        wait_until(lambda: child.program.log.read_text() == "on\n")
    assert child.process.returncode == -signal.SIGKILL


def test_grandchildren_go_too(tmp_path: Path) -> None:
    with Supervisor() as supervisor:
        child = supervisor.start(sleeper(tmp_path, command=("sh", "-c", "sleep 60 & echo $!; wait")))
        wait_until(lambda: child.program.log.read_text() != "")
        grandchild = int(child.program.log.read_text())
    wait_until(lambda: not processes.alive(grandchild))


def test_servers_stop_after_what_uses_them(tmp_path: Path) -> None:
    ending = "trap 'date +%s%N > $0; exit' TERM; echo on; while :; do sleep 0.05; done"
    with Supervisor() as supervisor:
        for name, serves in (("server", True), ("user", False)):
            command = ("bash", "-c", ending, str(tmp_path / name))
            child = supervisor.start(sleeper(tmp_path, name=f"{name}-program", command=command, serves=serves))
            wait_until(lambda log=child.program.log: log.read_text() == "on\n")  # type: ignore[misc]
    assert int((tmp_path / "user").read_text()) < int((tmp_path / "server").read_text())


def test_dead_child_is_started_again_and_it_is_said(
    tmp_path: Path, supervisor: Supervisor, capsys: pytest.CaptureFixture[str]
) -> None:
    child = supervisor.start(sleeper(tmp_path))
    first = child.process.pid
    child.process.kill()
    child.process.wait()
    supervisor.tick()
    assert "sleeper ended (SIGKILL); starting it again in 0.5 s" in capsys.readouterr().out
    wait_until(lambda: (supervisor.tick(), child.runs)[1])
    assert child.process.pid != first


def test_pause_grows_with_each_death(
    tmp_path: Path, supervisor: Supervisor, capsys: pytest.CaptureFixture[str]
) -> None:
    child = supervisor.start(sleeper(tmp_path, command=("false",)))
    wait_until(lambda: (supervisor.tick(), child.deaths == 2)[1])
    assert "again in 1.0 s" in capsys.readouterr().out


def test_large_log_is_put_aside(tmp_path: Path, supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mendrun.supervisor, "LARGEST_LOG", 10)
    (tmp_path / "sleeper.log").write_text("x" * 11)
    supervisor.start(sleeper(tmp_path))
    assert (tmp_path / "sleeper.log.1").read_text() == "x" * 11


SUPERVISING = """
import os, sys
from pathlib import Path
from mendrun.console import run_command
from mendrun.supervisor import Program, Supervisor

def main(arguments):
    folder = Path(arguments[0])
    with Supervisor() as supervisor:
        child = supervisor.start(Program("sleeper", ("sleep", "60"), folder / "log", dict(os.environ), folder))
        print(child.process.pid, flush=True)
        supervisor.watch()

sys.exit(run_command(main))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_no_signal_leaves_a_child_behind(tmp_path: Path, number: signal.Signals) -> None:
    bin_folder = Path(mendrun.supervisor.__file__).parents[1]
    command = [sys.executable, "-c", SUPERVISING, str(tmp_path)]
    with subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": str(bin_folder)}, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        process.send_signal(number)
        assert process.wait(timeout=10) == (-signal.SIGKILL if number == signal.SIGKILL else 130)
    wait_until(lambda: not processes.alive(child))
