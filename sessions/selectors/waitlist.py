"""Who waits, what is offered to them, and who could take a time that has become free."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import JSONObject
from psycopg2.extras import DateTimeTZRange

from clinic.models import AccessEntry, Location, Staff
from clinic.rules.findings import Finding, by_weight
from clinic.rules.policy import Policy
from patients.models import Consent
from sessions.models import Appointment, Offer, Reschedule, WaitlistEntry
from sessions.rules.hours import judge_presence
from sessions.rules.waitlist import URGENCIES, Free, Misfit, Waiting, Wished, compare, misfit, rank, wishes_in_words
from sessions.selectors.availability import around, load, presence
from sessions.selectors.booking import Course, course_facts, course_from, judge, orders_of
from sessions.selectors.guard_facts import visits_of_each, with_guard_facts
from sessions.selectors.judging import Papers, judge_known, plans_in_force, slot_of
from sessions.selectors.licensing import held, held_of

# So many are compared with a free time, the most urgent and longest waiting first; so many of those whom it suits are judged.
MOST, JUDGED = 300, 25
OFFER_PAGE = "portal:offer"
LOOK_AHEAD = timedelta(days=28)
FREED = ("cancelled", "late")


def entries() -> "QuerySet[WaitlistEntry]":
    """Open entries with what a page shows of them: patient, wishes, the offer that is open. In the order in which they are served."""
    wished: Any = WaitlistEntry.therapists.through.objects.filter(waitlistentry=OuterRef("pk")).order_by("staff__name")
    places: Any = WaitlistEntry.locations.through.objects.filter(waitlistentry=OuterRef("pk")).order_by(
        "location__name"
    )
    offered = Offer.objects.open().filter(entry=OuterRef("pk"))
    order = Case(
        *(When(urgency=code, then=Value(place)) for place, code in enumerate(URGENCIES)), default=len(URGENCIES)
    )
    rows = WaitlistEntry.objects.open().select_related("patient", "episode", "entered_by")
    return rows.annotate(
        wished_therapists=ArraySubquery(wished.values(found=JSONObject(id="staff_id", name="staff__name"))),
        wished_locations=ArraySubquery(places.values(found=JSONObject(id="location_id", name="location__name"))),
        is_offered=Exists(offered),
        order=order,
    ).order_by("order", "entered_at", "pk")


def waiting_of(entry: Any) -> Waiting:
    """Of an entry from `entries`."""
    return Waiting(
        urgency=entry.urgency,
        since=entry.entered_at,
        minutes=entry.minutes,
        weekdays=frozenset(entry.weekdays),
        from_time=entry.from_time,
        until_time=entry.until_time,
        therapists=frozenset(one["id"] for one in entry.wished_therapists),
        locations=frozenset(one["id"] for one in entry.wished_locations),
        from_on=entry.from_on,
        until_on=entry.until_on,
    )


@dataclass(frozen=True)
class FreedTime:
    """A time that was given up: the visit it belonged to, and where it was. `papers` are the therapist's."""

    visit: Appointment  # as a place only: therapist, room, location, during
    free: Free
    papers: Papers
    number: int  # of the visit that was cancelled, or of the move
    is_move: bool = False

    @property
    def starts_at(self) -> datetime:
        return self.free.starts_at

    @property
    def query(self) -> str:
        """Names it in an address."""
        return f"{'move' if self.is_move else 'visit'}={self.number}"


def freed_by_cancelling(visit_id: int) -> FreedTime | None:
    """The time of a visit that was cancelled, or whose offer came to nothing."""
    rows: Any = Appointment.objects.filter(pk=visit_id, status__in=FREED)
    row = rows.select_related("therapist", "room", "location").annotate(**held("therapist")).first()
    return _freed(row, row.therapist, row.room, row.during) if row else None


def freed_by_moving(move_id: int) -> FreedTime | None:
    """Where a visit was before it was moved."""
    rows: Any = Reschedule.objects.filter(pk=move_id).select_related("was_therapist", "was_room__location")
    row = rows.annotate(**held("was_therapist")).first()
    return _freed(row, row.was_therapist, row.was_room, row.was_during, is_move=True) if row else None


def _freed(row: Any, therapist: Staff, room: Any, during: DateTimeTZRange, *, is_move: bool = False) -> FreedTime:
    location: Location = getattr(row, "location", None) or room.location
    place = Appointment(therapist=therapist, room=room, location=location, during=during, occupies=during)
    papers = Papers(held_of(row.held_licenses, row.held_credentials), location.state)
    free = Free(therapist.pk, location.pk, during.lower, during.upper, location.tz)
    return FreedTime(place, free, papers, row.pk, is_move)


@dataclass(frozen=True)
class Candidate:
    """Somebody who waits, seen against a free time. `misfit` None: they may be offered it. `notes`: what stops nothing."""

    entry: Any
    course: Course
    wished: Wished
    misfit: Misfit | None
    notes: tuple[str, ...] = ()
    by_mail: bool = False


