"""The waitlist's pages: who waits, who could take a free time and in a word why somebody cannot, and what the desk does about it."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from clinic.models import AccessEntry, Staff
from sessions.models import Appointment, Offer, TimeOff, WaitlistEntry
from sessions.services import appointments, moving, offers
from sessions.services.moving import Target
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, at, ready
from tests.factories.waiting import freed, offered, someone, waits

pytestmark = pytest.mark.django_db
LIST = "/waitlist/"
NOW = world.NOW


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    make.profile()
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def free(therapist: Staff) -> Appointment:
    return freed(ready(therapist, family="Weiss"))


@pytest.fixture
def ines(therapist: Staff) -> Ready:
    return someone(therapist, "Delgado")


def openings(of: Appointment) -> str:
    return f"/waitlist/openings/?visit={of.pk}"


def names(response: Any, part: str) -> list[str]:
    return [one.entry.patient.family_name for one, _line in response.context[part]]


# Who could take a free time


def test_a_cancelled_visit_leads_to_who_could_take_it(free: Appointment, ines: Ready, desk_client: Client) -> None:
    waits(ines)
    page = desk_client.get(reverse("sessions:appointment", args=[free.pk])).content.decode()
    assert escape(openings(free)) in page
    response = desk_client.get(openings(free))
    assert names(response, "fitting") == ["Delgado"]
    assert "Who could take Tue 24 Nov, 10:00" in response.content.decode()
    assert AccessEntry.objects.filter(what="who could take a free time").count() == 1


def test_a_visit_that_was_moved_away_leads_there_too(
    ines: Ready, therapist: Staff, manager: Staff, desk_client: Client
) -> None:
    waits(ines)
    visit = ready(therapist, family="Weiss").book()
    to = Target(at(14), 60, therapist, visit.room)
    moving.move(appointment=visit, to=to, seen_as=visit.seen_as, reason="Asked", by=manager, now=NOW)
    move = visit.reschedules.get()
    page = desk_client.get(reverse("sessions:appointment", args=[visit.pk])).content.decode()
    assert f"/waitlist/openings/?move={move.pk}" in page
    response = desk_client.get(f"/waitlist/openings/?move={move.pk}")
    assert names(response, "fitting") == ["Delgado"]
    assert response.context["time"].starts_at == at(10)
    desk_client.post(f"/waitlist/{WaitlistEntry.objects.get().pk}/offer/", {"move": move.pk})
    assert Appointment.objects.get(status="held").starts_at == at(10)


def test_in_order_of_urgency_then_of_waiting(free: Appointment, therapist: Staff, desk_client: Client) -> None:
    for family, urgency, days in (("A", "routine", 9), ("B", "soon", 1), ("C", "urgent", 0), ("D", "soon", 4)):
        waits(someone(therapist, family), urgency=urgency, now=NOW - timedelta(days=days))
    assert names(desk_client.get(openings(free)), "fitting") == ["C", "D", "B", "A"]


def without_referral(case: Ready) -> None:
    case.referral.withdrawn_at, case.referral.withdrawn_by, case.referral.reason = NOW, world.system(), "x"
    case.referral.save()


def expired(case: Ready) -> None:
    type(case.referral).objects.filter(pk=case.referral.pk).update(valid_until_on=world.TODAY)


def too_early(case: Ready) -> None:
    type(case.referral).objects.filter(pk=case.referral.pk).update(earliest_start_on=date(2026, 11, 25))


def used_up(case: Ready) -> None:
    type(case.referral).objects.filter(pk=case.referral.pk).update(visits_authorized=1)
    case.book(starts_at=at(10, day=date(2026, 12, 8)))


def just_treated(case: Ready) -> None:
    facts = {"referral": case.referral, "plan": case.version.plan}
    visit = world.appointment(case.episode, case.therapist, starts_at=NOW, status="completed", **facts)
    world.chart(visit, case.version)


def closed_course(case: Ready) -> None:
    type(case.episode).objects.filter(pk=case.episode.pk).update(
        closed_on=world.TODAY, closed_by=world.system(), close_reason="goals_met"
    )


@pytest.mark.parametrize(
    "case",
    [
        (without_referral, "referral missing"),
        (expired, "referral expired"),
        (used_up, "no visits left"),
        (too_early, "earliest start not reached"),
        (closed_course, "course of care closed"),
    ],
)
def test_who_does_not_fit_and_why_in_a_word(
    case: tuple[Callable[[Ready], None], str], free: Appointment, ines: Ready, front_desk: Staff, desk_client: Client
) -> None:
    happens, word = case
    entry = waits(ines)
    happens(ines)
    response = desk_client.get(openings(free))
    assert names(response, "fitting") == []
    assert [one.misfit.word for one, _line in response.context["others"]] == [word]
    assert word in response.content.decode()
    with pytest.raises(offers.Unfit) as unfit:
        offered(entry, free, front_desk)
    assert unfit.value.misfit.word == word


def test_the_minimum_gap_since_the_last_visit(therapist: Staff, desk_client: Client, front_desk: Staff) -> None:
    ines = someone(therapist, "Delgado")
    free = freed(ready(therapist, family="Weiss"))
    just_treated(ines)
    entry = waits(ines)
    response = desk_client.get(openings(free))
    assert [one.misfit.word for one, _line in response.context["others"]] == ["too soon after a visit"]
    with pytest.raises(offers.Unfit):
        offered(entry, free, front_desk)


def test_the_credential_of_that_therapist(therapist: Staff, desk_client: Client, front_desk: Staff) -> None:
    """Part of the plan is enough to be booked, not to be offered a time."""
    episode = world.episode(world.patient(), team=(therapist,))
    referral = world.referral(episode)
    world.intake(episode, therapist)
    version = world.plan(episode, referral, therapist, codes=("OMT", "GEN"))
    case = Ready(episode.patient, episode, referral, version, therapist, world.room())
    entry = waits(case)
    free = freed(ready(therapist, family="Weiss"))
    response = desk_client.get(openings(free))
    assert [one.misfit.word for one, _line in response.context["others"]] == ["credential missing"]
    with pytest.raises(offers.Unfit):
        offered(entry, free, front_desk)


@pytest.mark.parametrize(
    ("wishes", "why"),
    [
        ({"weekdays": [2]}, "only Wed"),
        ({"from_time": time(11)}, "not before 11:00"),
        ({"until_time": time(10, 30)}, "over by 10:30"),
        ({"from_on": date(2026, 12, 1)}, "not before 1 Dec"),
    ],
)
def test_wishes_that_do_not_match(
    wishes: dict[str, Any], why: str, free: Appointment, ines: Ready, desk_client: Client
) -> None:
    waits(ines, **wishes)
    page = desk_client.get(openings(free)).content.decode()
    assert "wishes do not match" in page
    assert why in page


def test_another_therapist_is_wished(free: Appointment, ines: Ready, outsider: Staff, desk_client: Client) -> None:
    waits(ines, therapists=[outsider])
    assert "another therapist" in desk_client.get(openings(free)).content.decode()


def test_who_comes_that_day_already_and_who_has_an_offer(
    free: Appointment, ines: Ready, therapist: Staff, front_desk: Staff, desk_client: Client
) -> None:
    ines.book(starts_at=at(16))
    waits(ines)
    later = freed(ready(therapist, family="Brandt"), starts_at=at(14))
    offered(waits(someone(therapist, "Haddad")), later, front_desk)
    found = {
        one.entry.patient.family_name: one.misfit.word for one, _ in desk_client.get(openings(free)).context["others"]
    }
    assert found["Haddad"] == "has an offer"
    assert found["Delgado"] in {"comes that day already", "too soon after a visit"}


def test_entries_that_are_closed_or_over_are_not_asked(free: Appointment, ines: Ready, desk_client: Client) -> None:
    waits(ines, until_on=date(2026, 11, 23))
    response = desk_client.get(openings(free))
    assert (names(response, "fitting"), names(response, "others")) == ([], [])


def test_a_time_that_is_taken_again_is_not_offered(
    free: Appointment, ines: Ready, therapist: Staff, desk_client: Client
) -> None:
    waits(ines)
    ready(therapist, family="Brandt").book()
    page = desk_client.get(openings(free)).content.decode()
    assert "Somebody is booked there again" in page
    assert "Offer it to" not in page


def test_a_therapist_who_is_away_takes_nobody(
    free: Appointment, ines: Ready, therapist: Staff, desk_client: Client
) -> None:
    waits(ines)
    TimeOff.objects.create(
        therapist=therapist,
        kind="sick",
        during=(at(8), at(18)),
        entered_at=NOW,
        entered_by=world.system(),
    )
    page = desk_client.get(openings(free)).content.decode()
    assert "is away then" in page
    assert "Offer it to" not in page


@pytest.mark.parametrize("query", ["", "?visit=0", "?visit=x", "?visit=99999999999999999999", "?move=1"])
def test_no_such_time(query: str, desk_client: Client) -> None:
    assert desk_client.get(f"/waitlist/openings/{query}").status_code == 404


def test_a_visit_that_stands_is_no_free_time(ines: Ready, desk_client: Client) -> None:
    assert desk_client.get(openings(ines.book())).status_code == 404


@pytest.mark.parametrize("many", [1, 6])
def test_few_queries_for_any_number_who_wait(
    free: Appointment, therapist: Staff, desk_client: Client, many: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(many):
        waits(someone(therapist, f"Weiss{number}", given="Ute"), minutes=45 + 5 * (number % 4))
    waits(someone(therapist, "Delgado"), weekdays=[4])
    desk_client.get(openings(free))
    with django_assert_max_num_queries(12):
        response = desk_client.get(openings(free))
    assert len(names(response, "fitting")) == many


# Offering, and answering for somebody on the phone


def test_the_desk_offers_with_one_click(free: Appointment, ines: Ready, desk_client: Client) -> None:
    entry = waits(ines)
    response = desk_client.post(f"/waitlist/{entry.pk}/offer/", {"visit": free.pk}, follow=True)
    page = response.content.decode()
    assert "The time is held for Ines Delgado until 11:00. A mail is on its way." in page
    assert "offered" in desk_client.get(LIST).content.decode()
    board = desk_client.get("/board/?day=2026-11-24").content.decode()
    assert "held until Mon 11:00" in board
    visit = Appointment.objects.get(status="held")
    page = desk_client.get(reverse("sessions:appointment", args=[visit.pk])).content.decode()
    assert "Held for" in page
    assert "Move the visit" not in page
    assert "Cancel this visit" not in page


def test_what_refuses_the_offer_is_said(free: Appointment, ines: Ready, desk_client: Client) -> None:
    entry = waits(ines)
    expired(ines)
    page = desk_client.post(f"/waitlist/{entry.pk}/offer/", {"visit": free.pk}, follow=True).content.decode()
    assert "The referral is valid until" in page
    assert not Offer.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        ("accept", "booked", "the visit is booked"),
        ("decline", "cancelled", "goes on waiting"),
        ("withdraw", "cancelled", "is taken back"),
    ],
)
def test_the_desk_answers_for_somebody_on_the_phone(
    free: Appointment, ines: Ready, front_desk: Staff, desk_client: Client, said: tuple[str, str, str]
) -> None:
    answer, status, words = said
    offer = offered(waits(ines), free, front_desk)
    page = desk_client.post(f"/waitlist/offers/{offer.pk}/{answer}/", follow=True).content.decode()
    assert words in page
    offer.refresh_from_db()
    assert (offer.visit.status, offer.closed_by) == (status, front_desk.actor)


def test_an_answer_too_late_is_said(
    free: Appointment, ines: Ready, front_desk: Staff, desk_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = offered(waits(ines), free, front_desk)
    monkeypatch.setattr(timezone, "now", lambda: offer.holds_until)
    page = desk_client.post(f"/waitlist/offers/{offer.pk}/accept/", follow=True).content.decode()
    assert "no longer open (lapsed)" in page


def test_a_time_nobody_took_is_listed_as_free_again(
    free: Appointment, ines: Ready, front_desk: Staff, desk_client: Client
) -> None:
    assert [row.pk for row in desk_client.get(LIST).context["freed"]] == [free.pk]
    offer = offered(waits(ines), free, front_desk)
    assert desk_client.get(LIST).context["freed"] == []
    offers.lapse(offer_id=offer.pk, now=offer.holds_until)
    response = desk_client.get(LIST)
    assert [row.pk for row in response.context["freed"]] == [offer.visit_id]
    assert "lapsed" in response.content.decode()


# The list


def sent(case: Ready, **changed: Any) -> dict[str, Any]:
    return {"episode": case.episode.pk, "kind": "treatment", "minutes": 60, "urgency": "soon", **changed}


def test_an_entry_is_added_from_the_patient(ines: Ready, therapist: Staff, desk_client: Client) -> None:
    page = desk_client.get(reverse("sessions:patient", args=[ines.patient.pk])).content.decode()
    url = f"/waitlist/new/?patient={ines.patient.pk}"
    assert url in page
    assert 'value="60"' in desk_client.get(url).content.decode()
    given = sent(
        ines, weekdays=["0", "2"], from_time="08:00", until_time="12:00", therapists=[therapist.pk], note="a b"
    )
    page = desk_client.post(url, given, follow=True).content.decode()
    for words in ("Ines Delgado is on the waitlist", "Mon, Wed", "08:00 to 12:00", "Amara Okafor", "soon", "a b"):
        assert words in page
    entry = WaitlistEntry.objects.get()
    assert (entry.weekdays, entry.urgency, entry.entered_at) == ([0, 2], "soon", NOW)
    again = desk_client.post(url, given)
    assert "waits for such a visit already" in again.content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "x"}, "kind"),
        ({"minutes": "5"}, "minutes"),
        ({"minutes": "999"}, "minutes"),
        ({"urgency": "now"}, "urgency"),
        ({"weekdays": ["7"]}, "weekdays"),
        ({"from_time": "12:00", "until_time": "11:00"}, "until_time"),
        ({"from_time": "25:00"}, "from_time"),
        ({"from_on": "2026-12-02", "until_on": "2026-12-01"}, "until_on"),
        ({"from_on": "2026-02-30"}, "from_on"),
        ({"therapists": ["999999"]}, "therapists"),
        ({"note": "n" * 201}, "note"),
        ({"note": "a\x00b"}, "note"),
        ({"episode": "999999"}, "episode"),
    ],
)
def test_bad_input_comes_back_with_a_message_at_the_field(
    changed: dict[str, Any], field: str, ines: Ready, desk_client: Client
) -> None:
    response = desk_client.post(f"/waitlist/new/?patient={ines.patient.pk}", sent(ines, **changed))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not WaitlistEntry.objects.exists()


def test_first_who_then_what(ines: Ready, desk_client: Client) -> None:
    assert "Who waits?" in desk_client.get("/waitlist/new/").content.decode()
    assert f"?patient={ines.patient.pk}" in desk_client.get("/waitlist/new/?q=delgado").content.decode()
    assert "Nobody by that name" in desk_client.get("/waitlist/new/?q=zzzz").content.decode()
    assert desk_client.get("/waitlist/new/?patient=999999").status_code == 404


def test_without_a_course_of_care_nobody_waits(desk_client: Client) -> None:
    page = desk_client.get(f"/waitlist/new/?patient={world.patient().pk}").content.decode()
    assert "No open course of care" in page


def test_filters(ines: Ready, therapist: Staff, outsider: Staff, desk_client: Client) -> None:
    waits(ines, urgency="urgent", therapists=[therapist])
    waits(someone(therapist, "Haddad"))

    def shown(query: str) -> list[str]:
        return [line.entry.patient.family_name for line in desk_client.get(LIST + query).context["entries"]]

    assert shown("") == ["Delgado", "Haddad"]
    assert shown("?urgency=urgent") == ["Delgado"]
    assert shown(f"?therapist={outsider.pk}") == ["Haddad"]
    assert shown(f"?therapist={therapist.pk}") == ["Delgado", "Haddad"]
    assert shown("?kind=evaluation") == []
    assert shown("?urgency=x") == ["Delgado", "Haddad"]


def test_an_entry_is_closed_with_its_reason(ines: Ready, desk_client: Client) -> None:
    entry = waits(ines)
    url = f"/waitlist/{entry.pk}/close/"
    assert "reason" in desk_client.post(url, {"reason": ""}).context["form"].errors
    page = desk_client.post(url, {"reason": "Found a time herself"}, follow=True).content.decode()
    assert "Ines Delgado is off the waitlist" in page
    entry.refresh_from_db()
    assert entry.closed_reason == "Found a time herself"
    assert desk_client.get(url).status_code == 404


@pytest.mark.parametrize("many", [1, 8])
def test_few_queries_for_any_number(
    therapist: Staff, front_desk: Staff, desk_client: Client, many: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(many):
        starts_at: datetime = at(8, day=date(2026, 11, 24) + timedelta(days=number))
        free = freed(ready(therapist, family="Weiss"), starts_at=starts_at)
        offered(waits(someone(therapist, f"W{number}"), therapists=[therapist]), free, front_desk)
        freed(ready(therapist, family="Weiss"), starts_at=starts_at + timedelta(hours=3))
    desk_client.get(LIST)
    with django_assert_max_num_queries(12):
        assert len(desk_client.get(LIST).context["freed"]) == many


@pytest.mark.parametrize("path", [LIST, "/waitlist/new/", "/waitlist/openings/?visit=1"])
def test_only_for_those_who_signed_in(path: str) -> None:
    assert Client().get(path).status_code == 302


@pytest.mark.parametrize("path", ["/waitlist/1/offer/", "/waitlist/offers/1/accept/", "/waitlist/offers/1/decline/"])
def test_a_get_offers_and_answers_nothing(path: str, desk_client: Client) -> None:
    assert desk_client.get(path).headers["Location"] == LIST
    assert desk_client.post(path).status_code == 404


def test_nobody_waits(desk_client: Client) -> None:
    assert "Nobody waits" in desk_client.get(LIST).content.decode()


def test_cancelling_late_frees_the_time_too(therapist: Staff, desk_client: Client) -> None:
    visit = ready(therapist, family="Weiss").book()
    appointments.cancel(appointment=visit, reason="Ill", by=world.system(), now=NOW + timedelta(hours=12))
    assert visit.status == "late"
    assert desk_client.get(openings(visit)).status_code == 200
