"""Working hours, time off and closures as their pages show them, and which booked visits a change of them would leave without a place."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Prefetch, QuerySet

from clinic.models import Closure, Location, Room, Staff
from sessions.models import LIVE, Appointment, ExtraHours, TimeOff, WorkingHours
from sessions.selectors.openings_sql import worked

AHEAD = ("held", "booked", "confirmed")
YEARS_AHEAD = timedelta(days=730)
WORDS = {
    "hours": "outside the working hours",
    "off": "the therapist is away",
    "closed": "the location is closed",
    "room": "the room is out of use",
}

# Visits ahead that no longer fit what is on file, with the reason. Therapists without any hours on file are not held to them.
_DISPLACED = f"""
WITH visits AS MATERIALIZED (
    SELECT a.id, therapist_id, a.location_id, during, room_id, zone, (lower(during) AT TIME ZONE zone)::date AS day
    FROM clinic_sessions_appointment a JOIN clinic_location l ON l.id = a.location_id
    WHERE a.status = ANY(%(statuses)s) AND a.status IN ({", ".join(f"'{status}'" for status in LIVE)})
        AND (%(therapist)s::bigint IS NULL
            OR int8range(therapist_id, therapist_id, '[]') && int8range(%(therapist)s, %(therapist)s, '[]'))
        AND during && tstzrange(%(now)s, %(end)s) AND lower(during) > %(now)s
),
people AS MATERIALIZED (
    SELECT therapist_id, location_id, zone, 1 AS rank, '{{(,)}}'::datemultirange AS open_days, min(day) AS first, max(day) AS last
    FROM visits GROUP BY 1, 2, 3
),
kept AS (
    SELECT therapist_id FROM clinic_sessions_workinghours UNION SELECT therapist_id FROM clinic_sessions_extrahours
),
worked AS (SELECT therapist_id, location_id, range_agg(at) AS at FROM ({worked("people", "first", "last")}) w GROUP BY 1, 2)
SELECT id, why FROM (
    SELECT v.id, during, CASE
        WHEN EXISTS (SELECT FROM clinic_closure c
            WHERE (c.location_id = v.location_id OR c.location_id IS NULL) AND day BETWEEN from_on AND until_on) THEN 'closed'
        WHEN EXISTS (SELECT FROM clinic_sessions_timeoff t
            WHERE t.therapist_id = v.therapist_id AND t.during && v.during) THEN 'off'
        WHEN v.therapist_id IN (SELECT therapist_id FROM kept) AND NOT coalesce(w.at, '{{}}') @> during THEN 'hours'
        WHEN EXISTS (SELECT FROM clinic_room r WHERE r.id = v.room_id AND day >= out_from AND day <= coalesce(out_until, day)) THEN 'room'
    END AS why
    FROM visits v LEFT JOIN worked w USING (therapist_id, location_id)
) judged WHERE why IS NOT NULL ORDER BY during, id
"""


@dataclass(frozen=True)
class Displaced:
    """A visit that has lost its place, and why."""

    visit: Appointment
    why: str

    @property
    def words(self) -> str:
        return WORDS[self.why]


def displaced_ids(*, now: datetime, therapist_id: int | None = None) -> dict[int, str]:
    """Visits ahead that lie outside hours, in time off, on closed days or in a room out of use, with the reason. One query."""
    given = {"now": now, "end": now + YEARS_AHEAD, "therapist": therapist_id, "statuses": list(AHEAD)}
    with connection.cursor() as cursor:
        cursor.execute(_DISPLACED, given)
        return dict(cursor.fetchall())


def displaced(reasons: dict[int, str]) -> list[Displaced]:
    """Those visits to show, in order. One query."""
    rows = Appointment.objects.filter(pk__in=reasons).select_related("patient", "therapist", "room", "location")
    return [Displaced(visit, reasons[visit.pk]) for visit in rows.order_by("during", "pk")]


@dataclass
class Week:
    """One therapist's usual week, as the overview shows it: seven lists of hours."""

    therapist: Staff
    days: list[list[WorkingHours]] = field(default_factory=lambda: [[] for _ in range(7)])
    later: list[WorkingHours] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(self.days) and not self.later

    @property
    def hours_a_week(self) -> float:
        seconds = sum(_seconds(row.until_time) - _seconds(row.from_time) for day in self.days for row in day)
        return round(seconds / 3600, 1)


def _seconds(at: Any) -> int:
    found: int = at.hour * 3600 + at.minute * 60
    return found


def weeks(*, today: date, now: datetime) -> list[Any]:
    """Every therapist with their week and the time off ahead. Three queries."""
    rows = WorkingHours.objects.standing(today).select_related("location")
    off = TimeOff.objects.ahead(now).order_by("during")
    staff = Staff.objects.therapists().prefetch_related(
        Prefetch("working_hours", rows, to_attr="hours_standing"), Prefetch("time_off", off, to_attr="off_ahead")
    )
    return [(week_of(member, member.hours_standing, today=today), member.off_ahead) for member in staff]


def week_of(therapist: Staff, rows: Iterable[WorkingHours], *, today: date) -> Week:
    week = Week(therapist)
    for row in rows:
        if row.valid_from <= today:
            week.days[row.weekday].append(row)
        else:
            week.later.append(row)
    return week


def closures_ahead(*, today: date) -> "QuerySet[Closure]":
    return Closure.objects.filter(until_on__gte=today).select_related("location")


def rooms_with_outages() -> "QuerySet[Room]":
    return Room.objects.select_related("location")


def extra_ahead(therapist: Staff, *, today: date) -> "QuerySet[ExtraHours]":
    return ExtraHours.objects.filter(therapist=therapist, works_on__gte=today).select_related("location")


def home_of(therapist: Staff) -> Location | None:
    """The location whose clock a therapist's days off go by: where they work most of the week, else their first."""
    hours = (
        WorkingHours.objects.filter(therapist=therapist).order_by("-valid_from", "weekday").select_related("location")
    )
    first = hours.first()
    return first.location if first else therapist.locations.order_by("name").first() or Location.objects.first()


def may_work_at(therapist: Staff) -> "QuerySet[Location]":
    """The therapist's own locations, or all where none is chosen."""
    own = Location.objects.filter(staff=therapist)
    return own if own.exists() else Location.objects.all()
