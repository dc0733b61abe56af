"""A clinic of any size by COPY: patients, ten visits each, therapists with their hours, in a database of its own.

A hundred patients to a therapist and ten therapists to a location, so that a busy week looks alike at every size. Visits reach from the
past 65 working days ahead; the first three weeks are full, then there is room here and there. Every second location is full to the end.
"""

import random
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from io import StringIO
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, models

from clinic.models import Actor, Location, Room, Staff
from patients.models import Patient
from sessions.models import Appointment, WorkingHours

SIZE = 10_000
FULL_SIZE = 1_000_000
VISITS_EACH = 10
PATIENTS_PER_THERAPIST, THERAPISTS_PER_LOCATION = 100, 10
SLOTS = (time(8), time(9, 15), time(10, 30), time(11, 45), time(13), time(14, 15), time(15, 30))
FULL_DAYS, DAYS_AHEAD = 15, 65
ROWS_AT_ONCE = 50_000
ZONE = ZoneInfo("America/New_York")
CLEAN = str.maketrans({"\\": "\\\\", "\t": " ", "\n": " "})


@contextmanager
def own_database(name: str) -> Iterator[None]:
    """A copy of the laid tables; this process works in it, as its owner, until it is dropped."""
    given = dict(connection.settings_dict)
    connection.close()
    _on_the_server(f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}" TEMPLATE "{given["NAME"]}"')
    connection.settings_dict.update(NAME=name, USER=settings.OWNER_ROLE, PASSWORD=settings.OWNER_PASSWORD)
    try:
        yield
    finally:
        connection.close()
        _on_the_server(f'DROP DATABASE IF EXISTS "{name}"')
        connection.settings_dict.update(given)


def _on_the_server(*statements: str) -> None:
    """Outside of any of our databases, as the owner."""
    given = dict(connection.settings_dict)
    connection.settings_dict.update(NAME="postgres", USER=settings.OWNER_ROLE, PASSWORD=settings.OWNER_PASSWORD)
    try:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    finally:
        connection.close()
        connection.settings_dict.update(given)


