"""Group booking: what booking costs beside a bare INSERT, over HTTP beside a bare view, and fifty clients after the same opening.

Everything runs against the server as it is served, in a database of its own, and every round's outcome is looked at.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from statistics import median
from time import perf_counter
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateTimeTZRange

from bench import served
from bench.desk_data import own_database
from bench.rows import Row
from clinic.models import Room, Staff
from sessions.models import Appointment
from tests.factories import booking, world
from tests.factories import clinic as make

GROUP = "booking"
CROWD = 50
ROUNDS, FULL_ROUNDS = 200, 1000
WITHOUT_ROUNDS = 10
TOLD_WITHIN = 500  # milliseconds
INSERT_TIMES, VIEW_TIMES = 2, 5  # a booking may take so many times a bare INSERT, a bare view's request
CLIENTS, EACH = 8, 25
DAY, SATURDAY = timedelta(days=1), 5
OK = 200
CONSTRAINTS = ("appointment_therapist_once", "appointment_room_once")
TOKEN = "b" * 32
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


@dataclass(frozen=True)
class Desk:
    """The clinic of a measurement: a signed-in front desk and patients who are ready for treatment."""

    by: Staff
    therapist: Staff
    second: Staff
    second_room: Room
    cases: list[booking.Ready]
    begin: datetime  # the first working day's midnight, at the clinic
    cookies: str

    def asks(self, case: booking.Ready, starts_at: datetime, by: Staff | None = None) -> bytes:
        """What the drawer sends when an opening is clicked."""
        room = self.second_room if by == self.second else case.room
        opening = f"{(by or self.therapist).pk}.{room.pk}.{starts_at.isoformat()}"
        body = urlencode({"opening": opening, "kind": "treatment", "episode": case.episode.pk})
        return served.request(reverse("sessions:drawer_book", args=[case.patient.pk]), body, self.cookies, TOKEN)


def measure(*, full: bool) -> list[Row]:
    rounds = FULL_ROUNDS if full else ROUNDS
    with own_database("mend_booking"):
        desk = _desk()
        rows = _beside_insert(desk)
        with served.served() as port:
            rows += _beside_view(desk, port)
            rows += _race(desk, port, "same opening", rounds, _same_opening)
            rows += _race(desk, port, "last visit", rounds, _last_visit)
            rows.append(_unguarded(desk, port))
    return rows


def _desk() -> Desk:
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    zone = ZoneInfo(make.location().zone)
    today = now.astimezone(zone).replace(hour=0)
    begin = today + timedelta(days=7 - today.weekday())
    world.NOW, world.TODAY = now, now.astimezone(zone).date()
    by = make.staff("Dana Reyes", "front_desk")
    therapist, second = (make.staff(name, "therapist", credentials="LMT") for name in ("Tomas Vidal", "Ines Duarte"))
    cases = [booking.ready(therapist, visits=60, family=f"Weiss {number}") for number in range(CROWD)]
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(by, backend="clinic.access.StaffBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    return Desk(by, therapist, second, world.room("Room 2"), cases, begin, cookies)


def _hours(desk: Desk, days: int) -> list[datetime]:
    """Starting times of the coming weeks' working days, each with the rest that deep pressure asks for before the next."""
    weekdays = [desk.begin + DAY * step for step in range(days) if (desk.begin + DAY * step).weekday() < SATURDAY]
    return [day + timedelta(hours=8, minutes=105 * slot) for day in weekdays for slot in range(5)]


def _clear() -> None:
    """Between rounds: the visits are called off, so that the next round finds what this one found."""
    Appointment.objects.live().update(status="cancelled", ended_reason="Measured")


# Rates


def _beside_insert(desk: Desk) -> list[Row]:
    """One connection, booking and a bare INSERT in turn, each for a time of its own."""
    took: dict[str, list[float]] = {"book": [], "insert": []}
    for place, starts_at in enumerate(_hours(desk, 28)[: 2 * CROWD]):
        case = desk.cases[place % CROWD]
        took["book"].append(_timed(partial(case.book, starts_at=starts_at, by=desk.by)))
        took["insert"].append(_timed(partial(_insert, desk, case, starts_at + 90 * DAY)))
    _clear()
    book, insert = (median(took[name][10:]) * 1000 for name in ("book", "insert"))
    return [
        Row(GROUP, "a booking, in bare INSERTs", round(book / insert, 2), "times", INSERT_TIMES),
        Row(GROUP, "a booking through the service", round(book, 1), "ms", insert * INSERT_TIMES),
    ]


