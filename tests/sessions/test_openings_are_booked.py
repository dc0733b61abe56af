"""What is offered is booked: over random clinics, no opening is refused by the service that books it."""

import os
from datetime import date, datetime, time, timedelta

import pytest
from django.db import transaction
from psycopg2.extras import DateTimeTZRange

from clinic.models import Room, Staff
from clinic.selectors.profile import policy_in_force
from sessions.models import Appointment
from sessions.rules.availability import Opening, Wish
from sessions.selectors.availability import judge_time, openings
from sessions.selectors.judging import limits_for
from sessions.services import appointments
from tests.factories import booking, desk, world
from tests.factories import clinic as make

# All thousand take about a minute: MEND_RANDOM_CLINICS=1000 asks for them, an ordinary run takes some.
CLINICS = int(os.environ.get("MEND_RANDOM_CLINICS", "150"))


@pytest.fixture
def people(db: None) -> list[Staff]:
    return [make.staff(f"Worker {number}", "therapist") for number in range(3)]


def test_no_opening_of_a_random_clinic_is_refused(people: list[Staff], front_desk: Staff) -> None:
    patients = [world.patient(given) for given in ("Ada", "Bela", "Cora", "Dario")]
    turnover = policy_in_force().turnover_minutes
    offered = 0
    for number in range(CLINICS):
        with transaction.atomic():
            dealt = desk.clinic_of(number, staff=people, patients=patients, turnover=turnover)
            found = openings(dealt.wish)
            offered += len(found)
            _keep_to_the_wish(dealt.wish, found, dealt)
            for opening in found[:2]:
                _book(dealt, opening, by=front_desk, number=number)
            transaction.set_rollback(True)
    assert offered > CLINICS  # and they are not all empty


def _keep_to_the_wish(wish: Wish, found: list[Opening], dealt: desk.Dealt) -> None:
    assert len(found) <= wish.limit
    assert found == sorted(found, key=lambda one: one.starts_at)
    assert len({(one.therapist_id, one.starts_at) for one in found}) == len(found)
    for one in found:
        local = one.starts_at.astimezone(dealt.place.tz)
        assert wish.first_on <= local.date() <= wish.last_on
        assert one.starts_at >= wish.not_before
        assert (local.hour * 60 + local.minute) % wish.grid == 0
        assert local.second == 0
        assert not wish.weekdays or local.weekday() in wish.weekdays
        assert wish.from_time is None or local.time() >= wish.from_time
        assert not wish.rooms or one.room_id in wish.rooms


def _book(dealt: desk.Dealt, opening: Opening, *, by: Staff, number: int) -> None:
    with transaction.atomic():
        try:
            visit = appointments.book(
                patient=dealt.patient,
                kind="treatment",
                service="wellness",
                therapist=next(one for one in dealt.therapists if one.pk == opening.therapist_id),
                room=Room.objects.select_related("location").get(pk=opening.room_id),
                starts_at=opening.starts_at,
                minutes=dealt.wish.minutes,
                day_reason="Asked for it" if dealt.wish.same_day else "",
                by=by,
                now=dealt.now,
            )
        except (appointments.Refused, appointments.SlotTaken) as error:
            raise AssertionError(f"clinic {number}: {opening} was offered and refused: {error}") from error
        assert (visit.starts_at, visit.ends_at) == (opening.starts_at, opening.ends_at)
        transaction.set_rollback(True)


