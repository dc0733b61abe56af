"""The commands themselves: what they say and how they end."""

import ast
import errno
import os
import signal
import subprocess
import sys
from collections.abc import Sequence

import pytest
from mendrun import paths
from mendrun.console import CommandError, run_command
from mendrun.instance import Instance, Lock
from mendrun.testing import production_variables, steps

COMMANDS = ("up", "manage", "test")


@pytest.fixture(autouse=True)
def keep_signals() -> object:
    """Running a command takes over the process's signals."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    previous = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, previous, strict=True):
        signal.signal(number, handler)


@pytest.mark.parametrize("name", COMMANDS)
def test_an_old_python_can_still_read_the_command_and_be_told(name: str) -> None:
    text = (paths.ROOT / "bin" / name).read_text()
    ast.parse(text, feature_version=(3, 4))
    told = text.index("sys.exit(")
    assert told < text.index("from mendrun")


@pytest.mark.parametrize("name", COMMANDS)
def test_command_can_be_run(name: str) -> None:
    assert os.access(paths.ROOT / "bin" / name, os.X_OK)


def test_trouble_is_one_sentence_and_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_arguments: Sequence[str]) -> int:
        raise CommandError("The moon is full. Wait.")

    monkeypatch.setattr(sys, "argv", ["bin/up"])
    assert run_command(fails) == 1
    assert capsys.readouterr().err == "Mend: The moon is full. Wait.\n"


def test_full_disk_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fails(_arguments: Sequence[str]) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(sys, "argv", ["bin/up"])
    assert run_command(fails) == 1
    assert capsys.readouterr().err.startswith("Mend: The disk is full.")


def test_bin_manage_names_the_choice_of_clinics() -> None:
    done = subprocess.run(
        [sys.executable, paths.ROOT / "bin" / "manage", "check"],
        env={**os.environ, "MEND_CLINIC": "moon"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "Mend: MEND_CLINIC is 'moon'; it must be demo or clinic.\n")


def test_bin_test_refuses_nothing_silently() -> None:
    titles = [step.title for step in steps()]
    assert titles[-1] == "tests"
    assert len(titles) == 8


def test_deployment_is_checked_in_production_mode() -> None:
    assert production_variables()["MEND_MODE"] == "production"


def test_held_lock_is_told_with_the_command_that_ends_it(instance: Instance) -> None:
    from mendrun.up import already_running  # noqa: PLC0415

    with Lock(instance.folder / "other") as first, Lock(instance.folder / "other") as second:
        assert first.take(command="bin/up", address="http://127.0.0.1:8000")
        assert not second.take()
        assert already_running(second) == (
            f"Mend already runs at http://127.0.0.1:8000. Stop it with `kill {os.getpid()}` before starting it again."
        )
