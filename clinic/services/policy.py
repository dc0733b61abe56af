"""The clinic's thresholds: a change is a new version, approved by a person; the old ones stay for the records judged by them."""

from datetime import datetime

from django.db import connection, transaction

from clinic.models import Actor, ClinicPolicy
from clinic.rules.policy import DEFAULTS, SCALARS, contradictions

# One change at a time; any number that no other advisory lock uses.
LOCK = 7_431_001


class OutOfRange(Exception):
    """A value outside what the product allows."""


class NoReason(Exception):
    """A change nobody says the reason of."""


class Overtaken(Exception):
    """Another version came into force since the one the change was made on."""


def approve(
    *, values: dict[str, int], reason: str, seen_version: int | None = None, by: Actor, now: datetime
) -> ClinicPolicy | None:
    """Put these values in force as the next version. None when nothing changed. `seen_version`: the one on whose page they were typed.

    Raises OutOfRange, NoReason, Overtaken.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        newest = ClinicPolicy.objects.current()
        number = newest.version if newest else 0
        if seen_version is not None and seen_version != number:
            raise Overtaken(f"Meanwhile version {number} came into force. Look at it, then make your change again.")
        before = newest.numbers() if newest else DEFAULTS
        after = before | values
        check(after)
        if after == before:
            return None
        if not reason.strip():
            raise NoReason("Say why; it is kept with the version.")
        return ClinicPolicy.objects.create(
            version=number + 1, reason=reason.strip(), approved_at=now, approved_by=by, **after
        )


def check(values: dict[str, int]) -> None:
    for scalar in SCALARS:
        if not scalar.low <= values[scalar.name] <= scalar.high:
            raise OutOfRange(f"{scalar.about}: between {scalar.low} and {scalar.high} {scalar.unit}.")
    for _, why in contradictions(values):
        raise OutOfRange(why)
