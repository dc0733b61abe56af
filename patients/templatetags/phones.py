"""A telephone number as it is read out."""

from django import template

from patients.rules import phones

register = template.Library()


@register.filter
def phone(value: str) -> str:
    """`+17025550134` as “(702) 555-0134”; what is no number stays as it is."""
    return phones.shown(value)
