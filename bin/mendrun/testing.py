"""bin/test: everything that is checked before a change goes in, on servers of its own."""

import argparse
import shlex
from collections.abc import Sequence
from pathlib import Path

from mendrun.console import say
from mendrun.instance import write_private
from mendrun.paths import VAR
from mendrun.testservers import test_servers


def main(arguments: Sequence[str]) -> int:
    return serve(VAR / "test-env")


def serve(file: Path) -> int:
    """Keeps test servers up for people who run pytest again and again."""
    with test_servers() as (supervisor, variables):
        write_private(file, "".join(f"{name}={shlex.quote(value)}\n" for name, value in variables.items()))
        try:
            say(f"Test servers are up. In another shell: set -a; . {file}; set +a; .venv/bin/pytest --reuse-db")
            supervisor.watch()
        finally:
            file.unlink(missing_ok=True)
    return 0
