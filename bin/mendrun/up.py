"""bin/up: from a bare machine to a running Mend, and nothing done twice."""

import argparse
import http.client
import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass

from mendrun.cluster import Cluster
from mendrun.console import CommandError, StopRequested, say
from mendrun.instance import Instance, Lock
from mendrun.packages import ensure_packages
from mendrun.ports import require_free, unused_port
from mendrun.preparation import Preparation
from mendrun.programs import mend_programs
from mendrun.servers import Servers
from mendrun.supervisor import Supervisor
from mendrun.surroundings import mend_variables, whole_environment
from mendrun.system import check_platform, ensure_pango

DEMO_PASSWORD = "mend-demo-2026"  # noqa: S105 - printed on every start of the demo
DEMO_PEOPLE = ("desk", "therapist", "manager")
LONGEST_START = 90.0


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line."""

    port: int
    empty: bool
    fresh_demo: bool

    @property
    def command(self) -> str:
        return "bin/up --empty" if self.empty else "bin/up"


def main(arguments: Sequence[str]) -> int:
    wish = _read(arguments)
    check_platform()
    instance = Instance("clinic" if wish.empty else "demo")
    instance.make_folders()
    with Lock(instance.folder / "lock") as lock:
        if not lock.take(command=wish.command):
            raise CommandError(already_running(lock))
        require_free(wish.port, command=wish.command)
        ensure_packages()
        ensure_pango()
        _run(instance, wish, lock)
    return 0


def _read(arguments: Sequence[str]) -> Wish:
    parser = argparse.ArgumentParser(prog="bin/up", description="Starts Mend with its own PostgreSQL and Redis.")
    parser.add_argument("--port", type=int, default=8000, help="where the web server listens on 127.0.0.1 (8000)")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument(
        "--empty", action="store_true", help="a real clinic without demo data; asks for its first manager"
    )
    kind.add_argument(
        "--fresh-demo", action="store_true", help="throws the demo clinic away and lays it anew around today"
    )
    return Wish(**vars(parser.parse_args(arguments)))


def already_running(lock: Lock) -> str:
    holder = lock.holder()
    what, pid, where = holder.get("command", "another command"), holder.get("pid", "?"), holder.get("address")
    if where:
        return f"Mend already runs at {where}. Stop it with `kill {pid}` before starting it again."
    return f"`{what}` (process {pid}) is using this data. Wait until it is done, or stop it with `kill {pid}`."


def _run(instance: Instance, wish: Wish, lock: Lock) -> None:
    mend = mend_variables(instance, web_port=wish.port, email_port=unused_port())
    env = whole_environment(mend)
    preparation = Preparation(instance, env)
    if not wish.empty and (wish.fresh_demo or preparation.was_interrupted):
        throw_away(instance)
        return _run(instance, Wish(wish.port, empty=False, fresh_demo=False), lock)
    with Supervisor() as supervisor:
        _prepare(preparation, supervisor, wish)
        for program in mend_programs(instance, env, web_port=wish.port):
            supervisor.start(program)
        _wait_for_web(supervisor, wish.port)
        ports = {"web_port": str(wish.port), "email_port": mend["MEND_EMAIL_PORT"]}
        lock.describe(command=wish.command, address=mend["MEND_BASE_URL"], **ports)
        _link_mail(instance)
        _greet(mend["MEND_BASE_URL"], wish)
        try:
            supervisor.watch()
        except StopRequested:
            say("Stopping Mend.")
    return None


def _prepare(preparation: Preparation, supervisor: Supervisor, wish: Wish) -> None:
    if Servers.of(preparation.instance).start(supervisor):
        preparation.forget()
    preparation.migrate()
    preparation.collect_static_files()
    if wish.empty:
        preparation.ask_for_first_manager()
    else:
        preparation.build_demo(DEMO_PASSWORD)


def throw_away(instance: Instance) -> None:
    """Everything of a demo but its lock, so that it is laid as on the first day."""
    say("Throwing the demo clinic away.")
    Cluster(instance).remove()
    for item in instance.folder.iterdir():
        if item.is_dir() and not item.is_symlink():
            shutil.rmtree(item)
        elif item.name != "lock":
            item.unlink()
    instance.make_folders()


def _wait_for_web(supervisor: Supervisor, port: int) -> None:
    web = next(child for child in supervisor.children if child.program.name == "web")
    deadline = time.monotonic() + LONGEST_START
    while not _alive(port):
        if not web.runs or time.monotonic() > deadline:
            said = web.said().strip().splitlines()[-12:]
            raise CommandError(f"The web server does not start; {web.program.log} ends with:\n" + "\n".join(said))
        time.sleep(0.05)


def _alive(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/livez")
        return line.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        line.close()


def _link_mail(instance: Instance) -> None:
    """var/mail leads to the mail of the Mend that was started last."""
    link = instance.folder.parent / "mail"
    if link.is_symlink() or not link.exists():
        beside = link.with_name(f"mail.{os.getpid()}")
        beside.symlink_to(instance.mail.relative_to(link.parent))
        beside.replace(link)


def _greet(address: str, wish: Wish) -> None:
    say(f"Mend is ready at {address}")
    if not wish.empty:
        for person in DEMO_PEOPLE:
            say(f"  {person}@mend.example  {DEMO_PASSWORD}")
    say("Stop it with Ctrl-C.")
