"""What can be booked for a patient at once: what is left on their plan, what stands against it, the next free times, one of them the free
time the desk has pointed at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import JSONField, Q, QuerySet, Value
from django.db.models.functions import JSONObject, Lower, Upper
from psycopg2.extras import DateTimeTZRange

from clinic.models import Location, Room, Staff
from clinic.rules.findings import Finding, Level, by_weight
from clinic.rules.policy import Policy
from patients.models import Patient
from sessions.models import Appointment
from sessions.rules.appointments import standing
from sessions.rules.availability import DAYS, Opening, Wish, by_policy
from sessions.rules.booking_guard import VisitLimits
from sessions.rules.hours import judge_load
from sessions.rules.offering import PARTS, is_within, spread
from sessions.rules.pacing.absence import p9_reassess
from sessions.selectors import booking
from sessions.selectors.appointments import WHO
from sessions.selectors.availability import judge_time, openings
from sessions.selectors.booking import EVALUATION_MINUTES, Course, Order
from sessions.selectors.guard_facts import facts_of, with_guard_facts
from sessions.selectors.judging import RunningPlan, judge_known, limits_known, running_plan, slot_of

NEAR = timedelta(hours=5)  # no visit is longer, with its turnover
ENOUGH = 600  # openings of a few days, to choose a few from
ANY = "any"
TREATMENT = Appointment.Kind.TREATMENT.value
REASSESSMENT = Appointment.Kind.REASSESSMENT.value


@dataclass(frozen=True)
class Gap:
    """A free time on the board. Without a therapist it is a room's, without a room any will do."""

    starts_at: datetime
    therapist_id: int | None
    room_id: int | None


@dataclass(frozen=True)
class Asked:
    """What the desk wishes. `therapist`: a key, ANY, or empty for whoever treats the patient. `after`: openings that begin later."""

    kind: str = ""
    therapist: str = ""
    weekday: int | None = None
    part: str = ""
    after: datetime | None = None
    gap: Gap | None = None


@dataclass(frozen=True)
class Case:
    """What a page has read of the patient and of the clinic. `patient` comes from `bookable`, `visits` from `visits_of`; `place` is where
    the visit shall be."""

    patient: Any
    course: Course | None
    visits: list[Any]
    rooms: Mapping[int, Room]
    place: Location
    policy: Policy
    now: datetime

    @cached_property
    def therapists(self) -> dict[int, Staff]:
        """By name. They carry their key and name only."""
        return {row["id"]: Staff(pk=row["id"], name=row["name"]) for row in self.patient.desk_therapists}

    def known_therapist(self, asked: str) -> str:
        """What was asked for, or nothing where it is nobody."""
        return asked if asked in ("", ANY) or int(asked) in self.therapists else ""

    @property
    def today(self) -> date:
        return self.now.astimezone(self.place.tz).date()


def bookable(*, place: Location, gap: Gap | None) -> "QuerySet[Patient]":
    """Patients `with_guard_facts`, and beside them in the same query who may treat them and what lies around the free time pointed at."""
    people = Staff.objects.therapists().order_by("name", "pk").values(found=JSONObject(id="pk", name="name"))
    rows = with_guard_facts(Patient.objects.current()).annotate(desk_therapists=ArraySubquery(people))
    nothing = Value([], output_field=ArrayField(JSONField()))
    found: QuerySet[Patient] = rows.annotate(desk_beside=nothing if gap is None else _around(place, gap))
    return found


def _around(place: Location, gap: Gap) -> ArraySubquery:
    own = Q(location=place) | Q(therapist=gap.therapist_id)
    around = Appointment.objects.live().filter(
        own, during__startswith__range=(gap.starts_at - NEAR, gap.starts_at + NEAR)
    )
    facts = {"therapist": "therapist_id", "room": "room_id", "begins": Lower("occupies"), "ends": Upper("occupies")}
    return ArraySubquery(around.values(found=JSONObject(**facts)))


@dataclass(frozen=True)
class Offer:
    """One time that can be booked. `starts_at` on the clock of the place."""

    therapist: Staff
    room: Room
    starts_at: datetime
    is_gap: bool = False

    @property
    def key(self) -> str:
        return f"{self.therapist.pk}.{self.room.pk}.{self.starts_at.isoformat()}"

    @property
    def query(self) -> str:
        """For the address of the booking page."""
        day, at = self.starts_at.date().isoformat(), f"{self.starts_at:%H:%M}"
        facts = {"day": day, "at": at, "therapist": self.therapist.pk, "room": self.room.pk}
        return urlencode(facts | {"location": self.room.location_id})


