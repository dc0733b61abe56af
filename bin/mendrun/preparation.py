"""Brings database, static files and demo to the state of this checkout; what is there already is left alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mendrun import packages, paths
from mendrun.console import say, step
from mendrun.django import manage
from mendrun.instance import Instance
from mendrun.stamps import Stamp, digest

APPS = ("clinic", "patients", "referrals", "assessments", "sessions", "reports", "portal")
SETTINGS = paths.ROOT / "clinic" / "settings.py"


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
        stamp = Stamp(
            paths.VAR / "static.stamp", digest([SETTINGS, packages.LOCKED, packages.NODE_LOCKED], *_static_files())
        )
        if stamp.current and paths.STATIC.is_dir():
            return
        with step("Collecting the static files"):
            manage(
                "collectstatic", "--noinput", "--clear", env=self.env, failure="The static files could not be collected"
            )
        stamp.set()

    def migrate(self) -> None:
        if self._migrated.current:
            return
        with step("Migrating the database"):
            manage("migrate", "--noinput", env=self.env, failure="The database could not be migrated")
        self._migrated.set()

    def build_demo(self, password: str) -> None:
        if self._peopled.current:
            return
        self._half_built.set()
        with step("Building the demo clinic"):
            env = {**self.env, "MEND_DEMO_PASSWORD": password}
            manage("build_demo", env=env, failure="The demo clinic could not be built")
        self._peopled.set()
        self._half_built.clear()

    @property
    def was_interrupted(self) -> bool:
        """The demo was being built when something ended the command."""
        return self._half_built.current and not self._peopled.current

    def ask_for_first_manager(self) -> None:
        if self._peopled.current:
            return
        say("A new clinic needs its first manager.")
        manage(
            "create_first_manager",
            env=self.env,
            failure="Without a manager nobody can sign in. Run `bin/up --empty` again.",
            quiet=False,
        )
        self._peopled.set()

    @property
    def _migrated(self) -> Stamp:
        """Settings and app configurations decide which rights the application's role is given."""
        ours = (file for app in APPS for file in (paths.ROOT / app).glob("migrations/*.py"))
        return self._stamp(
            "migrated", digest([SETTINGS, packages.LOCKED, *(paths.ROOT / app / "apps.py" for app in APPS), *ours])
        )

    @property
    def _peopled(self) -> Stamp:
        return self._stamp("peopled", "done")

    @property
    def _half_built(self) -> Stamp:
        return self._stamp("building", "begun")

    def _stamp(self, name: str, value: str) -> Stamp:
        return Stamp(self.instance.folder / f"{name}.stamp", value)


def _static_files() -> Iterable[str]:
    """Name, size and time of each file; reading them all would take longer than the rest of a start."""
    for folder in (paths.ROOT / "static", *(paths.ROOT / app / "static" for app in APPS)):
        for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
            yield _facts(file)


def _facts(file: Path) -> str:
    found = file.stat()
    return f"{file} {found.st_size} {found.st_mtime_ns}"
