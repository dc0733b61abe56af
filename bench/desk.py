"""Group desk: the front desk on a clinic of generated data, at two sizes and, with --full, at a million patients.

Each figure is a function of its own that takes the moment the data was laid around and returns rows.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection
from django.utils import timezone

from bench.desk_data import FULL_SIZE, SIZE, ZONE, load, own_database
from bench.rows import Row
from sessions.rules.availability import Wish
from sessions.selectors.availability import openings, parameters
from sessions.selectors.openings_sql import openings_sql

GROUP = "desk"
OPENINGS_LIMIT, GROWTH_LIMIT = 50, 1.5  # milliseconds in the database; times from the smallest size to the largest
THERAPISTS, DAYS = 50, 90
TIMES = 15
MIDDLE_SIZE = 100_000


def measure(*, full: bool) -> list[Row]:
    sizes = (SIZE, FULL_SIZE if full else MIDDLE_SIZE)
    found: dict[int, list[Row]] = {}
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    for size in sizes:
        with own_database(f"mend_desk_{size}"):
            load(size, now=now)
            found[size] = [row for figure in FIGURES for row in figure(now, size)]
    return [row for rows in found.values() for row in rows] + _growth(found[sizes[0]], found[sizes[1]])


def first_openings(now: datetime, size: int) -> list[Row]:
    """The first twenty openings over fifty therapists and ninety days, as the desk asks for them."""
    rows = []
    for name, wish in _wishes(now).items():
        in_database = median(_explained(wish) for _ in range(TIMES))
        rows.append(Row(GROUP, f"{name}, {size:,}", round(in_database, 1), "ms", OPENINGS_LIMIT))
    wall = median(_timed(_asked, wish) for wish in [_wishes(now)["openings"]] * TIMES)
    return [*rows, Row(GROUP, f"openings, with planning, {size:,}", round(wall * 1000, 1), "ms", OPENINGS_LIMIT * 2)]


FIGURES: tuple[Callable[[datetime, int], list[Row]], ...] = (first_openings,)


def _wishes(now: datetime) -> dict[str, Wish]:
    """The usual question, one with everything in it, and one over therapists who are booked to the end."""
    today = now.astimezone(ZONE).date()
    plain = Wish(
        minutes=60,
        turnover=15,
        not_before=now,
        first_on=today,
        last_on=today + timedelta(days=DAYS),
        therapists=tuple(range(1, 41)) + tuple(range(91, 101)),
    )
    return {
        "openings": plain,
        "openings, afternoons of a patient": replace(
            plain, patient_id=5, weekdays=frozenset({1, 2, 3}), from_time=time(12), is_deep=True
        ),
        "openings, fully booked": replace(plain, therapists=tuple(range(41, 91))),
    }


def _explained(wish: Wish) -> float:
    """Milliseconds that the database itself takes to run it."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {openings_sql(is_deep=wish.is_deep)}",
            parameters(wish),
        )
        answer = cursor.fetchone()[0]
    plan: Any = json.loads(answer) if isinstance(answer, str) else answer
    return float(plan[0]["Execution Time"])


def _asked(wish: Wish) -> None:
    if len(openings(wish)) != wish.limit:
        raise RuntimeError("The generated clinic has fewer openings than the desk asks for.")


def _growth(small: list[Row], large: list[Row]) -> list[Row]:
    """How much longer the same question takes in the larger clinic."""
    return [
        Row(GROUP, f"{one.name.rpartition(', ')[0]}, growth", round(two.value / one.value, 2), "times", GROWTH_LIMIT)
        for one, two in zip(small, large, strict=True)
    ]


def _timed(work: Callable[..., object], *given: object) -> float:
    began = perf_counter()
    work(*given)
    return perf_counter() - began
