"""The clinic's thresholds: a change is a new version, approved by a person; the old ones stay for the records judged by them."""

from datetime import datetime

from django.db import connection, transaction

from clinic.models import Actor, ClinicPolicy
from clinic.rules.policy import DEFAULTS, SCALARS

# One change at a time; any number that no other advisory lock uses.
LOCK = 7_431_001


class OutOfRange(Exception):
    """A value outside what the product allows."""


def approve(*, values: dict[str, int], by: Actor, now: datetime) -> ClinicPolicy | None:
    """Put these values in force as the next version. None when nothing changed. Raises OutOfRange."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        newest = ClinicPolicy.objects.current()
        before = {name: getattr(newest, name) for name in DEFAULTS} if newest else DEFAULTS
        after = before | values
        check(after)
        if after == before:
            return None
        version = newest.version + 1 if newest else 1
        return ClinicPolicy.objects.create(version=version, approved_at=now, approved_by=by, **after)


def check(values: dict[str, int]) -> None:
    for scalar in SCALARS:
        if not scalar.low <= values[scalar.name] <= scalar.high:
            raise OutOfRange(f"{scalar.about}: between {scalar.low} and {scalar.high} {scalar.unit}.")
    if values["visit_minutes_max"] < values["visit_minutes_min"]:
        raise OutOfRange("The longest visit cannot be shorter than the shortest.")
