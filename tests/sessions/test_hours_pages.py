"""The pages of hours, time off, closures and rooms: what they keep, whom they refuse, what they show before it is saved."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from clinic.models import Closure, Staff
from sessions.models import Appointment, ExtraHours, TimeOff, WorkingHours
from tests.conftest import signed_in
from tests.factories import clinic as make
from tests.factories import desk, world

MOST_QUERIES = 12
OVERVIEW = "/hours/"


def next_weekday(weekday: int) -> date:
    today = timezone.localdate()
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def visit_of(therapist: Staff, *, day: date, hour: int = 18, patient: str = "Ines") -> Appointment:
    """A booked visit at ten in the morning of Los Angeles."""
    starts_at = timezone.datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_fixed_timezone(0))
    return world.appointment(
        world.episode(world.patient(patient)), therapist, kind="evaluation", starts_at=starts_at, service="medical"
    )


def page(name: str, *args: Any) -> str:
    return reverse(f"sessions:{name}", args=args)


def week(**given: str) -> dict[str, str]:
    return {"valid_from": timezone.localdate().isoformat(), **given}


def test_the_overview_shows_every_week_in_few_queries(
    manager_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    place = make.room().location
    for number in range(3):
        desk.hours(make.staff(f"Worker {number}", "therapist"), place)
    with django_assert_max_num_queries(MOST_QUERIES):
        text = manager_client.get(OVERVIEW).content.decode()
    assert "Worker 2" in text
    assert text.count("08:00") == 15
    assert "no hours yet" not in text


def test_the_desk_reads_the_overview_and_changes_nothing(desk_client: Client, therapist: Staff) -> None:
    assert desk_client.get(OVERVIEW).status_code == 200
    assert "Add a closure" not in desk_client.get(OVERVIEW).content.decode()
    for path in (page("hours_week", therapist.pk), page("closure_add"), page("room_out", make.room().pk)):
        assert desk_client.get(path).status_code == 403


def test_a_therapist_has_their_own_page_and_nobody_elses(
    therapist_client: Client, therapist: Staff, outsider: Staff
) -> None:
    assert therapist_client.get(page("hours_therapist", therapist.pk)).status_code == 200
    for name in ("hours_therapist", "time_off_add"):
        assert therapist_client.get(page(name, outsider.pk)).status_code == 404
    assert therapist_client.get(page("hours_week", therapist.pk)).status_code == 403
    assert therapist_client.get(OVERVIEW).status_code == 403


def test_the_week_is_kept_as_a_grid(manager_client: Client, therapist: Staff) -> None:
    make.room()
    answer = manager_client.post(
        page("hours_week", therapist.pk),
        week(
            day0_0_from="08:00",
            day0_0_until="12:00",
            day0_1_from="13:00",
            day0_1_until="17:30",
            day4_0_from="09:00",
            day4_0_until="15:00",
        ),
    )
    assert answer.status_code == 302
    assert [str(row) for row in WorkingHours.objects.filter(therapist=therapist)] == [
        "Monday 08:00 to 12:00",
        "Monday 13:00 to 17:30",
        "Friday 09:00 to 15:00",
    ]
    text = manager_client.get(page("hours_week", therapist.pk)).content.decode()
    assert 'value="17:30"' in text


def test_a_new_week_ends_the_old_one_on_the_day_before(manager_client: Client, therapist: Staff) -> None:
    desk.hours(therapist, make.room().location, days=(0,))
    later = timezone.localdate() + timedelta(days=10)
    manager_client.post(
        page("hours_week", therapist.pk),
        {"valid_from": later.isoformat(), "day1_0_from": "08:00", "day1_0_until": "12:00"},
    )
    old, new = WorkingHours.objects.filter(therapist=therapist).order_by("valid_from")
    assert (old.valid_until, new.valid_from, new.valid_until) == (later - timedelta(days=1), later, None)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"day0_0_from": "08:00"}, "Give both times, or neither."),
        ({"day0_0_from": "12:00", "day0_0_until": "08:00"}, "The end must come after the start."),
        (
            {"day0_0_from": "08:00", "day0_0_until": "12:01", "day0_1_from": "12:00", "day0_1_until": "13:00"},
            "This overlaps the hours before it.",
        ),
        ({"valid_from": "2020-01-01"}, "What has passed stays as it was."),
    ],
)
def test_a_week_that_cannot_be_is_shown_again(
    manager_client: Client, therapist: Staff, given: dict[str, str], words: str
) -> None:
    make.room()
    answer = manager_client.post(page("hours_week", therapist.pk), {**week(), **given})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not WorkingHours.objects.exists()


def test_shrinking_hours_shows_the_visits_first_and_lists_them_afterwards(
    manager_client: Client, therapist: Staff
) -> None:
    desk.hours(therapist, make.room().location, days=tuple(range(7)))
    visit = visit_of(therapist, day=next_weekday(2))
    shrunk = week(day3_0_from="08:00", day3_0_until="12:00")
    text = manager_client.post(page("hours_week", therapist.pk), shrunk).content.decode()
    assert "1 booked visit would lose its place" in text
    assert visit.patient.list_name in text
    assert WorkingHours.objects.filter(valid_until=None).count() == 7
    seen = text.split('name="seen" value="')[1].split('"')[0]
    visit_of(therapist, day=next_weekday(1), patient="Ada")  # booked in between: shown as well
    again = manager_client.post(page("hours_week", therapist.pk), shrunk | {"seen": seen}).content.decode()
    assert "2 booked visits would lose their place" in again
    seen = again.split('name="seen" value="')[1].split('"')[0]
    answer = manager_client.post(page("hours_week", therapist.pk), shrunk | {"seen": seen}, follow=True)
    assert answer.redirect_chain[-1][0] == page("hours_displaced")
    assert "2 visits need another time" in answer.content.decode()
    assert "outside the working hours" in answer.content.decode()
    assert Appointment.objects.live().count() == 2


def test_time_off_over_a_visit_is_saved_once_it_was_seen(therapist_client: Client, therapist: Staff) -> None:
    desk.hours(therapist, make.room().location, days=tuple(range(7)))
    day = next_weekday(2)
    visit_of(therapist, day=day)
    path, given = page("time_off_add", therapist.pk), {"kind": "sick", "from_on": day.isoformat()}
    text = therapist_client.post(path, given).content.decode()
    assert "the therapist is away" in text
    assert not TimeOff.objects.exists()
    seen = text.split('name="seen" value="')[1].split('"')[0]
    answer = therapist_client.post(path, given | {"seen": seen})
    assert answer["Location"] == f"{page('away', therapist.pk)}?kind=sick&from_on={day}&until_on={day}"
    row = TimeOff.objects.get()
    assert (row.ends_at - row.starts_at, row.entered_by) == (timedelta(days=1), therapist.actor)
    assert row.starts_at.astimezone(make.location().tz).hour == 0
    assert "Ill" in therapist_client.get(page("hours_therapist", therapist.pk)).content.decode()
    assert therapist_client.post(page("time_off_remove", row.pk)).status_code == 302
    assert not TimeOff.objects.exists()


def test_another_therapists_time_off_is_not_removed(outsider: Staff, therapist: Staff) -> None:
    make.room()
    manager = signed_in(make.staff("Mara", "manager"))
    manager.post(page("time_off_add", therapist.pk), {"kind": "other", "from_on": next_weekday(2).isoformat()})
    row = TimeOff.objects.get()
    assert signed_in(outsider).post(page("time_off_remove", row.pk)).status_code == 404
    assert manager.put(page("time_off_remove", row.pk)).status_code == 405


def test_time_off_at_an_hour_the_clocks_skip_is_refused_in_words(manager_client: Client, therapist: Staff) -> None:
    make.room()
    given = {"kind": "other", "from_on": "2027-03-14", "from_time": "02:30", "until_time": "05:00"}
    text = manager_client.post(page("time_off_add", therapist.pk), given).content.decode()
    assert "02:30 does not exist" in text


def test_a_closure_shows_its_visits_and_can_be_taken_back(manager_client: Client, therapist: Staff) -> None:
    day = next_weekday(4)
    visit_of(therapist, day=day)
    given = {"from_on": day.isoformat(), "until_on": day.isoformat(), "reason": "Inventory"}
    text = manager_client.post(page("closure_add"), given).content.decode()
    assert "the location is closed" in text
    seen = text.split('name="seen" value="')[1].split('"')[0]
    assert manager_client.post(page("closure_add"), given | {"seen": seen}).status_code == 302
    closure = Closure.objects.get()
    assert closure.location is None
    assert "1 visit to move" in manager_client.get(OVERVIEW).content.decode()
    manager_client.post(page("closure_remove", closure.pk))
    assert "Every visit has its place" in manager_client.get(page("hours_displaced")).content.decode()


def test_a_closure_in_the_wrong_order_is_shown_again(manager_client: Client) -> None:
    given = {"from_on": "2027-01-02", "until_on": "2027-01-01", "reason": "New Year"}
    answer = manager_client.post(page("closure_add"), given)
    assert "The last day cannot come before the first." in answer.content.decode()
    assert not Closure.objects.exists()


def test_a_room_is_turned_off_and_on_again(manager_client: Client) -> None:
    room, today = make.room(), timezone.localdate()
    path = page("room_out", room.pk)
    assert "Say from which day" in manager_client.post(path, {"out_reason": "Leak"}).content.decode()
    manager_client.post(path, {"out_from": today.isoformat(), "out_reason": "Leak"})
    room.refresh_from_db()
    assert room.is_out(today + timedelta(days=400))
    manager_client.post(path, {"out_from": ""})
    room.refresh_from_db()
    assert not room.is_out(today)


def test_extra_hours_are_added_once(manager_client: Client, therapist: Staff) -> None:
    place, day = make.room().location, next_weekday(5)
    given = {"works_on": day.isoformat(), "from_time": "09:00", "until_time": "12:00", "location": place.pk}
    path = page("extra_hours_add", therapist.pk)
    assert manager_client.post(path, given).status_code == 302
    assert "overlap these" in manager_client.post(path, given).content.decode()
    row = ExtraHours.objects.get()
    assert manager_client.post(page("extra_hours_remove", row.pk)).status_code == 302
    assert not ExtraHours.objects.exists()
    assert manager_client.post(path, given | {"works_on": "2020-01-01"}).status_code == 200


def test_the_list_of_visits_to_move_costs_the_same_for_one_and_three(
    manager_client: Client, therapist: Staff, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    desk.hours(therapist, make.room().location, days=(6,))
    for number in range(3):
        visit_of(therapist, day=next_weekday(2), hour=16 + number * 2, patient=f"Ada{number}")
    with django_assert_max_num_queries(MOST_QUERIES):
        text = manager_client.get(page("hours_displaced")).content.decode()
    assert text.count("Open the visit") == 3


def test_bad_ids_are_not_found(manager_client: Client) -> None:
    for name in ("hours_therapist", "hours_week", "extra_hours_add", "time_off_add", "room_out"):
        assert manager_client.get(page(name, 999_999)).status_code == 404
