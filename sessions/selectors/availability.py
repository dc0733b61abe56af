"""Free times, first ones first, as one question to the database; and what is on file for a time that is to be booked."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.db import connection

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
    row = deep_row(*_stretches(visit, policy), rest=policy.deep_rest_minutes)
    return [*findings, *judge_load(row, policy.deep_in_a_row, visit.therapist.name)]


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
    """Of these plans, those whose version in force allows deep pressure."""
    newest: dict[int, int] = dict(
        PlanVersion.objects.signed().filter(plan__in=set(plan_ids)).order_by("number").values_list("plan", "pk")
    )
    deep = PlanTechnique.objects.filter(version__in=newest.values(), pressure_ceiling__gte=deep_pressure)
    return set(deep.values_list("version__plan", flat=True))


def _stretches(visit: Appointment, policy: Policy) -> tuple[Stretch, list[Stretch]]:
    """The visit and the therapist's others around it. Three queries; none where the visit has no plan."""
    none = Stretch(visit.starts_at, visit.ends_at, is_deep=False)
    if visit.plan_id is None or visit.plan_id not in is_deep([visit.plan_id], deep_pressure=policy.deep_pressure):
        return none, []
    around = Appointment.objects.live().between(visit.starts_at - DAY, visit.ends_at + DAY)
    others = list(around.filter(therapist=visit.therapist_id).exclude(pk=visit.pk).values_list("plan_id", "during"))
    deep = is_deep([plan for plan, _during in others if plan], deep_pressure=policy.deep_pressure)
    return (
        Stretch(visit.starts_at, visit.ends_at, is_deep=True),
        [Stretch(during.lower, during.upper, plan in deep) for plan, during in others],
    )
