"""What a patient may wish for instead of a visit as it is booked, and how the desk reads it."""

from collections.abc import Mapping
from datetime import datetime

WISHES: Mapping[str, str] = {
    "earlier": "earlier on the same day",
    "later": "later on the same day",
    "another_day": "another day",
    "cannot": "cannot come at all",
}
NOTE_MOST = 140
PREFIX = "change:"


def words(local: datetime, therapist: str, wish: str, note: str) -> str:
    """`local`: the visit's time on the location's clock."""
    said = f" “{note[:NOTE_MOST]}”" if note else ""
    return (
        f"Visit of {local:%a} {local.day} {local:%b}, {local:%H:%M}, with {therapist[:60]}. Wish: {WISHES[wish]}.{said}"
    )


def prefix_of(visit_id: int) -> str:
    """With which the keys of every wish about this visit begin."""
    return f"{PREFIX}{visit_id}:"


def key_of(visit_id: int, answered: int, digest: str) -> str:
    return f"{prefix_of(visit_id)}{answered}:{digest}"


def visit_of(key: str) -> int | None:
    """The visit that an alert with this key is about; None where it is about none."""
    number = key.removeprefix(PREFIX).partition(":")[0]
    return int(number) if key.startswith(PREFIX) and number.isdigit() else None
