"""Template words of our own: places, days and dates as people say them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats, timezone
from django.utils.timesince import timesince
from django.utils.translation import pgettext

from clinic.rules.regions import place_name

register = template.Library()


@register.filter
def place(value: str) -> str:
    """`LUMB-l` as “left lower back”."""
    return place_name(value)


@register.filter
def places(values: Iterable[str]) -> str:
    return ", ".join(place_name(value) for value in values)


@register.filter
def day(value: date | None) -> str:
    """“Thu 26 Nov 2026”."""
    return formats.date_format(value, "D j M Y") if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """“Thu 26 Nov”; with the year when it is not this one. For lists of what is near; records keep the whole day."""
    near = value is not None and value.year == timezone.localdate().year
    return formats.date_format(value, "D j M") if value and near else day(value)


@register.filter
def ago(value: datetime) -> str:
    """“12 minutes ago”."""
    return "just now" if timezone.now() - value < timedelta(minutes=1) else f"{timesince(value)} ago"


@register.filter
def clock(value: datetime | None, zone: ZoneInfo) -> str:
    """The time of day in a location's zone, “14:15”."""
    return formats.date_format(timezone.localtime(value, zone), "H:i") if value else ""


@register.filter
def day_in(value: datetime | None, zone: ZoneInfo) -> str:
    """The day in a location's zone."""
    return day(timezone.localtime(value, zone).date()) if value else ""


@register.filter
def short_day_in(value: datetime | None, zone: ZoneInfo) -> str:
    return short_day(timezone.localtime(value, zone).date()) if value else ""


@register.filter
def long_day(value: date) -> str:
    """“Thursday 26 November”; with the year when it is not this one."""
    return formats.date_format(value, "l j F" if value.year == timezone.localdate().year else "l j F Y")


@register.filter
def long_day_in(value: datetime | None, zone: ZoneInfo) -> str:
    """“Thursday 26 November”, in a location's zone."""
    return formats.date_format(timezone.localtime(value, zone), pgettext("long day", "l j F")) if value else ""
