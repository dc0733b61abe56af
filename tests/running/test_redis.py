import os
import signal
import time

import pytest
from mendrun.instance import Instance
from mendrun.redis import Redis
from mendrun.supervisor import Supervisor

pytestmark = pytest.mark.fault


def test_it_comes_back_after_being_killed_and_minds_no_left_over_socket(
    instance: Instance, supervisor: Supervisor
) -> None:
    redis = Redis(instance)
    child = redis.start(supervisor)
    redis.wait(child)
    os.killpg(child.process.pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while child.deaths == 0 or not redis.answers():
        supervisor.tick()
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_server_without_a_supervisor_is_stopped_before_ours_starts(instance: Instance, supervisor: Supervisor) -> None:
    with Supervisor() as lost:
        redis = Redis(instance)
        orphan = redis.start(lost)
        redis.wait(orphan)
        child = redis.start(supervisor)
        redis.wait(child)
        assert not orphan.runs
