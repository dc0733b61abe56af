"""Random clinics for the front desk: people, rooms, hours, absences and visits, dealt by a number."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from psycopg2.extras import DateTimeTZRange

from clinic.models import Closure, Location, Room, Staff
from patients.models import Patient
from sessions.models import Appointment, ExtraHours, TimeOff, WorkingHours
from sessions.rules.appointments import moment
from sessions.rules.availability import Wish
from tests.factories import world

ZONES = ("America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC", "America/Los_Angeles")
# Days on which clocks change somewhere, so that random clinics meet them often.
CHANGES = (
    date(2024, 3, 10),
    date(2025, 3, 30),
    date(2026, 10, 25),
    date(2027, 11, 7),
    date(2028, 10, 1),
    date(2030, 4, 7),
)


def hours(
    therapist: Staff,
    at: Location,
    *,
    begins: str = "08:00",
    ends: str = "18:00",
    days: tuple[int, ...] = (0, 1, 2, 3, 4),
) -> list[WorkingHours]:
    """Weekly hours, valid since long ago."""
    rows = [
        WorkingHours(
            therapist=therapist,
            location=at,
            weekday=day,
            from_time=time.fromisoformat(begins),
            until_time=time.fromisoformat(ends),
            valid_from=date(2020, 1, 1),
        )
        for day in days
    ]
    return WorkingHours.objects.bulk_create(rows)


@dataclass
class Dealt:
    """One random clinic and what somebody asks of it."""

    dealt: random.Random
    place: Location
    rooms: list[Room]
    therapists: list[Staff]
    patient: Patient
    now: datetime
    wish: Wish


def clinic_of(number: int, *, staff: list[Staff], patients: list[Patient], turnover: int) -> Dealt:
    """The clinic of that number: always the same one. Its therapists are `staff` with new hours."""
    dealt = random.Random(number)  # noqa: S311 - the same clinic for the same number
    zone = dealt.choice(ZONES)
    place = Location.objects.create(name=f"Place {number}", state="NV", zone=zone)
    rooms = Room.objects.bulk_create(
        [_room(place, n, dealt) for n in range(dealt.randint(1, 3))],
    )
    today = dealt.choice(CHANGES) - timedelta(days=dealt.randint(0, 4))
    now = datetime.combine(
        today, time(dealt.randint(0, 20), dealt.choice((0, 7, 30))), tzinfo=ZoneInfo(zone)
    ).astimezone(UTC)
    therapists = staff[: dealt.randint(1, len(staff))]
    _work(therapists, place, today, dealt)
    _absences(therapists, place, today, now, dealt)
    _visits(therapists, rooms, patients, now, turnover, dealt)
    return Dealt(
        dealt, place, rooms, therapists, patients[0], now, _wish(dealt, today, now, turnover, patients[0], rooms)
    )


def at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """The hour of the clock as a moment. Raises NoSuchTime."""
    return moment(day, time(hour), zone)


def _room(place: Location, number: int, dealt: random.Random) -> Room:
    return Room(location=place, name=f"Room {number}", equipment=dealt.choice(("", "Lift table, sink", "wide door")))


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def _work(therapists: list[Staff], place: Location, today: date, dealt: random.Random) -> None:
    rows, extra = [], []
    for therapist in therapists:
        for weekday in dealt.sample(range(7), dealt.randint(2, 7)):
            cuts = sorted(dealt.sample(range(0, 1435, 5), 4))
            for begins, ends in (cuts[:2], cuts[2:])[: dealt.randint(1, 2)]:
                valid = today - timedelta(days=dealt.randint(-3, 30))
                rows.append(
                    WorkingHours(
                        therapist=therapist,
                        location=place,
                        weekday=weekday,
                        from_time=_clock(begins),
                        until_time=_clock(ends),
                        valid_from=valid,
                        valid_until=dealt.choice((None, valid + timedelta(days=20))),
                    )
                )
        if dealt.random() < 0.3:
            begins, ends = sorted(dealt.sample(range(0, 1435, 15), 2))
            extra.append(
                ExtraHours(
                    therapist=therapist,
                    location=place,
                    works_on=today + timedelta(days=dealt.randint(0, 5)),
                    from_time=_clock(begins),
                    until_time=_clock(ends),
                    entered_at=world.NOW,
                    entered_by=world.system(),
                )
            )
    WorkingHours.objects.bulk_create(rows)
    ExtraHours.objects.bulk_create(extra)


def _absences(therapists: list[Staff], place: Location, today: date, now: datetime, dealt: random.Random) -> None:
    off = []
    for therapist in therapists:
        if dealt.random() < 0.4:
            begins = now + timedelta(minutes=dealt.randint(0, 6000))
            length = timedelta(minutes=dealt.randint(1, 3000))
            off.append(
                TimeOff(
                    therapist=therapist,
                    during=DateTimeTZRange(begins, begins + length),
                    kind="sick",
                    entered_at=now,
                    entered_by=world.system(),
                )
            )
    TimeOff.objects.bulk_create(off)
    if dealt.random() < 0.4:
        first = today + timedelta(days=dealt.randint(0, 6))
        Closure.objects.create(
            location=dealt.choice((None, place)),
            from_on=first,
            until_on=first + timedelta(days=dealt.randint(0, 2)),
            reason="Holiday",
            entered_at=now,
            entered_by=world.system(),
        )


def _visits(  # noqa: PLR0917 - dealt from all of these
    therapists: list[Staff],
    rooms: list[Room],
    patients: list[Patient],
    now: datetime,
    turnover: int,
    dealt: random.Random,
) -> None:
    """One after the other, so that nobody is in two of them; the patient who asks among the others."""
    at, rows = now - timedelta(hours=3), []
    for _ in range(dealt.randint(0, 14)):
        at += timedelta(minutes=dealt.choice((0, 1, 5, 45, 300, 900)))
        ends_at = at + timedelta(minutes=dealt.choice((15, 45, 59, 60, 90)))
        room = dealt.choice(rooms)
        rows.append(
            Appointment(
                kind="treatment",
                service="wellness",
                status=dealt.choice(("booked", "held", "confirmed", "arrived")),
                patient=dealt.choice(patients),
                therapist=dealt.choice(therapists),
                room=room,
                location=room.location,
                during=DateTimeTZRange(at, ends_at),
                occupies=DateTimeTZRange(at, ends_at + timedelta(minutes=turnover)),
                booked_at=now,
                booked_by=world.system(),
            )
        )
        at = ends_at + timedelta(minutes=turnover)
    Appointment.objects.bulk_create(rows)


def _wish(  # noqa: PLR0917
    dealt: random.Random, today: date, now: datetime, turnover: int, patient: Patient, rooms: list[Room]
) -> Wish:
    first = today + timedelta(days=dealt.randint(0, 2))
    asked: dict[str, Any] = {
        "weekdays": frozenset(dealt.sample(range(7), dealt.choice((0, 0, 4)))),
        "from_time": dealt.choice((None, None, time(9))),
        "until_time": dealt.choice((None, None, time(17, 30))),
        "rooms": tuple(room.pk for room in rooms[: dealt.choice((0, 1, 2))]),
        "same_day": dealt.random() < 0.5,
    }
    return Wish(
        minutes=dealt.choice((15, 30, 45, 60, 90)),
        turnover=turnover,
        grid=dealt.choice((5, 10, 15, 20, 30, 60)),
        not_before=now,
        first_on=first,
        last_on=first + timedelta(days=dealt.randint(0, 12)),
        locations=frozenset({rooms[0].location_id}),
        patient_id=patient.pk,
        limit=dealt.choice((1, 3, 8)),
        **asked,
    )
