"""Figures to JSON and back, by the types the dataclasses declare: what is frozen with a report is read again exactly."""

from dataclasses import MISSING, asdict, fields
from datetime import date
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from reports.rules.figures import ReportData


def to_json(data: ReportData) -> dict[str, Any]:
    plain: dict[str, Any] = _plain(asdict(data))
    return plain


def from_json(value: dict[str, Any]) -> ReportData:
    """What was added to the figures later keeps its default. Raises KeyError or TypeError for anything `to_json` did not write."""
    data: ReportData = _read(ReportData, value)
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _read(kind: Any, value: Any) -> Any:
    if get_origin(kind) is UnionType:
        known = [part for part in get_args(kind) if part is not NoneType]
        return None if value is None else _read(known[0], value)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], part) for part in value)
    if kind is date:
        return date.fromisoformat(value)
    if hasattr(kind, "__dataclass_fields__"):
        hints = get_type_hints(kind)
        told = [field for field in fields(kind) if field.name in value or field.default is MISSING]
        return kind(**{field.name: _read(hints[field.name], value[field.name]) for field in told})
    return value
