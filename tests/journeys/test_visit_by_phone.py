"""A patient at a phone opens the link of the mail that booking sends, says yes, then asks for another time; the desk sees both."""

import re
from datetime import timedelta
from email.message import EmailMessage

import icalendar
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from clinic.models import Staff
from sessions.models import Appointment
from sessions.services import telling
from tests.factories import clinic as make
from tests.factories import world
from tests.journeys.conftest import Mailbox, Walk
from tests.journeys.test_main_path import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visit(transactional_db: None) -> Appointment:
    """Booked for tomorrow, in a clinic with a desk."""
    make.profile()
    location = make.location()
    therapist: Staff = make.staff("Amara Okafor", "therapist", locations=(location,))
    make.staff("Finn Dahl", "front_desk", email="desk@mend.example", locations=(location,))
    patient = world.patient(email="ines@home.example", consents=("treatment", "email"), language="es")
    tomorrow = timezone.now() + timedelta(days=1)
    return world.appointment(world.episode(patient), therapist, kind="evaluation", starts_at=tomorrow)


def test_a_patient_confirms_and_asks_for_another_time_by_phone(
    live_server: LiveServer, walk: Walk, visit: Appointment, mailbox: Mailbox, worker: None
) -> None:
    telling.ask(patient_id=visit.patient_id, by=world.system(), now=timezone.now())
    (mail,) = mailbox.wait_for(1)
    assert calendar_of(mail).decoded("DTSTART") == visit.starts_at.replace(microsecond=0)
    link = re.search(r"https?://\S+(/v/\S+)", mail.get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert link

    phone: Page = walk(open_phone, walk, live_server.url + link.group(1))
    walk(confirm, phone)
    visit.refresh_from_db()
    assert visit.status == "confirmed"
    walk(ask_for_another_time, phone)

    desk: Person = walk(Person, walk, live_server, "desk@mend.example")
    walk(desk_sees_the_wish, desk)
    visit.refresh_from_db()
    assert visit.status == "confirmed"
    assert desk.violations == []


def calendar_of(mail: EmailMessage) -> icalendar.Event:
    (part,) = list(mail.iter_attachments())
    assert (part.get_content_type(), part.get_param("method")) == ("text/calendar", "REQUEST")
    (event,) = icalendar.Calendar.from_ical(part.get_content()).walk("VEVENT")
    return event


def open_phone(walk: Walk, address: str) -> Page:
    context = walk.browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("body")).to_contain_text("Hola, Ines")
    expect(page.locator("body")).not_to_contain_text("Delgado")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    return page


def confirm(page: Page) -> None:
    page.get_by_role("button", name="Allí estaré").tap()
    expect(page.locator("main")).to_contain_text("Gracias. Le esperamos.")


def ask_for_another_time(page: Page) -> None:
    page.get_by_role("link", name="Pedir otra hora").tap()
    expect(page.locator("h1")).to_contain_text("Otra hora")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_text("Más tarde el mismo día").tap()
    page.locator("[name=note]").fill("After four, please")
    page.get_by_role("button", name="Enviar la petición").tap()
    expect(page.locator("main")).to_contain_text("Hemos recibido su petición")


def desk_sees_the_wish(desk: Person) -> None:
    desk.open("/alerts/")
    desk.sees("Asks for another time")
    desk.sees("later on the same day")
    desk.sees("After four, please")
    desk.follow("Open the visit")
    desk.sees("Asks for another time")
