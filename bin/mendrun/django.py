"""Runs Django's commands inside the virtual environment."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from mendrun import foreground, paths
from mendrun.console import CommandError


def manage(*arguments: str, env: Mapping[str, str], log: Path, failure: str) -> None:
    """Runs one command without a word. When it fails, the sentence ends in its last line, and `log` has them all."""
    command, none = _command(*arguments), subprocess.DEVNULL
    with log.open("w") as out:
        done = subprocess.run(command, cwd=paths.ROOT, env=env, stdin=none, stdout=out, stderr=out, check=False)
    if done.returncode:
        lines = log.read_text(errors="replace").strip().splitlines()
        raise CommandError(
            f"{failure} ({lines[-1].strip() if lines else 'no reason given'}). The whole story is in {log}."
        )


def converse(*arguments: str, env: Mapping[str, str], failure: str) -> None:
    """Runs a command that asks questions."""
    if foreground.run(_command(*arguments), cwd=paths.ROOT, env=env):
        raise CommandError(failure)


def _command(*arguments: str) -> list[str | Path]:
    return [paths.PYTHON, paths.ROOT / "manage.py", *arguments]
