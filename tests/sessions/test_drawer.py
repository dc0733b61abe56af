"""The booking drawer: what it offers, what one click books, what is refused and how it is said; and a second visit on one day."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clinic.models import AccessEntry, Closure, Staff
from patients.models import Patient
from sessions.models import Appointment, TimeOff, WorkingHours
from sessions.services import appointments, moving
from sessions.services.appointments import Place, Refused
from sessions.services.moving import Target
from sessions.services.series import NotAll, book_plan
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, at, ready
from tests.sessions.test_book_plan import works

pytestmark = pytest.mark.django_db
TUESDAY = "2026-11-24"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture
def case(therapist: Staff) -> Ready:
    therapist.locations.add(make.location())
    found = ready(therapist)
    works(therapist, 0, 1, 2, 3, 4)
    return found


@pytest.fixture
def jonas(case: Ready) -> Staff:
    found: Staff = make.staff("Jonas Lind", "therapist", locations=(case.room.location,))
    works(found, 0, 1, 2, 3, 4)
    world.room("Room 2")
    return found


def shown(client: Client, case: Ready, **asked: Any) -> HttpResponse:
    return client.get(reverse("sessions:drawer", args=[case.patient.pk]), asked)


def offered(response: Any) -> list[tuple[str, str]]:
    return [
        (f"{offer.starts_at:%a %H:%M}", offer.therapist.name.split()[0]) for offer, _, _ in response.context["offers"]
    ]


def key(case: Ready, starts_at: datetime, *, therapist: Staff | None = None) -> str:
    return f"{(therapist or case.therapist).pk}.{case.room.pk}.{starts_at.isoformat()}"


def click(client: Client, case: Ready, opening: str, **more: Any) -> HttpResponse:
    sent = {"opening": opening, "kind": "treatment", "episode": case.episode.pk, **more}
    return client.post(reverse("sessions:drawer_book", args=[case.patient.pk]), sent)


# What is offered


def test_what_is_left_and_the_next_times_with_whoever_treats(case: Ready, desk_client: Client, jonas: Staff) -> None:
    response = shown(desk_client, case)
    page = response.content.decode()
    assert "10 of 10 visits left, 2 a week, 60 min, Amara Okafor" in page
    assert "12 of 12 visits left, until Fri 22 Jan 2027" in page
    assert offered(response) == [
        *[(f"Mon {clock}", "Amara") for clock in ("09:00", "10:15", "11:30")],
        *[(f"Tue {clock}", "Amara") for clock in ("08:00", "09:15", "10:30")],
    ]


def test_the_free_time_pointed_at_comes_first(case: Ready, desk_client: Client, jonas: Staff) -> None:
    response = shown(desk_client, case, day=TUESDAY, at="14:15", therapist=jonas.pk)
    gap = response.context["gap"]
    assert (f"{gap.starts_at:%a %H:%M}", gap.therapist) == ("Tue 14:15", jonas)
    page = response.content.decode()
    assert page.index(f'value="{gap.key}"') < page.index("Next openings")
    assert offered(response)[0] == ("Tue 14:30", "Amara")


@pytest.mark.parametrize("at", ["14:20", "14:15"])
def test_the_room_pointed_at_is_kept_and_a_time_between_the_usual_ones_too(
    at: str, case: Ready, desk_client: Client, jonas: Staff
) -> None:
    other = world.room("Room 2")
    response = shown(desk_client, case, day=TUESDAY, at=at, therapist=jonas.pk, room=other.pk)
    gap = response.context["gap"]
    assert (gap.room.pk, f"{gap.starts_at:%H:%M}", response.context["found"].gap_is_free) == (other.pk, at, True)


def test_why_the_free_time_cannot_be_had_is_said(case: Ready, desk_client: Client, jonas: Staff) -> None:
    page = shown(desk_client, case, day=TUESDAY, at="19:00", therapist=jonas.pk).content.decode()
    assert "Jonas Lind works at Harbor Street on Tue 24 Nov 2026 from 08:00 to 18:00." in page
    assert f'value="{key(case, at(19), therapist=jonas)}"' not in page
    TimeOff.objects.create(
        therapist=jonas,
        kind="vacation",
        during=type(case.book(kind="evaluation", starts_at=at(8, day=date(2026, 12, 4))).during)(at(8), at(18)),
        entered_at=world.NOW,
        entered_by=world.system(),
    )
    assert (
        "Jonas Lind is away then"
        in shown(desk_client, case, day=TUESDAY, at="10:00", therapist=jonas.pk).content.decode()
    )


def test_a_time_somebody_else_has_is_said_with_its_hours(case: Ready, desk_client: Client, jonas: Staff) -> None:
    ready(jonas, family="Weiss").book(starts_at=at(14), room=world.room("Room 2"))
    page = shown(desk_client, case, day=TUESDAY, at="14:30", therapist=jonas.pk).content.decode()
    assert "The therapist already has a visit from 14:00 to 15:10." in page


def test_a_rooms_free_time_takes_whoever_is_free(case: Ready, desk_client: Client) -> None:
    response = shown(desk_client, case, day=TUESDAY, at="14:00", room=case.room.pk)
    assert response.context["gap"].room == case.room


def test_filters_and_later_ones(case: Ready, desk_client: Client, jonas: Staff) -> None:
    found = shown(desk_client, case, who="any", weekday="3", part="afternoon")
    assert offered(found)[:2] == [("Thu 12:00", "Amara"), ("Thu 13:15", "Amara")]
    assert {when[:3] for when, _ in offered(found)} == {"Thu"}
    assert offered(shown(desk_client, case, who=jonas.pk))[0] == ("Mon 09:00", "Jonas")
    first = shown(desk_client, case)
    later = shown(desk_client, case, after=first.context["later"])  # type: ignore[attr-defined]
    assert offered(later)[0] == ("Tue 10:45", "Amara")


@pytest.mark.parametrize(
    "asked",
    [
        {"who": "x"},
        {"who": "99999999999999999999"},
        {"weekday": "9"},
        {"part": "night"},
        {"kind": "surgery"},
        {"after": "soon"},
        {"day": "9999-01-01", "at": "10:00", "therapist": "1"},
        {"day": TUESDAY, "at": "25:00"},
        {"day": "2027-03-14", "at": "02:30", "therapist": "1"},
        {"therapist": "x", "room": "-1"},
        {"location": "x"},
        {"episode": "0"},
        {"q": "\x00"},
    ],
)
def test_what_cannot_be_read_is_as_if_it_had_not_been_asked(
    asked: dict[str, str], case: Ready, desk_client: Client
) -> None:
    assert offered(shown(desk_client, case, **asked))[0][0] == "Mon 09:00"


def test_nobody_the_patient_knows_has_time_so_everybodys_is_shown(
    case: Ready, desk_client: Client, jonas: Staff
) -> None:
    WorkingHours.objects.filter(therapist=case.therapist).delete()
    response = shown(desk_client, case)
    assert "Amara Okafor has no free time here." in response.content.decode()
    assert offered(response)[0] == ("Mon 09:00", "Jonas")


def test_without_a_referral_it_is_said_and_nothing_can_be_clicked(desk_client: Client, case: Ready) -> None:
    new = world.patient("Lena", "Okoro", consents=())
    response = desk_client.get(reverse("sessions:drawer", args=[new.pk]))
    page = response.content.decode()
    for words in ("There is no open course of care", "has not consented to treatment", "Take in a referral"):
        assert words in page
    assert 'name="opening"' not in page
    assert response.context["found"].kind == "evaluation"


def test_a_therapist_is_led_to_the_page_where_a_reason_can_be_typed(
    case: Ready, therapist_client: Client, desk_client: Client
) -> None:
    case.referral.valid_until_on = world.TODAY - timedelta(days=1)
    case.referral.save()
    page = shown(therapist_client, case, kind="reassess").content.decode()
    assert "The referral is valid until" in page
    assert f"{reverse('sessions:book', args=[case.patient.pk])}?day=" in page
    assert 'class="offer"' in page
    assert "Choose</span>" not in shown(desk_client, case, kind="reassess").content.decode()


def test_after_a_long_absence_a_re_assessment_comes_first(case: Ready, desk_client: Client) -> None:
    episode = world.episode(world.patient(family="Weiss"), team=(case.therapist,))
    order = world.referral(episode)
    world.intake(episode, case.therapist, at=world.NOW - timedelta(days=60))
    plan = world.plan(episode, order, case.therapist)
    url = reverse("sessions:drawer", args=[episode.patient_id])
    assert desk_client.get(url).context["found"].kind == "treatment"
    visit = world.appointment(
        episode,
        case.therapist,
        starts_at=world.NOW - timedelta(days=40),
        status="completed",
        referral=order,
        plan=plan.plan,
    )
    world.chart(visit, plan)
    assert desk_client.get(url).context["found"].kind == "reassess"


@pytest.mark.parametrize("rows", [1, 6])
@pytest.mark.parametrize("hour", ["14:15", "19:00"])
def test_it_costs_twelve_queries_however_much_there_is(
    rows: int, hour: str, case: Ready, desk_client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(rows - 1):
        other = make.staff(f"Therapist {number}", "therapist", locations=(case.room.location,))
        works(other, 0, 1, 2, 3, 4)
        world.room(f"Room {number + 2}")
        world.referral(world.episode(case.patient, problem=f"Problem {number}"))
        case.book(starts_at=at(10, day=date(2026, 12, 1) + timedelta(days=7 * number)))
    with django_assert_max_num_queries(12):
        assert shown(desk_client, case, day=TUESDAY, at=hour, therapist=case.therapist.pk).status_code == 200


# One click


def test_one_click_books_and_says_so(case: Ready, desk_client: Client) -> None:
    response = click(desk_client, case, key(case, at(10)))
    visit = Appointment.objects.get()
    assert (visit.starts_at, visit.referral, visit.plan, visit.minutes) == (
        at(10),
        case.referral,
        case.version.plan,
        60,
    )
    page = response.content.decode()
    assert "Ines Delgado is booked for Tue 24 Nov, 10:00, with Amara Okafor." in page
    assert "No e-mail address is on file: say the time on the phone." in page
    assert str(visit.pk) in response["HX-Trigger"]


def test_whether_the_patient_is_told_is_said(case: Ready, desk_client: Client) -> None:
    Patient.objects.update(email="ines@home.example")
    assert "has not agreed to mail" in click(desk_client, case, key(case, at(10))).content.decode()
    world.consent(case.patient, "email")
    later = at(10, day=date(2026, 12, 1))
    assert "Ines is told by e-mail" in click(desk_client, case, key(case, later)).content.decode()


def test_two_clicks_book_once_and_both_say_booked(case: Ready, desk_client: Client) -> None:
    for _ in range(2):
        assert "is booked for Tue 24 Nov, 10:00" in click(desk_client, case, key(case, at(10))).content.decode()
    assert Appointment.objects.count() == 1


def test_a_time_taken_meanwhile_is_refused_in_words(case: Ready, desk_client: Client) -> None:
    ready(case.therapist, family="Weiss").book()
    response = click(desk_client, case, key(case, at(10)))
    page = response.content.decode()
    assert "Not booked:" in page
    assert "The therapist already has a visit from 10:00 to 11:10." in page
    assert response["HX-Retarget"] == "#drawer-said"
    assert Appointment.objects.count() == 1


def test_a_refusal_leads_to_the_booking_page_with_the_time(case: Ready, desk_client: Client) -> None:
    case.referral.valid_until_on = world.TODAY
    case.referral.save()
    page = click(desk_client, case, key(case, at(10))).content.decode()
    assert "The referral is valid until Mon 23 Nov 2026" in page
    assert f"{reverse('sessions:book', args=[case.patient.pk])}?day={TUESDAY}&amp;at=10%3A00" in page
    assert not Appointment.objects.exists()


def test_no_reason_of_the_drawer_lifts_a_referral(case: Ready, manager_client: Client) -> None:
    case.referral.valid_until_on = world.TODAY
    case.referral.save()
    click(manager_client, case, key(case, at(10)), day_reason="Please", override_reason="Please")
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("opening", ["", "x", "1.2", "0.0.2026-11-24T10:00:00+00:00", "1.1.2026-11-24T10:00:00"])
def test_what_is_no_opening_is_not_found(opening: str, case: Ready, desk_client: Client) -> None:
    assert click(desk_client, case, opening).status_code == 404


def test_what_is_no_kind_is_not_found(case: Ready, desk_client: Client) -> None:
    assert click(desk_client, case, key(case, at(10)), kind="surgery").status_code == 404


def test_looking_and_booking_leave_access_rows(case: Ready, desk_client: Client) -> None:
    shown(desk_client, case)
    click(desk_client, case, key(case, at(10)))
    rows = AccessEntry.objects.filter(what="booking", patient_reference=case.patient.pk)
    assert rows.count() == 2


def test_wrong_methods_and_unknown_patients(case: Ready, desk_client: Client, client: Client) -> None:
    assert desk_client.get(reverse("sessions:drawer_book", args=[case.patient.pk])).status_code == 302
    assert desk_client.post(reverse("sessions:drawer", args=[case.patient.pk])).status_code == 405
    assert desk_client.get(reverse("sessions:drawer", args=[999999])).status_code == 404
    assert client.get(reverse("sessions:drawer", args=[case.patient.pk])).status_code == 302


# Somebody new


def new(client: Client, **changed: str) -> HttpResponse:
    facts = {"given_name": "Lena", "family_name": "Okoro", "birth_on": "1990-02-03", "phone": "", "email": ""}
    return client.post(reverse("sessions:drawer_new"), facts | changed)


def test_what_was_typed_begins_the_form(desk_client: Client) -> None:
    initial = desk_client.get(reverse("sessions:drawer_new"), {"q": "lena okoro"}).context["form"].initial
    assert (initial["given_name"], initial["family_name"]) == ("Lena", "Okoro")


def test_somebody_new_is_registered_and_goes_on(desk_client: Client) -> None:
    page = new(desk_client, phone="702 555 0199").content.decode()
    patient = Patient.objects.get()
    assert (patient.name, patient.language) == ("Lena Okoro", "en")
    assert f'hx-get="{reverse("sessions:drawer", args=[patient.pk])}' in page


def test_whoever_may_be_the_same_is_shown_first(desk_client: Client) -> None:
    known = world.patient("Lena", "Okoro", birth_on=date(1990, 2, 3))
    page = new(desk_client).content.decode()
    assert "Is it one of these?" in page
    assert reverse("sessions:drawer", args=[known.pk]) in page
    assert Patient.objects.count() == 1
    new(desk_client, register_anyway=str(known.pk))
    assert Patient.objects.count() == 2


def test_what_is_wrong_stands_at_its_field(desk_client: Client) -> None:
    response = new(desk_client, birth_on="1990-02-30", phone="12")
    assert set(response.context["form"].errors) == {"birth_on", "phone"}  # type: ignore[attr-defined]
    assert not Patient.objects.exists()
    assert "birth_on" in new(desk_client, birth_on="2090-01-01").context["form"].errors  # type: ignore[attr-defined]


# A second visit on one day


def test_a_second_visit_on_one_day_needs_a_reason_of_anybody(case: Ready, desk_client: Client) -> None:
    case.book(kind="evaluation")
    opening = key(case, at(14))
    page = click(desk_client, case, opening).content.decode()
    assert "The patient has a visit on Tue 24 Nov 2026 already, at 10:00." in page
    assert 'name="day_reason"' in page
    assert Appointment.objects.count() == 1
    click(desk_client, case, opening, day_reason="Lives far away")
    second = Appointment.objects.get(during__startswith=at(14))
    assert (second.guard_reason, second.referral, second.override_reason) == ("Lives far away", case.referral, "")


def test_the_booking_page_asks_for_it_too(case: Ready, desk_client: Client) -> None:
    case.book(kind="evaluation")
    url = reverse("sessions:book", args=[case.patient.pk])
    query = {"day": TUESDAY, "at": "14:00", "therapist": case.therapist.pk}
    assert "already, at 10:00" in desk_client.get(url, query).content.decode()
    sent = {"episode": case.episode.pk, "kind": "treatment", "day": TUESDAY, "at": "14:00", "minutes": 60}
    sent |= {"therapist": case.therapist.pk, "room": case.room.pk}
    assert "Needs your reason:" in desk_client.post(url, sent).content.decode()
    desk_client.post(url, sent | {"day_reason": "Lives far away"})
    assert Appointment.objects.get(during__startswith=at(14)).guard_reason == "Lives far away"


def test_the_day_is_the_one_on_the_locations_clock(case: Ready) -> None:
    WorkingHours.objects.all().delete()
    case.book(kind="evaluation", starts_at=at(23))
    assert case.book(kind="evaluation", starts_at=at(1, day=date(2026, 11, 25))).guard_reason == ""
    with pytest.raises(Refused, match="at 23:00"):
        case.book(kind="evaluation", starts_at=at(8))


def test_a_visit_at_the_same_time_is_refused_by_itself(case: Ready) -> None:
    case.book()
    with pytest.raises(appointments.SlotTaken, match="already has a visit"):
        case.book(therapist=make.staff("Jonas Lind", "therapist"), room=world.room("Room 2"), starts_at=at(10, 30))


def test_moving_onto_such_a_day_keeps_its_reason_and_off_it_none(case: Ready, front_desk: Staff) -> None:
    case.book(kind="evaluation")
    visit = case.book(kind="evaluation", starts_at=at(14, day=date(2026, 11, 25)))

    def to(starts_at: datetime) -> Appointment:
        return moving.move(
            appointment=visit,
            to=Target(starts_at, 60, case.therapist, case.room),
            seen_as=visit.seen_as,
            reason="Comes from far away",
            by=front_desk,
            now=world.NOW,
        )

    visit = to(at(14))
    assert visit.guard_reason == "Comes from far away"
    assert any("already, at 10:00" in words for words in moving.to_mind(visit))
    assert to(at(14, day=date(2026, 11, 26))).guard_reason == ""


def test_a_whole_plan_asks_for_it_too(case: Ready, front_desk: Staff) -> None:
    case.book(kind="evaluation")
    facts: dict[str, Any] = {
        "patient": case.patient,
        "episode": case.episode,
        "referral": case.referral,
        "plan": case.version.plan,
        "minutes": 60,
        "places": [
            Place(case.therapist, case.room, at(14)),
            Place(case.therapist, case.room, at(9, day=date(2026, 11, 27))),
        ],
        "by": front_desk,
        "now": world.NOW,
    }
    with pytest.raises(NotAll) as refused:
        book_plan(**facts)
    assert refused.value.codes == {"J-SAME-DAY"}
    first, second = book_plan(**facts, day_reason="Lives far away")
    assert (first.guard_reason, second.guard_reason) == ("Lives far away", "")


def test_the_page_of_a_whole_plan_asks_for_it(case: Ready, desk_client: Client) -> None:
    case.book(kind="evaluation")
    url = reverse("sessions:book_plan", args=[case.patient.pk, case.version.plan_id])
    response = desk_client.post(url, {"visit": [key(case, at(14))]})
    assert response.status_code == 409
    assert 'name="day_reason"' in response.content.decode()
    desk_client.post(url, {"visit": [key(case, at(14))], "day_reason": "Lives far away"})
    assert Appointment.objects.get(during__startswith=at(14)).guard_reason == "Lives far away"


def test_a_managers_reason_answers_for_hours_and_day_together(case: Ready, manager: Staff) -> None:
    case.book(kind="evaluation")
    with pytest.raises(Refused):
        case.book(kind="evaluation", starts_at=at(19), by=manager, day_reason="Twice")
    both = case.book(kind="evaluation", starts_at=at(19), by=manager, override_reason="Once", day_reason="Twice")
    assert both.guard_reason == "Once Twice"


# The booking page


def test_the_booking_page_says_what_hours_say_and_offers_the_next_times(case: Ready, desk_client: Client) -> None:
    url = reverse("sessions:book", args=[case.patient.pk])
    query = {"day": TUESDAY, "at": "19:00", "therapist": case.therapist.pk, "room": case.room.pk}
    response = desk_client.get(url, query)
    page = response.content.decode()
    assert "Amara Okafor works at Harbor Street on Tue 24 Nov 2026 from 08:00 to 18:00." in page
    assert f"{url}?day=2026-11-25&amp;at=08%3A00" in page
    Closure.objects.create(
        from_on=date(2026, 11, 24),
        until_on=date(2026, 11, 24),
        reason="Staff day",
        entered_at=world.NOW,
        entered_by=world.system(),
    )
    assert "is closed on" in desk_client.get(url, query | {"at": "10:00"}).content.decode()


def test_a_good_time_has_nothing_against_it(case: Ready, desk_client: Client) -> None:
    query = {"day": TUESDAY, "at": "10:00", "therapist": case.therapist.pk, "room": case.room.pk}
    response = desk_client.get(reverse("sessions:book", args=[case.patient.pk]), query)
    assert response.context["findings"] == []
    assert time(10) == response.context["form"].initial["at"]
