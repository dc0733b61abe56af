"""Choosing a place of the body map from a list: front and back, with the side, without JavaScript."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from assessments.rules.rom import MOVEMENTS
from clinic.rules.regions import PLACES, View, place_name, region_of

FRONT_AND_BACK = ((View.FRONT, "Front"), (View.BACK, "Back"))
GROUPS = tuple(
    (label, tuple((place, place_name(place)) for place in PLACES if region_of(place).view is view))
    for view, label in FRONT_AND_BACK
)
PLACE_CHOICES = tuple(choice for _, choices in GROUPS for choice in choices)


class QuickSelect(forms.Select):
    """A plain select written in one go: a page holds many of these, and a template per option takes a second of it."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:  # noqa: ARG002 - Django's signature
        chosen = {str(part) for part in self.format_value(value) or []}
        body = format_html_join("", "{}", ((_part(choice, chosen),) for choice in self.choices))
        found = self.build_attrs(self.attrs, {"name": name, **(attrs or {})})
        return format_html("<select {}>{}</select>", format_html_join(" ", '{}="{}"', found.items()), body)


def _part(choice: Any, chosen: set[str]) -> SafeString:
    value, label = choice
    if isinstance(label, list | tuple):
        inner = format_html_join("", "{}", ((_part(each, chosen),) for each in label))
        return format_html('<optgroup label="{}">{}</optgroup>', value, inner)
    mark = " selected" if str(value) in chosen else ""
    return format_html('<option value="{}"{}{}>{}</option>', value, mark, _sides(str(value)), label)


def _sides(value: str) -> SafeString:
    """For rows that have no right where the movement has no sides."""
    movement = MOVEMENTS.get(value)
    return format_html_join("", ' data-sides="{}"', [("m",)] if movement and not movement.sided else [])


def select(label: str, choices: Any, *, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=required, widget=QuickSelect(attrs={"class": "form-select"})
    )


def place(label: str, *, empty: str = "Choose a place") -> forms.ChoiceField:
    return select(label, [("", empty), *GROUPS])
