"""The day board: who stands in which column and row, what may be booked from it, who may see it, at what cost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clinic.models import AccessEntry, Staff
from sessions.models import Appointment
from sessions.rules.board import Span, gaps, hours, span
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, at, ready

pytestmark = pytest.mark.django_db
TUESDAY = "2026-11-24"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """The board stands on Monday 23 November 2026, 09:00 at the location."""
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture
def case(therapist: Staff) -> Ready:
    therapist.locations.add(make.location())
    return ready(therapist)


def shown(client: Client, **query: Any) -> Any:
    response = client.get(reverse("sessions:board"), query)
    assert response.status_code == 200
    return response


@pytest.mark.parametrize(
    ("start", "end", "row", "length"),
    [(360, 375, 1, 1), (8 * 60 + 30, 9 * 60 + 30, 11, 4), (545, 590, 13, 4), (300, 330, 1, 1), (23 * 60, 1440, 69, 4)],
)
def test_rows_are_quarters_since_six(start: int, end: int, row: int, length: int) -> None:
    found = span(start, end)
    assert (found.row, found.length) == (row, length)


def test_gaps_are_half_hours_around_what_is_taken() -> None:
    assert gaps(Span(9, 17), [Span(11, 14)]) == [Span(9, 11), Span(14, 15), Span(15, 17)]
    assert gaps(Span(9, 13), [], not_before=11) == [Span(11, 13)]
    assert gaps(Span(9, 13), [Span(9, 13)]) == []


def test_hours_grow_with_early_and_late_visits() -> None:
    assert hours(8, 18, []) == (8, 18)
    assert hours(8, 18, [span(7 * 60, 8 * 60), span(18 * 60, 19 * 60 + 10)]) == (7, 20)


def test_a_visit_stands_in_its_column_and_row(case: Ready, desk_client: Client) -> None:
    world.event(case.episode)
    visit = case.book(starts_at=at(10, 30))
    page = shown(desk_client, day=TUESDAY).content.decode()
    assert "Tuesday 24 November" in page
    assert "visit-booked" in page
    assert "row-19 span-4" in page
    assert "Delgado, Ines" in page
    assert "10:30 · visit 1/12" in page
    assert "POD 13" in page
    assert reverse("sessions:appointment", args=[visit.pk]) in page


def test_the_number_counts_the_visits_before_it(case: Ready, desk_client: Client) -> None:
    case.book(starts_at=at(10), kind="evaluation")
    case.book(starts_at=at(14), day_reason="Lives far away")
    assert "14:00 · visit 2/12" in shown(desk_client, day=TUESDAY).content.decode()


def test_a_free_time_leads_to_booking_with_therapist_and_time(case: Ready, desk_client: Client) -> None:
    case.book(starts_at=at(10))
    page = shown(desk_client, day=TUESDAY).content.decode()
    link = f"{reverse('sessions:book_choose')}?day={TUESDAY}&amp;at=11:15&amp;therapist={case.therapist.pk}&amp;room={case.room.pk}"
    assert link in page
    assert "at=10:30" not in page, "taken"
    assert "at=11:00" not in page, "turnover"


def test_nothing_is_offered_in_the_past(case: Ready, desk_client: Client) -> None:
    assert "board-gap" not in shown(desk_client, day="2026-11-20").content.decode()
    today = shown(desk_client).content.decode()
    assert "at=08:30" not in today
    assert "at=09:00" in today


def test_cancelled_visits_leave_the_board(case: Ready, desk_client: Client) -> None:
    visit = case.book()
    Appointment.objects.filter(pk=visit.pk).update(status="cancelled", ended_reason="Ill")
    assert "Delgado" not in shown(desk_client, day=TUESDAY).content.decode()


def test_a_missing_consent_and_a_missing_referral_are_flagged(case: Ready, desk_client: Client) -> None:
    case.book(override_reason="Renewal is in the mail", plan=None)
    case.patient.consents.update(withdrawn_at=world.NOW, withdrawn_by=world.system())
    page = shown(desk_client, day=TUESDAY).content.decode()
    assert "no consent" in page
    assert "no referral" in page


def test_arrivals_and_who_is_due_stand_beside_the_board(case: Ready, desk_client: Client) -> None:
    due = world.appointment(
        case.episode,
        case.therapist,
        starts_at=world.NOW + timedelta(minutes=15),
        referral=case.referral,
        plan=case.version.plan,
    )
    page = shown(desk_client).content.decode()
    assert reverse("sessions:appointment_arrive", args=[due.pk]) in page
    desk_client.post(reverse("sessions:appointment_arrive", args=[due.pk]), {"back": "/board/"})
    page = shown(desk_client).content.decode()
    assert "1 waiting" in page


def test_referrals_that_lack_something_need_a_call(case: Ready, desk_client: Client, therapist_client: Client) -> None:
    world.referral(world.episode(world.patient("Oskar", "Brandt")), verified=False, valid_until_on=None)
    assert "Lacks the day it is valid until" in shown(desk_client).content.decode()
    assert "Needs a call" not in shown(therapist_client).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"day": "x"},
        {"day": "2026-02-31"},
        {"day": "9999-99-99"},
        {"day": "a\x00b"},
        {"location": "x"},
        {"day": "0001-01-01"},
    ],
)
def test_a_bad_address_shows_today(query: dict[str, str], case: Ready, desk_client: Client) -> None:
    assert "Monday 23 November" in shown(desk_client, **query).content.decode()


def test_without_a_location_the_board_says_what_to_do(manager_client: Client) -> None:
    assert "Set up the clinic" in shown(manager_client).content.decode()


def test_signed_out_goes_to_sign_in(db: None) -> None:
    assert Client().get(reverse("sessions:board")).status_code == 302


def test_only_a_get(desk_client: Client) -> None:
    assert desk_client.post(reverse("sessions:board")).status_code == 405


def test_looking_leaves_an_access_row(case: Ready, desk_client: Client, front_desk: Staff) -> None:
    shown(desk_client)
    entry = AccessEntry.objects.get()
    assert (entry.actor, entry.what, entry.patient_reference) == (front_desk.actor, "day board", None)


@pytest.mark.parametrize(("therapists", "visits"), [(1, 1), (3, 8)])
def test_the_board_costs_the_same_however_full_it_is(
    therapists: int, visits: int, desk_client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(therapists):
        by = make.staff(f"Therapist {number}", "therapist", locations=(make.location(),))
        room = world.room(f"Room {number}")
        for hour in range(visits):
            episode = world.episode(world.patient("Ines", f"Delgado {number} {hour}"), team=(by,))
            world.event(episode)
            order = world.referral(episode)
            start = at(8, day=date(2026, 11, 24)) + timedelta(minutes=75 * hour)
            world.appointment(episode, by, room=room, starts_at=start, kind="evaluation", referral=order)
    with django_assert_num_queries(10):
        shown(desk_client, day=TUESDAY)
