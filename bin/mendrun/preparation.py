"""Brings database, static files and demo to the state of this checkout; what is there already is left alone."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mendrun import packages, paths
from mendrun.console import say, step
from mendrun.django import converse, manage
from mendrun.instance import Instance
from mendrun.stamps import Stamp, digest

APPS = tuple(
    paths.ROOT / app for app in ("clinic", "patients", "referrals", "assessments", "sessions", "reports", "portal")
)
ROOT_APP = paths.ROOT / "clinic"
SETTINGS = ROOT_APP / "settings.py"


@dataclass(frozen=True)
class Preparation:
    """The steps between running servers and a running Mend."""

    instance: Instance
    env: Mapping[str, str]

    def forget(self) -> None:
        """The database is new: whatever was done to an earlier one counts no more."""
        for stamp in (self._migrated, self._peopled, self._half_built):
            stamp.clear()

    def collect_static_files(self) -> None:
        sources = [SETTINGS, packages.LOCKED, packages.NODE_LOCKED]
        stamp = Stamp(paths.VAR / "static.stamp", digest(sources, *_static_files()))
        if stamp.current and paths.STATIC.is_dir():
            return
        stamp.clear()
        with step("Collecting the static files"):
            self._manage("collectstatic", "--noinput", "--clear", failure="The static files could not be collected")
        stamp.set()

    def migrate(self) -> None:
        if self._migrated.current:
            return
        with step("Migrating the database"):
            self._manage("migrate", "--noinput", failure="The database could not be migrated")
        self._migrated.set()

    def build_demo(self, password: str) -> None:
        if self._peopled.current:
            return
        self._half_built.set()
        with step("Building the demo clinic"):
            failure = "The demo clinic could not be built"
            self._manage("build_demo", failure=failure, MEND_DEMO_PASSWORD=password)
        self._peopled.set()
        self._half_built.clear()

    @property
    def was_interrupted(self) -> bool:
        """Something ended the command while the demo was being built."""
        return self._half_built.current and not self._peopled.current

    def ask_for_first_manager(self) -> None:
        if self._peopled.current:
            return
        say("A new clinic needs its first manager.")
        failure = "Without a manager nobody can sign in. Run `bin/up --empty` again."
        # An unattended installation answers by environment; the running programs need not know.
        answers = {name: value for name, value in os.environ.items() if name.startswith("MEND_FIRST_MANAGER_")}
        converse("create_first_manager", env={**self.env, **answers}, failure=failure)
        self._peopled.set()

    def _manage(self, *arguments: str, failure: str, **more: str) -> None:
        log = self.instance.logs / f"{arguments[0]}.log"
        manage(*arguments, env={**self.env, **more}, log=log, failure=failure)

    @property
    def _migrated(self) -> Stamp:
        """What a migration lays: tables, the triggers that the models name, the rights of the application's role."""
        laid = (file for app in APPS for part in ("migrations", "models") for file in app.glob(f"{part}/*.py"))
        laying = (ROOT_APP / name for name in ("settings.py", "apps.py", "history.py", "triggers.py"))
        value = digest([packages.LOCKED, *laying, *sorted(laid)])
        return self._stamp("migrated", value)

    @property
    def _peopled(self) -> Stamp:
        return self._stamp("peopled", "done")

    @property
    def _half_built(self) -> Stamp:
        return self._stamp("building", "begun")

    def _stamp(self, name: str, value: str) -> Stamp:
        return Stamp(self.instance.folder / f"{name}.stamp", value)


def _static_files() -> Iterator[str]:
    """Name, size and time of each file; reading them all would take longer than the rest of a start."""
    for folder in (paths.ROOT / "static", *(app / "static" for app in APPS)):
        yield from (_facts(file) for file in sorted(folder.rglob("*")))


def _facts(file: Path) -> str:
    found = file.stat()
    return f"{file} {found.st_size} {found.st_mtime_ns}"
