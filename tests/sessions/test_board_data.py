"""What the board's script gets and sends: the same cards as the page, moves asked for and done, refusals in words, what it costs."""

import json
import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from psycopg2.extras import DateTimeTZRange

from clinic.models import AccessEntry, Closure, Staff
from clinic.selectors.profile import policy_in_force
from sessions.models import Appointment, Reschedule, TimeOff
from sessions.selectors.board import locations_for
from sessions.selectors.board_data import board_day
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, at, ready

pytestmark = pytest.mark.django_db
TUESDAY = "2026-11-24"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture
def case(therapist: Staff) -> Ready:
    therapist.locations.add(make.location())
    return ready(therapist)


def data(client: Client, **query: Any) -> dict[str, Any]:
    response = client.get(reverse("sessions:board_data"), query)
    assert response.status_code == 200
    found: dict[str, Any] = response.json()
    return found


def within(page: str) -> dict[str, Any]:
    """What came with the page itself."""
    part = re.search(r'<script id="board-data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert part is not None
    found: dict[str, Any] = json.loads(part[1])
    return found


def test_the_first_page_holds_what_the_script_would_ask_for(case: Ready, desk_client: Client) -> None:
    world.event(case.episode)
    case.book()
    page = desk_client.get(reverse("sessions:board"), {"day": TUESDAY}).content.decode()
    assert within(page) == data(desk_client, day=TUESDAY)


def test_a_card_says_all_that_the_drawn_one_says(case: Ready, desk_client: Client) -> None:
    world.event(case.episode)
    visit = case.book(starts_at=at(10, 30))
    (card,) = data(desk_client, day=TUESDAY)["cards"]
    assert (card["id"], card["at"], card["until"], card["day"]) == (visit.pk, "10:30", "11:30", TUESDAY)
    assert (card["name"], card["what"], card["count"], card["status"]) == (
        "Delgado, Ines",
        "visit 1/12",
        "POD 13",
        "Booked",
    )
    assert card["seen"] == visit.seen_as
    assert card["movable"]


def test_a_day_by_room_and_a_week_by_therapist(case: Ready, desk_client: Client) -> None:
    case.book()
    case.book(starts_at=at(10) + timedelta(days=2))
    by_room = data(desk_client, day=TUESDAY, show="rooms")
    assert [lane["title"] for lane in by_room["rooms"]] == ["Room 1"]
    assert len(by_room["cards"]) == 1
    week = data(desk_client, day=TUESDAY, show="week", therapist=case.therapist.pk)
    assert (week["days"][0], len(week["days"]), len(week["cards"])) == ("2026-11-23", 7, 2)
    assert (week["previous"], week["next"]) == ("2026-11-17", "2026-12-01")


def test_the_pages_without_a_script_show_rooms_and_weeks_too(case: Ready, desk_client: Client) -> None:
    case.book()
    for show, words in (("rooms", "Room 1"), ("week", "Thursday")):
        page = desk_client.get(reverse("sessions:board"), {"day": TUESDAY, "show": show}).content.decode()
        assert words in page
        assert "10:00 · visit 1/12" in page


@pytest.mark.parametrize("query", [{"show": "x"}, {"therapist": "x"}, {"therapist": "9" * 30}, {"day": "2026-02-31"}])
def test_a_bad_address_shows_a_plain_day(query: dict[str, str], case: Ready, desk_client: Client) -> None:
    assert data(desk_client, **query)["show"] == "therapists"


def test_the_offset_is_that_of_the_day(case: Ready, desk_client: Client) -> None:
    assert data(desk_client, day="2026-11-24")["offset"] == "-08:00"
    assert data(desk_client, day="2026-07-01")["offset"] == "-07:00"


def test_before_and_after_hours_are_closed(case: Ready, desk_client: Client) -> None:
    case.book(starts_at=at(7), minutes=60)
    spans = [(span["at"], span["until"], span["why"]) for span in data(desk_client, day=TUESDAY)["closed"]]
    assert spans == [("07:00", "08:00", "Closed")]


def test_closed_days_and_whoever_is_away_are_hatched(
    case: Ready, desk_client: Client, manager: Staff, therapist: Staff
) -> None:
    written = {"entered_at": world.NOW, "entered_by": manager.actor}
    day = date(2026, 11, 26)
    Closure.objects.create(from_on=day, until_on=day, reason="Thanksgiving", **written)
    span = DateTimeTZRange(at(13), at(13, day=date(2026, 11, 25)))
    TimeOff.objects.create(therapist=therapist, during=span, kind="vacation", **written)

    def shut(day: str) -> list[tuple[str, ...]]:
        return [tuple(span.values()) for span in data(desk_client, day=day)["closed"]]

    own = str(therapist.pk)
    assert shut("2026-11-24") == [(own, "2026-11-24", "13:00", "24:00", "Vacation")]
    assert shut("2026-11-25") == [(own, "2026-11-25", "00:00", "13:00", "Vacation")]
    assert shut("2026-11-26") == [("", "2026-11-26", "00:00", "24:00", "Thanksgiving")]
    week = data(desk_client, day="2026-11-24", show="week", therapist=own)["closed"]
    assert [(span["lane"], span["day"][-2:], span["why"]) for span in week] == [
        ("", "26", "Thanksgiving"),
        ("", "24", "Vacation"),
        ("", "25", "Vacation"),
    ]


def test_a_drag_onto_a_closed_day_is_refused_in_words_and_a_manager_may(
    case: Ready, desk_client: Client, manager: Staff, manager_client: Client
) -> None:
    day = date(2026, 11, 26)
    written = {"entered_at": world.NOW, "entered_by": manager.actor}
    Closure.objects.create(from_on=day, until_on=day, reason="Thanksgiving", **written)
    visit = case.book()
    answer = ask(desk_client, visit, day=day.isoformat(), check="on")
    assert answer["outcome"] == "refused"
    assert "is closed on Thu 26 Nov 2026 (Thanksgiving)" in answer["words"]
    allowed = ask(manager_client, visit, day=day.isoformat(), check="on")
    assert allowed["outcome"] == "allowed"
    assert "Thanksgiving" in allowed["mind"][0]
    ask(manager_client, visit, day=day.isoformat(), reason="Open for her alone")
    assert Appointment.objects.get().guard_reason == "Open for her alone"


def test_looking_at_a_day_leaves_an_access_row(case: Ready, desk_client: Client, front_desk: Staff) -> None:
    data(desk_client)
    assert AccessEntry.objects.get().actor == front_desk.actor


def test_without_a_location_there_is_no_data(desk_client: Client) -> None:
    assert desk_client.get(reverse("sessions:board_data")).status_code == 404


def test_signed_out_gets_nothing(case: Ready) -> None:
    assert Client().get(reverse("sessions:board_data")).status_code == 302


@pytest.mark.parametrize("visits", [1, 6])
def test_the_data_costs_three_queries(
    visits: int, case: Ready, front_desk: Staff, django_assert_num_queries: Any
) -> None:
    for hour in range(visits):
        case.book(starts_at=at(8 + hour) + timedelta(minutes=15 * hour), kind="evaluation", day_reason="A long day")
    (location,), policy = locations_for(front_desk), policy_in_force()
    with django_assert_num_queries(3):
        found = board_day(location=location, day=date(2026, 11, 24), policy=policy, now=world.NOW)
    assert len(found["cards"]) == visits


# Moving


def ask(client: Client, visit: Appointment, **changed: Any) -> dict[str, Any]:
    facts = {
        "day": TUESDAY,
        "at": "14:00",
        "minutes": 60,
        "therapist": visit.therapist_id,
        "room": "",
        "reason": "Patient asked",
        "seen": visit.seen_as,
    }
    url = reverse("sessions:appointment_move", args=[visit.pk])
    response = client.post(url, {**facts, **changed}, headers={"accept": "application/json"})
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


def test_a_question_moves_nothing_and_says_where_it_would_go(case: Ready, desk_client: Client) -> None:
    answer = ask(desk_client, case.book(), check="on", reason="")
    assert answer["outcome"] == "allowed"
    assert answer["words"] == "Tue 24 Nov, 14:00 to 15:00, with Amara Okafor, in Room 1"
    assert Appointment.objects.get().starts_at == at(10)


def test_a_move_is_done_once_however_often_it_is_sent(case: Ready, desk_client: Client) -> None:
    visit = case.book()
    answers = [ask(desk_client, visit)["outcome"] for _ in range(2)]
    assert answers == ["moved", "moved"]
    assert Appointment.objects.get().starts_at == at(14)
    assert Reschedule.objects.count() == 1


def test_a_stale_board_is_told_so(case: Ready, desk_client: Client) -> None:
    visit = case.book()
    ask(desk_client, visit)
    answer = ask(desk_client, visit, at="16:00")
    assert answer["outcome"] == "stale"
    assert Appointment.objects.get().starts_at == at(14)


def test_a_refusal_is_said_in_words(case: Ready, desk_client: Client) -> None:
    visit = ready(case.therapist, family="Weiss").book(starts_at=at(14))
    answer = ask(desk_client, case.book(), check="on")
    assert answer["outcome"] == "refused"
    assert answer["words"] == "The therapist already has a visit from 14:00 to 15:10."
    assert Appointment.objects.get(pk=visit.pk).starts_at == at(14)


def test_a_free_room_is_found_where_the_own_one_is_taken(case: Ready, desk_client: Client) -> None:
    other = ready(make.staff("Jonas Lind", "therapist"), family="Weiss")
    other.book(starts_at=at(14))
    world.room("Room 2")
    assert ask(desk_client, case.book(), check="on")["words"].endswith("in Room 2 instead of Room 1")


def test_a_shorter_treatment_asks_why(case: Ready, desk_client: Client) -> None:
    visit = case.book()
    answer = ask(desk_client, visit, minutes=30, check="on")
    assert (answer["outcome"], answer["asks_length"]) == ("refused", True)
    assert ask(desk_client, visit, minutes=30, length_reason="Late train")["outcome"] == "moved"
    assert Appointment.objects.get().minutes == 30


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"day": "2026-11-20"}, "Fri 20 Nov 2026 has passed."),
        ({"day": "2026-02-30"}, "Enter a valid date."),
        ({"at": "25:00"}, "Enter a valid time."),
        ({"minutes": "0"}, "greater than or equal to 5"),
        ({"therapist": "999999"}, "Select a valid choice"),
        ({"seen": ""}, "This field is required."),
        ({"reason": ""}, "Write why the visit is moved."),
        ({"reason": "r" * 201}, "at most 200 characters"),
        ({"reason": "a\x00b"}, "Null characters"),
        ({"day": "2027-03-14", "at": "02:30"}, "02:30 does not exist on Sun 14 Mar 2027"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    changed: dict[str, str], words: str, case: Ready, desk_client: Client
) -> None:
    answer = ask(desk_client, case.book(), **changed)
    assert answer["outcome"] == "refused"
    assert words in answer["words"]
    assert Appointment.objects.get().starts_at == at(10)


