"""Servers of their own for the tests that stop and kill them."""

import secrets
from collections.abc import Iterator

import pytest
from mendrun.instance import Instance, Lock
from mendrun.supervisor import Supervisor
from mendrun.testservers import PREFIX, remove


@pytest.fixture
def instance() -> Iterator[Instance]:
    """An instance nobody else uses; its lock keeps a test run that starts meanwhile from clearing it away."""
    made = Instance(f"{PREFIX}{secrets.token_hex(4)}", for_tests=True)
    made.make_folders()
    with Lock(made.folder / "lock") as lock:
        assert lock.take(command="pytest")
        yield made
    remove(made)


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    with Supervisor() as made:
        yield made
