"""Servers of their own for a test run, thrown away afterwards."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from mendrun.cluster import Cluster
from mendrun.instance import Instance, Lock
from mendrun.paths import VAR
from mendrun.ports import unused_port
from mendrun.servers import Servers
from mendrun.supervisor import Supervisor
from mendrun.surroundings import mend_variables

PREFIX = "test-"


@contextmanager
def test_servers() -> Iterator[tuple[Supervisor, dict[str, str]]]:
    """Fresh servers and the variables that lead to them; removed in the end, as is what killed runs left."""
    remove_leftovers()
    instance = Instance(f"{PREFIX}{os.getpid()}", for_tests=True)
    instance.make_folders()
    with Lock(instance.folder / "lock") as lock:
        lock.take(command="bin/test")
        try:
            with Supervisor() as supervisor:
                Servers.of(instance).start(supervisor)
                yield supervisor, mend_variables(instance, web_port=8000, email_port=unused_port())
        finally:
            remove(instance)


def remove_leftovers() -> None:
    """Whatever the folders of dead runs hold: their lock is free."""
    for folder in VAR.glob(f"{PREFIX}*/"):
        with Lock(folder / "lock") as lock:
            if lock.take():
                remove(Instance(folder.name, for_tests=True))


def remove(instance: Instance) -> None:
    Cluster(instance).remove()
    shutil.rmtree(instance.runtime, ignore_errors=True)
    shutil.rmtree(instance.folder, ignore_errors=True)
