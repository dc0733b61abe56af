"""Booking and one visit in the browser's view: what is preset, what is refused and how it is said."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Condition
from clinic.models import AccessEntry, Staff
from sessions.models import Appointment
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, at, ready

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture
def case(therapist: Staff) -> Ready:
    therapist.locations.add(make.location())
    return ready(therapist)


def url(case: Ready) -> str:
    return reverse("sessions:book", args=[case.patient.pk])


def sent(case: Ready, **changed: Any) -> dict[str, Any]:
    facts = {
        "episode": case.episode.pk,
        "kind": "treatment",
        "service": "medical",
        "therapist": case.therapist.pk,
        "room": case.room.pk,
        "day": "2026-11-24",
        "at": "10:00",
        "minutes": 60,
        "length_reason": "",
        "note": "",
    }
    return {**facts, **changed}


# Booking


def test_a_visit_is_booked_and_the_board_of_that_day_follows(case: Ready, desk_client: Client) -> None:
    response = desk_client.post(url(case), sent(case))
    assert response.url == f"{reverse('sessions:board')}?day=2026-11-24&location={case.room.location_id}"
    visit = Appointment.objects.get()
    assert (visit.referral, visit.plan, visit.minutes) == (case.referral, case.version.plan, 60)


def test_what_stops_no_booking_for_another_day_is_said_after_it(
    case: Ready, desk_client: Client, therapist: Staff
) -> None:
    Condition.objects.create(
        patient=case.patient, code="FEVER", since_on=world.TODAY, source="visit", recorded_by=therapist.actor
    )
    response = desk_client.post(url(case), sent(case))
    assert Appointment.objects.exists()
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert any("Asked again on the day." in message for message in said)


def test_presets_come_from_the_board_and_the_plan(case: Ready, desk_client: Client) -> None:
    query = {"day": "2026-11-25", "at": "14:15", "therapist": case.therapist.pk, "room": case.room.pk}
    initial = desk_client.get(url(case), query).context["form"].initial
    assert (str(initial["day"]), str(initial["at"]), initial["kind"], initial["minutes"]) == (
        "2026-11-25",
        "14:15:00",
        "treatment",
        60,
    )
    assert (initial["therapist"], initial["room"]) == (str(case.therapist.pk), str(case.room.pk))


def test_without_a_plan_an_evaluation_is_suggested(therapist: Staff, desk_client: Client) -> None:
    episode = world.episode()
    world.referral(episode)
    initial = desk_client.get(reverse("sessions:book", args=[episode.patient_id])).context["form"].initial
    assert initial["kind"] == "evaluation"


def test_what_speaks_against_it_is_said_before_anything_is_sent(desk_client: Client) -> None:
    person = world.patient(consents=())
    page = desk_client.get(reverse("sessions:book", args=[person.pk])).content.decode()
    assert "has not consented to treatment" in page
    assert "There is no open course of care" in page


def test_a_refusal_keeps_what_was_typed_and_says_what_lifts_it(case: Ready, desk_client: Client) -> None:
    case.referral.valid_until_on = world.TODAY
    case.referral.save()
    response = desk_client.post(url(case), sent(case, note="Bring the brace"))
    page = response.content.decode()
    assert response.status_code == 200
    assert "The referral is valid until Mon 23 Nov 2026; Tue 24 Nov 2026 is 1 days later." in page
    assert "Ask the physician to renew it" in page
    assert f"{reverse('referrals:new')}?renews={case.referral.pk}" in page
    assert "Bring the brace" in page
    assert not Appointment.objects.exists()


def test_the_front_desk_is_offered_no_override_and_cannot_send_one(case: Ready, desk_client: Client) -> None:
    case.referral.valid_until_on = world.TODAY
    case.referral.save()
    assert "override_reason" not in desk_client.get(url(case)).content.decode()
    page = desk_client.post(url(case), sent(case, override_reason="Just this once")).content.decode()
    assert "Not now:" in page
    assert not Appointment.objects.exists()


def test_a_therapist_overrides_for_their_own_patient(case: Ready, therapist_client: Client) -> None:
    case.referral.valid_until_on = world.TODAY
    case.referral.save()
    assert "Needs your reason:" in therapist_client.post(url(case), sent(case)).content.decode()
    therapist_client.post(url(case), sent(case, override_reason="Renewal promised by phone"))
    visit = Appointment.objects.get()
    assert (visit.referral, visit.override_reason) == (None, "Renewal promised by phone")


def test_a_taken_slot_is_said_at_the_time(case: Ready, desk_client: Client) -> None:
    case.book()
    response = desk_client.post(url(case), sent(case, at="10:30"))
    assert response.context["form"].errors == {"at": ["The therapist already has a visit from 10:00 to 11:10."]}


def test_a_time_the_clocks_skip_is_said_at_the_time(case: Ready, desk_client: Client) -> None:
    response = desk_client.post(url(case), sent(case, day="2027-03-14", at="02:30"))
    assert "02:30 does not exist on Sun 14 Mar 2027" in response.context["form"].errors["at"][0]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "surgery"}, "kind"),
        ({"kind": ""}, "kind"),
        ({"therapist": "999999"}, "therapist"),
        ({"therapist": "x"}, "therapist"),
        ({"room": ""}, "room"),
        ({"day": "2026-02-30"}, "day"),
        ({"day": "9999-01-01"}, "day"),
        ({"at": "25:00"}, "at"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "99999999999999999999"}, "minutes"),
        ({"minutes": "12x"}, "minutes"),
        ({"note": "n" * 201}, "note"),
        ({"note": "a\x00b"}, "note"),
        ({"length_reason": "l" * 201}, "length_reason"),
        ({"episode": "999999"}, "episode"),
    ],
)
def test_bad_input_comes_back_with_a_message_at_the_field(
    changed: dict[str, str], field: str, case: Ready, desk_client: Client
) -> None:
    response = desk_client.post(url(case), sent(case, **changed))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not Appointment.objects.exists()


def test_another_patients_course_of_care_cannot_be_chosen(case: Ready, desk_client: Client, therapist: Staff) -> None:
    other = ready(therapist, family="Weiss")
    response = desk_client.post(url(case), sent(case, episode=other.episode.pk))
    assert "episode" in response.context["form"].errors


def test_unknown_patients_are_not_found(desk_client: Client) -> None:
    assert desk_client.get(reverse("sessions:book", args=[999999])).status_code == 404


def test_signed_out_goes_to_sign_in(case: Ready) -> None:
    assert Client().get(url(case)).url.startswith("/account/login/")


@pytest.mark.parametrize("episodes", [1, 3])
def test_the_booking_page_costs_the_same_for_one_course_and_for_many(
    episodes: int, case: Ready, desk_client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(episodes - 1):
        world.referral(world.episode(case.patient, problem=f"Problem {number}"))
    with django_assert_max_num_queries(12):
        assert desk_client.get(url(case)).status_code == 200


# Choosing the patient


def test_the_patient_is_found_and_the_time_is_kept(case: Ready, desk_client: Client) -> None:
    query = {"q": "delg", "day": "2026-11-25", "at": "14:15", "therapist": case.therapist.pk}
    page = desk_client.get(reverse("sessions:book_choose"), query).content.decode()
    assert f"{url(case)}?day=2026-11-25&amp;at=14%3A15&amp;therapist={case.therapist.pk}" in page


@pytest.mark.parametrize("asked", ["Nobody at all", "%", "a\x00b", "x" * 500, "'; DROP TABLE"])
def test_nobody_found_offers_to_register(asked: str, desk_client: Client) -> None:
    page = desk_client.get(reverse("sessions:book_choose"), {"q": asked}).content.decode()
    assert reverse("patients:register") in page


# One visit


def visit_url(visit: Appointment, what: str = "appointment") -> str:
    return reverse(f"sessions:{what}", args=[visit.pk])


def test_the_visit_page_says_everything_about_it(case: Ready, desk_client: Client) -> None:
    visit = case.book(note="Bring the brace")
    page = desk_client.get(visit_url(visit)).content.decode()
    for words in (
        "Tue 24 Nov 2026, 10:00",
        "10:00 to 11:00, 60 minutes",
        "Amara Okafor",
        "Room 1",
        "Bring the brace",
        "Dr. Lena Albrecht",
    ):
        assert words in page
    assert reverse("sessions:chart", args=[visit.pk]) not in page, "charts are not the front desk's"


def test_a_therapist_of_the_care_team_starts_from_here_and_a_stranger_does_not(
    case: Ready, therapist_client: Client, outsider_client: Client
) -> None:
    visit = case.book()
    assert reverse("sessions:chart", args=[visit.pk]) in therapist_client.get(visit_url(visit)).content.decode()
    assert reverse("sessions:chart", args=[visit.pk]) not in outsider_client.get(visit_url(visit)).content.decode()


def test_arriving(case: Ready, desk_client: Client) -> None:
    visit = case.book()
    response = desk_client.post(visit_url(visit, "appointment_arrive"), follow=True)
    assert "Ines Delgado has arrived." in response.content.decode()
    assert Appointment.objects.get().status == "arrived"


def test_buttons_lead_back_within_the_clinic_only(case: Ready, desk_client: Client) -> None:
    visit = case.book()
    response = desk_client.post(visit_url(visit, "appointment_arrive"), {"back": "https://evil.example/"})
    assert response.url == visit_url(visit)


def test_cancelling_takes_a_reason(case: Ready, desk_client: Client) -> None:
    visit = case.book()
    response = desk_client.post(visit_url(visit, "appointment_cancel"), {"reason": ""})
    assert response.status_code == 200
    assert "reason" in response.context["form"].errors
    desk_client.post(visit_url(visit, "appointment_cancel"), {"reason": "Ill"})
    visit.refresh_from_db()
    assert (visit.status, visit.ended_reason) == ("cancelled", "Ill")


def test_within_the_notice_period_it_is_kept_as_cancelled_late_unless_excused(
    case: Ready, desk_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, excused = case.book(), case.book(starts_at=at(14), day_reason="Lives far away")
    monkeypatch.setattr(timezone, "now", lambda: late.starts_at - timedelta(hours=3))
    again = Client()
    again.force_login(Staff.objects.get(name="Finn Dahl"), backend="clinic.access.StaffBackend")
    assert "less than 24 hours before" in again.get(visit_url(late)).content.decode()
    again.post(visit_url(late, "appointment_cancel"), {"reason": "Ill"})
    again.post(visit_url(excused, "appointment_cancel"), {"reason": "We are ill", "excused": "on"})
    assert list(Appointment.objects.order_by("during").values_list("status", flat=True)) == ["late", "cancelled"]


def test_a_second_cancelling_is_told_kindly(case: Ready, desk_client: Client) -> None:
    visit = case.book()
    Appointment.objects.update(status="completed")
    response = desk_client.post(visit_url(visit, "appointment_cancel"), {"reason": "Ill"}, follow=True)
    assert "This visit is “completed” and cannot become “cancelled”." in response.content.decode()


def test_not_coming_is_offered_once_the_time_has_come(
    case: Ready, desk_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = case.book()
    assert visit_url(visit, "appointment_no_show") not in desk_client.get(visit_url(visit)).content.decode()
    monkeypatch.setattr(timezone, "now", lambda: visit.starts_at + timedelta(minutes=20))
    client = Client()
    client.force_login(Staff.objects.get(name="Finn Dahl"), backend="clinic.access.StaffBackend")
    assert visit_url(visit, "appointment_no_show") in client.get(visit_url(visit)).content.decode()
    client.post(visit_url(visit, "appointment_no_show"))
    visit.refresh_from_db()
    assert visit.status == "no_show"


@pytest.mark.parametrize("what", ["appointment_arrive", "appointment_no_show"])
def test_a_get_changes_nothing(what: str, case: Ready, desk_client: Client) -> None:
    assert desk_client.get(visit_url(case.book(), what)).status_code == 302


def test_looking_leaves_one_access_row(case: Ready, desk_client: Client) -> None:
    desk_client.get(visit_url(case.book()))
    entry = AccessEntry.objects.get()
    assert (entry.what, entry.patient_reference) == ("visit", case.patient.pk)


def test_an_unknown_visit_is_not_found(desk_client: Client) -> None:
    assert desk_client.get(reverse("sessions:appointment", args=[999999])).status_code == 404


def test_the_visit_page_costs_few_queries(
    case: Ready, therapist_client: Client, django_assert_max_num_queries: Any
) -> None:
    visit = case.book()
    with django_assert_max_num_queries(9):
        therapist_client.get(visit_url(visit))
