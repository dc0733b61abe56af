"""The visits of a therapist who is away, and where each could go: judged by what booking judges by, so that what is offered is taken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from psycopg2.extras import DateTimeTZRange

from clinic.models import Room, Staff
from clinic.rules.findings import Level
from clinic.rules.policy import Policy
from patients.models import Patient
from sessions.models import Appointment, PlanTechnique, PlanVersion, TimeOff
from sessions.rules import absences as rules
from sessions.rules.absences import CANCEL, LEAVE, MOST_A_DAY, MOST_OFFERED, Taken
from sessions.rules.appointments import MOVABLE
from sessions.rules.availability import Opening, Stretch, Wish, by_policy, deep_row
from sessions.rules.booking_guard import Slot, VisitLimits, judge_treatment, judge_unplanned, judge_wellness
from sessions.rules.booking_guard import limits_for as limits_of_days
from sessions.rules.judging import PatientFacts
from sessions.rules.laying_out import Anchor, deviations
from sessions.rules.licensing import Held
from sessions.selectors.availability import openings
from sessions.selectors.calls import reached_by_mail, told_by_mail
from sessions.selectors.guard_facts import MOST_VISITS, booked_of, facts_of, visits_of_all, with_guard_facts
from sessions.selectors.judging import RunningPlan, planned_work, plans_in_force
from sessions.selectors.licensing import barred_by, held_of, with_held

ENOUGH = 60_000  # openings: of fifty therapists in two months
DAY = timedelta(days=1)
MOST_VISITS_AT_ONCE = 400


@dataclass(frozen=True)
class Placed:
    """One visit with what is proposed or was chosen for it: an opening, or a word of `rules.absences`. `offered`: all that may be
    chosen. `why_not`: why it can only be cancelled, in words. `lost`: a choice that was made and is no longer there."""

    visit: Any
    chosen: Opening | str
    offered: tuple[Opening, ...]
    deviations: tuple[str, ...] = ()
    why_not: str = ""
    lost: bool = False
    rooms: Mapping[int, str] = field(default_factory=dict)

    @property
    def opening(self) -> Opening | None:
        return self.chosen if isinstance(self.chosen, Opening) else None


def affected(therapist: Staff, *, starts_at: datetime, ends_at: datetime, now: datetime) -> "QuerySet[Any]":
    """The visits that cannot take place as they are: what is under way or over is none of them."""
    rows = Appointment.objects.between(starts_at, ends_at).filter(
        therapist=therapist, status__in=MOVABLE, during__endswith__gt=now
    )
    parts = ("patient", "therapist", "room", "location", "episode", "referral", "plan")
    return (
        rows.select_related(*parts)
        .annotate(can_mail=reached_by_mail(), was_told=told_by_mail())
        .order_by("during", "pk")[:MOST_VISITS_AT_ONCE]
    )


def therapists() -> list[Any]:
    """Everybody who may be away or cover, with what they hold on file. One query."""
    return list(with_held(Staff.objects.therapists()).order_by("name", "pk"))


def is_on_file(therapist: Staff, *, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether a time off covers all of the span already."""
    return TimeOff.objects.filter(therapist=therapist, during__contains=(starts_at, ends_at)).exists()


def place(
    visits: Sequence[Any],
    *,
    therapist: Staff,
    away: tuple[datetime, datetime],
    staff: Sequence[Any],
    first: Sequence[int] = (),
    chosen: Mapping[int, tuple[int, int, datetime] | str] | None = None,
    policy: Policy,
    now: datetime,
) -> list[Placed]:
    """A place for each visit, in the order of time; each knows of those before it. What was `chosen` is kept where it is still possible.

    `staff`: `therapists()`, the one who is away among them. Five queries, and one for each length of visit, however many visits there
    are. Starts are those of the clinic's grid, so a visit that
    begins beside it is offered the nearest time.
    """
    if not visits:
        return []
    clinic = _Clinic(visits, therapist=therapist, away=away, staff=staff, first=first, policy=policy, now=now)
    return [clinic.place(visit, (chosen or {}).get(visit.pk)) for visit in visits]


@dataclass
class _Case:
    """What is known of one visit before a time is asked about."""

    visit: Any
    facts: PatientFacts | None
    running: RunningPlan | None
    limits: VisitLimits | None
    booked: list[Any] = field(default_factory=list)
    why_not: str = ""