def load(patients: int, *, now: datetime) -> None:
    """Fill the current database. What checks each row comes back afterwards over all of them, so everything is checked all the same."""
    today = now.astimezone(ZONE).date()
    system = Actor.objects.system().pk
    therapists = max(patients // PATIENTS_PER_THERAPIST, 1)
    locations = -(-therapists // THERAPISTS_PER_LOCATION)
    with without_triggers():
        copy(
            Actor,
            (
                {"id": 1000 + n, "kind": "staff", "name": f"Therapist {n}", "created_at": now}
                for n in range(1, therapists + 1)
            ),
        )
        copy(
            Location,
            ({"id": n, "name": f"Location {n:05}", "state": "NY", "zone": ZONE.key} for n in range(1, locations + 1)),
        )
        copy(Room, ({"id": n, "location": location_of(n), "name": f"Room {n}"} for n in range(1, therapists + 1)))
        copy(Staff, (_therapist(n) for n in range(1, therapists + 1)))
        copy(WorkingHours, _hours(therapists, today))
        copy(Patient, (_patient(n, system, now) for n in range(1, patients + 1)), total=patients)
        copy(Appointment, _visits(patients, system, today, now), total=patients * VISITS_EACH)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def location_of(therapist: int) -> int:
    return (therapist - 1) // THERAPISTS_PER_LOCATION + 1


def _therapist(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "email": f"t{number}@bench.example",
        "name": f"Therapist {number:05}",
        "password": "!",
        "roles": "{therapist}",
        "actor": 1000 + number,
    }


def _hours(therapists: int, today: date) -> Iterator[dict[str, Any]]:
    for number in range(1, therapists + 1):
        for weekday in range(5):
            for begins, ends in ((time(8), time(12, 45)), (time(12, 45), time(17))):
                yield {
                    "id": number * 100 + weekday * 10 + begins.hour % 10,
                    "therapist": number,
                    "location": location_of(number),
                    "weekday": weekday,
                    "from_time": begins,
                    "until_time": ends,
                    "valid_from": today - timedelta(days=800),
                }


def _patient(number: int, system: int, now: datetime) -> dict[str, Any]:
    given, family = GIVEN[number % len(GIVEN)], f"{FAMILY[number // len(GIVEN) % len(FAMILY)]}{number // 400}"
    return {
        "id": number,
        "number": f"B-{number:07}",
        "given_name": given,
        "family_name": family,
        "name_key": f"{family} {given}".casefold(),
        "birth_on": date(1940, 1, 1) + timedelta(days=number * 7919 % 24_000),
        "phone": f"+1555{number:07}",
        "registered_at": now,
        "registered_by": system,
    }


GIVEN = (
    "Ada",
    "Bela",
    "Cora",
    "Dario",
    "Edda",
    "Femi",
    "Gita",
    "Hugo",
    "Ines",
    "Jun",
    "Kaya",
    "Lars",
    "Mina",
    "Noor",
    "Omar",
    "Pia",
)
FAMILY = (
    "Adler",
    "Bianchi",
    "Castro",
    "Dumont",
    "Eriksen",
    "Farkas",
    "Garcia",
    "Haddad",
    "Ito",
    "Jansen",
    "Kowal",
    "Lund",
    "Moreau",
)


def _visits(patients: int, system: int, today: date, now: datetime) -> Iterator[dict[str, Any]]:
    therapists = max(patients // PATIENTS_PER_THERAPIST, 1)
    numbers = iter(range(1, patients * VISITS_EACH + 1))
    each = PATIENTS_PER_THERAPIST * VISITS_EACH
    for therapist in range(1, therapists + 1):
        own = min(PATIENTS_PER_THERAPIST, patients)
        first = (therapist - 1) * PATIENTS_PER_THERAPIST
        for turn, starts_at in enumerate(islice(_times(therapist, today), each)):
            ends_at = starts_at + timedelta(minutes=60)
            yield {
                "id": next(numbers),
                "kind": "treatment",
                "service": "wellness",
                "status": "completed" if ends_at <= now else "booked",
                "patient": first + turn % own + 1,
                "therapist": therapist,
                "room": therapist,
                "location": location_of(therapist),
                "during": f"[{starts_at.isoformat()},{ends_at.isoformat()})",
                "occupies": f"[{starts_at.isoformat()},{(ends_at + timedelta(minutes=15)).isoformat()})",
                "judged": "[]",
                "booked_at": now,
                "booked_by": system,
            }


def _times(therapist: int, today: date) -> Iterator[datetime]:
    """What lies ahead first, then backwards into the past, until the caller has enough."""
    dealt = random.Random(therapist)
    is_full = location_of(therapist) // 5 % 2 == 1
    for number, day in enumerate(islice(_working_days(today, 1), DAYS_AHEAD)):
        share = 1.0 if is_full or number < FULL_DAYS else 0.95
        yield from (datetime.combine(day, slot, tzinfo=ZONE) for slot in SLOTS if dealt.random() < share)
    for day in _working_days(today - timedelta(days=1), -1):
        yield from (datetime.combine(day, slot, tzinfo=ZONE) for slot in SLOTS if dealt.random() < 0.9)  # noqa: PLR2004


def _working_days(day: date, step: int) -> Iterator[date]:
    while True:
        if day.weekday() < 5:  # noqa: PLR2004 - Saturday
            yield day
        day += timedelta(days=step)


@contextmanager
def without_triggers() -> Iterator[None]:
    """Triggers, foreign keys and exclusion constraints away while rows are poured in, and laid again over all of them."""
    tables = [model._meta.db_table for model in (Actor, Location, Room, Staff, WorkingHours, Patient, Appointment)]
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE conrelid = ANY(%s::regclass[]) AND contype IN ('x', 'f') ORDER BY contype DESC, conname""",
            [tables],
        )
        kept = cursor.fetchall()
        for table, name, _definition in kept:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        yield
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for table, name, definition in kept:
            _say(f"Laying {name}")
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
    _say("")


def copy(model: type[models.Model], rows: Iterable[dict[str, Any]], *, total: int = 0) -> None:
    """Rows by field name; what they leave out takes the field's default. Keys behind them go on after the highest."""
    fields = model._meta.concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    defaults = {field.name: _plain(field.get_default()) for field in fields}
    statement = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'
    source, done = iter(rows), 0
    with connection.cursor() as cursor:
        while part := list(islice(source, ROWS_AT_ONCE)):
            cursor.copy_expert(statement, StringIO("".join(_line(fields, defaults, row) for row in part)))
            done += len(part)
            if total:
                _say(f"{model.__name__}: {done:,} of {total:,}")
        key = f"pg_get_serial_sequence('\"{model._meta.db_table}\"', 'id')"
        cursor.execute(f'SELECT setval({key}, (SELECT max(id) FROM "{model._meta.db_table}"))')


def _line(fields: Any, defaults: dict[str, Any], row: dict[str, Any]) -> str:
    return "\t".join(_written(row.get(field.name, defaults[field.name])) for field in fields) + "\n"


def _plain(value: Any) -> Any:
    return value() if isinstance(value, Callable) else value  # type: ignore[arg-type]  # a callable default


def _written(value: Any) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value).translate(CLEAN)


def _say(words: str) -> None:
    """Progress on one line of a terminal; silence elsewhere."""
    if sys.stderr.isatty():
        print(f"\r{words:<70}", end="" if words else "\r", file=sys.stderr, flush=True)
