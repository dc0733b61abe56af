"""Group patient-search: finding a patient while somebody types, among 100,000 people and, with --full, among 1,000,000."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from io import StringIO
from statistics import median
from time import perf_counter
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connection

from bench.rows import Row
from clinic.models import Actor
from patients.rules.names import fold
from patients.rules.sounds import word_sound
from patients.selectors.finding import suggest

GROUP = "patient-search"
SIZES = ((100_000, 6.0), (1_000_000, 30.0))  # people, milliseconds
COLUMNS = "number, given_name, family_name, name_key, sound_key, birth_on, sex, pronouns, email, phone, address, language, payer, registered_at, registered_by_id"  # noqa: E501
BATCH = 50_000
FIRST_BIRTH = date(1930, 1, 1)
DAYS = 30_000
# Beginnings and endings of invented names; some are far more usual than others, as everywhere.
STARTS = (
    "ma",
    "jo",
    "de",
    "ka",
    "ro",
    "li",
    "sa",
    "el",
    "an",
    "be",
    "to",
    "vi",
    "no",
    "ha",
    "wi",
    "gu",
    "pe",
    "ze",
    "fi",
    "os",
)
MIDDLES = ("r", "n", "l", "s", "t", "nd", "rt", "ll", "v", "m", "k", "sch", "lg", "br")
ENDS = ("a", "o", "ia", "ez", "er", "son", "ski", "en", "i", "is", "ado", "ova", "ius", "é")


def measure(*, full: bool) -> list[Row]:
    """Into the run's own database, which is thrown away afterwards; the people of the smaller size are among those of the larger.
    The last group of a run, so that the others measure without them."""
    rows, there = list[Row](), 0
    for people, limit in SIZES if full else SIZES[:1]:
        _copy(there, people)
        there = people
        rows += _times(people, limit, times=20 if full else 8)
    return rows


def _copy(first: int, last: int) -> None:
    """As the owner of the tables: their history is not what is measured, and the index of the pieces is laid at once over all."""
    by = Actor.objects.system().pk
    with _as_owner() as owner, owner.cursor() as cursor:
        cursor.execute("SELECT pg_get_indexdef('patient_find_in'::regclass)")
        index = cursor.fetchone()[0]
        cursor.execute("ALTER TABLE patients_patient DISABLE TRIGGER USER; DROP INDEX patient_find_in")
        for start in range(first, last, BATCH):
            text = StringIO("".join(_lines(start, min(start + BATCH, last), by)))
            cursor.copy_expert(f"COPY patients_patient ({COLUMNS}) FROM STDIN", text)
        owner.commit()
        cursor.execute("ALTER TABLE patients_patient ENABLE TRIGGER USER")
        cursor.execute(index)
        owner.commit()
        owner.autocommit = True
        cursor.execute("VACUUM ANALYZE patients_patient")


@contextmanager
def _as_owner() -> Iterator[Any]:
    to = connection.settings_dict
    given = {"host": to["HOST"], "port": to["PORT"], "dbname": to["NAME"]}
    owner = psycopg2.connect(**given, user=settings.OWNER_ROLE, password=settings.OWNER_PASSWORD)
    try:
        yield owner
    finally:
        owner.close()


def _lines(first: int, last: int, by: int) -> Iterator[str]:
    for number in range(first, last):
        given, family, born, phone = _person(number)
        words = (f"B-{number}", given, family, f"{_folded(family)} {_folded(given)}")
        email = f"{_folded(family)}.{_folded(given)}{number}@mail.example"
        sound = " ".join(sorted((_sound(family), _sound(given))))
        rest = (sound, born.isoformat(), "", "", email, phone, "", "en", "", "2026-01-01", str(by))
        yield "\t".join((*words, *rest)) + "\n"


# A few thousand words make all names.
_folded = cache(fold)


@cache
def _sound(name: str) -> str:
    return word_sound(_folded(name))


def _person(number: int) -> tuple[str, str, date, str]:
    """The same for the same number, in whatever run."""
    dealt = random.Random(number)
    given, family = (_name(dealt) for _ in range(2))
    area = dealt.choices(("702", "725", "775", "213"), (70, 20, 5, 5))[0]
    return given, family, FIRST_BIRTH + timedelta(days=dealt.randrange(DAYS)), f"+1{area}{dealt.randrange(10**7):07d}"


def _name(dealt: random.Random) -> str:
    start, middle, end = (pieces[int(len(pieces) * dealt.random() ** 1.7)] for pieces in (STARTS, MIDDLES, ENDS))
    return f"{start}{middle}{end}".capitalize()


def _times(people: int, limit: float, *, times: int) -> list[Row]:
    asked = [_person(number * (people // times) + 7) for number in range(times)]
    kinds = {
        "two letters": [family[:2] for _, family, _, _ in asked],
        "family name": [family for _, family, _, _ in asked],
        "given and family": [f"{given} {family}" for given, family, _, _ in asked],
        "family and a letter": [f"{family}, {given[0]}" for given, family, _, _ in asked],
        "birth date": [f"{born:%m/%d/%Y}" for _, _, born, _ in asked],
        "name and birth date": [f"{family} {born:%d %b %Y}" for _, family, born, _ in asked],
        "last four of the phone": [phone[-4:] for *_, phone in asked],
        "whole phone": [phone[2:] for *_, phone in asked],
        "area code": [phone[2:5] for *_, phone in asked],
        "e-mail": [f"{_folded(family)}.{_folded(given)}@" for given, family, _, _ in asked],
        "nobody": [f"{family} qqq" for _, family, _, _ in asked],
    }
    return [
        Row(GROUP, f"{kind}, {people:,} people", round(_typical(typed), 2), "ms", limit)
        for kind, typed in kinds.items()
    ]


def _typical(typed: list[str]) -> float:
    """The median of the service's own answer, the database and the rows included; each text is asked once before, to warm up."""
    taken = []
    for text in typed:
        suggest(text)
        began = perf_counter()
        suggest(text)
        taken.append(perf_counter() - began)
    return median(taken) * 1000
