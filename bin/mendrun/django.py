"""Runs Django's commands inside the virtual environment."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

from mendrun import paths
from mendrun.console import CommandError


def manage(*arguments: str, env: Mapping[str, str], failure: str, quiet: bool = True) -> None:
    """Runs one command; its last words become part of the sentence when it fails."""
    command: list[str | Path] = [paths.PYTHON, paths.ROOT / "manage.py", *arguments]
    if not quiet:
        if subprocess.run(command, cwd=paths.ROOT, env=env, check=False).returncode:
            raise CommandError(failure)
        return
    done = subprocess.run(
        command,
        cwd=paths.ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        said = done.stdout.strip()
        raise CommandError(f"{failure}: {said.splitlines()[-1] if said else 'no reason given'}\n{said[-3000:]}")
