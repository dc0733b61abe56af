"""Booking a visit, in one transaction under locks taken in one order, and moving it from state to state."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from psycopg2.extras import DateTimeTZRange

from clinic.models import Actor, Room, Staff
from clinic.rules.findings import Finding, by_weight
from clinic.rules.policy import Policy
from clinic.selectors.profile import policy_in_force
from patients.models import Patient
from referrals.models import Episode, Referral
from referrals.services import care_team
from sessions.models import LIVE, Appointment, Plan
from sessions.rules.appointments import SAME_DAY, is_late, is_overridden, judge_booking, may_become, standing
from sessions.rules.hours import OF_TIME, lifted_by
from sessions.selectors.appointments import clash, facts_about, may_override, taken_already
from sessions.selectors.availability import judge_time
from sessions.selectors.judging import as_kept, judge_appointment
from sessions.services import calls, telling
from sessions.services.calls import Was

EXCLUSION_VIOLATION = "23P01"


@dataclass(frozen=True)
class Place:
    """With whom, where and when a visit shall be."""

    therapist: Staff
    room: Room
    starts_at: datetime


class Refused(Exception):
    """The booking rules say no; `findings` say why and what would lift it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        super().__init__(" ".join(f"{finding.message} {finding.lifted_by}" for finding in self.findings))


class SlotTaken(Exception):
    """Therapist, room or patient has another visit then."""


class NotPossible(Exception):
    """The visit's state does not allow this."""


def book(
    *,
    patient: Patient,
    kind: str,
    therapist: Staff,
    room: Room,
    starts_at: datetime,
    minutes: int,
    episode: Episode | None = None,
    referral: Referral | None = None,
    plan: Plan | None = None,
    service: str = "medical",
    length_reason: str = "",
    override_reason: str = "",
    day_reason: str = "",
    note: str = "",
    series: UUID | None = None,
    by: Staff,
    now: datetime,
) -> Appointment:
    """Book one visit of `minutes`, alone or as one of a `series`. `day_reason`: why a second one on one day. Raises Refused or
    SlotTaken; then nothing is written."""
    _check_belonging(patient=patient, episode=episode, referral=referral, plan=plan, therapist=therapist)
    policy = policy_in_force()
    ends_at = starts_at + timedelta(minutes=minutes)
    medical = service == Appointment.Service.MEDICAL
    visit = Appointment(
        kind=kind,
        service=service,
        patient=patient,
        therapist=therapist,
        room=room,
        location=room.location,
        episode=episode,
        referral=referral if medical else None,
        plan=plan if medical and kind == Appointment.Kind.TREATMENT else None,
        during=DateTimeTZRange(starts_at, ends_at),
        occupies=DateTimeTZRange(starts_at, ends_at + timedelta(minutes=policy.turnover_minutes)),
        length_reason=length_reason.strip(),
        note=note.strip(),
        series=series,
        booked_at=now,
        booked_by_id=by.actor_id,
    )
    # Whoever comes second is told at once instead of waiting for the first one's locks; the constraint decides between those who come together.
    if taken := taken_already(visit):
        raise SlotTaken(taken)
    with transaction.atomic():
        _lock(visit)
        findings = judged(visit, policy, now=now)
        visit.policy_version, visit.judged = policy.version, as_kept(findings)
        reasons = {"override_reason": override_reason.strip(), "day_reason": day_reason.strip()}
        _apply(visit, findings, **reasons, by=by, now=now)
        _insert(visit)
        join_care_team(visit, by=by.actor, now=now)
        telling.ask(patient_id=visit.patient_id, by=by.actor, now=now)
    return visit


def judged(visit: Appointment, policy: Policy, *, now: datetime) -> list[Finding]:
    """Everything that speaks against this visit as it would be, from every guard; read anew, under the caller's locks."""
    findings = judge_booking(facts_about(visit, policy=policy, now=now), policy)
    return by_weight([*findings, *judge_time(visit, policy), *judge_appointment(visit, now=now)])


def _check_belonging(
    *, patient: Patient, episode: Episode | None, referral: Referral | None, plan: Plan | None, therapist: Staff
) -> None:
    """Records of one visit speak of one patient and one course of care: anything else is a mistake of the program."""
    if episode is not None and episode.patient_id != patient.pk:
        raise ValueError("the episode is another patient's")
    if any(part is not None and part.episode_id != (episode.pk if episode else None) for part in (referral, plan)):
        raise ValueError("referral and plan must be of the visit's episode")
    if not therapist.is_therapist:
        raise ValueError(f"{therapist.name} is not a therapist")


def _lock(visit: Appointment) -> None:
    """Always referral, therapist, room, patient: bookings queue up instead of deadlocking, and what they count stays true."""
    if visit.referral_id is not None:
        Referral.objects.select_for_update(no_key=True).only("pk").get(pk=visit.referral_id)
    Staff.objects.select_for_update(no_key=True).only("pk").get(pk=visit.therapist_id)
    Room.objects.select_for_update(no_key=True).only("pk").get(pk=visit.room_id)
    Patient.objects.select_for_update(no_key=True).only("pk").get(pk=visit.patient_id)


