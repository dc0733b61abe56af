"""How the guards name days and places in their messages."""

from collections.abc import Iterable
from datetime import date

from clinic.rules.regions import check_places, place_name


def day_words(value: date) -> str:
    return f"{value:%a} {value.day} {value:%b %Y}"


def place_words(places: Iterable[str]) -> str:
    """The places in a patient's words, in the order of the body map. Raises UnknownPlace."""
    return ", ".join(place_name(place) for place in check_places(places))