@dataclass(frozen=True)
class Offered:
    """What is said and offered. `findings`: of the first time offered; `gap_findings`: of the free time pointed at.
    `widened`: whoever treats the patient has no free time, so everybody's are shown. `usual`: whom a treatment is looked for with first."""

    kind: str
    minutes: int
    running: RunningPlan | None
    order: Order | None
    therapist: str
    offers: list[Offer]
    findings: list[Finding]
    gap: Offer | None = None
    gap_findings: tuple[Finding, ...] = ()
    widened: bool = False
    usual: Staff | None = None

    @property
    def is_free(self) -> bool:
        """Whether one click may book: nothing asks for a reason or for something else first."""
        return is_free(self.findings)

    @property
    def gap_is_free(self) -> bool:
        return self.gap is not None and is_free(self.gap_findings)

    @property
    def gap_asks_day_reason(self) -> bool:
        """Whether nothing but a second visit on one day stands against the free time pointed at."""
        only_day = not standing(list(self.gap_findings), override_reason="", may_override=False, day_reason="given")
        return self.gap is not None and not self.gap_is_free and only_day


def is_free(findings: Iterable[Finding]) -> bool:
    return not standing(list(findings), override_reason="", may_override=False)


def next_kind(case: Case) -> str:
    """What is booked next: after a long absence a re-assessment comes before the plan goes on."""
    course = case.course
    if course is None or course.plan_id is None:
        return Appointment.Kind.EVALUATION.value
    facts = facts_of(case.patient, case.visits, episode_id=course.episode.pk)
    before = [day for day in facts.contact_days if day <= case.today]
    last = max(before, default=None)
    is_due = p9_reassess(case.today, last, assessed_on=facts.assessed_on, limits=facts.pacing)
    return REASSESSMENT if is_due and course.intake_signed else TREATMENT


def offered(case: Case, asked: Asked) -> Offered:
    """Three queries: the plan, the openings, and these again where nobody the patient knows has one; or, where the free time pointed at is
    not among them, what is on file for it."""
    course = case.course
    running = running_plan(course.plan_id) if course else None
    kind = asked.kind or next_kind(case)
    treats = running if kind == TREATMENT else None
    minutes = treats.version.visit_minutes if treats else EVALUATION_MINUTES
    usual = _usual(case, running)
    own_first = treats is not None and usual is not None
    therapist = asked.therapist or (str(usual) if own_first else ANY)
    wish, limits = _wish(case, asked, treats, minutes=minutes)
    found = _openings(_by(wish, case, asked, therapist, usual), limits, case)
    widened = False
    if not found and asked.gap is None and (not asked.therapist or wish.techniques):
        therapist, widened = (therapist, False) if asked.therapist else (ANY, therapist != ANY)
        found = _openings(_by(replace(wish, techniques=frozenset()), case, asked, therapist, usual), limits, case)
        widened = widened and bool(found)
    gap = asked.gap if asked.gap and asked.after is None and _is_wished(asked, asked.gap, case.place.tz) else None
    own = next((one for one in found if gap and _is_it(one, gap)), None)
    shown = _shown(case, asked, found, own, therapist, minutes=minutes)
    judged = _Judged(case, running, kind, minutes, wish.is_deep)
    offers = [_offer(case, one) for one in shown]
    gap_offer = replace(_offer(case, own), is_gap=True) if own else None
    gap_findings: list[Finding] = []
    if gap is not None:
        gap_offer, gap_findings = (gap_offer, judged.at(gap.starts_at)) if own else judged.of_gap(gap)
    first = gap_offer if own else (offers[0] if offers else gap_offer)
    begins_at = first.starts_at if first else _from(case, asked).astimezone(case.place.tz)
    findings = judged.at(begins_at)
    order = course.order_on(begins_at.date()) if course else None
    return Offered(
        kind,
        minutes,
        running,
        order,
        therapist,
        offers,
        findings,
        gap_offer,
        tuple(gap_findings),
        widened,
        case.therapists[usual] if own_first and usual else None,
    )


def _openings(wish: Wish, limits: VisitLimits | None, case: Case) -> list[Opening]:
    return openings(wish, limits) if case.rooms else []


def _usual(case: Case, running: RunningPlan | None) -> int | None:
    """Whoever the patient comes to: the last visit's therapist in this course of care, else the plan's."""
    episode = case.course.episode.pk if case.course else None
    seen = (visit.therapist_id for visit in case.visits if visit.episode_id == episode)
    planned = running.version.therapist_id if running else None
    return next((one for one in (*seen, planned) if one in case.therapists), None)


def _from(case: Case, asked: Asked) -> datetime:
    gap = asked.gap.starts_at if asked.gap and asked.after is None else None
    after = asked.after + timedelta(minutes=1) if asked.after else None
    return max(filter(None, (case.now, gap, after)))


