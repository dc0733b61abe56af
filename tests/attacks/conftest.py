"""The scene, built once for all attacks of a file and undone after them; every attack is undone by itself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings
from django.urls import resolve
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from clinic.models import OutboundEmail
from tests.attacks import scene as scenes
from tests.attacks.crawling import Visit, look, paths, signed_in
from tests.attacks.scene import Scene

NOT_FOR_READING = 405
# Beside the plain paths: what stands in their queries.
ASKING = (
    "/patients/?q=zq{owner}",
    "/patients/new/?q=zq{owner}",
    "/referrals/patients/?patient_q=zq{owner}&patient={patient}",
    "/referrals/physicians/?physician_q=zq{owner}",
    "/referrals/episodes/?patient={patient}",
    "/referrals/icd/?icd_q=M54&diagnoses=zq{owner}",
    "/referrals/new/?patient={patient}",
    "/referrals/new/?renews={referral}",
    "/referrals/{referral}/edit/?renews={referral}&patient_q=zq{owner}",
    "/board/book/?q=zq{owner}&day=2026-11-24&at=10:00",
    "/board/?day=2026-11-09",
    "/board/?day=2026-11-24",
    "/patients/{patient}/book/?kind=treatment",
    "/patients/{patient}/?episode={episode}",
    *(f"/patients/{{patient}}/?tab={tab}" for tab in ("assessments", "plans", "charts", "exercises", "reports")),
    "/patients/{patient}/?tab=clearances",
    "/inquiries/new/?patient={patient}&episode={episode}&kind=clearance&lifts=X-07&technique=DTM&region=LUMB-l",
    "/inquiries/new/?patient={patient}&kind=zq{owner}&lifts=zq{owner}",
    "/clearances/new/?patient={patient}&inquiry={inquiry}",
    "/orders/new/?patient={patient}&inquiry={inquiry}",
    "/orders/protocol/?patient={patient}",
    "/plans/{plan}/?version=1",
    "/exercises/?q=zq{owner}",
)


@pytest.fixture(scope="package")
def mail_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mail")


@pytest.fixture(scope="package")
def db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In this folder one transaction holds all tests, so that the scene is built once. Each test is undone by `undone`."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def undone(db: None) -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def scene(db: None, tmp_path_factory: pytest.TempPathFactory, mail_dir: Path) -> Iterator[Scene]:
    with (
        pytest.MonkeyPatch.context() as patch,
        override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"), MAIL_DIR=str(mail_dir)),
    ):
        patch.setattr(timezone, "now", lambda: scenes.NOW)
        made = scenes.build()
        catch(mail_dir)
        yield made


def catch(folder: Path) -> None:
    """The messages as the loopback catcher keeps them, the first one under the name that the scene knows."""
    for number, email in enumerate(OutboundEmail.objects.order_by("pk")):
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "clinic@mend.example", email.recipient, email.subject
        message.set_content(email.text)
        message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="report.pdf")
        at = datetime(2026, 11, 23, 17, tzinfo=UTC) + timedelta(seconds=number)
        (folder / f"{at:%Y%m%dT%H%M%S}.000000Z-00000000.eml").write_bytes(bytes(message))


def asked(ids: dict[str, list[Any]], owner: str) -> list[str]:
    keys = {name.removesuffix("_id"): values[0] for name, values in ids.items() if values}
    return [path.format(owner=owner, **keys) for path in ASKING]


def name_of(path: str) -> str:
    return resolve(path.partition("?")[0]).view_name


@pytest.fixture(scope="package")
def crawl(scene: Scene) -> dict[str, list[Visit]]:
    """By role: every GET of the site, about patient A."""
    seen = {}
    plain = paths({**scene.ids, **scene.a.ids})
    everything = dict.fromkeys([*plain, *((name_of(path), path) for path in asked(scene.a.ids, "A"))])
    for role in ("front desk", "therapist of A", "manager", "therapist of B"):
        client = signed_in(scene.staff[role])
        seen[role] = [look(client, name, path) for name, path in everything]
        everything = dict.fromkeys((v.name, v.path) for v in seen[role] if v.status != NOT_FOR_READING)
    return seen


@pytest.fixture
def read_once(scene: Scene) -> None:
    """Somebody has read something."""
    signed_in(scene.staff["manager"]).get(f"/patients/{scene.a.patient.pk}/")
