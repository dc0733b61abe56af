"""Free times: the clocks change, minutes count, closed days stay closed, and booking says the same in words."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from clinic.models import Closure, Room, Staff
from clinic.services import credentials
from sessions.models import ExtraHours, TimeOff
from sessions.rules.availability import Opening, Stretch, Wish, deep_row
from sessions.rules.booking_guard import Closed, VisitLimits
from sessions.selectors.availability import openings
from sessions.services import appointments, hours
from tests.factories import booking, desk, world
from tests.factories import clinic as make

ZONES = ("America/New_York", "Europe/London", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC")
TOMORROW = date(2026, 11, 24)
HALF = timedelta(minutes=30)


def wish(**changed: Any) -> Wish:
    facts: dict[str, Any] = {
        "minutes": 60,
        "not_before": world.NOW,
        "first_on": TOMORROW,
        "last_on": TOMORROW,
    }
    return Wish(**{**facts, **changed})


def clocks(found: list[Opening], zone: ZoneInfo = booking.ZONE) -> list[str]:
    return [f"{one.starts_at.astimezone(zone):%H:%M}" for one in found]


def change_days(zone: ZoneInfo) -> Iterator[date]:
    """The days of 2024 to 2030 on which this clock changes; where it never does, those of New York."""
    found = []
    for where in (zone, ZoneInfo("America/New_York")):
        day = date(2024, 1, 1)
        while day.year <= 2030 and not (found and where != zone):
            midnights = [
                datetime.combine(day + timedelta(days=n), time.min, tzinfo=where).astimezone(UTC) for n in (0, 1)
            ]
            if midnights[1] - midnights[0] != timedelta(days=1):
                yield day
                if where == zone:
                    found.append(day)
            day += timedelta(days=1)
        if found:
            return


def expected(day: date, zone: ZoneInfo) -> list[datetime]:
    """Every quarter hour that the clock shows between midnight and six, told by counting moments, with half an hour before six."""
    at = datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
    end = datetime.combine(day, time(6), tzinfo=zone).astimezone(UTC)
    found = []
    while at + HALF <= end:
        found.append(at)
        at += timedelta(minutes=15)
    return found


@pytest.mark.parametrize("name", ZONES)
def test_nights_on_which_the_clocks_change(name: str, therapist: Staff) -> None:
    zone = ZoneInfo(name)
    place = make.location(f"In {name}", zone=name)
    make.room(at=place)
    desk.hours(therapist, place, begins="00:00", ends="06:00", days=tuple(range(7)))
    days = list(change_days(zone))
    assert len(days) == 14
    for day in days:
        before = datetime.combine(day - timedelta(days=2), time(12), tzinfo=UTC)
        found = openings(wish(minutes=30, not_before=before, first_on=day, last_on=day, limit=100))
        assert [one.starts_at for one in found] == expected(day, zone)
        for one in found:
            local = one.starts_at.astimezone(zone)
            assert local.replace(tzinfo=None) == one.starts_at.astimezone(zone).astimezone(UTC).astimezone(
                zone
            ).replace(tzinfo=None)
            assert one.ends_at - one.starts_at == HALF
            assert one.ends_at.astimezone(zone).time() <= time(6)


@pytest.mark.parametrize(("day", "hour"), [(date(2026, 11, 1), 1), (date(2026, 3, 8), 3)])
def test_hours_around_the_change_are_booked_as_they_are_offered(
    day: date, hour: int, therapist: Staff, front_desk: Staff
) -> None:
    """In the fall the same hour comes twice and each can be booked; in spring nothing is offered in the hour that is skipped."""
    zone = ZoneInfo("America/New_York")
    place = make.location("East", zone="America/New_York")
    room = make.room(at=place)
    desk.hours(therapist, place, begins="01:00", ends="04:00", days=(6,))
    now = datetime.combine(day - timedelta(days=1), time(12), tzinfo=UTC)
    found = openings(wish(not_before=now, first_on=day, last_on=day, grid=60, turnover=0))
    at_hour = [one for one in found if one.starts_at.astimezone(zone).hour == hour]
    assert len(at_hour) == (2 if hour == 1 else 1)
    assert not [one for one in found if day.month == 3 and one.starts_at.astimezone(zone).hour == 2]
    second = at_hour[-1]
    visit = appointments.book(
        patient=world.patient(),
        kind="treatment",
        service="wellness",
        therapist=therapist,
        room=room,
        starts_at=second.starts_at,
        minutes=60,
        by=front_desk,
        now=now,
    )
    assert visit.starts_at == second.starts_at
    left = openings(wish(not_before=now, first_on=day, last_on=day, grid=60, turnover=0))
    assert second not in left
    assert set(at_hour) - {second} <= set(left)


def test_hours_that_begin_or_end_in_the_skipped_hour_offer_nothing_outside_them(therapist: Staff) -> None:
    place = make.location("East", zone="America/New_York")
    make.room(at=place)
    desk.hours(therapist, place, begins="02:30", ends="05:00", days=(6,))
    desk.hours(therapist, place, begins="00:00", ends="02:20", days=(6,))
    day, now = date(2026, 3, 8), datetime(2026, 3, 7, tzinfo=UTC)
    found = openings(wish(minutes=15, not_before=now, first_on=day, last_on=day, limit=100))
    shown = clocks(found, ZoneInfo("America/New_York"))
    assert not [at for at in shown if "02:00" <= at < "03:30" or "01:20" < at < "02:30"]
    assert {"00:00", "01:00", "03:30", "04:45"} <= set(shown)


def test_a_minute_decides(therapist: Staff) -> None:
    ready = booking.ready(therapist)
    desk.hours(therapist, ready.room.location, begins="08:00", ends="11:59", days=(1,))
    ready.book(starts_at=booking.at(8))  # taken until 09:10 with the turnover
    found = openings(wish(grid=5, same_day=True))
    assert (
        clocks(found)
        == ["09:10", *[f"09:{minute}" for minute in range(15, 60, 5)], *[f"10:{m:02}" for m in range(0, 56, 5)]][:20]
    )
    assert clocks(found)[-1] == "10:45"
    assert clocks(openings(wish(grid=5, same_day=True, limit=99)))[-1] == "10:55"
    other = booking.ready(therapist, given="Ada")
    with pytest.raises(appointments.SlotTaken):
        other.book(starts_at=booking.at(9, 9))
    with pytest.raises(appointments.Refused, match="works at Harbor Street on Tue 24 Nov 2026 from 08:00 to 11:59"):
        other.book(starts_at=booking.at(11))


def test_who_has_no_hours_on_file_is_offered_nowhere_and_held_to_none(therapist: Staff) -> None:
    ready = booking.ready(therapist)
    assert openings(wish()) == []
    assert ready.book(starts_at=booking.at(22)).guard_reason == ""


def test_the_first_ones_come_first_and_the_wished_order_decides_between_therapists(
    therapist: Staff, outsider: Staff
) -> None:
    room, second = make.room(), make.room("Room 2")
    for one in (therapist, outsider):
        desk.hours(one, room.location, days=(1,))
    found = openings(wish(therapists=(outsider.pk, therapist.pk), limit=3))
    assert [(one.therapist_id, one.room_id) for one in found][:2] == [(outsider.pk, room.pk), (therapist.pk, room.pk)]
    assert clocks(found) == ["08:00", "08:00", "08:15"]
    assert {one.room_id for one in openings(wish(rooms=(second.pk,)))} == {second.pk}


def test_rooms_are_taken_with_their_turnover_and_one_without_the_equipment_is_left_out(
    therapist: Staff, outsider: Staff
) -> None:
    ready = booking.ready(therapist)
    desk.hours(outsider, ready.room.location, days=(1,), begins="10:00", ends="12:00")
    ready.book(starts_at=booking.at(10))
    assert clocks(openings(wish(grid=10))) == []  # 11:10 is too late
    assert clocks(openings(wish(grid=10, minutes=45))) == ["11:10"]
    lift = Room.objects.create(location=ready.room.location, name="Room 2", equipment="Lift table, sink")
    assert {one.room_id for one in openings(wish(equipment=("lift",)))} == {lift.pk}
    assert openings(wish(equipment=("whirlpool",))) == []


def test_extra_hours_add_a_day(therapist: Staff) -> None:
    place = make.room().location
    desk.hours(therapist, place, days=(0,))
    assert openings(wish()) == []
    ExtraHours.objects.create(
        therapist=therapist,
        location=place,
        works_on=TOMORROW,
        from_time=time(9),
        until_time=time(10),
        entered_at=world.NOW,
        entered_by=therapist.actor,
    )
    assert clocks(openings(wish())) == ["09:00"]


def test_a_credential_is_asked_for_on_the_day(therapist: Staff, manager: Staff) -> None:
    place = make.room().location
    desk.hours(therapist, place)
    asked = wish(techniques=frozenset({"OMT"}), last_on=TOMORROW + timedelta(days=9), grid=60)
    assert openings(asked) == []
    since = TOMORROW + timedelta(days=3)
    credentials.add_technique(staff=therapist, technique="OMT", since_on=since, by=manager.actor, now=world.NOW)
    assert openings(asked)[0].starts_at.astimezone(booking.ZONE).date() == since
    credentials.add_license(
        staff=therapist,
        state="NV",
        kind="Massage therapist",
        number="1",
        expires_on=since,
        by=manager.actor,
        now=world.NOW,
    )
    days = {one.starts_at.astimezone(booking.ZONE).date() for one in openings(asked)}
    assert days == {since}


def test_the_guards_limits_go_in_as_plain_values(therapist: Staff, outsider: Staff) -> None:
    place = make.room().location
    for one in (therapist, outsider):
        desk.hours(one, place, days=tuple(range(7)), begins="09:00", ends="10:00")
    last = TOMORROW + timedelta(days=13)
    monday = date(2026, 11, 23)
    visit = booking.at(9, 0, date(2026, 12, 4))
    limits = VisitLimits(
        window=(TOMORROW, last),
        earliest_on=TOMORROW + timedelta(days=1),
        closed=(Closed(date(2026, 11, 30), date(2026, 12, 1), "waits"),),
        per_week=2,
        taken_per_week={monday: 2, date(2026, 11, 30): 1},
        gap_hours=24,
        visits=((visit, visit + timedelta(hours=1)),),
        staff=frozenset({therapist.pk}),
    )
    found = openings(wish(last_on=last + timedelta(days=30), limit=50), limits)
    assert {one.therapist_id for one in found} == {therapist.pk}
    days = [one.starts_at.astimezone(booking.ZONE).date() for one in found]
    # The first week has its two, two days wait, the day before and after the visit keep their rest of 24 hours between end and start.
    assert days == [date(2026, 12, 2), date(2026, 12, 6), date(2026, 12, 7)]


def closing(reason: str, first: date, last: date) -> Closure:
    return Closure.objects.create(
        from_on=first, until_on=last, reason=reason, entered_at=world.NOW, entered_by=world.system()
    )


def test_a_closed_day_is_neither_offered_nor_booked_but_for_a_managers_reason(therapist: Staff, manager: Staff) -> None:
    ready = booking.ready(therapist)
    desk.hours(therapist, ready.room.location)
    closing("Inventory", TOMORROW, TOMORROW)
    assert openings(wish()) == []
    with pytest.raises(appointments.Refused, match=r"closed on Tue 24 Nov 2026 \(Inventory\)"):
        ready.book(override_reason="I want to")
    visit = ready.book(by=manager, override_reason="The patient flies in for the day.")
    assert visit.guard_reason == "The patient flies in for the day."
    assert visit.referral == ready.referral
    assert visit.override_reason == ""


def test_time_off_binds_the_desk_and_leaves_the_therapist_free(therapist: Staff, front_desk: Staff) -> None:
    ready = booking.ready(therapist)
    desk.hours(therapist, ready.room.location)
    hours.add_time_off(
        therapist=therapist,
        starts_at=booking.at(10, 59),
        ends_at=booking.at(12),
        kind="training",
        by=therapist.actor,
        now=world.NOW,
    )
    assert clocks(openings(wish(grid=60))) == ["08:00", "09:00", "12:00", "13:00", "14:00", "15:00", "16:00", "17:00"]
    with pytest.raises(appointments.Refused, match="is away then: training until Tue 24 Nov 2026, 12:00"):
        ready.book(by=front_desk, override_reason="Please")
    assert ready.book(by=therapist, override_reason="I come back for it.").guard_reason == "I come back for it."
    assert TimeOff.objects.count() == 1


def test_a_room_out_of_use_is_not_booked_by_any_reason(therapist: Staff, manager: Staff) -> None:
    ready = booking.ready(therapist)
    desk.hours(therapist, ready.room.location)
    hours.turn_off_room(
        room=ready.room, out_from=TOMORROW, out_until=None, out_reason="Leak", by=manager.actor, now=world.NOW
    )
    assert openings(wish()) == []
    with pytest.raises(appointments.Refused, match=r"Room 1 is out of use on Tue 24 Nov 2026 \(Leak\)"):
        ready.book(by=manager, override_reason="Still")


def test_deep_visits_in_a_row_end_at_the_clinics_limit(therapist: Staff, front_desk: Staff) -> None:
    place = [booking.ready(therapist, given=name) for name in ("Ada", "Bela", "Cora", "Dario")]
    desk.hours(therapist, place[0].room.location)
    for number, one in enumerate(place[:3]):
        one.book(starts_at=booking.at(8) + number * timedelta(minutes=70), by=front_desk)
    deep = wish(is_deep=True, grid=5, minutes=60, limit=1)
    assert clocks(openings(deep)) == ["11:50"]  # half an hour after 11:20
    assert clocks(openings(wish(grid=5, limit=1))) == ["11:30"]
    with pytest.raises(appointments.Refused, match="4 visits with deep pressure in a row; the clinic's limit is 3"):
        place[3].book(starts_at=booking.at(11, 35), by=front_desk)
    assert place[3].book(starts_at=booking.at(11, 50), by=front_desk).guard_reason == ""


def test_a_row_is_counted_on_both_sides() -> None:
    at = booking.at(8)

    def visit(start: int, *, deep: bool = True) -> Stretch:
        return Stretch(at + timedelta(minutes=start), at + timedelta(minutes=start + 60), deep)

    others = [visit(0), visit(70), visit(210), visit(400), visit(470, deep=False), visit(540)]
    assert deep_row(visit(140), others, rest=30) == 4
    assert deep_row(visit(160), others, rest=30) == 2
    assert deep_row(visit(330), others, rest=30) == 2
    assert deep_row(visit(700), others, rest=30) == 1
    assert deep_row(visit(140, deep=False), others, rest=30) == 0
