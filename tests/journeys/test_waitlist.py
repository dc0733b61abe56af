"""A visit is cancelled, its time goes to somebody who waits: the desk offers, the patient says yes at a phone, the board shows it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from clinic.models import OutboundEmail
from referrals.models import Referral
from sessions.models import Appointment
from tests.factories import clinic as make
from tests.factories.booking import Ready, at, ready
from tests.factories.waiting import someone, waits
from tests.journeys.conftest import Walk
from tests.journeys.test_main_path import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


class Tomorrow:
    """Hanna Weiss has a visit at ten; Ines Delgado waits, and so does somebody who wants the evening."""

    def __init__(self) -> None:
        make.profile()
        location = make.location()
        amara = make.staff("Amara Okafor", "therapist", email="amara@mend.example", locations=(location,))
        make.staff("Finn Dahl", "front_desk", email="desk@mend.example", locations=(location,))
        now = timezone.now()
        today = now.astimezone(location.tz).date()
        self.on = today + timedelta(days=1)
        hanna = ready(amara, given="Hanna", family="Weiss")
        self.ines: Ready = someone(amara, "Delgado")
        evening = someone(amara, "Haddad", given="Omar")
        Referral.objects.update(received_on=today - timedelta(days=5), valid_until_on=today + timedelta(days=60))
        self.visit: Appointment = hanna.book(starts_at=at(10, day=self.on), now=now)
        waits(self.ines, now=now - timedelta(days=3))
        waits(evening, now=now - timedelta(days=9), from_time="17:00")


@pytest.fixture
def tomorrow(transactional_db: None) -> Tomorrow:
    return Tomorrow()


def test_a_cancelled_visit_goes_to_somebody_who_waits(live_server: LiveServer, walk: Walk, tomorrow: Tomorrow) -> None:
    desk: Person = walk(Person, walk, live_server, "desk@mend.example")
    walk(cancel, desk, tomorrow)
    walk(offer, desk)
    walk(held_on_board, desk, tomorrow)
    text = OutboundEmail.objects.get(subject__startswith="A time is free").text
    link = re.search(r"https?://\S+?(/w/\S+)", text)
    assert link
    phone: Page = walk(open_phone, walk, live_server.url + link.group(1))
    walk(say_yes, phone)
    walk(booked_on_board, desk, tomorrow)
    booked = Appointment.objects.live().get()
    assert (booked.patient, booked.starts_at) == (tomorrow.ines.patient, tomorrow.visit.starts_at)
    assert desk.violations == []


def cancel(desk: Person, tomorrow: Tomorrow) -> None:
    desk.open(f"/appointments/{tomorrow.visit.pk}/")
    desk.fill(reason="Has a cold")
    desk.press("Cancel the visit")
    desk.page.locator("dialog").get_by_role("button", name="Cancel the visit").click()
    desk.sees("The time is free again")
    desk.follow("Who could take it")


def offer(desk: Person) -> None:
    desk.sees("Who could take")
    expect(desk.page.locator("#fitting li")).to_have_count(1)
    expect(desk.page.locator("#fitting")).to_contain_text("Delgado, Ines")
    expect(desk.page.locator("#others")).to_contain_text("wishes do not match")
    desk.press("Offer it to Ines Delgado")
    expect(desk.page.locator("body")).to_contain_text("The time is held for Ines Delgado until")
    desk.open("/waitlist/")
    desk.sees("Held until")


def held_on_board(desk: Person, tomorrow: Tomorrow) -> None:
    desk.open(f"/board/?day={tomorrow.on.isoformat()}")
    card = desk.page.locator("[data-board-canvas] [data-visit]", has_text="Delgado").last
    expect(card).to_contain_text("held until")


def open_phone(walk: Walk, address: str) -> Page:
    context = walk.browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(address)
    expect(page.locator("body")).to_contain_text("Hello Ines")
    expect(page.locator("body")).not_to_contain_text("Delgado")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    return page


def say_yes(page: Page) -> None:
    page.get_by_role("button", name="Yes, I take it").tap()
    expect(page.locator("main")).to_contain_text("The time is yours")


def booked_on_board(desk: Person, tomorrow: Tomorrow) -> None:
    desk.open(f"/board/?day={tomorrow.on.isoformat()}")
    card = desk.page.locator("[data-board-canvas] [data-visit]", has_text="Delgado").last
    expect(card).to_be_visible()
    expect(card).not_to_contain_text("held")
