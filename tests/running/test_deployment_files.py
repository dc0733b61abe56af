"""Deployment without a container engine to try it: every setting named exists, and every secret is asked for."""

import re
from typing import Any

import pytest
import yaml
from mendrun import paths

PYTHON_IMAGE_USER = "mend"


def settings_names() -> set[str]:
    text = (paths.ROOT / "clinic" / "settings.py").read_text()
    return set(re.findall(r'"(MEND_[A-Z_]+)"', text)) - {"MEND_AS_OWNER"}


def example_names() -> set[str]:
    text = (paths.ROOT / ".env.example").read_text()
    return set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE))


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((paths.ROOT / "docker-compose.yml").read_text())
    return loaded


def test_all_services_are_there(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"db", "redis", "migrate", "web", "worker", "beat", "mail"}


def test_every_service_of_ours_is_the_same_image(compose: dict[str, Any]) -> None:
    ours = {name: service for name, service in compose["services"].items() if name not in {"db", "redis"}}
    assert {service["image"] for service in ours.values()} == {"mend"}


def test_every_setting_that_is_passed_exists(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        if name != "db":
            assert set(service.get("environment", {})) <= settings_names(), name


def test_only_the_migration_knows_the_owners_password(compose: dict[str, Any]) -> None:
    knows = {
        name
        for name, service in compose["services"].items()
        if "MEND_DB_OWNER_PASSWORD" in service.get("environment", {})
    }
    assert knows == {"db", "migrate"}


def test_every_variable_asked_for_is_in_the_example(compose: dict[str, Any]) -> None:
    asked = set(re.findall(r"\$\{([A-Z_]+)", (paths.ROOT / "docker-compose.yml").read_text()))
    assert asked <= example_names()


def test_the_example_names_every_setting_and_nothing_else() -> None:
    assert example_names() - {"MEND_PORT", "POSTGRES_PASSWORD"} == settings_names()


def test_no_secret_has_a_default() -> None:
    text = (paths.ROOT / "docker-compose.yml").read_text()
    for name in ("MEND_SECRET_KEY", "MEND_DB_PASSWORD", "MEND_DB_OWNER_PASSWORD", "POSTGRES_PASSWORD"):
        assert set(re.findall(rf"\$\{{{name}([^}}]*)\}}", text)) == {":?see .env.example"}
        assert f"\n{name}=\n" in (paths.ROOT / ".env.example").read_text()


def test_health_is_asked_where_it_is_answered(compose: dict[str, Any]) -> None:
    assert "/livez" in compose["services"]["web"]["healthcheck"]["test"][-1]


def test_volumes_and_dependencies_exist(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        assert set(service.get("depends_on", {})) <= set(compose["services"])
        named = {volume.split(":")[0] for volume in service.get("volumes", []) if not volume.startswith(".")}
        assert named <= set(compose["volumes"])


def test_image_does_not_run_as_root_and_installs_by_hash() -> None:
    lines = (paths.ROOT / "Dockerfile").read_text().splitlines()
    assert f"USER {PYTHON_IMAGE_USER}" in lines
    assert any("--require-hashes" in line for line in lines)
    copied = [
        part for line in lines if line.startswith("COPY ") and "--from" not in line for part in line.split()[1:-1]
    ]
    assert all((paths.ROOT / part).exists() for part in copied)
