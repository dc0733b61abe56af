"""What all tests share: the database made by its owner and used as the application, three standard people, a fixed moment."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client
from pytest_django import DjangoDbBlocker

from clinic.models import Staff
from tests.factories import clinic as make

# A Monday morning at the Harbor Street location (09:00 in Los Angeles).
NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)


def connect_as(role: str, password: str) -> None:
    """Every later connection of this process, in any thread, is made as `role`."""
    connection.close()
    connection.settings_dict.update(USER=role, PASSWORD=password)


def as_owner() -> None:
    connect_as(settings.OWNER_ROLE, settings.OWNER_PASSWORD)


def as_application() -> None:
    connect_as(settings.APPLICATION_ROLE, os.environ.get("MEND_DB_PASSWORD", ""))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """The owner makes and migrates the test database."""
    as_owner()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Tests run as the application: what it may not do, they cannot do either."""
    with django_db_blocker.unblock():
        as_application()
    # Every flush says "migrated"; the triggers are there already, and the application may not lay them.
    settings.PGTRIGGER_INSTALL_ON_MIGRATE = False
    yield
    with django_db_blocker.unblock():
        as_owner()


@pytest.fixture(scope="session", autouse=True)
def flush_as_owner() -> Iterator[None]:
    """Transactional tests empty all tables afterwards: only the owner may TRUNCATE, and the seeded catalogue comes back."""
    plain = DatabaseOperations.execute_sql_flush

    def flush(self: DatabaseOperations, sql_list: list[str]) -> None:
        as_owner()
        try:
            plain(self, [statement for statement in sql_list if "TRUNCATE" in statement])
            make.seed_catalogue()
        finally:
            as_application()

    DatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]
    yield
    DatabaseOperations.execute_sql_flush = plain  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def own_files(tmp_path: Path, settings: Any) -> Path:
    """Files of each test in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def no_limits(db: None) -> None:
    """Rate limits live in a cache table that no test run empties by itself."""
    cache.clear()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def therapist(db: None) -> Staff:
    return make.staff("Amara Okafor", "therapist", credentials="LMT, CLT")


@pytest.fixture
def front_desk(db: None) -> Staff:
    return make.staff("Finn Dahl", "front_desk")


@pytest.fixture
def manager(db: None) -> Staff:
    return make.staff("Mara Ivers", "manager")


@pytest.fixture
def outsider(db: None) -> Staff:
    """A therapist who is on nobody's care team."""
    return make.staff("Otto Brandt", "therapist", credentials="LMT")


def signed_in(staff: Staff) -> Client:
    client = Client()
    client.force_login(staff, backend="clinic.access.StaffBackend")
    return client


@pytest.fixture
def therapist_client(therapist: Staff) -> Client:
    return signed_in(therapist)


@pytest.fixture
def desk_client(front_desk: Staff) -> Client:
    return signed_in(front_desk)


@pytest.fixture
def manager_client(manager: Staff) -> Client:
    return signed_in(manager)


@pytest.fixture
def outsider_client(outsider: Staff) -> Client:
    return signed_in(outsider)
