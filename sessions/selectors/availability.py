"""Free times, first ones first, as one question to the database; and what is on file for a time that is to be booked."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from clinic.rules.findings import Finding
from clinic.rules.policy import Policy
from sessions.models import Appointment, PlanTechnique, PlanVersion, TimeOff
from sessions.rules.availability import Opening, Stretch, Wish, deep_row
from sessions.rules.booking_guard import VisitLimits
from sessions.rules.hours import Presence, judge_load, judge_presence
from sessions.selectors.openings_sql import PRESENCE, openings_sql

FURTHEST = timedelta(days=1)  # a local day begins at most so long before or after the same day in UTC
DAY = timedelta(days=1)


def openings(wish: Wish, limits: VisitLimits | None = None) -> list[Opening]:
    """The first `wish.limit` times, by start and then by the wished order of therapists. One query, whatever is asked.

    `limits` are what the guards allow (`judging.limits_for`): days, visits a week, rest between visits, who may do it.
    """
    given = parameters(wish, limits)
    if given is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(openings_sql(is_deep=wish.is_deep), given)
        rows = cursor.fetchall()
    length = timedelta(minutes=wish.minutes)
    return [
        Opening(therapist, room, place, starts_at.astimezone(UTC), starts_at.astimezone(UTC) + length)
        for therapist, room, place, starts_at in rows
    ]


def parameters(wish: Wish, limits: VisitLimits | None = None) -> dict[str, Any] | None:
    """The wish and the guards' limits as plain values for the query; None where no day is left."""
    first, last = wish.first_on, wish.last_on
    if limits is not None:
        if limits.earliest_on is None:
            return None
        first, last = max(first, limits.window[0], limits.earliest_on), min(last, limits.window[1])
    begin = max(wish.not_before, datetime.combine(first, time.min, tzinfo=UTC) - FURTHEST)
    end = datetime.combine(last + DAY, time.min, tzinfo=UTC) + FURTHEST
    if last < first or end <= begin:
        return None
    length, turnover = timedelta(minutes=wish.minutes), timedelta(minutes=wish.turnover)
    return {
        **_guarded(limits),
        "begin": begin,
        "end": end,
        "first_on": first,
        "last_on": last,
        "length": length,
        "whole": length + turnover,
        "grid": wish.grid * 60,
        "step": timedelta(minutes=_common(wish.grid)),
        "therapists": list(wish.therapists),
        "locations": sorted(wish.locations),
        "rooms": list(wish.rooms),
        "equipment": list(wish.equipment),
        "weekdays": sorted(wish.weekdays),
        "from_time": wish.from_time,
        "until_time": wish.until_time,
        "techniques": sorted(wish.techniques | (limits.techniques if limits else frozenset())),
        "patient": wish.patient_id,
        "same_day": wish.same_day,
        "besides": [*([] if wish.besides is None else [wish.besides]), *sorted(wish.leaving)],
        "deep_pressure": wish.deep_pressure,
        "cap": wish.deep_in_a_row,
        "rest": timedelta(minutes=wish.deep_rest),
        "limit": wish.limit,
    }


def _common(grid: int) -> int:
    """Steps that meet the grid again after the clocks changed by an hour or by half of one."""
    step = 30
    while grid % step:
        step -= 1
    return step


def _guarded(limits: VisitLimits | None) -> dict[str, Any]:
    if limits is None:
        lists = ("closed_from", "closed_until", "weeks", "taken", "visit_starts", "visit_ends")
        empty: dict[str, Any] = {name: [] for name in lists}
        return {**empty, "per_week": 0, "gap": timedelta(), "staff": None}
    return {
        "closed_from": [closed.from_on for closed in limits.closed],
        "closed_until": [closed.until_on for closed in limits.closed],
        "per_week": limits.per_week,
        "weeks": list(limits.taken_per_week),
        "taken": list(limits.taken_per_week.values()),
        "gap": timedelta(hours=limits.gap_hours),
        "visit_starts": [start for start, _end in limits.visits],
        "visit_ends": [end for _start, end in limits.visits],
        "staff": None if limits.staff is None else sorted(limits.staff),
    }


def judge_time(visit: Appointment, policy: Policy) -> list[Finding]:
    """What working hours, time off, closures, the room and the therapist's load say of a visit that is booked or moved to this time."""
    findings = judge_presence(presence(visit), visit.location.tz)
    deep = visit.plan_id is not None and bool(is_deep([visit.plan_id], deep_pressure=policy.deep_pressure))
    others = around(visit, deep_pressure=policy.deep_pressure) if deep else []
    return [*findings, *load(visit, deep=deep, others=others, policy=policy)]


def load(visit: Appointment, *, deep: bool, others: Iterable[Any], policy: Policy) -> list[Finding]:
    """What the therapist's load says. `others` come from `around`."""
    row = deep_row(
        Stretch(visit.starts_at, visit.ends_at, is_deep=deep),
        [
            Stretch(one.starts_at, one.ends_at, one.is_deep)
            for one in others
            if one.therapist_id == visit.therapist_id and one.pk != visit.pk
        ],
        rest=policy.deep_rest_minutes,
    )
    return judge_load(row, policy.deep_in_a_row, visit.therapist.name)


def around(visit: Appointment, *, deep_pressure: int, with_room: bool = False) -> list[Any]:
    """The therapist's live visits near this one, each with `is_deep`; `with_room`: those in its room too. One query."""
    who = Q(therapist=visit.therapist_id)
    rows = Appointment.objects.live().between(visit.starts_at - DAY, visit.ends_at + DAY)
    return list(
        rows.filter(who | Q(room=visit.room_id) if with_room else who)
        .annotate(is_deep=Exists(_deep(deep_pressure).filter(version__plan=OuterRef("plan"))))
        .order_by("during")
    )


def _deep(deep_pressure: int) -> "QuerySet[PlanTechnique]":
    """Techniques with deep pressure of the version in force of each plan."""
    newest = PlanVersion.objects.signed().filter(plan=OuterRef("version__plan")).order_by("-number").values("pk")[:1]
    return PlanTechnique.objects.filter(version=Subquery(newest), pressure_ceiling__gte=deep_pressure)


def presence(visit: Appointment) -> Presence:
    """What is on file for the visit's time, with the same SQL that offers times. One query."""
    place, room = visit.location, visit.room
    day = visit.starts_at.astimezone(place.tz).date()
    given: dict[str, Any] = {
        "therapist": visit.therapist_id,
        "location": place.pk,
        "zone": place.zone,
        "day": day,
        "starts_at": visit.starts_at,
        "ends_at": visit.ends_at,
    }
    with connection.cursor() as cursor:
        cursor.execute(PRESENCE, given)
        is_kept, is_within, begins, ends, off, off_until, closed = cursor.fetchone()
    return Presence(
        day=day,
        therapist=visit.therapist.name,
        location=place.name,
        is_kept=is_kept,
        is_within=is_within,
        hours=tuple(zip(begins or (), ends or (), strict=True)),
        off=str(TimeOff.Kind(off).label) if off else "",
        off_until=off_until,
        closed=closed,
        room=room.name,
        room_out=room.out_reason if room.is_out(day) else None,
    )


def is_deep(plan_ids: Iterable[int], *, deep_pressure: int) -> set[int]:
    """Of these plans, those whose version in force allows deep pressure. One query."""
    return set(_deep(deep_pressure).filter(version__plan__in=set(plan_ids)).values_list("version__plan", flat=True))
