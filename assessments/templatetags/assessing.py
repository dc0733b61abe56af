"""Words of the assessment page: one labelled field with all that is said of it, drawn in one go, for a page holds hundreds."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def at(found: Mapping[str, Any], key: str) -> Any:
    """The value under this key; an empty text where there is none."""
    return found.get(key, "")


@register.simple_tag(takes_context=True)
def cell(context: Context, field: BoundField, label: str = "", extra: str = "") -> SafeString:
    """One labelled field; errors stand under it, and what the page has in `warnings` for it."""
    name = field.auto_id
    warnings = context.get("warnings") or {}
    shown = label or field.label
    return format_html(
        '<div class="cell {}" id="div_{}"><label for="{}">{}</label>{}{}{}</div>',
        extra,
        name,
        name,
        shown,
        field,
        _errors(field),
        _warning(name, warnings.get(name, "")),
    )


@register.simple_tag
def check(field: BoundField) -> SafeString:
    """One check box with its words behind it."""
    name = field.auto_id
    return format_html(
        '<div class="cell form-check" id="div_{}">{}<label class="form-check-label" for="{}">{}</label>{}</div>',
        name,
        field,
        name,
        field.label,
        _errors(field),
    )


def _errors(field: BoundField) -> SafeString:
    lines = format_html_join("", "<p>{}</p>", ((str(error),) for error in field.errors))
    box = '<div id="{}_error" class="invalid-feedback">{}</div>'
    return format_html_join("", box, [(field.auto_id, lines)] if lines else [])


def _warning(name: str, text: str) -> SafeString:
    return format_html_join("", '<p id="{}_look" class="field-look">{}</p>', [(name, text)] if text else [])
