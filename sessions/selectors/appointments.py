"""What is known about a visit that somebody wants to book, and who stands in its way."""

from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Case, Q, QuerySet, When
from psycopg2.extras import DateTimeTZRange

from assessments.models import Assessment
from clinic.models import Location, Room, Staff
from clinic.rules.policy import Policy
from patients.models import Consent
from referrals.models import CareTeam, Episode, Referral
from sessions.models import Appointment, Plan, PlanVersion
from sessions.rules.appointments import BookingFacts, ReferralFacts

WHO = {"therapist": "The therapist already has a visit", "room": "The room is already taken"}


def facts_about(visit: Appointment, *, policy: Policy, now: datetime) -> BookingFacts:
    """What the booking rules need to know of a visit that is not booked yet or is being moved, read anew."""
    zone, episode = visit.location.tz, visit.episode
    return BookingFacts(
        kind=visit.kind,
        service=visit.service,
        minutes=visit.minutes,
        length_reason=visit.length_reason,
        day=visit.starts_at.astimezone(zone).date(),
        today=now.astimezone(zone).date(),
        consent=Consent.objects.standing().filter(patient=visit.patient, kind=Consent.Kind.TREATMENT).exists(),
        episode_open=episode is not None and Episode.objects.open().filter(pk=episode.pk).exists(),
        intake_signed=episode is not None
        and Assessment.objects.signed().filter(episode=episode, kind=Assessment.Kind.INTAKE).exists(),
        plan_signed=visit.plan is not None and is_in_force(visit.plan),
        referral=_current_facts(visit.referral, policy, besides=visit),
        same_day=_same_day(visit),
    )


def _same_day(visit: Appointment) -> tuple[time, ...]:
    """When the patient's other visits of that day begin, on the location's clock. One at the same time is refused by itself."""
    zone = visit.location.tz
    day = visit.starts_at.astimezone(zone).date()
    midnight, next_one = (datetime.combine(each, time.min, tzinfo=zone) for each in (day, day + timedelta(days=1)))
    rows = Appointment.objects.live().filter(patient=visit.patient_id, during__startswith__range=(midnight, next_one))
    besides = rows.exclude(pk=visit.pk or 0).exclude(during__overlap=visit.during)
    begun = besides.values_list("during__startswith", flat=True)
    return tuple(at.astimezone(zone).time() for at in begun if at < next_one)


def is_in_force(plan: Plan) -> bool:
    return PlanVersion.objects.signed().filter(plan=plan, plan__ended_on__isnull=True).exists()


def _current_facts(referral: Referral | None, policy: Policy, *, besides: Appointment) -> ReferralFacts | None:
    """The referral as it stands now (under the caller's lock), not as the page was drawn; a moved visit is not in its own way."""
    if referral is None:
        return None
    counted = Appointment.objects.counted_under(referral, evaluations=bool(policy.evaluation_counts))
    used = counted.exclude(pk=besides.pk).count() if besides.pk else counted.count()
    return referral_facts(Referral.objects.get(pk=referral.pk), used=used)


def referral_facts(referral: Referral, *, used: int) -> ReferralFacts:
    return ReferralFacts(
        received_on=referral.received_on,
        verified=referral.verified_at is not None,
        withdrawn=referral.withdrawn_at is not None or referral.declined_at is not None,
        earliest_start_on=referral.earliest_start_on,
        valid_until_on=referral.valid_until_on,
        authorized=referral.visits_authorized or 0,
        used=used,
    )


def free_room(visit: Appointment, *, therapist: Staff, location: Location, occupies: DateTimeTZRange) -> Room:
    """Where a moved visit can be: its room, else one the therapist has that day, else any that is free; its own where none is."""
    own_room = Q(pk=visit.room_id)
    taken = Appointment.objects.live().filter(occupies__overlap=occupies).exclude(pk=visit.pk)
    near = (occupies.lower - timedelta(hours=12), occupies.lower + timedelta(hours=12))
    used = Appointment.objects.live().filter(therapist=therapist, during__overlap=near).values("room")
    rows = Room.objects.filter(location=location).exclude(pk__in=taken.values("room")).select_related("location")
    rank = Case(When(own_room, then=0), When(pk__in=used, then=1), default=2)
    return rows.order_by(rank, "name").first() or visit.room


def may_override(by: Staff, *, episode: Episode | None, today: date) -> bool:
    """Managers, and therapists for a patient of their own: whose care team they are on."""
    if by.is_manager:
        return True
    if not by.is_therapist or episode is None:
        return False
    team = CareTeam.objects.filter(episode=episode, staff=by)
    return team.filter(Q(until_on__isnull=True) | Q(until_on__gte=today)).exists()


def clash(visit: Appointment, constraint: str) -> str:
    """Why the database refused the visit, in words, from the name of the constraint that spoke."""
    column = constraint.removeprefix("appointment_").removesuffix("_once")
    other = _overlapping(visit, _same(visit, column)).first()
    return _clash_words(visit, other, column) if other else f"{_who(column)} then."  # gone again in the meantime


def taken_already(visit: Appointment) -> str:
    """The same words before anything is locked, where the time can be seen to be taken; empty where it looks free. One query."""
    columns = ("therapist", "room", "patient")
    other = _overlapping(visit, *(_same(visit, column) for column in columns)).first()
    if other is None:
        return ""
    return _clash_words(visit, other, next(name for name in columns if _meet(visit, other, name)))


def _meet(visit: Appointment, other: Appointment, column: str) -> bool:
    mine, theirs = getattr(visit, _span(column)), getattr(other, _span(column))
    same = getattr(visit, f"{column}_id") == getattr(other, f"{column}_id")
    return bool(same and mine.lower < theirs.upper and theirs.lower < mine.upper)


def _same(visit: Appointment, column: str) -> Q:
    """Live visits of the same therapist, room or patient at this time, as the exclusion constraints see it."""
    span = _span(column)
    return Q(**{column: getattr(visit, f"{column}_id"), f"{span}__overlap": getattr(visit, span)})


def _overlapping(visit: Appointment, *conditions: Q) -> QuerySet[Appointment]:
    return Appointment.objects.live().filter(reduce(or_, conditions)).exclude(pk=visit.pk or 0)


def _span(column: str) -> str:
    return "during" if column == "patient" else "occupies"


def _who(column: str) -> str:
    return WHO.get(column, "The patient already has a visit")


def _clash_words(visit: Appointment, other: Appointment, column: str) -> str:
    taken, zone = getattr(other, _span(column)), visit.location.tz
    return f"{_who(column)} from {taken.lower.astimezone(zone):%H:%M} to {taken.upper.astimezone(zone):%H:%M}."
