"""Moving a visit, or it and the later ones of its series, to another time, therapist or room: all of them or none, with what was kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from psycopg2.extras import DateTimeTZRange

from clinic.models import Actor, Room, Staff
from clinic.rules.findings import Finding, Level, by_weight
from clinic.rules.policy import Policy
from clinic.selectors.profile import policy_in_force
from patients.models import Patient
from referrals.models import Referral
from sessions.models import Appointment, Reschedule
from sessions.rules.appointments import MOVABLE, SAME_DAY, NoSuchTime, judge_booking, standing
from sessions.rules.hours import OF_TIME, lifted_by
from sessions.rules.moving import shifted
from sessions.selectors.appointments import facts_about
from sessions.selectors.availability import judge_time
from sessions.selectors.judging import as_kept, judge_appointment
from sessions.services import appointments, calls, telling
from sessions.services.appointments import NotPossible, Refused, SlotTaken, join_care_team, says_what_is_taken
from sessions.services.calls import Was

PARTS = ("patient", "therapist", "room", "location", "episode", "referral", "plan")
ASKING = OF_TIME | {SAME_DAY}  # the reason of the move answers these


class Stale(Exception):
    """The visit has changed since the page was drawn."""


class SeriesRefused(Exception):
    """Some of the visits cannot be moved so, and none was; `refusals` says which and why."""

    def __init__(self, refusals: Sequence[tuple[Appointment, str]]) -> None:
        self.refusals = list(refusals)
        words = (f"{when_in_words(visit)}: {why}" for visit, why in self.refusals)
        super().__init__(f"No visit was moved. {' '.join(words)}")


@dataclass(frozen=True)
class Target:
    """Where a visit shall be."""

    starts_at: datetime
    minutes: int
    therapist: Staff
    room: Room


def when_in_words(visit: Appointment) -> str:
    local = visit.starts_at.astimezone(visit.location.tz)
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M}"


def move(
    *,
    appointment: Appointment,
    to: Target,
    seen_as: str,
    reason: str,
    length_reason: str = "",
    by: Staff,
    now: datetime,
) -> Appointment:
    """Judged anew like a booking; the former place and the reason are kept. Asked a second time it changes nothing. Raises Stale,
    NotPossible, Refused or SlotTaken; then nothing is written."""
    if not reason.strip():
        raise NotPossible("Write why the visit is moved.")
    _check_target(to)
    with transaction.atomic():
        lock([appointment], to)
        visit = Appointment.objects.select_related(*PARTS).get(pk=appointment.pk)
        if _is_there(visit, to):
            return visit
        if visit.seen_as != seen_as:
            raise Stale("This visit has changed since the board was drawn. The board now shows how it stands.")
        was, lost = Was(visit.pk, visit.starts_at, visit.therapist_id), calls.lost_place(visit, now=now)
        move_locked(visit, to, reason=reason.strip(), length_reason=length_reason.strip(), by=by, now=now)
        if lost:
            calls.note(changed=[was], by=by.actor, now=now)
    return visit


def move_series(
    *, appointment: Appointment, to: Target, seen_as: str, reason: str, by: Staff, now: datetime
) -> list[Appointment]:
    """This visit and the later ones of its series, each by as many days and to the same hour as this one. Raises SeriesRefused with
    every visit that cannot go; then none has moved."""
    if not reason.strip():
        raise NotPossible("Write why the visits are moved.")
    _check_target(to)
    with transaction.atomic():
        rows = later_in_series(appointment)
        lock(rows, to)
        rows = later_in_series(appointment)
        first = next((row for row in rows if row.pk == appointment.pk), None)
        if first is None or first.seen_as != seen_as:
            raise Stale("These visits have changed since the page was drawn. Look at how they stand, then move them.")
        refusals = _move_all(rows, first.starts_at, to, reason=reason.strip(), by=by, now=now)
        if refusals:
            raise SeriesRefused(sorted(_as_they_were(refusals), key=lambda pair: pair[0].starts_at))
    return sorted(rows, key=lambda row: row.starts_at)


def _move_all(
    rows: Sequence[Appointment], was: datetime, to: Target, *, reason: str, by: Staff, now: datetime
) -> list[tuple[Appointment, str]]:
    """Those that could not go, and why. Going later the last goes first, so that no visit waits for the place of the next."""
    refusals = []
    for row in sorted(rows, key=lambda row: row.starts_at, reverse=to.starts_at > was):
        try:
            starts_at = shifted(row.starts_at, was, to.starts_at, row.location.tz)
            target = Target(starts_at, to.minutes, to.therapist, to.room)
            if not _is_there(row, target):
                move_locked(row, target, reason=reason, length_reason="", by=by, now=now)
        except (NotPossible, Refused, SlotTaken, NoSuchTime) as error:
            refusals.append((row, str(error)))
    return refusals


def cancel_series(
    *, appointment: Appointment, reason: str, excused: bool = False, by: Actor, now: datetime
) -> list[Appointment]:
    """This visit and the later ones of its series, all or none, each late or not by its own time; those before it stay."""
    with transaction.atomic():
        rows = later_in_series(appointment)
        if appointment.pk not in {row.pk for row in rows}:
            raise NotPossible(f"This visit is “{appointment.get_status_display().lower()}” and cannot be cancelled.")
        for row in rows:
            appointments.cancel(appointment=row, reason=reason, excused=excused, by=by, now=now)
    return rows


def move_on_trial(**asked: Any) -> Appointment:
    """What would come of `move`: it is done and taken back. Raises what `move` raises."""
    with transaction.atomic():
        visit = move(**asked)
        transaction.set_rollback(True)
    return visit


def later_in_series(visit: Appointment) -> list[Appointment]:
    """The visit and those of its series after it that may still be moved or cancelled, in the order of time."""
    rows = Appointment.objects.select_related(*PARTS).filter(status__in=MOVABLE)
    if visit.series is None:
        return list(rows.filter(pk=visit.pk))
    return list(rows.filter(series=visit.series, during__startswith__gte=visit.starts_at).order_by("during"))


def _check_target(to: Target) -> None:
    if not to.therapist.is_therapist:
        raise ValueError(f"{to.therapist.name} is not a therapist")


def lock(visits: Sequence[Appointment], *targets: Target, also: Sequence[Staff] = ()) -> None:
    """In the order of booking (referral, therapists, rooms, patient), each by number; then the visits themselves."""
    referrals = {visit.referral_id for visit in visits if visit.referral_id}
    locks: list[tuple[Any, set[int]]] = [
        (Referral, referrals),
        (
            Staff,
            {visit.therapist_id for visit in visits} | {one.pk for one in (*(to.therapist for to in targets), *also)},
        ),
        (Room, {visit.room_id for visit in visits} | {to.room.pk for to in targets}),
        (Patient, {visit.patient_id for visit in visits}),
        (Appointment, {visit.pk for visit in visits}),
    ]
    for model, numbers in locks:
        rows = model.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk")
        list(rows.values_list("pk", flat=True))


def _is_there(visit: Appointment, to: Target) -> bool:
    here = (visit.starts_at, visit.minutes, visit.therapist_id, visit.room_id)
    return here == (to.starts_at, to.minutes, to.therapist.pk, to.room.pk)


def _check_movable(visit: Appointment, to: Target) -> None:
    if visit.status not in MOVABLE:
        raise NotPossible(f"This visit is “{visit.get_status_display().lower()}” and cannot be moved.")
    zone = visit.location.tz
    same_day = visit.starts_at.astimezone(zone).date() == to.starts_at.astimezone(zone).date()
    if visit.status == Appointment.Status.ARRIVED and not same_day:
        raise NotPossible("The patient has arrived: the visit can be moved within this day only.")


def move_locked(
    visit: Appointment, to: Target, *, reason: str, length_reason: str, by: Staff, now: datetime
) -> Appointment:
    """For callers that hold `lock` on all that takes part. Raises NotPossible, Refused or SlotTaken."""
    _check_movable(visit, to)
    policy = policy_in_force()
    was = Reschedule(
        appointment=visit,
        was_during=visit.during,
        was_therapist=visit.therapist,
        was_room=visit.room,
        therapist=to.therapist,
        room=to.room,
        reason=reason,
        moved_at=now,
        moved_by_id=by.actor_id,
    )
    _put(visit, to, policy, length_reason=length_reason)
    was.during = visit.during
    findings = _judged(visit, policy, reason=reason, by=by, now=now)
    visit.judged, visit.policy_version = as_kept(findings), policy.version
    with says_what_is_taken(visit):
        visit.save()
        was.save(force_insert=True)
    if was.was_therapist != to.therapist:
        join_care_team(visit, by=by.actor, now=now)
    telling.ask(patient_id=visit.patient_id, by=by.actor, now=now)
    return visit


def _put(visit: Appointment, to: Target, policy: Policy, *, length_reason: str) -> None:
    """What the patient has confirmed was the former time: a new one is booked, not confirmed."""
    ends_at = to.starts_at + timedelta(minutes=to.minutes)
    if visit.status == Appointment.Status.CONFIRMED and visit.starts_at != to.starts_at:
        visit.status = Appointment.Status.BOOKED
    visit.during = DateTimeTZRange(to.starts_at, ends_at)
    visit.occupies = DateTimeTZRange(to.starts_at, ends_at + timedelta(minutes=policy.turnover_minutes))
    visit.therapist, visit.room, visit.location = to.therapist, to.room, to.room.location
    visit.length_reason = length_reason or visit.length_reason


def _judged(visit: Appointment, policy: Policy, *, reason: str, by: Staff, now: datetime) -> list[Finding]:
    """As at booking; the reason of the move is the one a manager gives for an unusual time. Whoever once answered for this visit going
    ahead without a referral still does."""
    findings = judge_booking(facts_about(visit, policy=policy, now=now), policy)
    findings = by_weight([*findings, *judge_time(visit, policy), *judge_appointment(visit, now=now)])
    arranges = lifted_by(is_manager=by.is_manager, is_own_time=by.pk == visit.therapist_id)
    answered = visit.override_by_id is not None
    refusing = standing(findings, override_reason=reason, may_override=answered, arranges=arranges)
    if refusing:
        raise Refused(refusing)
    visit.guard_reason = reason if any(finding.code in ASKING for finding in findings) else ""
    return findings


def to_mind(visit: Appointment) -> list[str]:
    """What the guards say that stopped nothing: warnings, and what the reason lifted of the time itself and of the day."""
    warn = Level.WARN.name.lower()
    return [found["message"] for found in visit.judged if found["level"] == warn or found["code"] in ASKING]


def _as_they_were(refusals: Sequence[tuple[Appointment, str]]) -> list[tuple[Appointment, str]]:
    """A refused visit is named by the time it still has."""
    rows = Appointment.objects.select_related(*PARTS).in_bulk([visit.pk for visit, _ in refusals])
    return [(rows[visit.pk], why) for visit, why in refusals]