def test_the_form_without_a_script_moves_and_says_so(case: Ready, desk_client: Client) -> None:
    visit = case.book()
    url = reverse("sessions:appointment_move", args=[visit.pk])
    assert "Move it" in desk_client.get(url).content.decode()
    sent = {"day": TUESDAY, "at": "14:00", "minutes": 60, "therapist": visit.therapist_id, "room": visit.room_id}
    page = desk_client.post(url, {**sent, "seen": visit.seen_as}).content.decode()
    assert "Write why the visit is moved." in page
    page = desk_client.post(url, {**sent, "seen": visit.seen_as, "reason": "Ill child"}, follow=True).content.decode()
    assert "Ines Delgado is now booked for Tue 24 Nov, 14:00, with Amara Okafor." in page
    assert "Where it was before" in page
    assert "Ill child" in page


def test_the_form_moves_the_rest_of_a_series(case: Ready, desk_client: Client) -> None:
    together = uuid4()
    first, *_ = [case.book(starts_at=at(10) + timedelta(days=day), series=together) for day in (0, 7)]
    url = reverse("sessions:appointment_move", args=[first.pk])
    assert "This and the later ones of its series" in desk_client.get(url).content.decode()
    sent = {"day": TUESDAY, "at": "15:00", "minutes": 60, "therapist": first.therapist_id, "room": first.room_id}
    sent |= {"seen": first.seen_as, "reason": "New job", "scope": "later"}
    page = desk_client.post(url, sent, follow=True).content.decode()
    assert "2 visits of Ines Delgado are moved: Tue 24 Nov, 15:00, Tue 1 Dec, 15:00." in page


def test_the_rest_of_a_series_is_cancelled_from_the_visit_page(case: Ready, desk_client: Client) -> None:
    together = uuid4()
    visits = [case.book(starts_at=at(10) + timedelta(days=day), series=together) for day in (0, 7, 14)]
    url = reverse("sessions:appointment_cancel", args=[visits[1].pk])
    desk_client.post(url, {"reason": "Moved away", "scope": "later"})
    assert list(Appointment.objects.order_by("during").values_list("status", flat=True)) == [
        "booked",
        "cancelled",
        "cancelled",
    ]


def test_an_unknown_visit_is_not_found(desk_client: Client) -> None:
    assert desk_client.post(reverse("sessions:appointment_move", args=[999999])).status_code == 404


def test_a_move_leaves_an_access_row(case: Ready, desk_client: Client) -> None:
    ask(desk_client, case.book())
    assert AccessEntry.objects.get().patient_reference == case.patient.pk