def test_nothing_free_is_left_out(people: list[Staff]) -> None:
    """The first opening is the first: no earlier start of the grid would have been booked."""
    patients = [world.patient(given) for given in ("Ada", "Bela")]
    policy = policy_in_force()
    looked_at = 0
    for number in range(12):
        with transaction.atomic():
            dealt = desk.clinic_of(number, staff=people[:1], patients=patients, turnover=policy.turnover_minutes)
            wish = Wish(
                minutes=45,
                turnover=policy.turnover_minutes,
                grid=60,
                not_before=dealt.now,
                first_on=dealt.wish.first_on,
                last_on=dealt.wish.first_on,
                locations=dealt.wish.locations,
                limit=100,
            )
            found = {one.starts_at for one in openings(wish)}
            for hour in range(24):
                try:
                    starts_at = desk.at(wish.first_on, hour, dealt.place.tz)
                except ValueError:
                    continue
                if starts_at < dealt.now or starts_at in found:
                    continue
                looked_at += 1
                assert not _is_free(dealt, starts_at, turnover=policy.turnover_minutes), (number, starts_at)
            transaction.set_rollback(True)
    assert looked_at > 50


def _is_free(dealt: desk.Dealt, starts_at: datetime, *, turnover: int) -> bool:
    ends_at = starts_at + timedelta(minutes=45)
    occupies = DateTimeTZRange(starts_at, ends_at + timedelta(minutes=turnover))
    taken = Appointment.objects.live().filter(occupies__overlap=occupies)
    for room in dealt.rooms:
        visit = Appointment(
            kind="treatment",
            service="wellness",
            patient=dealt.patient,
            therapist=dealt.therapists[0],
            room=room,
            location=dealt.place,
            during=DateTimeTZRange(starts_at, ends_at),
            occupies=occupies,
        )
        if taken.filter(therapist=visit.therapist).exists() or taken.filter(room=room).exists():
            continue
        if not judge_time(visit, policy_in_force()):
            return True
    return False


def test_no_opening_within_the_guards_limits_is_refused(people: list[Staff]) -> None:
    """Treatments of a plan: the limits of the guards, licenses and the load guard are asked by the database as booking judges them."""
    therapist = people[0]
    ready = [booking.ready(therapist, given=name) for name in ("Ada", "Bela", "Cora")]
    policy = policy_in_force()
    desk.hours(therapist, ready[0].room.location)
    refused: list[str] = []
    booked = 0
    for number in range(25):
        with transaction.atomic():
            _deal_visits(number, ready, therapist)
            asked = ready[0]
            limits = limits_for(asked.patient, asked.version.plan, today=world.TODAY)
            wish = Wish(
                minutes=60,
                turnover=policy.turnover_minutes,
                not_before=world.NOW,
                first_on=world.TODAY,
                last_on=world.TODAY + timedelta(days=20),
                patient_id=asked.patient.pk,
                techniques=frozenset({"GEN"}),
                is_deep=True,
                deep_pressure=policy.deep_pressure,
                deep_in_a_row=policy.deep_in_a_row,
                deep_rest=policy.deep_rest_minutes,
                limit=4,
            )
            for opening in openings(wish, limits):
                with transaction.atomic():
                    try:
                        asked.book(starts_at=opening.starts_at, room=Room.objects.get(pk=opening.room_id))
                        booked += 1
                    except appointments.Refused as error:
                        refused.append(f"{number}: {opening.starts_at} {error}")
                    transaction.set_rollback(True)
            transaction.set_rollback(True)
    assert refused == []
    assert booked > 25


def _deal_visits(number: int, ready: list[booking.Ready], therapist: Staff) -> None:
    """Rows of deep visits of other patients, some of the asking one, over two weeks."""
    dealt = desk.random.Random(number)
    for day in range(10):
        at = booking.at(8, 0, date(2026, 11, 24) + timedelta(days=day))
        for turn in range(dealt.randint(0, 6)):
            at += timedelta(minutes=dealt.choice((70, 75, 85, 115)))
            whose = ready[dealt.choice((1, 2))] if turn else ready[dealt.choice((0, 1, 2, 2))]
            if at.astimezone(booking.ZONE).time() > time(16):
                break
            world.appointment(
                whose.episode,
                therapist,
                starts_at=at,
                referral=whose.referral,
                plan=whose.version.plan,
                room=whose.room,
            )
