"""What a section holds, line by line: for two people whose texts differ."""

from typing import Any

from assessments.forms.sections import SectionForm
from assessments.rules.wording import lines


def said(form: SectionForm) -> list[str]:
    found: list[str] = []
    for kind, entries in form.values().items():
        found += _texts(form, entries) if kind == "history" else lines(kind, entries)
    return found


def _texts(form: SectionForm, texts: dict[str, Any]) -> list[str]:
    fields = {name: field for part in form.parts.values() for name, field in getattr(part, "fields", {}).items()}
    return [f"{fields[name].label}: {_shown(fields[name], value)}" for name, value in texts.items() if value]


def _shown(field: Any, value: Any) -> str:
    if hasattr(value, "strftime"):
        return f"{value:%-d %b %Y}"
    return str(dict(getattr(field, "choices", ())).get(value, value))
