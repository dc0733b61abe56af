"""Offering a time that has become free to people who wait. Nobody is booked by the product: somebody offers, somebody says yes.

The time is held by one appointment, a row under the same constraints as every other. Several people may be offered it; the row stands in
the name of the first of them, and under its lock exactly one gets it: the row then becomes that person's booked visit. Whoever acts on a
held visit takes the locks of booking first, for all who are offered it, so that what is judged stays true. (docs/adr/0011)
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from psycopg2.extras import DateTimeTZRange

from clinic.models import Actor, Room, Staff
from clinic.rules.policy import Policy
from clinic.selectors.profile import clinic_profile, policy_in_force
from clinic.services import actors, jobs, links, mail
from patients.models import Consent, Patient
from referrals.models import Referral
from sessions.emails.offers import about_offer
from sessions.models import Appointment, Offer, Plan, WaitlistEntry
from sessions.rules.waitlist import Misfit, Wished, misfit
from sessions.selectors import booking
from sessions.selectors.judging import as_kept
from sessions.selectors.waitlist import OFFER_PAGE, outcome_of
from sessions.services import appointments, telling
from sessions.services.appointments import NotPossible, SlotTaken, join_care_team, says_what_is_taken

KIND = "offers.lapse"
OFFER_LINK = "offer"  # purpose of the link with which somebody who waits says yes or no
Outcome = Offer.Outcome
Status = Appointment.Status
Result = TypeVar("Result")
MOST_TRIES = 5


class Unfit(Exception):
    """This person cannot have this time, by the rules of booking; `misfit` says why."""

    def __init__(self, why: Misfit) -> None:
        self.misfit = why
        super().__init__(why.why)


class Gone(Exception):
    """The offer is no longer open: taken by another, out of time, taken back, declined. `outcome` says which."""

    def __init__(self, outcome: str) -> None:
        self.outcome = outcome
        super().__init__(f"This offer is no longer open ({Outcome(outcome).label.lower()}).")


class _Changed(Exception):
    """Between looking and locking, others were offered the time: look again."""


def offer(
    *, entry: WaitlistEntry, therapist: Staff, room: Room, starts_at: datetime, by: Staff, now: datetime
) -> Offer:
    """Hold the time for this person and tell them. Held for others already, they are offered it beside them, and the first who says yes
    gets it. Raises Unfit, NotPossible or SlotTaken; then nothing is written."""
    if starts_at <= now:
        raise NotPossible("This time has begun. Offer a later one.")
    _end_what_is_over(entry, now=now)
    policy = policy_in_force()
    with transaction.atomic():
        visit = _drawn(entry, therapist, room, starts_at, policy=policy, by=by.actor, now=now)
        _lock([visit], [entry.patient_id])
        _check_waits(entry)
        held = _held_there(visit)
        why = _judge(visit, policy, now=now, besides=held)
        if why is not None:
            raise Unfit(why)
        if held is None:
            with says_what_is_taken(visit):
                visit.save(force_insert=True)
        elif entry.minutes > held.minutes:
            raise NotPossible(f"This time is held for {held.minutes} minutes; the patient needs {entry.minutes}.")
        return _made(entry, held or visit, policy=policy, by=by.actor, now=now)


def _drawn(
    entry: WaitlistEntry,
    therapist: Staff,
    room: Room,
    starts_at: datetime,
    *,
    policy: Policy,
    by: Actor,
    now: datetime,
) -> Appointment:
    """The visit this person would have then, under the referral and the plan in force."""
    ends_at = starts_at + timedelta(minutes=entry.minutes)
    visit = Appointment(
        kind=entry.kind,
        status=Status.HELD,
        patient=entry.patient,
        therapist=therapist,
        room=room,
        location=room.location,
        episode=entry.episode,
        during=DateTimeTZRange(starts_at, ends_at),
        occupies=DateTimeTZRange(starts_at, ends_at + timedelta(minutes=policy.turnover_minutes)),
        policy_version=policy.version,
        booked_at=now,
        booked_by=by,
    )
    visit.referral, visit.plan = _under(entry, visit, policy)
    return visit


def _under(entry: WaitlistEntry, visit: Appointment, policy: Policy) -> tuple[Referral | None, Plan | None]:
    """The referral a visit of that day counts under, and the plan in force, as booking finds them."""
    day = visit.starts_at.astimezone(visit.location.tz).date()
    courses = booking.courses(entry.patient, staff=visit.therapist, today=day, policy=policy)
    course = next(one for one in courses if one.episode.pk == entry.episode_id)
    order = course.order_on(day)
    is_treatment = entry.kind == Appointment.Kind.TREATMENT
    plan = Plan.objects.filter(pk=course.plan_id).first() if course.plan_id and is_treatment else None
    return (order.referral if order else None), plan


def _check_waits(entry: WaitlistEntry) -> None:
    row = WaitlistEntry.objects.select_for_update(no_key=True).get(pk=entry.pk)
    if row.closed_at is not None:
        raise NotPossible("This patient does not wait any more.")
    if Offer.objects.open().filter(entry=row).exists():
        raise NotPossible("A time is offered to this patient already. Wait for the answer, or take that offer back.")


def _held_there(visit: Appointment) -> Appointment | None:
    """The held visit that stands at just this time, under its lock. What else stands there the constraints say."""
    rows = Appointment.objects.select_for_update(no_key=True, of=("self",)).filter(
        status=Status.HELD,
        therapist=visit.therapist_id,
        room=visit.room_id,
        during__startswith=visit.starts_at,
    )
    return rows.first()


def _judge(visit: Appointment, policy: Policy, *, now: datetime, besides: Appointment | None = None) -> Misfit | None:
    """What booking says, and what it would only warn of where the time suits part of the plan alone. `besides`: the row that holds the
    time, as if it were not there."""
    own = visit.pk
    visit.pk = own or (besides.pk if besides else None)
    try:
        findings = appointments.judged(visit, policy, now=now)
    finally:
        visit.pk = own
    visit.judged, visit.policy_version = as_kept(findings), policy.version
    return misfit(findings, Wished())


def _made(entry: WaitlistEntry, visit: Appointment, *, policy: Policy, by: Actor, now: datetime) -> Offer:
    until = min(now + timedelta(minutes=policy.offer_hold_minutes), visit.starts_at)
    made = Offer.objects.create(entry=entry, visit=visit, offered_at=now, offered_by=by, holds_until=until)
    _tell(made, by=by, now=now)
    jobs.enqueue(kind=KIND, key=f"{KIND}:{made.pk}", ids={"offer_id": made.pk}, by=by, now=now, due_at=until)
    return made


def _tell(made: Offer, *, by: Actor, now: datetime) -> None:
    """By mail where the patient agreed to mail; else the desk calls, and answers for them. The link outlives the offer, so that whoever
    comes late reads what became of the time."""
    patient = made.entry.patient
    agreed = Consent.objects.standing().filter(patient=patient, kind=Consent.Kind.EMAIL).exists()
    if not patient.email or not agreed:
        return
    person = actors.actor_for(kind=Actor.Kind.PATIENT, reference=patient.pk, name=patient.name)
    token = links.create(purpose=OFFER_LINK, reference=made.pk, actor=person, expires_at=made.visit.starts_at, now=now)
    url = settings.BASE_URL + reverse(OFFER_PAGE, args=[token])
    letter = about_offer(made, patient=patient, url=url, profile=clinic_profile())
    made.email = mail.queue(
        key=f"offer:{made.pk}",
        recipient=patient.email,
        recipient_name=patient.name,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        by=by,
        now=now,
    )
    made.save(update_fields=["email"])


@dataclass
class _Held:
    """A held visit with all who are offered it, everything that booking locks locked."""

    visit: Appointment
    offers: list[Offer]
    policy: Policy

    def the(self, offer_id: int) -> Offer:
        return next(one for one in self.offers if one.pk == offer_id)


@contextmanager
def _all_locked(offer_id: int) -> Iterator[_Held]:
    """Referrals, therapist, room, patients of everybody who is offered the visit, then the visit and its offers."""
    policy = policy_in_force()
    with transaction.atomic():
        visit, known = _read(offer_id)
        places = [_as_of(one, visit, policy) for one in known if one.closed_at is None or one.pk == offer_id]
        _lock([visit, *places], [])
        Appointment.objects.select_for_update(no_key=True).only("pk").get(pk=visit.pk)
        list(Offer.objects.select_for_update(no_key=True).filter(visit=visit.pk).order_by("pk").values_list("pk"))
        again, offers = _read(offer_id)
        locked = {one.patient_id for one in (visit, *places)}
        still = {one.entry.patient_id for one in offers if one.closed_at is None} | {again.patient_id}
        if not still <= locked or again.referral_id not in {one.referral_id for one in (visit, *places)}:
            raise _Changed
        yield _Held(again, offers, policy)


def _read(offer_id: int) -> tuple[Appointment, list[Offer]]:
    parts = ("patient", "therapist", "room", "location", "episode", "referral", "plan")
    visit = Appointment.objects.select_related(*parts).get(offers=offer_id)
    rows = Offer.objects.filter(visit=visit).select_related("entry__patient", "entry__episode")
    return visit, list(rows.order_by("offered_at", "pk"))


def _as_of(made: Offer, visit: Appointment, policy: Policy) -> Appointment:
    """The held visit as it would be this person's; the row itself where it stands in their name."""
    entry = made.entry
    if visit.patient_id == entry.patient_id:
        return visit
    theirs, length = copy(visit), timedelta(minutes=entry.minutes)
    turnover = visit.occupies.upper - visit.ends_at
    theirs.patient, theirs.episode, theirs.kind = entry.patient, entry.episode, entry.kind
    theirs.during = DateTimeTZRange(visit.starts_at, visit.starts_at + length)
    theirs.occupies = DateTimeTZRange(visit.starts_at, visit.starts_at + length + turnover)
    theirs.referral, theirs.plan = _under(entry, theirs, policy)
    return theirs


