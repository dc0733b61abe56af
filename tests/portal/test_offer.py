"""The page behind the link of an offer: shows little, a yes books once, whoever comes late is told kindly."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from clinic.models import OutboundEmail, Staff
from sessions.models import Appointment, Offer
from sessions.services import offers
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, ready
from tests.factories.waiting import freed, link_of, offered, someone, waits

pytestmark = pytest.mark.django_db
NOW = world.NOW


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    make.profile()
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def time(therapist: Staff) -> Appointment:
    return freed(ready(therapist, family="Weiss"))


@pytest.fixture
def ines(therapist: Staff) -> Ready:
    return someone(therapist, "Delgado")


@pytest.fixture
def offer(ines: Ready, time: Appointment, front_desk: Staff) -> Offer:
    return offered(waits(ines), time, front_desk)


@pytest.fixture
def link(offer: Offer) -> str:
    return link_of(offer)


def say(link: str, answer: str, *, status: int = 200) -> str:
    response = Client().post(link, {"answer": answer}, follow=True)
    assert response.status_code == status
    return response.content.decode()


def test_it_shows_first_name_time_place_and_until_when(link: str) -> None:
    page = Client().get(link).content.decode()
    for words in ("Hello Ines", "Tuesday 24 November, 10:00", "14 Harbor Street", "Monday 23 November, 11:00"):
        assert words in page
    for secret in ("Delgado", "reatment", "spasm", "1972", "Albrecht"):
        assert secret not in page


def test_a_get_books_nothing_and_the_desk_sees_that_it_was_opened(link: str, offer: Offer, desk_client: Client) -> None:
    assert "mail sent" in desk_client.get("/waitlist/").content.decode()
    for _look in range(2):
        assert Client().get(link).status_code == 200
    offer.refresh_from_db()
    assert offer.visit.status == "held"
    assert "looked at" in desk_client.get("/waitlist/").content.decode()


def test_one_tap_takes_it_and_a_second_says_the_same(link: str, offer: Offer, ines: Ready) -> None:
    for _tap in range(2):
        assert "The time is yours" in say(link, "yes")
    visit = Appointment.objects.live().get()
    assert (visit.status, visit.patient, visit.booked_by.kind) == ("booked", ines.patient, "patient")
    assert "The time is yours" in Client().get(link).content.decode()


def test_no_thank_you(link: str, offer: Offer) -> None:
    page = say(link, "no")
    assert "Thank you for telling us" in page
    assert "You stay on our waitlist" in page
    offer.refresh_from_db()
    assert (offer.outcome, offer.visit.status) == ("declined", "cancelled")
    assert "Thank you for telling us" in Client().get(link).content.decode()
    assert "Thank you for telling us" in say(link, "yes", status=410)


def test_too_late(link: str, offer: Offer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: offer.holds_until)
    for page in (Client().get(link).content.decode(), say(link, "yes", status=410)):
        assert "The time to answer is over" in page
        assert "tel:+15550134" in page
        assert "You stay on our waitlist" in page
    assert not Appointment.objects.filter(status="booked").exists()


def test_somebody_was_faster(link: str, offer: Offer, time: Appointment, therapist: Staff, front_desk: Staff) -> None:
    omar = someone(therapist, "Haddad", given="Omar")
    second = offered(waits(omar), time, front_desk)
    assert "The time is yours" in say(link_of(second), "yes")
    page = say(link, "yes", status=410)
    assert "Somebody was faster this time" in page
    assert "tel:+15550134" in page
    assert "Haddad" not in page
    assert Appointment.objects.live().get().patient == omar.patient


def test_what_the_rules_no_longer_allow_is_said_without_a_reason(link: str, ines: Ready) -> None:
    type(ines.referral).objects.filter(pk=ines.referral.pk).update(valid_until_on=world.TODAY)
    page = say(link, "yes", status=410)
    assert "This time is no longer free" in page
    assert "referral" not in page


def test_an_offer_that_was_taken_back(link: str, offer: Offer) -> None:
    offers.withdraw(offer=offer, by=world.system(), now=NOW)
    assert "This time is no longer free" in Client().get(link).content.decode()


def test_after_the_visit_begins_the_link_says_no_more(link: str, offer: Offer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: offer.visit.starts_at + timedelta(minutes=1))
    page = say(link, "yes", status=410)
    assert "This link has ended" in page
    assert "Ines" not in page


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "..%2f..", "é" * 10])
def test_what_is_no_link_says_the_same(token: str) -> None:
    assert Client().get(f"/w/{token}/").status_code in {404, 410}


def test_a_link_to_a_visit_opens_no_offer(ines: Ready, offer: Offer, link: str) -> None:
    assert Client().get(link.replace("/w/", "/v/")).status_code == 410


def test_patients_read_it_in_their_language(therapist: Staff, time: Appointment, front_desk: Staff) -> None:
    offer = offered(waits(someone(therapist, "Silva", language="es")), time, front_desk)
    mail = OutboundEmail.objects.get(offers=offer)
    assert mail.subject == "Hay una hora libre: mar 24 de noviembre, 10:00"
    page = Client().get(link_of(offer)).content.decode()
    assert 'lang="es"' in page
    assert "Sí, la quiero" in page


def test_other_methods_are_refused(link: str) -> None:
    assert Client().put(link).status_code == 405
