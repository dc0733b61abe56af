"""The bundled PostgreSQL 18 as a running server: its start after any kind of end, and Mend's two roles."""

import os
import signal
import subprocess
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from mendrun import processes
from mendrun.cluster import Cluster, explain, give_folder
from mendrun.console import CommandError
from mendrun.instance import Instance, Secrets
from mendrun.supervisor import Child, Program, Supervisor

PORT = "5432"
DATABASE = "mend"
OWNER_ROLE = "mend_owner"
APPLICATION_ROLE = "mend_app"
LONGEST_RECOVERY = 120.0

# psql runs each line the query before \gexec returns: what exists already returns none.
_ROLES = r"""
\set ON_ERROR_STOP on
SELECT format('CREATE ROLE %I', :'owner') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner') \gexec
SELECT format('CREATE ROLE %I', :'app') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'app') \gexec
ALTER ROLE :"owner" LOGIN NOSUPERUSER NOCREATEROLE :may_create PASSWORD :'owner_password';
ALTER ROLE :"app" LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD :'app_password';
SELECT format('CREATE DATABASE %I OWNER %I', :'database', :'owner')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database') \gexec
"""


@dataclass(frozen=True)
class Postgres:
    """The server of one instance, reached by its socket only."""

    instance: Instance

    @cached_property
    def cluster(self) -> Cluster:
        return Cluster(self.instance)

    @property
    def sockets(self) -> Path:
        return self.instance.runtime / "pg"

    def start(self, supervisor: Supervisor) -> Child:
        """Starts the server on its prepared data without waiting for it."""
        give_folder(self.sockets, self.cluster.account)
        return supervisor.start(self._program())

    def wait(self, child: Child) -> None:
        """Until it answers: at once after a clean stop, a little later after a power cut."""
        deadline = time.monotonic() + LONGEST_RECOVERY
        while not self.answers():
            if not child.runs or time.monotonic() > deadline:
                failure = f"PostgreSQL does not start with the data in {self.cluster.link}"
                raise CommandError(explain(failure, child.said(), self.instance.remedy()))
            time.sleep(0.02)

    def answers(self) -> bool:
        command: list[str | Path] = [
            self.cluster.programs / "pg_isready",
            "--quiet",
            "--host",
            self.sockets,
            "--port",
            PORT,
        ]
        return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0

    def make_roles(self, passwords: Secrets) -> None:
        """The owner migrates, the application owns nothing; both passwords are set anew, so that they always fit."""
        facts = {
            "owner": OWNER_ROLE,
            "app": APPLICATION_ROLE,
            "database": DATABASE,
            "may_create": "CREATEDB" if self.instance.for_tests else "NOCREATEDB",
            "owner_password": passwords.owner,
            "app_password": passwords.application,
        }
        # By standard input, because everybody can read the arguments of a process.
        self.psql("".join(f"\\set {name} '{value}'\n" for name, value in facts.items()) + _ROLES)

    def read_catalogue(self) -> None:
        """A server starts over a damaged database too; better to hear of it now than from a page that does not open."""
        self.psql(
            "\\set ON_ERROR_STOP on\nSELECT count(relname) FROM pg_class;",
            database=DATABASE,
            failure=f"The database in {self.cluster.link} cannot be read",
        )

    def psql(
        self, script: str, *, database: str = "postgres", failure: str = "PostgreSQL could not be given its roles"
    ) -> None:
        """Runs SQL as the server's own administrator, whom only this machine user may be."""
        program = self.cluster.programs / "psql"
        command: list[str | Path] = [
            program,
            "-X",
            "-q",
            "-h",
            self.sockets,
            "-p",
            PORT,
            "-U",
            "postgres",
            "-d",
            database,
        ]
        done = subprocess.run(command, input=script, text=True, capture_output=True, check=False)
        if done.returncode:
            raise CommandError(explain(failure, done.stderr, self.instance.remedy()))

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
            command=(str(self.cluster.programs / "postgres"), "-D", str(self.cluster.data), "-p", PORT, *flags),
            log=self.instance.logs / "postgres.log",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
            cwd=Path("/"),
            # SIGTERM would wait for every client to leave by itself.
            stop_signal=signal.SIGINT,
            account=self.cluster.account,
            serves=True,
            before_start=self._clear_leftovers,
        )

    def _clear_leftovers(self) -> None:
        """Removes the lock files of a server that is gone. The number in them may by now belong to any other process."""
        # The instance's lock is ours, so a server in this folder has lost its supervisor and is about to stop, or is told to.
        for pid in processes.working_in(self.cluster.data, "postgres"):
            processes.end(pid, signal.SIGINT)
        # The socket has a lock file of its own, which the server judges by its number alone.
        for leftover in (self.cluster.data / "postmaster.pid", *self.sockets.glob(".s.PGSQL.*")):
            leftover.unlink(missing_ok=True)
