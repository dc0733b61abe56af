"""What is asked when somebody looks for a time, and what is found, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from clinic.rules.policy import Policy

LIMIT = 20
DAYS = 90


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom, where, how long, when. Days and hours are those of each location's clock; empty sets leave nothing out.

    `therapists` and `rooms`: the first ones are preferred where a time is free for several. `not_before`: nothing begins earlier.
    `techniques`: codes that the therapist must have license and credential for, on the day. `equipment`: words a room's equipment names.
    `is_deep`: the visit counts for the load guard. `besides`: a visit that is being moved, as if it were not there; `leaving`: others
    that will be gone from where they are.
    `same_day`: also days on which the patient has a visit already.
    """

    minutes: int
    not_before: datetime
    first_on: date
    last_on: date
    turnover: int = 10
    grid: int = 15
    therapists: tuple[int, ...] = ()
    locations: frozenset[int] = frozenset()
    rooms: tuple[int, ...] = ()
    equipment: tuple[str, ...] = ()
    weekdays: frozenset[int] = frozenset()  # 0: Monday
    from_time: time | None = None
    until_time: time | None = None
    techniques: frozenset[str] = frozenset()
    patient_id: int | None = None
    same_day: bool = False
    besides: int | None = None
    leaving: frozenset[int] = frozenset()
    is_deep: bool = False
    deep_pressure: int = 4
    deep_in_a_row: int = 3
    deep_rest: int = 30
    limit: int = LIMIT


@dataclass(frozen=True, slots=True)
class Opening:
    """A time at which all of it is free. `starts_at` and `ends_at` are moments (UTC); turnover follows the end."""

    therapist_id: int
    room_id: int
    location_id: int
    starts_at: datetime
    ends_at: datetime


def by_policy(policy: Policy) -> dict[str, int]:
    """The part of a wish that the clinic's policy decides."""
    return {
        "turnover": policy.turnover_minutes,
        "grid": policy.start_grid_minutes,
        "deep_pressure": policy.deep_pressure,
        "deep_in_a_row": policy.deep_in_a_row,
        "deep_rest": policy.deep_rest_minutes,
    }


@dataclass(frozen=True, slots=True)
class Stretch:
    """A visit of a therapist's day, for the load guard."""

    starts_at: datetime
    ends_at: datetime
    is_deep: bool


def deep_row(visit: Stretch, others: Iterable[Stretch], *, rest: int) -> int:
    """How many deep visits would follow each other with this one; a pause of `rest` minutes or a lighter visit ends a row. (P-LOAD)"""
    if not visit.is_deep:
        return 0
    row = sorted([*others, visit], key=lambda one: one.starts_at)
    place, count = row.index(visit), 1
    for step in (-1, 1):
        at = place
        while 0 <= at + step < len(row):
            earlier, later = sorted((row[at], row[at + step]), key=lambda one: one.starts_at)
            if not row[at + step].is_deep or later.starts_at - earlier.ends_at >= timedelta(minutes=rest):
                break
            count, at = count + 1, at + step
    return count
