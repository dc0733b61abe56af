"""Many at once, with real threads and connections: one slot is sold once, the last visit is sold once, nobody deadlocks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections
from psycopg2.extras import DateTimeTZRange

from clinic.models import Staff
from sessions.models import Appointment
from sessions.services.appointments import Refused, SlotTaken
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, at, ready

pytestmark = pytest.mark.django_db(transaction=True)

CROWD = 20


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Run all acts as close together as can be, each on its own connection; returns results or the exceptions raised."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            gate.wait(timeout=30)
            return act()
        except Exception as error:  # noqa: BLE001 - every outcome is looked at
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def crowd(therapist: Staff) -> list[Ready]:
    return [ready(therapist, family=f"Weiss {number}") for number in range(CROWD)]


def test_twenty_at_once_for_one_slot_book_exactly_one(crowd: list[Ready]) -> None:
    outcomes = at_once([case.book for case in crowd])
    booked = [outcome for outcome in outcomes if isinstance(outcome, Appointment)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, SlotTaken)]
    assert (len(booked), len(refused)) == (1, CROWD - 1), outcomes
    assert Appointment.objects.count() == 1


def test_twenty_overlapping_starts_never_deadlock(crowd: list[Ready]) -> None:
    acts = [
        lambda case=case, number=number: case.book(starts_at=at(10) + timedelta(minutes=5 * number))
        for number, case in enumerate(crowd)
    ]
    outcomes = at_once(acts)
    assert {type(outcome) for outcome in outcomes} <= {Appointment, SlotTaken}, outcomes
    assert 1 <= Appointment.objects.count() <= 2


def test_the_last_authorized_visit_is_sold_once(therapist: Staff) -> None:
    other = make.staff("Jonas Lind", "therapist")
    case = ready(therapist, visits=1)
    acts = [
        lambda: case.book(),  # noqa: PLW0108 - one of two alike
        lambda: case.book(therapist=other, room=world.room("Room 2"), starts_at=at(14, day=date(2026, 11, 26))),
    ]
    world.room("Room 2")
    outcomes = at_once(acts)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Appointment", "Refused"], outcomes
    (refused,) = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert [finding.code for finding in refused.findings] == ["USED_UP"]
    assert Appointment.objects.counted_under(case.referral, evaluations=True).count() == 1


def plain_insert(case: Ready) -> Appointment:
    """What a program without locks and rules would do."""
    span = (at(10), at(11))
    return Appointment.objects.create(
        kind="treatment",
        patient=case.patient,
        therapist=case.therapist,
        room=case.room,
        location=case.room.location,
        episode=case.episode,
        referral=case.referral,
        plan=case.version.plan,
        during=DateTimeTZRange(*span),
        occupies=DateTimeTZRange(*span),
        booked_at=world.NOW,
        booked_by=case.therapist.actor,
    )


def test_control_it_is_the_constraint_that_refuses_the_second_row(crowd: list[Ready]) -> None:
    plain_insert(crowd[0])
    with pytest.raises(IntegrityError, match=r"appointment_(therapist|room)_once"):
        plain_insert(crowd[1])


def test_control_without_the_lock_the_last_visit_would_be_sold_twice(therapist: Staff) -> None:
    """Both look, both see one visit left, both write: the database alone cannot know how many are authorized."""
    case = ready(therapist, visits=1)
    other = make.staff("Jonas Lind", "therapist")
    seen = Barrier(2)

    def look_then_write(by: Staff, room: str, hour: int) -> Appointment | None:
        used = Appointment.objects.counted_under(case.referral, evaluations=True).count()
        seen.wait(timeout=30)
        if used >= 1:
            return None
        return world.appointment(
            case.episode, by, room=world.room(room), starts_at=at(hour), referral=case.referral, plan=case.version.plan
        )

    world.room("Room 2")
    outcomes = at_once([lambda: look_then_write(therapist, "Room 1", 10), lambda: look_then_write(other, "Room 2", 14)])
    assert all(isinstance(outcome, Appointment) for outcome in outcomes), outcomes
    assert Appointment.objects.counted_under(case.referral, evaluations=True).count() == 2
