"""The page behind the link of a booking mail: shows little, confirms once, ends with the visit."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from clinic.models import OutboundEmail, Staff
from sessions.models import Appointment
from sessions.services import appointments
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, ready

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    make.profile()
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture
def case(therapist: Staff) -> Ready:
    return ready(therapist, email="ines@home.example", consents=("treatment", "release", "email"))


@pytest.fixture
def visit(case: Ready) -> Appointment:
    return case.book()


@pytest.fixture
def link(visit: Appointment) -> str:
    """The path as it stands in the mail."""
    found = re.search(r"/v/\S+", OutboundEmail.objects.get().text)
    assert found
    return found.group()


def test_it_shows_first_name_time_and_place_and_nothing_else(link: str) -> None:
    page = Client().get(link).content.decode()
    for words in ("Hello Ines", "Tuesday 24 November, 10:00", "14 Harbor Street", "I'll be there"):
        assert words in page
    for secret in ("Delgado", "Okafor", "reatment", "spasm", "POD", "1972", "Albrecht"):
        assert secret not in page


def test_a_get_changes_nothing(link: str, visit: Appointment) -> None:
    Client().get(link)
    visit.refresh_from_db()
    assert visit.status == "booked"


def test_one_tap_confirms_and_a_second_says_the_same(link: str, visit: Appointment) -> None:
    client = Client()
    for _tap in range(2):
        response = client.post(link, follow=True)
        assert "We expect you" in response.content.decode()
    visit.refresh_from_db()
    assert visit.status == "confirmed"


def test_a_tap_after_arriving_does_not_turn_the_visit_back(link: str, visit: Appointment) -> None:
    appointments.arrive(appointment=visit, by=world.system(), now=world.NOW)
    assert Client().post(link).status_code == 302
    visit.refresh_from_db()
    assert visit.status == "arrived"


def test_no_sign_in_is_needed_but_a_forged_form_is_refused(link: str) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.get(link).status_code == 200
    assert client.post(link).status_code == 403


def test_a_cancelled_visit_says_whom_to_call(link: str, visit: Appointment) -> None:
    appointments.cancel(appointment=visit, reason="Ill", by=world.system(), now=world.NOW)
    for response in (Client().get(link), Client().post(link)):
        assert response.status_code == 410
        assert "tel:+15550134" in response.content.decode()
    visit.refresh_from_db()
    assert visit.status == "cancelled"


def test_the_link_ends_when_the_visit_begins(link: str, visit: Appointment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: visit.starts_at - timedelta(seconds=1))
    assert Client().get(link).status_code == 200
    monkeypatch.setattr(timezone, "now", lambda: visit.starts_at)
    assert Client().get(link).status_code == 410
    assert Client().post(link).status_code == 410


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "..%2f..", "é" * 10])
def test_what_is_no_link_says_the_same(token: str) -> None:
    response = Client().get(f"/v/{token}/")
    assert response.status_code in {404, 410}
    assert "Delgado" not in response.content.decode()


def test_patients_read_it_in_their_language(therapist: Staff) -> None:
    case = ready(therapist, email="ines@home.example", consents=("treatment", "release", "email"), language="de")
    case.book()
    mail = OutboundEmail.objects.get()
    assert "Di" in mail.subject
    found = re.search(r"/v/\S+", mail.text)
    assert found
    assert 'lang="de"' in Client().get(found.group()).content.decode()


def test_other_methods_are_refused(link: str) -> None:
    assert Client().put(link).status_code == 405
