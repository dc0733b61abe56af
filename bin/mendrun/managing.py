"""bin/manage: Django's commands on the bundled servers, running or not."""

import os
from collections.abc import Sequence

from mendrun import foreground, paths
from mendrun.console import CommandError, say
from mendrun.instance import Instance, Lock
from mendrun.packages import ensure_packages
from mendrun.servers import Servers
from mendrun.supervisor import Supervisor
from mendrun.surroundings import mend_variables, whole_environment
from mendrun.system import check_platform, ensure_pango

# Nobody listens here; mail waits in its outbox until Mend runs.
NO_MAIL_PORT = 9
_MANAGE = (paths.PYTHON, paths.ROOT / "manage.py")


def main(arguments: Sequence[str]) -> int:
    check_platform()
    name = os.environ.get("MEND_CLINIC", "demo")
    if name not in {"demo", "clinic"}:
        raise CommandError(f"MEND_CLINIC is {name!r}; it must be demo or clinic.")
    instance = Instance(name)
    instance.make_folders()
    with Lock(instance.folder / "lock") as lock:
        if lock.take(command="bin/manage"):
            return _with_own_servers(instance, arguments)
        holder = lock.holder()
        if "web_port" in holder:
            env = _environment(instance, web_port=int(holder["web_port"]), email_port=int(holder["email_port"]))
            return foreground.run([*_MANAGE, *arguments], env=env)
        say(f"Waiting for `{holder.get('command', 'another command')}` (process {holder.get('pid', '?')}) to be done.")
        lock.take(wait=True, command="bin/manage")
        return _with_own_servers(instance, arguments)


def _with_own_servers(instance: Instance, arguments: Sequence[str]) -> int:
    ensure_packages()
    ensure_pango()
    with Supervisor() as supervisor:
        Servers.of(instance).start(supervisor)
        env = _environment(instance, web_port=8000, email_port=NO_MAIL_PORT)
        return foreground.run([*_MANAGE, *arguments], env=env)


def _environment(instance: Instance, *, web_port: int, email_port: int) -> dict[str, str]:
    return whole_environment(mend_variables(instance, web_port=web_port, email_port=email_port))