def _lock(visits: Sequence[Appointment], patients: Sequence[int]) -> None:
    """In the order of booking: referral, therapist, room, patient, each by number."""
    steps: list[tuple[Any, set[int]]] = [
        (Referral, {one.referral_id for one in visits if one.referral_id}),
        (Staff, {one.therapist_id for one in visits}),
        (Room, {one.room_id for one in visits}),
        (Patient, {one.patient_id for one in visits} | set(patients)),
    ]
    for model, numbers in steps:
        rows = model.objects.select_for_update(no_key=True).filter(pk__in=numbers).order_by("pk")
        list(rows.values_list("pk", flat=True))


def _under_lock(offer_id: int, act: Callable[[_Held], Result]) -> Result:
    for _try in range(MOST_TRIES):
        try:
            with _all_locked(offer_id) as held:
                return act(held)
        except _Changed:
            continue
    raise NotPossible("Others are answering at the same moment. Try again.")


def accept(*, offer: Offer, by: Actor, now: datetime) -> Appointment:
    """Yes: the held time becomes this person's booked visit, judged anew, and everybody else's offer of it ends. Said twice, it is the
    same visit. Raises Gone, or Unfit where the rules no longer allow it; then the time goes on to the next who was offered it."""
    result = _under_lock(offer.pk, lambda held: _accept(held, held.the(offer.pk), by=by, now=now))
    if isinstance(result, Appointment):
        return result
    raise result


