"""A whole plan laid out over the free times, one visit after the other, each under the limits that those before it leave."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from clinic.models import Location
from clinic.rules.policy import Policy
from patients.models import Patient
from sessions.models import Appointment, Plan, PlanVersion
from sessions.rules.availability import Opening, Wish, by_policy
from sessions.rules.booking_guard import VisitLimits
from sessions.rules.laying_out import Anchor, Laid, fits, laid, meant_days, nearest, with_visit
from sessions.selectors.availability import is_deep, openings
from sessions.selectors.judging import limits_for

NEAR, FAR = timedelta(days=3), timedelta(days=21)  # looked through around a meant day, and where nothing is free there
ENOUGH = 5000  # openings: of all therapists for a few days, of one for as long as a plan
MOST_VISITS = 40


def plan_in_force(plan: Plan) -> PlanVersion | None:
    signed = PlanVersion.objects.signed().filter(plan=plan, plan__ended_on__isnull=True)
    return signed.select_related("referral").order_by("-number").first()


def treatments(plan: Plan) -> "QuerySet[Appointment]":
    """Those that took place or are booked, the latest first."""
    rows = Appointment.objects.live().filter(plan=plan, kind=Appointment.Kind.TREATMENT)
    return rows.select_related("location", "therapist").order_by("-during")


def lay_out(
    *, patient: Patient, plan: Plan, count: int, first_on: date, anchor: Anchor, policy: Policy, now: datetime
) -> list[Laid]:
    """`count` visits from `first_on` on. The same therapist's free times are asked for once; a visit that finds none as meant among them
    costs one or two queries more. A visit that finds no opening is laid without one."""
    clocks = {place.pk: ZoneInfo(place.zone) for place in Location.objects.all()}
    today = min(now.astimezone(clock).date() for clock in clocks.values())
    limits = limits_for(patient, plan, today=today)
    if limits.earliest_on is None:
        return [Laid(first_on, None)] * count
    wish = Wish(
        minutes=limits.minutes,
        not_before=now,
        first_on=first_on,
        last_on=first_on,
        patient_id=patient.pk,
        is_deep=bool(is_deep([plan.pk], deep_pressure=policy.deep_pressure)),
        limit=ENOUGH,
        **_by_policy(policy),
    )
    found: list[Laid] = []
    own: list[Opening] | None = None
    last_on = first_on - timedelta(days=1)
    meant = meant_days(max(first_on, limits.earliest_on), count, per_week=limits.per_week)
    for meant_on in meant:
        if own is None and anchor.therapist_id is not None:
            span = replace(wish, therapists=(anchor.therapist_id,), last_on=meant[-1] + NEAR, limit=ENOUGH)
            own = openings(span, limits)
        one = _one(
            wish,
            limits,
            own or [],
            begin=max(meant_on, last_on + timedelta(days=1)),
            meant_on=meant_on,
            last_on=last_on,
            anchor=anchor,
            clocks=clocks,
        )
        found.append(one)
        if one.opening is not None:
            clock = clocks[one.opening.location_id]
            last_on = one.opening.starts_at.astimezone(clock).date()
            limits = with_visit(limits, one.opening, clock)
            if anchor.at is None:
                anchor = Anchor(
                    anchor.therapist_id or one.opening.therapist_id,
                    one.opening.starts_at.astimezone(clock).time(),
                )
    return found


def _by_policy(policy: Policy) -> dict[str, Any]:
    return dict(by_policy(policy))


def _one(
    wish: Wish,
    limits: VisitLimits,
    own: Sequence[Opening],
    *,
    begin: date,
    meant_on: date,
    last_on: date,
    anchor: Anchor,
    clocks: Mapping[int, ZoneInfo],
) -> Laid:
    """First among the same therapist's free times (`own`) and at once everybody's where that is not just as meant; then farther on."""
    near = replace(wish, first_on=max(last_on + timedelta(days=1), meant_on - NEAR), last_on=begin + NEAR)
    there = [each for each in own if _lies(each, near, clocks) and fits(limits, each, clocks[each.location_id])]
    same = laid(meant_on, nearest(there, meant_on, anchor, clocks), anchor, clocks)
    if same.opening is not None and not same.deviations:
        return same
    around = laid(meant_on, _ranked(near, limits, meant_on, anchor, clocks), anchor, clocks)
    if around.opening is not None:
        return around
    later = replace(wish, first_on=begin, last_on=begin + FAR)
    return laid(meant_on, _ranked(later, limits, meant_on, anchor, clocks), anchor, clocks)


def _lies(opening: Opening, wish: Wish, clocks: Mapping[int, ZoneInfo]) -> bool:
    return wish.first_on <= opening.starts_at.astimezone(clocks[opening.location_id]).date() <= wish.last_on


def _ranked(
    wish: Wish, limits: VisitLimits, meant_on: date, anchor: Anchor, clocks: Mapping[int, ZoneInfo]
) -> list[Opening]:
    return nearest(openings(wish, limits), meant_on, anchor, clocks)