@dataclass(frozen=True)
class Ranked:
    """Who could take a time, in order, and who could not and why. `taken`: the live visit that stands there, held ones apart;
    `held`: the held one; `closed`: what speaks against the time itself, whoever comes."""

    fitting: list[Candidate]
    others: list[Candidate]
    taken: Appointment | None
    held: Appointment | None
    closed: list[Finding]
    compared: int


def ranked(time: FreedTime, *, policy: Policy, now: datetime) -> Ranked:
    """Six queries, however many wait."""
    free = time.free
    known: Any = with_guard_facts(entries().filter(_in_time(free.day)), patient="patient")
    mail = Consent.objects.standing().filter(patient=OuterRef("patient"), kind=Consent.Kind.EMAIL)
    rows = list(known.annotate(agreed_to_mail=Exists(mail), **course_facts("episode"))[:MOST])
    near = around(time.visit, deep_pressure=policy.deep_pressure, with_room=True)
    there = [one for one in near if _meets(one, time)]
    standing = next((one for one in there if one.status == Appointment.Status.HELD), None)
    if standing is not None:
        free = replace(free, ends_at=standing.ends_at)
    suited = [row for row in rows if compare(waiting_of(row), free).is_met][:JUDGED]
    orders = orders_of([row.episode_id for row in suited], policy)
    visits = visits_of_each([row.patient_id for row in suited])
    plans = plans_in_force([row.plan_in_force for row in suited if row.plan_in_force])
    closed = judge_presence(presence(_as_long_as(time, suited)), time.visit.location.tz)

    def judged(row: Any) -> Candidate:
        course = course_from(row, row.episode, orders.get(row.episode_id, []), is_own=False)
        own = visits[row.patient_id]
        deep = row.plan_in_force in plans and plans[row.plan_in_force].is_deep(policy.deep_pressure)
        findings = _findings(time, row, course, own, plans=plans, policy=policy, now=now)
        visit = _meant(time, row)
        if row.kind == Appointment.Kind.TREATMENT:
            findings += load(visit, deep=deep, others=near, policy=policy)
        return _candidate(row, course, by_weight(findings), own, free)

    found = [judged(row) for row in suited]
    looked_at = {row.pk for row in suited}
    found += [
        Candidate(
            row, Course(row.episode, [], None, None, "", intake_signed=False, is_own=False), wished, misfit([], wished)
        )
        for row in rows
        if row.pk not in looked_at and not (wished := compare(waiting_of(row), free)).is_met
    ]
    found.sort(key=lambda one: rank(waiting_of(one.entry), free))
    return Ranked(
        fitting=[one for one in found if one.misfit is None],
        others=[one for one in found if one.misfit is not None],
        taken=next((one for one in there if one.status != Appointment.Status.HELD), None),
        held=standing,
        closed=closed,
        compared=len(rows),
    )


def _in_time(day: date) -> Q:
    """Entries whose last day has not passed by then; those are over, not unsuited."""
    return Q(until_on__isnull=True) | Q(until_on__gte=day)


def _meets(visit: Appointment, time: FreedTime) -> bool:
    return bool(visit.occupies.lower < time.free.ends_at and visit.occupies.upper > time.free.starts_at)


def _meant(time: FreedTime, entry: Any) -> Appointment:
    """The visit that this person would have then, not saved."""
    start = time.free.starts_at
    during = DateTimeTZRange(start, start + timedelta(minutes=entry.minutes))
    place = time.visit
    return Appointment(
        patient_id=entry.patient_id,
        kind=entry.kind,
        therapist=place.therapist,
        room=place.room,
        location=place.location,
        during=during,
        occupies=during,
    )


def _as_long_as(time: FreedTime, suited: Iterable[Any]) -> Appointment:
    """The longest of the visits that would be put there: where it may be, all may."""
    longest = max((row.minutes for row in suited), default=time.free.minutes)
    start = time.free.starts_at
    during = DateTimeTZRange(start, start + timedelta(minutes=longest))
    place = time.visit
    return Appointment(
        therapist=place.therapist, room=place.room, location=place.location, during=during, occupies=during
    )


def _findings(
    time: FreedTime,
    entry: Any,
    course: Course,
    own: list[Any],
    *,
    plans: Mapping[int, Any],
    policy: Policy,
    now: datetime,
) -> list[Finding]:
    """What booking says of a visit of this person then: its own functions, on what was read for all at once."""
    slot = slot_of(time.free.starts_at, entry.minutes, time.free.zone, now=now)
    open_course = course if course.is_open else None
    found = judge(
        open_course,
        kind=entry.kind,
        service=Appointment.Service.MEDICAL.value,
        minutes=entry.minutes,
        length_reason="",
        day=slot.day,
        today=slot.today,
        consent=entry.guard_consent,
        policy=policy,
    )
    if entry.kind != Appointment.Kind.TREATMENT:
        return found
    plan_id = course.plan_id
    guards = judge_known(
        entry,
        own,
        slot,
        episode_id=entry.episode_id,
        plan_id=plan_id,
        papers=time.papers,
        running=plans.get(plan_id or 0),
    )
    return [*found, *guards]


