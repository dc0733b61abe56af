"""A therapist's calendar behind its secret address: whose it is, what it shows, and what it never shows."""

import re
from datetime import date, timedelta

import icalendar
import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from clinic.models import AccessEntry, Staff
from clinic.services import staff as staffing
from sessions.models import CalendarFeed
from sessions.services import appointments, feeds
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, at, ready

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    make.profile()
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture
def case(therapist: Staff) -> Ready:
    return ready(therapist)


@pytest.fixture
def path(case: Ready) -> str:
    return address(case.therapist)


def address(therapist: Staff) -> str:
    return f"/c/{feeds.make(staff=therapist, by=therapist.actor, now=world.NOW)}/visits.ics"


def test_it_shows_kind_room_and_initials_and_nothing_else(case: Ready, path: str, outsider: Staff) -> None:
    case.book(note="Brings the brace")
    gone = case.book(starts_at=at(14), day_reason="From afar")
    appointments.cancel(appointment=gone, reason="Ill", by=world.system(), now=world.NOW)
    response = Client().get(path)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Treatment, ID", "Room 1, Harbor Street")
    assert event.decoded("DTSTART") == at(10)
    for secret in ("Ines", "Delgado", "spasm", "brace", "Albrecht", "1972"):
        assert secret not in response.content.decode()
    assert b"VEVENT" not in Client().get(address(outsider)).content


def test_only_the_hash_of_the_address_is_kept(path: str) -> None:
    token = path.split("/")[2]
    feed = CalendarFeed.objects.get()
    assert len(token) == 43
    assert token not in str([getattr(feed, field.name) for field in feed._meta.fields])


def test_a_program_that_has_the_newest_gets_a_short_answer(case: Ready, path: str) -> None:
    case.book()
    first = Client().get(path)
    again = Client().get(path, headers={"if-none-match": first["ETag"]})
    since = Client().get(path, headers={"if-modified-since": first["Last-Modified"]})
    assert (again.status_code, since.status_code, again.content) == (304, 304, b"")
    case.book(starts_at=at(14), day_reason="From afar")
    newer = Client().get(path, headers={"if-none-match": first["ETag"]})
    assert newer.status_code == 200
    assert newer["ETag"] != first["ETag"]


def test_every_reading_is_written_down(case: Ready, path: str) -> None:
    Client().get(path)
    entry = AccessEntry.objects.get(what="calendar feed")
    assert (entry.actor, entry.view) == (case.therapist.actor, "portal:calendar")


def test_reading_leaves_no_history_but_revoking_does(case: Ready, path: str) -> None:
    updates = apps.get_model("clinic_sessions", "CalendarFeedHistory").objects.filter(pgh_label="update")
    Client().get(path)
    assert updates.count() == 0
    feeds.revoke(staff=case.therapist, by=case.therapist.actor, now=world.NOW)
    assert updates.count() == 1


def test_who_reads_too_often_waits_for_the_hour(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_READS", 3)
    assert [Client().get(path).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert Client().get(path)["Retry-After"] == "3600"
    monkeypatch.setattr(timezone, "now", lambda: world.NOW + timedelta(hours=1))
    assert Client().get(path).status_code == 200


def test_a_new_address_ends_the_old(case: Ready, path: str) -> None:
    newer = address(case.therapist)
    assert [Client().get(each).status_code for each in (path, newer)] == [410, 200]


def test_who_leaves_takes_no_calendar_along_and_does_not_get_it_back(case: Ready, path: str, manager: Staff) -> None:
    staffing.deactivate(staff=case.therapist, by=manager.actor, now=world.NOW)
    assert Client().get(path).status_code == 410
    staffing.reactivate(staff=case.therapist, by=manager.actor, now=world.NOW)
    assert Client().get(path).status_code == 410
    assert CalendarFeed.objects.get().revoked_by == manager.actor


@pytest.mark.parametrize("token", ["x", "a" * 43, "é" * 10])
def test_what_is_no_address_says_the_same(token: str) -> None:
    response = Client().get(f"/c/{token}/visits.ics")
    assert (response.status_code, response.content) == (410, b"This calendar has ended.\n")


def test_other_methods_are_refused(path: str) -> None:
    assert Client().post(path).status_code == 405


# The page on which it is made


def test_a_therapist_makes_a_link_and_sees_it_once(therapist_client: Client) -> None:
    page = therapist_client.post("/calendar/make/").content.decode()
    found = re.search(r"/c/[\w-]{43}/visits\.ics", page)
    assert found
    assert Client().get(found.group()).status_code == 200
    assert "/visits.ics" not in therapist_client.get("/calendar/").content.decode()


def test_a_therapist_ends_their_own_link_and_no_other(case: Ready, path: str, outsider_client: Client) -> None:
    assert outsider_client.post(f"/calendar/{case.therapist.pk}/end/").status_code == 404
    assert Client().get(path).status_code == 200


def test_a_manager_sees_and_ends_everybodys(case: Ready, path: str, manager_client: Client) -> None:
    assert "Amara Okafor" in manager_client.get("/calendar/").content.decode()
    response = manager_client.post(f"/calendar/{case.therapist.pk}/end/", follow=True)
    assert "has ended" in response.content.decode()
    assert Client().get(path).status_code == 410


def test_the_front_desk_has_no_calendar(desk_client: Client) -> None:
    assert desk_client.get("/calendar/").status_code == 403
    assert desk_client.post("/calendar/make/").status_code == 403


def test_many_visits_cost_no_more_queries(case: Ready, path: str, django_assert_max_num_queries: object) -> None:
    for day in (24, 25, 26, 27):
        world.appointment(case.episode, case.therapist, kind="evaluation", starts_at=at(10, day=date(2026, 11, day)))
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert Client().get(path).content.count(b"BEGIN:VEVENT") == 4
