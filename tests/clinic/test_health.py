"""Health: every part asked for real, 503 when one is down, no sign-in needed."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clinic.models import Heartbeat
from tests.factories.smtp import MailServer, free_port

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_well(mail_server: MailServer) -> None:
    for part in ("worker", "beat"):
        Heartbeat.objects.create(part=part, beat_at=timezone.now())


def test_all_well(all_well: None, client: Client) -> None:
    response = client.get("/healthz")
    assert response.status_code == 200
    assert {part: facts["ok"] for part, facts in response.json().items()} == dict.fromkeys(
        ("database", "queue", "worker", "beat", "mail"), True
    )


@pytest.mark.parametrize("part", ["worker", "beat"])
def test_silent_part_is_down(all_well: None, client: Client, part: str) -> None:
    Heartbeat.objects.filter(pk=part).update(beat_at=timezone.now() - timedelta(seconds=61))
    response = client.get("/healthz")
    assert response.status_code == 503
    assert [name for name, facts in response.json().items() if not facts["ok"]] == [part]


def test_a_silent_beat_does_not_make_its_worker_look_dead(all_well: None, client: Client) -> None:
    """Beat asks the worker for its signs: both fall silent together, and the worker was well to the last."""
    Heartbeat.objects.filter(pk="beat").update(beat_at=timezone.now() - timedelta(seconds=300))
    Heartbeat.objects.filter(pk="worker").update(beat_at=timezone.now() - timedelta(seconds=295))
    parts = client.get("/healthz").json()
    assert [name for name, facts in parts.items() if not facts["ok"]] == ["beat"]
    assert parts["worker"]["detail"].endswith("as long as beat asked")


def test_both_are_down_when_the_worker_fell_silent_first(all_well: None, client: Client) -> None:
    Heartbeat.objects.filter(pk="beat").update(beat_at=timezone.now() - timedelta(seconds=300))
    Heartbeat.objects.filter(pk="worker").update(beat_at=timezone.now() - timedelta(seconds=400))
    parts = client.get("/healthz").json()
    assert [name for name, facts in parts.items() if not facts["ok"]] == ["worker", "beat"]


def test_part_that_never_lived_is_down(mail_server: MailServer, client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json()["worker"]["detail"]) == (503, "no sign of life yet")


def test_absent_servers_are_down_quickly(all_well: None, client: Client, settings: Any) -> None:
    settings.EMAIL_PORT = free_port()
    settings.CELERY_BROKER_URL = f"redis://127.0.0.1:{free_port()}/0"
    started = time.monotonic()
    response = client.get("/healthz")
    assert time.monotonic() - started < 2
    assert response.status_code == 503
    assert [name for name, facts in response.json().items() if not facts["ok"]] == ["queue", "mail"]


def test_people_see_a_page_without_addresses(all_well: None, client: Client, settings: Any) -> None:
    page = client.get("/healthz", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert "Everything runs" in page.content.decode()
    settings.EMAIL_PORT = free_port()
    page = client.get("/healthz", headers={"accept": "text/html"})
    assert page.status_code == 503
    assert "127.0.0.1" not in page.content.decode()


def test_only_reading(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