def _candidate(entry: Any, course: Course, findings: list[Finding], own: list[Any], free: Free) -> Candidate:
    wished = compare(waiting_of(entry), free)
    reason = misfit(findings, wished)
    if entry.is_offered:
        reason = Misfit("has an offer", "A time is offered to this patient, and they have not answered yet.")
    comes = any(one.starts_at.astimezone(free.zone).date() == free.day for one in own)
    if reason is None and comes:
        reason = Misfit("comes that day already", "The patient has a visit on the same day.")
    by_mail = bool(entry.patient.email) and entry.agreed_to_mail
    notes = () if reason else tuple(dict.fromkeys(finding.message for finding in findings))
    return Candidate(entry, course, wished, reason, notes, by_mail)


@dataclass(frozen=True)
class Line:
    """An entry as a page shows it."""

    entry: Any
    wishes: list[str]
    days: int
    tone: str

    @property
    def waited(self) -> str:
        return "since today" if self.days == 0 else f"{self.days} day{'' if self.days == 1 else 's'}"


TONES = {"urgent": "red", "soon": "amber", "routine": "gray"}


def shown(entry: Any, *, now: datetime) -> Line:
    """Of an entry from `entries`."""
    days = max((now - entry.entered_at).days, 0)
    return Line(entry, wishes_in_words(waiting_of(entry), _names(entry)), days, TONES[entry.urgency])


def _names(entry: Any) -> list[str]:
    return [one["name"] for one in (*entry.wished_therapists, *entry.wished_locations)]


@dataclass(frozen=True)
class OfferLine:
    """An offer as a page shows it: what became of it, or what it waits for."""

    offer: Offer
    outcome: str
    word: str
    tone: str
    tz: Any

    @property
    def is_open(self) -> bool:
        return self.outcome == ""


OUTCOME_TONES = {"accepted": "green", "declined": "gray", "lapsed": "amber", "taken": "gray", "withdrawn": "gray"}


def offer_shown(row: Any, *, now: datetime) -> OfferLine:
    """Of an offer from `offers_shown` or `offers_of`."""
    outcome = outcome_of(row, row.visit, now=now)
    tz = row.visit.location.tz
    if outcome:
        return OfferLine(row, outcome, str(Offer.Outcome(outcome).label), OUTCOME_TONES[outcome], tz)
    word = "looked at" if row.is_opened else ("mail sent" if row.email_id else "to be called")
    return OfferLine(row, "", word, "blue" if row.is_opened else "amber" if not row.email_id else "gray", tz)


def outcome_of(made: Offer, visit: Appointment, *, now: datetime) -> str:
    """What became of an offer, also before anybody wrote it down; empty while it stands."""
    if made.closed_at is not None:
        return made.outcome
    if visit.status != Appointment.Status.HELD:
        return Offer.Outcome.WITHDRAWN.value
    return Offer.Outcome.LAPSED.value if made.holds_until <= now else ""


def freed_ahead(*, now: datetime, most: int = 12) -> list[Any]:
    """Times ahead that were given up, by cancelling or by an offer that came to nothing, while nobody else was booked there. The soonest
    first, one row for each time. One query."""
    same = Appointment.objects.live().filter(Q(therapist=OuterRef("therapist")) | Q(room=OuterRef("room")))
    again = Appointment.objects.filter(
        therapist=OuterRef("therapist"),
        during__startswith=OuterRef("during__startswith"),
        status__in=FREED,
        pk__gt=OuterRef("pk"),
    )
    rows: Any = Appointment.objects.filter(
        status__in=FREED, during__startswith__gt=now, during__startswith__lt=now + LOOK_AHEAD
    )
    rows = rows.exclude(Exists(same.filter(occupies__overlap=OuterRef("during")))).exclude(Exists(again))
    return list(rows.select_related("therapist", "room", "location").order_by("during", "pk")[:most])


def offers_shown(*, now: datetime, since: timedelta = timedelta(days=2)) -> list[Any]:
    """Offers that are open, and those that came to an end lately, the open ones first. One query."""
    rows = Offer.objects.filter(Q(closed_at__isnull=True) | Q(closed_at__gt=now - since))
    return list(
        rows.select_related(
            "entry__patient", "visit__therapist", "visit__location", "visit__room", "email", "offered_by"
        )
        .annotate(
            is_closed=Case(When(closed_at__isnull=True, then=Value(0)), default=Value(1)), is_opened=_was_opened()
        )
        .order_by("is_closed", "-closed_at", "holds_until", "pk")[:40]
    )


def offers_of(visit_id: int) -> "QuerySet[Offer]":
    """To whom this visit is offered, and what became of it."""
    parts = ("entry__patient", "visit__therapist", "visit__location", "email")
    rows = Offer.objects.filter(visit=visit_id).select_related(*parts).annotate(is_opened=_was_opened())
    return rows.order_by("offered_at", "pk")


def _was_opened() -> Exists:
    """Of offers: whether the patient has looked at the page behind the link; the access rows tell."""
    looked = AccessEntry.objects.filter(
        patient_reference=OuterRef("entry__patient"), at__gte=OuterRef("offered_at"), view=OFFER_PAGE
    )
    return Exists(looked)
