"""The courses of care a visit may be booked for: each with its referral for a day, its plan, and what to book next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from assessments.models import Assessment
from clinic.models import Staff
from clinic.rules.findings import Finding
from clinic.rules.policy import Policy
from patients.models import Patient
from referrals.models import CareTeam, Episode, Referral
from sessions.models import LIVE, Appointment, PlanVersion
from sessions.rules.appointments import BookingFacts, ReferralFacts, judge_booking
from sessions.selectors.appointments import referral_facts

EVALUATION_MINUTES = 60


@dataclass(frozen=True)
class Order:
    """A referral with how much of it is used."""

    referral: Referral
    facts: ReferralFacts

    @property
    def left(self) -> int:
        return max(self.facts.authorized - self.facts.used, 0)

    @property
    def words(self) -> str:
        return f"{self.facts.used} of {self.facts.authorized} visits booked"

    def covers(self, day: date) -> bool:
        facts = self.facts
        start = facts.earliest_start_on or facts.received_on
        return facts.verified and not facts.withdrawn and start <= day <= (facts.valid_until_on or day)


@dataclass(frozen=True)
class Course:
    """One episode with what a booking needs to know of it."""

    episode: Episode
    orders: list[Order]
    plan_id: int | None  # the running plan, once a version of it is signed
    visit_minutes: int | None
    phase: str
    intake_signed: bool
    is_own: bool  # the asking person is on the care team today

    @property
    def is_open(self) -> bool:
        return self.episode.closed_on is None

    def order_on(self, day: date) -> Order | None:
        """The referral a visit of that day counts under: covering with visits left, covering, verified, then the newest."""
        ranked = sorted(
            self.orders,
            key=lambda order: (not order.covers(day), order.left == 0, not order.facts.verified, order.facts.withdrawn),
        )
        return ranked[0] if ranked else None

    @property
    def next_kind(self) -> str:
        return Appointment.Kind.TREATMENT.value if self.plan_id else Appointment.Kind.EVALUATION.value

    @property
    def next_minutes(self) -> int:
        return self.visit_minutes or EVALUATION_MINUTES


def courses(patient: Patient, *, staff: Staff, today: date, policy: Policy) -> list[Course]:
    """The patient's episodes, the open ones first, newest first. Two queries, however many there are."""
    own = CareTeam.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=today), episode=OuterRef("pk"), staff=staff
    )
    episodes: list[Any] = list(
        Episode.objects.filter(patient=patient)
        .order_by(F("closed_on").desc(nulls_first=True), "-opened_on", "-pk")
        .annotate(is_own=Exists(own), **course_facts("pk"))
    )
    orders = orders_of([episode.pk for episode in episodes], policy)
    return [course_from(each, each, orders.get(each.pk, []), is_own=each.is_own) for each in episodes]


def course_facts(episode: str) -> dict[str, Any]:
    """What a course is told from, as annotations of rows that lead to an episode by this way, for `course_of`."""
    intake = Assessment.objects.signed().filter(episode=OuterRef(episode), kind=Assessment.Kind.INTAKE)
    signed = PlanVersion.objects.signed().filter(plan__episode=OuterRef(episode), plan__ended_on__isnull=True)
    newest = signed.order_by("-number")
    return {
        "intake_signed": Exists(intake),
        "plan_in_force": Subquery(newest.values("plan")[:1]),
        "visit_minutes": Subquery(newest.values("visit_minutes")[:1]),
        "phase": Subquery(newest.values("phase")[:1]),
    }


def course_from(row: Any, episode: Episode, orders: list[Order], *, is_own: bool) -> Course:
    """`row` carries `course_facts`, `orders` come from `orders_of`."""
    return Course(
        episode=episode,
        orders=orders,
        plan_id=row.plan_in_force,
        visit_minutes=row.visit_minutes,
        phase=str(PlanVersion.Phase(row.phase).label) if row.phase else "",
        intake_signed=row.intake_signed,
        is_own=is_own,
    )


def course_of(courses: list[Course], episode_id: Any) -> Course | None:
    """The course of this episode, else the first."""
    return next(
        (course for course in courses if str(course.episode.pk) == str(episode_id)), courses[0] if courses else None
    )


def with_used(policy: Policy) -> Count:
    """An annotation on referrals: the live visits counted under each."""
    kinds = ["treatment", "reassess"] + (["evaluation"] if policy.evaluation_counts else [])
    return Count("appointments", filter=Q(appointments__status__in=LIVE, appointments__kind__in=kinds))


def orders_of(episodes: Iterable[int], policy: Policy) -> dict[int, list[Order]]:
    """By episode, the newest first, with how much of each is used. One query."""
    found: dict[int, list[Order]] = {}
    rows = Referral.objects.filter(episode__in=episodes, declined_at__isnull=True).select_related("physician")
    counted: Iterable[Any] = rows.annotate(used=with_used(policy)).order_by("-received_on", "-pk")
    for referral in counted:
        order = Order(referral, referral_facts(referral, used=referral.used))
        found.setdefault(referral.episode_id or 0, []).append(order)
    return found


def same_day(visits: Iterable[Appointment], starts_at: datetime, ends_at: datetime, clock: tzinfo) -> tuple[time, ...]:
    """When those of the patient's live visits begin that are on the same day, but not at the same time."""
    day = starts_at.astimezone(clock).date()
    besides = (visit for visit in visits if visit.ends_at <= starts_at or visit.starts_at >= ends_at)
    begun = (visit.starts_at.astimezone(clock) for visit in besides)
    return tuple(at.time() for at in begun if at.date() == day)


def judge(
    course: Course | None,
    *,
    kind: str,
    service: str,
    minutes: int,
    length_reason: str,
    day: date,
    today: date,
    consent: bool,
    policy: Policy,
    same_day: tuple[time, ...] = (),
) -> list[Finding]:
    """What booking would say, for the page: nothing is locked and nothing is read."""
    order = course.order_on(day) if course else None
    facts = BookingFacts(
        kind=kind,
        service=service,
        minutes=minutes,
        length_reason=length_reason,
        day=day,
        today=today,
        consent=consent,
        episode_open=course is not None,
        intake_signed=course is not None and course.intake_signed,
        plan_signed=course is not None and course.plan_id is not None,
        referral=order.facts if order else None,
        same_day=same_day,
    )
    return judge_booking(facts, policy)