def _apply(
    visit: Appointment, findings: list[Finding], *, override_reason: str, day_reason: str, by: Staff, now: datetime
) -> None:
    """Refuse, or note by whose word and why the visit goes ahead: at an unusual time, twice on a day, or without its referral."""
    entitled = bool(override_reason) and may_override(
        by, episode=visit.episode, today=now.astimezone(visit.location.tz).date()
    )
    arranges = lifted_by(is_manager=by.is_manager, is_own_time=by.pk == visit.therapist_id)
    refusing = standing(
        findings, override_reason=override_reason, may_override=entitled, arranges=arranges, day_reason=day_reason
    )
    if refusing:
        raise Refused(refusing)
    codes = {finding.code for finding in findings}
    given = [override_reason] if codes & OF_TIME else []
    given += [day_reason or override_reason] if SAME_DAY in codes else []
    visit.guard_reason = " ".join(dict.fromkeys(given))
    if is_overridden(findings):
        visit.referral = visit.plan = None
        visit.override_reason = override_reason
        visit.override_by_id = by.actor_id


def _insert(visit: Appointment) -> None:
    with says_what_is_taken(visit):
        visit.save(force_insert=True)


@contextmanager
def says_what_is_taken(visit: Appointment) -> Iterator[None]:
    """Writes inside run in a savepoint; what the exclusion constraints refuse becomes SlotTaken, in words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        cause = error.__cause__
        if getattr(cause, "pgcode", "") != EXCLUSION_VIOLATION:
            raise
        raise SlotTaken(clash(visit, getattr(getattr(cause, "diag", None), "constraint_name", "") or "")) from error


def join_care_team(visit: Appointment, *, by: Actor, now: datetime) -> None:
    """Booking puts the therapist on the care team, so that they can prepare."""
    if visit.episode is not None:
        today = now.astimezone(visit.location.tz).date()
        care_team.join(
            episode=visit.episode, staff=visit.therapist, from_on=today, why="booked a visit", by=by, now=now
        )


def _move(appointment: Appointment, target: Appointment.Status, **values: str) -> Appointment:
    """Into the state `target`, under the row's lock; the same state again changes nothing. Raises NotPossible."""
    with transaction.atomic():
        row = Appointment.objects.select_for_update(no_key=True).get(pk=appointment.pk)
        if row.status != target.value:
            if not may_become(row.status, target):
                raise NotPossible(
                    f"This visit is “{row.get_status_display().lower()}” and cannot become “{target.label.lower()}”."
                )
            for name, value in {"status": target.value, **values}.items():
                setattr(row, name, value)
            row.save(update_fields=["status", *values])
    appointment.status, appointment.ended_reason = row.status, row.ended_reason
    return appointment


def confirm(*, appointment: Appointment, by: Actor, now: datetime) -> Appointment:
    """The patient says they will come. Said again later in the visit's life, it changes nothing."""
    if appointment.status in set(LIVE) - {"held", "booked"}:
        return appointment
    return _move(appointment, Appointment.Status.CONFIRMED)


def arrive(*, appointment: Appointment, by: Actor, now: datetime) -> Appointment:
    return _move(appointment, Appointment.Status.ARRIVED)


def start(*, appointment: Appointment, by: Actor, now: datetime) -> Appointment:
    return _move(appointment, Appointment.Status.IN_PROGRESS)


def complete(*, appointment: Appointment, by: Actor, now: datetime) -> Appointment:
    return _move(appointment, Appointment.Status.COMPLETED)


def cancel(
    *,
    appointment: Appointment,
    reason: str,
    excused: bool = False,
    by: Actor,
    now: datetime,
) -> Appointment:
    """Frees the time and the referral's visit. Within the clinic's notice period (P-NOTICE) it is kept as cancelled late unless
    `excused`. Raises NotPossible without a reason or from a state that cannot be cancelled."""
    if not reason.strip():
        raise NotPossible("Write why the visit is cancelled.")
    late = not excused and is_late(appointment.starts_at, now, notice_hours=policy_in_force().cancel_notice_hours)
    late = late and appointment.status != Appointment.Status.HELD  # nobody had promised to come
    target = Appointment.Status.LATE_CANCELLED if late else Appointment.Status.CANCELLED
    with transaction.atomic():
        telling.ask(patient_id=appointment.patient_id, by=by, now=now)
        was = Was(appointment.pk, appointment.starts_at, appointment.therapist_id)
        lost = excused and calls.lost_place(appointment, now=now)
        done = _move(appointment, target, ended_reason=reason.strip())
        if lost:
            calls.note(changed=[was], by=by, now=now)
        return done


def mark_no_show(
    *,
    appointment: Appointment,
    reason: str = "",
    by: Actor,
    now: datetime,
) -> Appointment:
    """The patient did not come: only once the visit's time has begun."""
    if now < appointment.starts_at:
        raise NotPossible("The visit's time has not come yet.")
    return _move(appointment, Appointment.Status.NO_SHOW, ended_reason=reason.strip() or "Did not come")
