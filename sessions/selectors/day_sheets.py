"""What stands on a day sheet, which sheets there are, and for which days they are drawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from clinic.models import Closure, Job, Location
from clinic.rules.policy import Policy
from patients.models import Consent
from sessions.models import Appointment, DaySheet, ExtraHours, WorkingHours
from sessions.rules.appointments import counts
from sessions.selectors.board import counted, earlier

KIND = "sessions.day_sheet"
FURTHEST = 14  # days looked ahead for the next one on which somebody works
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """One visit as the front desk knows it: nothing of what it is for."""

    at: datetime
    patient: str
    number: str
    phone: str
    kind: str
    used: str  # “5/12”
    therapist: str
    room: str
    minutes: int
    status: str
    flags: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One day of one location on the page that lists them. `job`: its drawing that waits, runs or failed."""

    location: Location
    day: date
    sheet: DaySheet | None
    job: Job | None

    @property
    def is_under_way(self) -> bool:
        return self.job is not None and self.job.state in {Job.State.WAITING, Job.State.RUNNING}

    @property
    def has_failed(self) -> bool:
        return self.job is not None and self.job.state == Job.State.FAILED


def rows(location: Location, day: date, *, policy: Policy) -> list[Row]:
    """Every visit of the day that takes place or took place, by time. One query."""
    start = datetime.combine(day, time.min, tzinfo=location.tz)
    end = datetime.combine(day + DAY, time.min, tzinfo=location.tz)
    consent = Consent.objects.standing().filter(patient=OuterRef("patient"), kind=Consent.Kind.TREATMENT)
    visits: Iterable[Any] = (
        Appointment.objects.live()
        .between(start, end)
        .filter(location=location, during__startswith__gte=start)
        .select_related("patient", "therapist", "room", "referral")
        .annotate(has_consent=Exists(consent), number=Subquery(earlier(policy)))
        .order_by("during", "therapist__name", "pk")
    )
    return [_row(visit, location, policy) for visit in visits]


def _row(visit: Any, location: Location, policy: Policy) -> Row:
    order = visit.referral
    is_counted = order is not None and counts(visit.kind, policy)
    wellness = visit.service == Appointment.Service.WELLNESS
    return Row(
        at=visit.starts_at.astimezone(location.tz),
        patient=visit.patient.list_name,
        number=visit.patient.number,
        phone=visit.patient.phone,
        kind="Wellness" if wellness else visit.get_kind_display(),
        used=counted(visit.number, order.visits_authorized) if is_counted else "",
        therapist=visit.therapist.name,
        room=visit.room.name,
        minutes=visit.minutes,
        status=visit.get_status_display(),
        flags=_flags(visit, is_counted=is_counted),
    )


def _flags(visit: Any, *, is_counted: bool) -> tuple[str, ...]:
    left = (visit.referral.visits_authorized or 0) - (visit.number or 0) - 1 if is_counted else None
    found = {
        "no consent": not visit.has_consent,
        "no referral": bool(visit.override_reason),
        "last visit": left is not None and left <= 0,
        "1 visit left": left == 1,
    }
    return tuple(words for words, holds in found.items() if holds)


def next_day(location: Location, today: date) -> date:
    """The next day on which the location is open and somebody works there or has a visit; tomorrow where there is none."""
    days = [today + DAY * step for step in range(1, FURTHEST + 1)]
    closed = list(
        Closure.objects.filter(Q(location=location) | Q(location=None), until_on__gte=days[0]).values_list(
            "from_on", "until_on"
        )
    )
    weekly = list(
        WorkingHours.objects.filter(location=location)
        .standing(days[0])
        .values_list("weekday", "valid_from", "valid_until")
        .distinct()
    )
    extra = set(ExtraHours.objects.filter(location=location, works_on__in=days).values_list("works_on", flat=True))
    start = datetime.combine(days[0], time.min, tzinfo=location.tz)
    visits = Appointment.objects.live().between(start, start + DAY * FURTHEST).filter(location=location)
    booked = {visit.lower.astimezone(location.tz).date() for visit in visits.values_list("during", flat=True)}

    def works(day: date) -> bool:
        if day in booked:
            return True
        if any(begin <= day <= end for begin, end in closed):
            return False
        return day in extra or any(
            weekday == day.weekday() and begin <= day <= (end or day) for weekday, begin, end in weekly
        )

    return next((day for day in days if works(day)), days[0])


def listed(*, now: datetime) -> list[Sheet]:
    """Today and tomorrow of every location, and what is kept of other days. Three queries."""
    places = list(Location.objects.order_by("name"))
    kept = {(one.location_id, one.day): one for one in DaySheet.objects.select_related("location", "file")}
    jobs: dict[tuple[int, int], Job] = {}
    for job in Job.objects.filter(kind=KIND, asked_at__gt=now - DAY * FURTHEST).order_by("asked_at", "pk"):
        jobs[job.ids.get("location_id", 0), job.ids.get("day", 0)] = job
    wanted = {(place.pk, now.astimezone(place.tz).date() + DAY * step) for place in places for step in (0, 1)}
    by_key = {place.pk: place for place in places}
    keys = sorted({*wanted, *kept}, key=lambda key: (key[1], by_key[key[0]].name))
    return [
        Sheet(by_key[place], day, kept.get((place, day)), jobs.get((place, day.toordinal()))) for place, day in keys
    ]