def _insert(desk: Desk, case: booking.Ready, at: datetime) -> None:
    during = DateTimeTZRange(at, at + timedelta(minutes=60))
    given = [
        case.patient.pk,
        desk.therapist.pk,
        case.room.pk,
        case.room.location_id,
        during,
        during,
        at,
        desk.by.actor_id,
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO clinic_sessions_appointment (kind, service, status, patient_id, therapist_id, room_id, location_id, during,
            occupies, booked_at, booked_by_id, length_reason, override_reason, guard_reason, note, ended_reason, judged, sequence)
            VALUES ('evaluation', 'medical', 'booked', %s, %s, %s, %s, %s, %s, %s, %s, '', '', '', '', '', '[]', 0)""",
            given,
        )


def _timed(act: Callable[[], object]) -> float:
    begun = perf_counter()
    act()
    return perf_counter() - begun


def _beside_view(desk: Desk, port: int) -> list[Row]:
    """Eight clients, each with its own patients and times; the bare view is served the same way, right afterwards."""
    hours = [hour for hour in _hours(desk, 28) for _therapist in "12"]

    def asked(number: int) -> bytes:
        return desk.asks(desk.cases[number % CROWD], hours[number], (desk.therapist, desk.second)[number % 2])

    clients = [[asked(client * EACH + n) for n in range(EACH)] for client in range(CLIENTS)]
    with served.served(served.BARE) as bare_port:
        served.in_turn(bare_port, _bare(desk, hours, 500 * DAY))
        bare, bare_answers = served.in_turn(bare_port, _bare(desk, hours, 1000 * DAY))
        booked, answers = served.in_turn(port, clients)
    _clear()
    refused = [answer for answer in answers if "mend:booked" not in answer.head]
    failed = [answer for answer in bare_answers if answer.status != OK]
    return [
        Row(GROUP, "over HTTP, in requests of a bare view", round(booked / bare, 2), "times", VIEW_TIMES),
        Row(
            GROUP,
            "over HTTP, eight clients",
            round(booked / (CLIENTS * EACH) * 1000, 1),
            "ms each",
            bare / (CLIENTS * EACH) * 1000 * VIEW_TIMES,
        ),
        Row(GROUP, "over HTTP, not booked or failed", len(refused) + len(failed), "of 200", 0),
    ]


def _bare(desk: Desk, hours: Sequence[datetime], later: timedelta) -> list[list[bytes]]:
    def one(number: int) -> bytes:
        case = desk.cases[number % CROWD]
        ids = {"therapist_id": (desk.therapist, desk.second)[number % 2].pk, "booked_by_id": desk.by.actor_id}
        room = (case.room, desk.second_room)[number % 2]
        place = {"patient_id": case.patient.pk, "room_id": room.pk, "location_id": room.location_id}
        return served.request(
            "/insert/", urlencode({**ids, **place, "at": (hours[number] + later).isoformat()}), "", ""
        )

    return [[one(client * EACH + n) for n in range(EACH)] for client in range(CLIENTS)]


# Races


def _same_opening(desk: Desk, _round: int) -> list[bytes]:
    return [desk.asks(case, desk.begin + timedelta(hours=10)) for case in desk.cases]


def _last_visit(desk: Desk, number: int) -> list[bytes]:
    """One patient, one visit left, fifty times that are all free; another patient each round."""
    case = desk.cases[number % CROWD]
    type(case.referral).objects.filter(pk=case.referral.pk).update(visits_authorized=1)
    return [desk.asks(case, at) for at in _hours(desk, 14)[:CROWD]]


def _race(desk: Desk, port: int, name: str, rounds: int, asks: Callable[[Desk, int], list[bytes]]) -> list[Row]:
    slowest: list[float] = []
    wrong = 0
    before = _deadlocks()
    for number in range(rounds):
        answers = served.all_at_once(port, asks(desk, number))
        told = [answer for answer in answers if answer.status == OK and "Not booked" in answer.text]
        wrong += (Appointment.objects.live().count(), len(told)) != (1, CROWD - 1)
        slowest.append(max((answer.milliseconds for answer in told), default=0))
        _clear()
    return [
        Row(GROUP, f"{name}: rounds not sold once, of {rounds}", wrong, "rounds", 0),
        Row(GROUP, f"{name}: slowest told, median round", round(median(slowest)), "ms", TOLD_WITHIN),
        Row(GROUP, f"{name}: slowest told, worst round", round(max(slowest)), "ms", TOLD_WITHIN),
        Row(GROUP, f"{name}: deadlocks", _deadlocks() - before, "", 0),
    ]


def _deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(DEADLOCKS)
        return int(cursor.fetchone()[0])


def _unguarded(desk: Desk, port: int) -> Row:
    """The same race with the constraints taken away must sell the opening more than once; else the race above would prove nothing."""
    with connection.cursor() as cursor:
        for name in CONSTRAINTS:
            cursor.execute(f"ALTER TABLE clinic_sessions_appointment DROP CONSTRAINT {name}")
    once = 0
    for number in range(WITHOUT_ROUNDS):
        served.all_at_once(port, _same_opening(desk, number))
        once += Appointment.objects.live().count() <= 1
        _clear()
    return Row(GROUP, f"without the constraint: sold once, of {WITHOUT_ROUNDS}", once, "rounds", WITHOUT_ROUNDS - 1)
