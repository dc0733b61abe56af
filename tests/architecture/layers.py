"""The order of the apps, lowest first, for the tests of this folder."""

from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
RANK = {"clinic": 0, "patients": 1, "referrals": 2, "assessments": 3, "sessions": 4, "reports": 5, "portal": 5}


def app_of(label: str) -> str:
    """Our package behind an app label; another's label for what is not ours (Django's own `sessions` is not our `sessions`)."""
    name = apps.get_app_config(label).name
    return name if name in RANK else f"other.{label}"


def sources(*, templates: bool = False) -> list[Path]:
    """Our own source files, or templates."""
    if templates:
        return sorted((ROOT / "templates").rglob("*.html"))
    return sorted(path for app in RANK for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
