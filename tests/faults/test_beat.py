"""Beat gives its sign of life itself: without a worker it is seen to live, and only the worker is missed."""

import subprocess
import sys
from pathlib import Path

import pytest

from clinic.models import Heartbeat
from tests.faults.servers import ROOT, Queue, wait_until, worker_env

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]


def test_beat_signs_while_no_worker_runs(queue: Queue, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "celery", "-A", "clinic", "beat", "--pidfile=", "-s", str(tmp_path / "schedule")]
    with (tmp_path / "beat.log").open("wb") as log:
        beat = subprocess.Popen(command, cwd=ROOT, env=worker_env(queue, tmp_path), stdout=log, stderr=log)
    try:
        wait_until(lambda: Heartbeat.objects.filter(pk="beat").exists(), seconds=30, what="beat's sign of life")
    finally:
        beat.terminate()
        beat.wait(15)
    assert list(Heartbeat.objects.values_list("part", flat=True)) == ["beat"]
