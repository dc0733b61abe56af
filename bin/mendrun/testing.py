"""bin/test: everything that is checked before a change goes in, on servers of its own."""

import secrets
import shlex
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mendrun import foreground, paths
from mendrun.console import say
from mendrun.instance import write_private
from mendrun.packages import ensure_packages
from mendrun.supervisor import Supervisor
from mendrun.surroundings import whole_environment
from mendrun.system import check_platform, ensure_browser, ensure_pango
from mendrun.testservers import test_servers

USAGE = """usage: bin/test                every check: lint, types, contracts, migrations, deployment, tests
       bin/test PYTEST-ARGS... only pytest, with these arguments
       bin/test --serve        keeps test servers up and writes var/test-env, for running pytest by hand"""


@dataclass(frozen=True)
class Step:
    """One check. `env` is what it needs beside the test run's own variables."""

    title: str
    command: tuple[str, ...]
    env: dict[str, str] = field(default_factory=dict)


def main(arguments: Sequence[str]) -> int:
    if list(arguments) in (["--help"], ["-h"]):
        say(USAGE)
        return 0
    check_platform()
    ensure_packages()
    ensure_pango()
    browser = ensure_browser()
    with test_servers() as (supervisor, servers):
        variables = servers | {"MEND_CHROMIUM": browser}
        if list(arguments) == ["--serve"]:
            return _serve(supervisor, variables)
        env = whole_environment(variables)
        if arguments:
            return foreground.run([*_tool("pytest"), *arguments], env=env)
        return _run_all(env)


def _serve(supervisor: Supervisor, variables: dict[str, str]) -> int:
    """Until a signal ends it: for people who run pytest again and again."""
    file = paths.VAR / "test-env"
    write_private(file, "".join(f"{name}={shlex.quote(value)}\n" for name, value in variables.items()))
    try:
        say(f"Test servers are up. In another shell: set -a; . {file}; set +a; .venv/bin/pytest --reuse-db")
        supervisor.watch()
    finally:
        file.unlink(missing_ok=True)
    return 0


def steps() -> list[Step]:
    """In the order of how fast they tell."""
    manage = (str(paths.PYTHON), "manage.py")
    return [
        Step("ruff check", (*_tool("ruff"), "check", "--output-format", "concise", ".")),
        Step("ruff format", (*_tool("ruff"), "format", "--check", ".")),
        Step("import contracts", (*_tool("lint-imports"), "--no-cache")),
        Step("templates", (*_tool("djlint"), "--lint", "templates")),
        Step("migrations", (*manage, "makemigrations", "--check", "--dry-run")),
        Step("deployment", (*manage, "check", "--deploy", "--fail-level", "WARNING"), production_variables()),
        Step("types", (*_tool("mypy"), ".")),
        Step("tests", (*_tool("pytest"), "-n", "3")),
    ]


def production_variables() -> dict[str, str]:
    """As a clinic would set them, with a made-up key."""
    return {
        "MEND_MODE": "production",
        "MEND_SECRET_KEY": secrets.token_urlsafe(64),
        "MEND_BASE_URL": "https://mend.example",
        "MEND_ALLOWED_HOSTS": "mend.example",
        "MEND_EMAIL_TLS": "1",
        "MEND_MAIL_DIR": "",
    }


def _run_all(env: dict[str, str]) -> int:
    """Every step, also after one that failed: a reader wants all bad news at once."""
    results: list[tuple[str, int, float]] = []
    closing = ""
    for step in steps():
        say(f"\n=== {step.title}: {' '.join(Path(part).name for part in step.command)}")
        began = time.monotonic()
        status, closing = foreground.run_and_listen(step.command, env=env | step.env, cwd=paths.ROOT)
        results.append((step.title, status, time.monotonic() - began))
    say("")
    for title, status, seconds in results:
        say(f"{'failed' if status else 'holds':<8}{title:<18}{seconds:6.1f} s")
    say(closing.strip("= "))
    return 1 if any(status for _, status, _ in results) else 0


def _tool(name: str) -> tuple[str, ...]:
    return (str(paths.VENV / "bin" / name),)