def _wish(case: Case, asked: Asked, treats: RunningPlan | None, *, minutes: int) -> tuple[Wish, VisitLimits | None]:
    begin = _from(case, asked)
    first = begin.astimezone(case.place.tz).date()
    last, limits = first + timedelta(days=DAYS), None
    if treats is not None and case.course is not None:
        limits = limits_known(case.patient, case.visits, treats, episode_id=case.course.episode.pk, today=case.today)
    elif case.course is not None:
        first, last = _under(case.course.order_on(first), first, last)
    deep = case.policy.deep_pressure
    from_time, until_time = PARTS[asked.part]
    wish = Wish(
        minutes=minutes,
        not_before=begin,
        first_on=first,
        last_on=last,
        locations=frozenset({case.place.pk}),
        weekdays=frozenset() if asked.weekday is None else frozenset({asked.weekday}),
        from_time=from_time,
        until_time=_begins_before(until_time, minutes),
        techniques=frozenset(row.technique.code for row in treats.rows) if treats else frozenset(),
        patient_id=case.patient.pk,
        is_deep=treats is not None and any(row.pressure_ceiling >= deep for row in treats.rows),
        limit=ENOUGH,
        **_by_policy(case.policy),
    )
    return wish, limits


def _by_policy(policy: Policy) -> dict[str, Any]:
    return dict(by_policy(policy))


def _begins_before(until: Any, minutes: int) -> Any:
    """The wish is for a visit that begins in this part of the day; the question is asked for when it ends."""
    if until is None:
        return None
    return (datetime.combine(date.min, until) + timedelta(minutes=minutes - 1)).time()


def _under(order: Order | None, first: date, last: date) -> tuple[date, date]:
    """The days that the referral allows."""
    if order is None or not order.facts.verified:
        return first, last
    facts = order.facts
    begin = max(first, facts.earliest_start_on or facts.received_on)
    end = min(last, facts.valid_until_on) if facts.valid_until_on and facts.valid_until_on >= begin else last
    return begin, end


def _by(wish: Wish, case: Case, asked: Asked, therapist: str, usual: int | None) -> Wish:
    """With whom and where: the ones of the free time pointed at come first, then whom the patient knows."""
    gap = asked.gap
    own = gap.therapist_id if gap and not asked.therapist else None
    chosen = [own] if own is not None and own in case.therapists else []
    if therapist == ANY:
        first = [one for one in (*chosen, usual) if one is not None]
        people = [*first, *(key for key in case.therapists if key not in first)]
    else:
        people = [*chosen, int(therapist)]
    rooms: list[int] = []
    if gap and gap.room_id is not None:
        here = [room.pk for room in case.rooms.values() if room.location_id == case.place.pk]
        rooms = sorted(here, key=lambda key: key != gap.room_id)
    return replace(wish, therapists=tuple(dict.fromkeys(people)), rooms=tuple(rooms))


def _is_wished(asked: Asked, gap: Gap, clock: tzinfo) -> bool:
    """Whether the free time pointed at is still what is looked for."""
    local = gap.starts_at.astimezone(clock)
    return (
        asked.therapist in ("", ANY, str(gap.therapist_id or ANY))
        and asked.weekday in (None, local.weekday())
        and is_within(local.time(), asked.part)
    )


def _is_it(opening: Opening, gap: Gap) -> bool:
    if opening.starts_at != gap.starts_at:
        return False
    return opening.therapist_id == gap.therapist_id if gap.therapist_id else opening.room_id == gap.room_id


def _shown(
    case: Case, asked: Asked, found: list[Opening], own: Opening | None, therapist: str, *, minutes: int
) -> list[Opening]:
    others = [one for one in found if one is not own and (therapist in (ANY, str(one.therapist_id)))]
    if own is not None:
        others = [one for one in others if one.starts_at != own.starts_at]
    apart = timedelta(minutes=minutes + case.policy.turnover_minutes)
    clocks = {case.place.pk: case.place.tz}
    if asked.weekday is not None or asked.part:
        return spread(others, clocks, apart=apart, of_a_day=ENOUGH)
    return spread(others, clocks, apart=apart)


def _offer(case: Case, opening: Opening) -> Offer:
    local = opening.starts_at.astimezone(case.place.tz)
    return Offer(case.therapists[opening.therapist_id], case.rooms[opening.room_id], local)


