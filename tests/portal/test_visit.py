"""The page behind the link of a booking mail: shows little, confirms once, ends with the visit."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from psycopg2.extras import DateTimeTZRange

from clinic.models import OutboundEmail, Staff
from patients.models import Alert
from patients.services import alerts
from sessions.models import Appointment
from sessions.services import appointments
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, ready, tell

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
    tell(visit.patient)
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
    tell(case.patient)
    mail = OutboundEmail.objects.get()
    assert "Di" in mail.subject
    found = re.search(r"/v/\S+", mail.text)
    assert found
    assert 'lang="de"' in Client().get(found.group()).content.decode()


def test_other_methods_are_refused(link: str) -> None:
    assert Client().put(link).status_code == 405


# Asking for another time


def wish(link: str, wish: str = "later", note: str = "After four, please") -> Any:
    return Client().post(f"{link}change/", {"wish": wish, "note": note}, follow=True)


def test_a_wish_becomes_a_task_for_the_desk_and_the_visit_stays(
    link: str, visit: Appointment, desk_client: Client
) -> None:
    assert "Ask for another time" in Client().get(link).content.decode()
    page = wish(link).content.decode()
    assert "We have your wish" in page
    alert = Alert.objects.get()
    assert alert.evidence == (
        "Visit of Tue 24 Nov, 10:00, with Amara Okafor. Wish: later on the same day. “After four, please”"
    )
    visit.refresh_from_db()
    assert visit.status == "booked"
    for path in ("/alerts/", f"/appointments/{visit.pk}/"):
        assert "After four, please" in desk_client.get(path).content.decode()
    assert f"/appointments/{visit.pk}/" in desk_client.get("/alerts/").content.decode()


def test_looking_at_the_form_tells_nobody(link: str) -> None:
    page = Client().get(f"{link}change/")
    assert page.status_code == 200
    assert "Delgado" not in page.content.decode()
    assert not Alert.objects.exists()


def test_the_same_wish_twice_is_one_task_until_it_is_answered(link: str, front_desk: Staff) -> None:
    wish(link)
    wish(link)
    alert = Alert.objects.get()
    alerts.acknowledge(alert=alert, note="Nothing free that day.", by=front_desk.actor, now=world.NOW)
    assert "Ask for another time" in Client().get(link).content.decode()
    wish(link)
    assert Alert.objects.count() == 2


def test_nobody_floods_the_desk(link: str) -> None:
    for number in range(9):
        assert wish(link, note=f"Number {number}").status_code == 200
    assert Alert.objects.count() == 5


def test_what_is_no_wish_is_asked_again(link: str) -> None:
    response = wish(link, wish="cancel")
    assert response.status_code == 200
    assert "Choose one." in response.content.decode()
    assert "note" in Client().post(f"{link}change/", {"wish": "later", "note": "x" * 141}).content.decode()
    assert not Alert.objects.exists()


def test_after_arriving_there_is_nothing_to_change(link: str, visit: Appointment) -> None:
    appointments.arrive(appointment=visit, by=world.system(), now=world.NOW)
    assert "Ask for another time" not in wish(link).content.decode()
    assert not Alert.objects.exists()


def test_a_wish_for_a_cancelled_visit_says_that_it_is_cancelled(link: str, visit: Appointment) -> None:
    appointments.cancel(appointment=visit, reason="Ill", by=world.system(), now=world.NOW)
    response = wish(link)
    assert response.status_code == 410
    assert "This visit is cancelled" in response.content.decode()
    assert not Alert.objects.exists()


def test_a_visit_moved_forward_ends_its_older_link(link: str, visit: Appointment) -> None:
    earlier = world.NOW - timedelta(hours=1)
    during = DateTimeTZRange(earlier, earlier + timedelta(minutes=60))
    Appointment.objects.filter(pk=visit.pk).update(during=during, occupies=during)
    assert Client().get(link).status_code == 410
    assert wish(link).status_code == 410


def test_the_form_speaks_the_patients_language(therapist: Staff) -> None:
    case = ready(therapist, email="ines@home.example", consents=("treatment", "release", "email"), language="es")
    case.book()
    tell(case.patient)
    found = re.search(r"/v/\S+", OutboundEmail.objects.get().text)
    assert found
    page = Client().get(f"{found.group()}change/").content.decode()
    for words in ("Otra hora", "martes 24 de noviembre", "Más tarde el mismo día", "Enviar la petición"):
        assert words in page
