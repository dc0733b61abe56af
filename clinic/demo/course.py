"""One patient's way along the main path, as far as their stage says, every step by the service that people use."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from clinic.demo import clinical, papers
from clinic.demo.calendar import Calendar, visit_days
from clinic.demo.findings import LATER
from clinic.demo.setting import Setting
from clinic.demo.stories import Course
from clinic.models import Actor, Staff
from patients.models import Consent, Patient
from patients.services import consents, people
from referrals.models import Episode, Referral
from referrals.services import episodes, events, referrals
from sessions.models import Appointment
from sessions.services import appointments

RESTED = timedelta(hours=48)
ENOUGH_VISITS = 3
STAGES = ("referred", "verified", "evaluation", "intake", "assessed", "planned", "treating")


@dataclass(frozen=True)
class Person:
    """Who, how far, with whom: `charted` visits behind them, `ahead` booked from today on, `shift` days off today's rhythm."""

    given: str
    family: str
    birth_on: date
    course: Course
    stage: str
    therapist: int
    charted: int = 0
    ahead: int = 0
    shift: int = 0
    visits: int = 12
    sex: str = ""
    email: str = ""

    def reaches(self, stage: str) -> bool:
        return STAGES.index(self.stage) >= STAGES.index(stage)


@dataclass
class Way:
    """One person's way: `tell` walks it, the fields say what came of it. `now` is the moment the demo is laid."""

    person: Person
    setting: Setting
    calendar: Calendar
    now: datetime
    visits: list[Appointment] = field(default_factory=list)
    patient: Patient = field(init=False)
    episode: Episode = field(init=False)
    referral: Referral = field(init=False)

    @property
    def course(self) -> Course:
        return self.person.course

    @property
    def therapist(self) -> Staff:
        return self.setting.therapists[self.person.therapist]

    @property
    def desk(self) -> Actor:
        return self.setting.desk.actor

    def tell(self) -> "Way":
        person, today = self.person, self.now.astimezone(self.calendar.zone).date()
        days = visit_days(today, charted=person.charted, ahead=person.ahead, shift=person.shift)
        evaluated_on = (days[0] if days else today) - timedelta(days=3)
        if not person.reaches("intake"):
            evaluated_on = today + timedelta(days=person.shift)
        begun = self._at(min(evaluated_on, today) - timedelta(days=4), 10)
        self._register(now=begun)
        self._refer(now=begun + timedelta(hours=1))
        if person.reaches("verified"):
            self.referral = referrals.verify(referral=self.referral, by=self.desk, now=begun + timedelta(hours=2))
        if person.reaches("evaluation"):
            self._evaluate(evaluated_on, booked_at=begun + timedelta(hours=3))
        if person.reaches("assessed"):
            for paper in self.course.papers:
                papers.hand_in(self, paper, now=self._at(evaluated_on, 17))
        if person.reaches("planned"):
            planned_at = self._at(evaluated_on, 18)
            version = clinical.plan(self, now=planned_at, starts_on=days[0] if days else today)
            self._treat(version.plan, days, booked_at=planned_at)
            self._measure_again()
            for question in self.course.questions:
                papers.ask(self, question, now=self.now - timedelta(days=question.days_ago))
        return self

    def book(self, *, kind: str, starts_at: datetime, now: datetime, plan: object = None) -> Appointment:
        visit = appointments.book(
            patient=self.patient,
            kind=kind,
            therapist=self.therapist,
            room=self.setting.room_of(self.therapist),
            starts_at=starts_at,
            minutes=60,
            episode=self.episode,
            referral=self.referral,
            plan=plan,  # type: ignore[arg-type]  # a Plan or nothing
            by=self.setting.desk,
            now=now,
        )
        self.visits.append(visit)
        return visit

    def _book_from(self, day: date, *, like: int, plan: object, now: datetime) -> Appointment:
        """On that day, or on the next one that the rest between visits and the plan's rhythm allow."""
        refused: Exception = LookupError(f"no time from {day} on")
        for later in range(5):
            starts_at = self.calendar.first_free(self.therapist.pk, day + timedelta(days=later), like=like)
            if starts_at < self.visits[-1].ends_at + RESTED:
                continue
            try:
                return self.book(kind="treatment", starts_at=starts_at, plan=plan, now=now)
            except appointments.Refused as error:
                refused = error
        raise refused

    def _at(self, day: date, hour: int) -> datetime:
        return datetime.combine(day, time(hour), tzinfo=self.calendar.zone)

    def _register(self, *, now: datetime) -> None:
        person = self.person
        self.patient = people.register(
            given_name=person.given,
            family_name=person.family,
            birth_on=person.birth_on,
            sex=person.sex,
            email=person.email,
            phone=f"+170255501{person.birth_on.toordinal() % 100:02}",
            by=self.desk,
            now=now,
        )
        agreed = [Consent.Kind.TREATMENT, Consent.Kind.RELEASE, *([Consent.Kind.EMAIL] if person.email else [])]
        for kind in agreed:
            consents.give(patient=self.patient, kind=kind, signed_name=self.patient.name, by=self.desk, now=now)

    def _refer(self, *, now: datetime) -> None:
        course, desk = self.course, self.desk
        self.episode = episodes.open_episode(
            patient=self.patient, problem=course.problem, opened_on=now.date(), by=desk, now=now
        )
        self._record_event(now=now)
        self.referral = referrals.complete(
            referral=referrals.take_in(source="fax", received_on=now.date(), by=desk, now=now),
            episode=self.episode,
            physician=self.setting.physician_for(course.specialty),
            diagnoses=list(course.codes),
            purpose=course.purpose,
            affected_regions=list(course.affected),
            no_touch_regions=list(course.no_touch),
            precautions=course.precautions,
            visits_authorized=self.person.visits if self.person.reaches("verified") else None,
            by=desk,
            now=now,
        )

    def _record_event(self, *, now: datetime) -> None:
        happened = self.course.happened
        if happened is None:
            return
        laid_on = self.now.astimezone(self.calendar.zone).date()

        def ago(days: int | None) -> date | None:
            return None if days is None else laid_on - timedelta(days=days)

        events.record(
            patient=self.patient,
            episode=self.episode,
            kind=happened.kind,
            happened_on=laid_on - timedelta(days=happened.days_ago),
            regions=happened.regions,
            procedure=happened.procedure,
            ended_on=ago(happened.ended_days_ago),
            confirmed_on=ago(happened.confirmed_days_ago),
            evidence=papers.evidence(self, happened.evidence, now=now) if happened.evidence else None,
            by=self.desk,
            now=now,
        )

    def _evaluate(self, day: date, *, booked_at: datetime) -> None:
        starts_at = self.calendar.first_free(self.therapist.pk, day, like=self.person.therapist)
        visit = self.book(kind="evaluation", starts_at=starts_at, now=booked_at)
        if not self.person.reaches("intake"):
            return
        therapist = self.therapist.actor
        appointments.arrive(appointment=visit, by=self.desk, now=starts_at)
        appointments.start(appointment=visit, by=therapist, now=starts_at)
        clinical.intake(self, now=starts_at + timedelta(minutes=40), signed=self.person.reaches("assessed"))
        appointments.complete(appointment=visit, by=therapist, now=starts_at + timedelta(minutes=60))

    def _measure_again(self) -> None:
        """A re-assessment after some visits, in the courses that have one."""
        done = [
            visit
            for visit in self.visits
            if visit.kind == "treatment" and visit.ends_at + timedelta(hours=2) <= self.now
        ]
        if self.course.problem in LATER and len(done) >= ENOUGH_VISITS:
            clinical.reassess(self, visits=len(done), now=done[-1].ends_at + timedelta(minutes=40))

    def _treat(self, plan: object, days: list[date], *, booked_at: datetime) -> None:
        """Book every visit, chart those that are over."""
        usual = self.person.therapist + self.person.shift * 2 + self.person.charted
        for number, day in enumerate(days):
            visit = self._book_from(day, like=usual, plan=plan, now=booked_at)
            starts_at = visit.starts_at
            if visit.ends_at <= self.now:
                appointments.arrive(appointment=visit, by=self.desk, now=starts_at)
                clinical.chart(self, visit, number)
            elif starts_at <= self.now + timedelta(minutes=15):
                appointments.arrive(appointment=visit, by=self.desk, now=self.now)
            elif number % 2:
                appointments.confirm(appointment=visit, by=self.desk, now=self.now)
