"""Sections of the assessment page as a browser sends them, one at a time."""

from typing import Any

from django.test import Client
from django.urls import reverse

from assessments.models import Assessment

PREFIXES = {
    "pain": {"pain": 4},
    "rom": {"rom": 3},
    "strength": {"mmt": 3},
    "girth": {"arm": 8, "leg": 8, "dent": 2},
    "hands": {"palp": 2},
    "psfs": {"psfs": 5},
    "goals": {"goal": 2},
}


def section(name: str, *, edition: int = 1, **fields: Any) -> dict[str, Any]:
    """What one section sends; `fields` with their names as on the page."""
    data: dict[str, Any] = {"edition": edition, f"edition-{name}": edition}
    for prefix, count in PREFIXES.get(name, {}).items():
        data |= {f"{prefix}-TOTAL_FORMS": count, f"{prefix}-INITIAL_FORMS": 0}
    return data | fields


def address(draft: Assessment, name: str, *, check: bool = False) -> str:
    return reverse(f"assessments:section_{'check' if check else 'save'}", args=[draft.pk, name])


def send(client: Client, draft: Assessment, name: str, *, edition: int = 1, check: bool = False, **fields: Any) -> Any:
    return client.post(address(draft, name, check=check), section(name, edition=edition, **fields))