def _accept(held: _Held, mine: Offer, *, by: Actor, now: datetime) -> Appointment | Exception:
    """An error is handed back rather than raised: what became of the offer is written all the same."""
    if mine.outcome == Outcome.ACCEPTED:
        return held.visit
    if (outcome := outcome_of(mine, held.visit, now=now)) != "":
        return Gone(outcome)
    visit = _as_of(mine, held.visit, held.policy)
    try:
        why = _judge(visit, held.policy, now=now)
        if why is None:
            visit.status, visit.booked_at, visit.booked_by = Status.BOOKED, now, by
            with says_what_is_taken(visit):
                visit.save()
    except SlotTaken as taken:
        visit.status, why = Status.HELD, Misfit("has a visit then", str(taken))
    if why is not None:
        _close([mine], Outcome.WITHDRAWN, by=by, now=now)
        _go_on(held, reason=f"Could not be booked: {why.word}", by=by, now=now)
        return Unfit(why)
    _close([mine], Outcome.ACCEPTED, by=by, now=now)
    _close([one for one in held.offers if one.closed_at is None], Outcome.TAKEN, by=by, now=now)
    entry = mine.entry
    entry.closed_at, entry.closed_by, entry.closed_reason = now, by, "Accepted an offered time"
    WaitlistEntry.objects.filter(pk=entry.pk, closed_at=None).update(
        closed_at=now, closed_by=by, closed_reason=entry.closed_reason
    )
    join_care_team(visit, by=by, now=now)
    telling.ask(patient_id=visit.patient_id, by=by, now=now)
    return visit