@dataclass(frozen=True)
class _Judged:
    """What booking would say of a time."""

    case: Case
    running: RunningPlan | None
    kind: str
    minutes: int
    is_deep: bool

    def at(self, starts_at: datetime) -> list[Finding]:
        """Whoever gives the visit, wherever. Without a query."""
        case, course, clock = self.case, self.case.course, self.case.place.tz
        ends_at = starts_at + timedelta(minutes=self.minutes)
        found = booking.judge(
            course,
            kind=self.kind,
            service="medical",
            minutes=self.minutes,
            length_reason="",
            day=starts_at.astimezone(clock).date(),
            today=case.today,
            consent=case.patient.guard_consent,
            policy=case.policy,
            same_day=booking.same_day(case.visits, starts_at, ends_at, clock),
        )
        if self.kind != TREATMENT or course is None or self.running is None:
            return found
        slot = slot_of(starts_at, self.minutes, clock, now=case.now)
        guards = judge_known(
            case.patient,
            case.visits,
            slot,
            episode_id=course.episode.pk,
            plan_id=course.plan_id,
            running=self.running,
        )
        return by_weight([*found, *guards])

    def of_gap(self, gap: Gap) -> tuple[Offer | None, list[Finding]]:
        """The free time pointed at as it could be booked, and all that speaks against it."""
        case = self.case
        span = DateTimeTZRange(gap.starts_at, gap.starts_at + timedelta(minutes=self.minutes))
        turnover = timedelta(minutes=case.policy.turnover_minutes)
        occupies = DateTimeTZRange(span.lower, span.upper + turnover)
        beside = [other for other in map(_beside, case.patient.desk_beside) if other.meets(occupies)]
        therapist = case.therapists.get(gap.therapist_id or 0)
        room = self._room(gap, {other.room_id for other in beside})
        if therapist is None or room is None:
            return None, self.at(gap.starts_at)
        visit = Appointment(
            kind=self.kind,
            patient=case.patient,
            therapist=therapist,
            room=room,
            location=room.location,
            during=span,
            occupies=occupies,
        )
        taken = [words for other in beside for words in self._taken(visit, other)]
        taken += [
            f"The patient already has a visit {_span(other.starts_at, other.ends_at, case.place.tz)}."
            for other in case.visits
            if other.starts_at < span.upper and other.ends_at > span.lower
        ]
        found = [Finding(Level.BLOCK, "TAKEN", words, "", "Another time.") for words in dict.fromkeys(taken)]
        found += [*judge_time(visit, case.policy), *self.at(gap.starts_at)]
        offer = Offer(therapist, room, gap.starts_at.astimezone(case.place.tz), is_gap=True)
        return offer, by_weight(found or self._load(offer))

    def _load(self, offer: Offer) -> list[Finding]:
        """Nothing else speaks against a time that the database has not offered: for deep pressure it is the load guard, where the time is
        one that is offered at all."""
        policy = self.case.policy
        is_on_grid = (offer.starts_at.hour * 60 + offer.starts_at.minute) % policy.start_grid_minutes == 0
        if not self.is_deep or not is_on_grid or offer.starts_at < self.case.now:
            return []
        return judge_load(policy.deep_in_a_row + 1, policy.deep_in_a_row, offer.therapist.name)

    def _room(self, gap: Gap, taken: set[int]) -> Room | None:
        """The one pointed at, else the one the patient was in last, else any that is free."""
        case = self.case
        here = [room for room in case.rooms.values() if room.location_id == case.place.pk]
        if gap.therapist_id is None:
            return case.rooms.get(gap.room_id or 0)
        last = [visit.room_id for visit in case.visits]
        ranked = sorted(here, key=lambda room: (room.pk in taken, room.pk != gap.room_id, room.pk not in last))
        return ranked[0] if ranked else None

    def _taken(self, visit: Appointment, other: "_Beside") -> list[str]:
        span = _span(other.begins_at, other.ends_at, self.case.place.tz)
        same = {"therapist": other.therapist_id == visit.therapist_id, "room": other.room_id == visit.room_id}
        return [f"{WHO[what]} {span}." for what, is_same in same.items() if is_same]


@dataclass(frozen=True)
class _Beside:
    """A visit around the time pointed at, with its turnover."""

    therapist_id: int
    room_id: int
    begins_at: datetime
    ends_at: datetime

    def meets(self, span: DateTimeTZRange) -> bool:
        return bool(self.begins_at < span.upper and self.ends_at > span.lower)


def _beside(row: Mapping[str, Any]) -> _Beside:
    begins_at, ends_at = (datetime.fromisoformat(row[name]) for name in ("begins", "ends"))
    return _Beside(row["therapist"], row["room"], begins_at, ends_at)


def _span(begins_at: datetime, ends_at: datetime, clock: tzinfo) -> str:
    return f"from {begins_at.astimezone(clock):%H:%M} to {ends_at.astimezone(clock):%H:%M}"
