"""The body map in templates: the figure to touch, the figure to read, and its legend."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from clinic.render import body_map
from clinic.render.body_map import BodyMark
from clinic.render.body_signs import LegendEntry, legend, signs
from clinic.rules.regions import View

register = template.Library()
READ_SIZE = 1.25  # of the signs: a figure to read is drawn smaller than one to touch


@register.simple_tag
def body_figure(view: str) -> SafeString:
    """One view to touch: "f" or "b"."""
    return body_map.interactive(View(view))


@register.simple_tag
def body_signs() -> SafeString:
    return signs()


@register.simple_tag
def body_legend() -> tuple[LegendEntry, ...]:
    return legend()


@register.simple_tag
def body_drawing(marks: Iterable[Any]) -> SafeString:
    """Both views to read, from BodyMarks or from rows that hold the same."""
    return body_map.draw(_marks(marks), size=READ_SIZE)


@register.simple_tag
def body_legend_of(marks: Iterable[Any]) -> tuple[LegendEntry, ...]:
    """Only the signs that these marks use."""
    return legend(body_map.used(_marks(marks)))


def _marks(rows: Iterable[Any]) -> list[BodyMark]:
    return [row if isinstance(row, BodyMark) else _mark(row) for row in rows]


def _mark(row: Any) -> BodyMark:
    """A stored row, whose kind has words of its own; not every kind of row knows scars and devices."""
    return BodyMark(row.place, row.pain, row.get_kind_display(), row.role, tuple(getattr(row, "flags", ())))