def decline(*, offer: Offer, by: Actor, now: datetime) -> None:
    """No, thank you: they go on waiting. Said again, or too late, it changes nothing; the time of a yes stays theirs. Raises Gone then."""

    def act(held: _Held) -> str:
        mine = held.the(offer.pk)
        outcome = outcome_of(mine, held.visit, now=now)
        if outcome:
            return outcome
        _close([mine], Outcome.DECLINED, by=by, now=now)
        _go_on(held, reason="Offered to somebody who waits, and declined", by=by, now=now)
        return ""

    outcome = _under_lock(offer.pk, act)
    if outcome not in {"", Outcome.DECLINED}:
        raise Gone(outcome)


def withdraw(*, offer: Offer, by: Actor, now: datetime) -> None:
    """The desk takes an offer back. Raises Gone where it was accepted meanwhile; one that has ended otherwise stays as it is."""

    def act(held: _Held) -> str:
        mine = held.the(offer.pk)
        if mine.closed_at is not None:
            return mine.outcome
        _close([mine], Outcome.WITHDRAWN, by=by, now=now)
        _go_on(held, reason="Offered to somebody who waits, and taken back", by=by, now=now)
        return ""

    if _under_lock(offer.pk, act) == Outcome.ACCEPTED:
        raise Gone(Outcome.ACCEPTED)


def lapse(*, offer_id: int, now: datetime) -> None:
    """The job's handler, due when the time to answer is over. Done again, or early, it changes nothing."""

    def act(held: _Held) -> None:
        mine = held.the(offer_id)
        outcome = outcome_of(mine, held.visit, now=now)
        if mine.closed_at is not None or not outcome:
            return
        _close([mine], Outcome(outcome), by=actors.system(), now=now)
        _go_on(held, reason="Offered to somebody who waits; nobody answered in time", by=actors.system(), now=now)

    _under_lock(offer_id, act)


def _end_what_is_over(entry: WaitlistEntry, *, now: datetime) -> None:
    """Offers of this person that ran out a moment ago, or whose visit was cancelled otherwise, stand in nobody's way."""
    for old in Offer.objects.open().filter(entry=entry):
        lapse(offer_id=old.pk, now=now)


def _close(offers: Sequence[Offer], outcome: Outcome, *, by: Actor, now: datetime) -> None:
    for one in offers:
        one.outcome, one.closed_at, one.closed_by = outcome.value, now, by
        one.save(update_fields=["outcome", "closed_at", "closed_by"])


def _go_on(held: _Held, *, reason: str, by: Actor, now: datetime) -> None:
    """The held time stands in the name of the next who was offered it and may have it; where nobody is left it is free again."""
    visit = held.visit
    if visit.status != Status.HELD:
        return
    left = [one for one in held.offers if one.closed_at is None]
    if any(one.entry.patient_id == visit.patient_id for one in left):
        return
    for one in left:
        theirs = _as_of(one, visit, held.policy)
        try:
            why = _judge(theirs, held.policy, now=now)
            if why is None:
                with says_what_is_taken(theirs):
                    theirs.save()
                return
        except SlotTaken:
            pass
        _close([one], Outcome.WITHDRAWN, by=by, now=now)
    visit.status, visit.ended_reason = Status.CANCELLED, reason
    visit.save(update_fields=["status", "ended_reason"])
