"""Settings come from the environment, fail loudly, and production refuses what only development may have."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "MEND_MODE": "production",
    "MEND_SECRET_KEY": "q8Zr1vK4tW9xB2nM6pL3sD7fG5hJ0aYcEuIoTzXwVbNmQkRj-_" * 2,
    "MEND_BASE_URL": "https://clinic.example",
    "MEND_ALLOWED_HOSTS": "clinic.example",
    "MEND_DB_NAME": "mend",
    "MEND_DB_HOST": "db",
    "MEND_EMAIL_HOST": "mail",
    "MEND_FROM_EMAIL": "clinic@clinic.example",
    "MEND_BROKER_URL": "redis://redis/0",
    "MEND_MEDIA_ROOT": "/srv/mend/media",
}
SHOWN = "SECURE_HSTS_SECONDS", "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "DEBUG", "SESSION_ENGINE"


def load(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    code = f"from clinic import settings as s; print(*(getattr(s, name, None) for name in {SHOWN!r}))"
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MEND_", "DJANGO_", "PYTEST_"))}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=ROOT, env=clean | environment, capture_output=True, text=True, check=False)


def test_production_starts_with_everything_named_and_is_strict() -> None:
    done = load(GOOD)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [
        "31536000",
        "__Host-sessionid",
        "True",
        "False",
        "django.contrib.sessions.backends.db",
    ]


@pytest.mark.parametrize("name", [name for name in GOOD if name != "MEND_MODE"])
def test_nothing_needed_has_a_silent_default(name: str) -> None:
    done = load({key: value for key, value in GOOD.items() if key != name})
    assert done.returncode != 0
    assert name in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("MEND_SECRET_KEY", "insecure-secret-for-tests-only-" + "0" * 40, "development secret"),
        ("MEND_SECRET_KEY", "short", "shorter than 50"),
        ("MEND_SECRET_KEY", "a" * 60, "development secret"),
        ("MEND_BASE_URL", "http://clinic.example", "https://"),
        ("MEND_ALLOWED_HOSTS", "*", "no *"),
        ("MEND_MODE", "debug", "must be production, local or test"),
    ],
)
def test_unsafe_values_are_refused(name: str, value: str, says: str) -> None:
    done = load(GOOD | {name: value})
    assert done.returncode != 0
    assert says in done.stderr.splitlines()[-1]


def test_the_test_secret_is_not_taken_where_people_work() -> None:
    local = GOOD | {"MEND_MODE": "local", "MEND_BASE_URL": "http://127.0.0.1:8000", "MEND_ALLOWED_HOSTS": "127.0.0.1"}
    assert load(local).returncode == 0
    del local["MEND_SECRET_KEY"]
    assert "MEND_SECRET_KEY is not set" in load(local).stderr