def _by_policy(policy: Policy) -> dict[str, Any]:
    return dict(by_policy(policy))


class _Clinic:
    """Everything read at once, and what is promised to the visits that were placed already."""

    def __init__(
        self,
        visits: Sequence[Any],
        *,
        therapist: Staff,
        away: tuple[datetime, datetime],
        staff: Sequence[Any],
        first: Sequence[int],
        policy: Policy,
        now: datetime,
    ) -> None:
        self.therapist, self.away, self.first = therapist, away, first
        self.policy, self.now, self.turnover = policy, now, timedelta(minutes=policy.turnover_minutes)
        self.places = {visit.location_id: visit.location for visit in visits}
        self.clocks: dict[int, ZoneInfo] = {pk: place.tz for pk, place in self.places.items()}
        self.span = (visits[0].starts_at - rules.FAR - DAY, visits[-1].ends_at + rules.FAR + DAY)
        self.staff = [one.pk for one in staff]
        self.held: dict[int, Held] = {one.pk: held_of(one.held_licenses, one.held_credentials) for one in staff}
        self._read_taken(visits)
        self._read_patients(visits)
        self.openings = {minutes: self._openings(minutes, visits) for minutes in {visit.minutes for visit in visits}}

    def _read_taken(self, visits: Sequence[Any]) -> None:
        """What takes therapists, rooms and patients in the span; the rooms."""
        newest = PlanVersion.objects.signed().filter(plan=OuterRef(OuterRef("plan"))).order_by("-number")
        deep = PlanTechnique.objects.filter(
            version=Subquery(newest.values("pk")[:1]), pressure_ceiling__gte=self.policy.deep_pressure
        )
        rows = Appointment.objects.live().between(*self.span)
        values = rows.annotate(deep=Exists(deep)).values_list(
            *("pk", "therapist", "room", "patient", "during", "occupies", "deep")
        )
        self.taken = {
            pk: Taken(pk, who, room, patient, during.lower, during.upper, occupies.upper, is_deep)
            for pk, who, room, patient, during, occupies, is_deep in values
        }
        for visit in visits:  # one that reaches into the span from before it
            self.taken.setdefault(
                visit.pk,
                Taken(
                    *(visit.pk, visit.therapist_id, visit.room_id, visit.patient_id),
                    *(visit.starts_at, visit.ends_at, visit.occupies.upper),
                ),
            )
        self.rooms = [
            rules.Room(room.pk, room.location_id, room.name, room.out_from, room.out_until)
            for room in Room.objects.filter(location__in=self.places).order_by("name", "pk")
        ]
        self.room_names = {room.pk: room.name for room in self.rooms}
        self.by_day: dict[date, list[Taken]] = {}
        for one in self.taken.values():
            self.by_day.setdefault(one.starts_at.date(), []).append(one)

    def _read_patients(self, visits: Sequence[Any]) -> None:
        keys = {visit.patient_id for visit in visits}
        self.patients: dict[int, Any] = {row.pk: row for row in with_guard_facts(Patient.objects.filter(pk__in=keys))}
        self.known: dict[int, list[Any]] = {key: [] for key in keys}
        for row in visits_of_all(keys):
            if len(self.known[row.patient_id]) < MOST_VISITS:
                self.known[row.patient_id].append(row)
        self.plans = plans_in_force(visit.plan_id for visit in visits if visit.plan_id is not None)

    def _openings(self, minutes: int, visits: Sequence[Any]) -> dict[date, list[Opening]]:
        asked = [visit for visit in visits if visit.minutes == minutes]
        wish = Wish(
            minutes=minutes,
            not_before=self.now,
            first_on=(asked[0].starts_at - rules.FAR).date(),
            last_on=(asked[-1].starts_at + rules.FAR + DAY).date(),
            therapists=tuple(self.staff),
            locations=frozenset(self.places),
            same_day=True,
            leaving=frozenset(visit.pk for visit in visits),
            limit=ENOUGH,
            **_by_policy(self.policy),
        )
        begins, ends = self.away
        free = (
            one
            for one in openings(wish)
            if one.therapist_id != self.therapist.pk or one.ends_at <= begins or one.starts_at >= ends
        )
        return rules.by_day(free, self.clocks)

    def place(self, visit: Any, chosen: "tuple[int, int, datetime] | str | None") -> Placed:
        case = self._case(visit)
        offered = [] if case.why_not else self._offered(case)
        lost = False
        take: Opening | str = offered[0] if offered else CANCEL
        if isinstance(chosen, str):
            take = chosen if chosen in {CANCEL, LEAVE} else take
        elif chosen is not None:
            kept = self._kept(case, offered, chosen)
            lost = kept is None
            if kept is not None:
                take = kept
                offered = offered if kept in offered else [kept, *offered]
        self._promise(visit, take)
        told: Sequence[str] = ()
        if isinstance(take, Opening):
            clock = self.clocks[visit.location_id]
            local = visit.starts_at.astimezone(clock)
            told = deviations(take, local.date(), Anchor(self.therapist.pk, local.time()), clock)
        return Placed(visit, take, tuple(offered), tuple(told), case.why_not, lost, self.room_names)

    def _kept(self, case: _Case, offered: Iterable[Opening], chosen: tuple[int, int, datetime]) -> Opening | None:
        """What was chosen, where it is still possible; another room of the same time is as good."""
        therapist, _room, starts_at = chosen
        same = [one for one in offered if (one.therapist_id, one.starts_at) == (therapist, starts_at)]
        if same:
            return same[0]
        day = starts_at.astimezone(self.clocks[case.visit.location_id]).date()
        free = self.openings[case.visit.minutes].get(day, ())
        asked = [one for one in free if (one.therapist_id, one.starts_at) == (therapist, starts_at)]
        return next(filter(None, (self._fitting(case, one) for one in asked)), None)

    def _case(self, visit: Any) -> _Case:
        row, known = self.patients[visit.patient_id], self.known[visit.patient_id]
        if visit.kind != Appointment.Kind.TREATMENT:
            return _Case(visit, None, None, None, why_not=_stops(visit, row))
        facts = facts_of(row, known, episode_id=visit.episode_id, besides=visit)
        booked = booked_of(known, episode_id=visit.episode_id, besides=visit)
        running = self.plans.get(visit.plan_id) if visit.plan_id else None
        limits = self._limits(visit, facts, booked, running) if running else None
        return _Case(visit, facts, running, limits, booked, _stops(visit, row))

    def _limits(self, visit: Any, facts: PatientFacts, booked: list[Any], running: RunningPlan) -> VisitLimits:
        today = self.now.astimezone(self.clocks[visit.location_id]).date()
        return limits_of_days(
            facts,
            planned_work(running.rows, starts_on=running.version.starts_on),
            window=(today, max(today, (visit.starts_at + rules.FAR + DAY).date())),
            today=today,
            per_week=running.version.visits_per_week,
            minutes=visit.minutes,
            booked=booked,
            rulebook=running.rulebook,
        )

    def _offered(self, case: _Case) -> list[Opening]:
        visit, found = case.visit, []
        counted: dict[tuple[int, date], int] = {}
        clock = self.clocks[visit.location_id]
        for opening in rules.by_distance(self.openings[visit.minutes], visit.starts_at, clock, first=self.first):
            key = (opening.therapist_id, opening.starts_at.astimezone(clock).date())
            if counted.get(key, 0) >= MOST_A_DAY:
                continue
            fitting = self._fitting(case, opening)
            if fitting is not None:
                counted[key] = counted.get(key, 0) + 1
                found.append(fitting)
                if len(found) == MOST_OFFERED:
                    break
        return found

    def _fitting(self, case: _Case, opening: Opening) -> Opening | None:
        """The opening, in a room that is free, where everything allows it for this visit."""
        visit = case.visit
        if opening.location_id != visit.location_id:
            return None
        day = opening.starts_at.astimezone(self.clocks[visit.location_id]).date()
        if not self._day_fits(case, day) or not self._is_qualified(case, opening, day):
            return None
        room = self._room_for(visit, opening, day)
        if room is None or not self._is_borne(case, opening) or not self._is_judged_well(case, opening, day):
            return None
        return replace(opening, room_id=room)

    def _day_fits(self, case: _Case, day: date) -> bool:
        visit, clock = case.visit, self.clocks[case.visit.location_id]
        was_on = visit.starts_at.astimezone(clock).date()
        if visit.status == Appointment.Status.ARRIVED and day != was_on:
            return False
        order = visit.referral
        if order is not None:
            begin = max(filter(None, (order.received_on, order.earliest_start_on)))
            if not begin <= day <= (order.valid_until_on or day):
                return False
        return case.limits is None or case.limits.is_open(day)

    def _is_qualified(self, case: _Case, opening: Opening, day: date) -> bool:
        """For every technique of the plan: half of a visit is no cover."""
        if case.running is None:
            return True
        state = self.places[opening.location_id].state
        return not barred_by(case.running.rows, self.held[opening.therapist_id], state=state, day=day)

    def _around(self, moment: datetime, *, besides: int) -> list[Taken]:
        """What begins within a day of this moment."""
        days = (moment.date() + DAY * step for step in (-1, 0, 1))
        return [one for day in days for one in self.by_day.get(day, ()) if one.pk != besides]

    def _room_for(self, visit: Any, opening: Opening, day: date) -> int | None:
        """None where room, therapist or patient is promised or taken then."""
        free_at, clock = opening.ends_at + self.turnover, self.clocks[visit.location_id]
        near = self._around(opening.starts_at, besides=visit.pk)
        was_on = visit.starts_at.astimezone(clock).date()
        for one in near:
            meets = one.starts_at < free_at and opening.starts_at < one.free_at
            if one.patient_id == visit.patient_id and (
                (one.starts_at < opening.ends_at and opening.starts_at < one.ends_at)
                or (day != was_on and one.starts_at.astimezone(clock).date() == day)
            ):
                return None
            if meets and one.therapist_id == opening.therapist_id:
                return None
        rooms = [room for room in self.rooms if room.location_id == opening.location_id]
        return rules.free_room(rooms, near, own=visit.room_id, starts_at=opening.starts_at, free_at=free_at, day=day)

    def _is_borne(self, case: _Case, opening: Opening) -> bool:
        """P-LOAD, with what is promised to the same hands already."""
        if not self.taken[case.visit.pk].is_deep:
            return True
        others = [
            Stretch(one.starts_at, one.ends_at, one.is_deep)
            for one in self._around(opening.starts_at, besides=case.visit.pk)
            if one.therapist_id == opening.therapist_id
        ]
        asked = Stretch(opening.starts_at, opening.ends_at, is_deep=True)
        return deep_row(asked, others, rest=self.policy.deep_rest_minutes) <= self.policy.deep_in_a_row

    def _is_judged_well(self, case: _Case, opening: Opening, day: date) -> bool:
        if case.facts is None:
            return True
        today = self.now.astimezone(self.clocks[opening.location_id]).date()
        slot = Slot(opening.starts_at, opening.ends_at, day, today)
        if case.running is None:
            plain = judge_wellness if case.visit.episode_id is None else judge_unplanned
            findings = plain(case.facts, slot)
        else:
            version = case.running.version
            findings = judge_treatment(
                case.facts,
                planned_work(case.running.rows, starts_on=version.starts_on),
                slot,
                per_week=version.visits_per_week,
                booked=case.booked,
                rulebook=case.running.rulebook,
            )
        return all(finding.level is Level.WARN for finding in findings)

    def _promise(self, visit: Any, take: Opening | str) -> None:
        """The visits that come after this one find it where it will be."""
        if take == LEAVE:
            return
        known = self.known[visit.patient_id]
        own = next((one for one in known if one.pk == visit.pk), None)
        was = self.taken[visit.pk]
        self.by_day[was.starts_at.date()].remove(was)
        if not isinstance(take, Opening):
            if own is not None:
                known.remove(own)
            return
        was.therapist_id, was.room_id = take.therapist_id, take.room_id
        was.starts_at, was.ends_at, was.free_at = take.starts_at, take.ends_at, take.ends_at + self.turnover
        self.by_day.setdefault(was.starts_at.date(), []).append(was)
        if own is not None:
            own.during = DateTimeTZRange(take.starts_at, take.ends_at)


def _stops(visit: Any, patient: Any) -> str:
    """What speaks against any other time: booking would say the same of each."""
    if not patient.guard_consent:
        return "No consent to treatment stands."
    if visit.service != Appointment.Service.MEDICAL:
        return ""
    if visit.episode is None or visit.episode.closed_on is not None:
        return "The course of care is closed."
    order = visit.referral
    if order is not None and (order.withdrawn_at or order.declined_at):
        return "The referral was withdrawn."
    return ""
