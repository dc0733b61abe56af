"""The telephone rings: a visit booked from the board in three actions, in a real browser; the same by a free time, and for somebody new."""

import re
from datetime import time, timedelta

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from patients.models import Patient
from sessions.models import Appointment, WorkingHours
from tests.factories.booking import ready
from tests.journeys.conftest import Walk
from tests.journeys.counting import Counted
from tests.journeys.test_board import Day, card
from tests.journeys.test_main_path import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def day(transactional_db: None) -> Day:
    """As on the board, with hours on file, and Oskar Brandt, who has no visit yet."""
    day = Day()
    for therapist in (day.amara, day.jonas):
        for weekday in range(7):
            WorkingHours.objects.create(
                therapist=therapist,
                location=day.location,
                weekday=weekday,
                from_time=time(8),
                until_time=time(18),
                valid_from=day.on.replace(month=1, day=1),
            )
    referral = ready(day.amara, given="Oskar", family="Brandt").referral
    referral.received_on, referral.valid_until_on = day.on - timedelta(days=6), day.on + timedelta(days=60)
    referral.save()
    return day


def ringing(desk: Person) -> Counted:
    desk.open("/board/")
    expect(desk.page.locator("[data-board-canvas] .ec-body")).to_be_visible()
    counted, page = Counted(desk.page), desk.page
    counted.press("b")
    counted.type("oskar bra")
    counted.click(page.get_by_role("option", name=re.compile("Brandt, Oskar")))
    opening = page.locator(".drawer-offers .offer").first
    expect(opening).to_be_visible()
    counted.click(opening)
    expect(page.locator(".drawer-done")).to_contain_text("Oskar Brandt is booked for")
    expect(page.get_by_role("button", name="Book another for Oskar")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-drawer]")).to_be_hidden()
    return counted


def test_a_visit_is_booked_in_three_actions_from_a_ringing_phone(walk: Walk, live_server: LiveServer, day: Day) -> None:
    desk = walk(Person, walk, live_server, "desk@mend.example")
    counted = walk(ringing, desk)
    assert counted.count <= 3, counted.actions
    visit = Appointment.objects.get(patient__family_name="Brandt")
    assert (visit.kind, visit.therapist) == ("treatment", day.amara)
    assert desk.violations == []


def from_a_gap(desk: Person, day: Day) -> None:
    """A quarter past nine with Jonas Lind, who is not the patient's therapist; twice clicked, once booked."""
    desk.open(day.path)
    page = desk.page
    expect(card(page, "Delgado")).to_be_visible()
    column = page.locator("[data-board-canvas] .ec-body .ec-day").nth(1).bounding_box()
    hours = page.locator("[data-board-canvas] .ec-body .ec-slot").nth(1).bounding_box()
    assert column
    assert hours
    page.mouse.click(column["x"] + 40, column["y"] + hours["height"] * 1.3)
    expect(page.locator("[data-drawer-gap]")).to_contain_text("09:15 · Jonas Lind")
    page.keyboard.type("brandt")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    first = page.locator(".drawer-offers .offer").first
    expect(first).to_contain_text("09:15")
    expect(first).to_contain_text("Jonas Lind")
    first.dblclick()
    expect(page.locator(".drawer-done")).to_contain_text("with Jonas Lind")
    expect(card(page, "Brandt")).to_be_attached()
    page.keyboard.press("Escape")
    expect(card(page, "Brandt")).to_be_focused()
    expect(card(page, "Brandt")).to_contain_text("9:15")


def test_a_free_time_comes_first_and_two_clicks_book_it_once(walk: Walk, live_server: LiveServer, day: Day) -> None:
    desk = walk(Person, walk, live_server, "desk@mend.example")
    walk(from_a_gap, desk, day)
    visit = Appointment.objects.get(patient__family_name="Brandt")
    assert (visit.starts_at, visit.therapist) == (day.at(9, 15), day.jonas)
    assert desk.violations == []


def twice_on_a_day(desk: Person, day: Day) -> None:
    """Ines has a visit at ten; the free time at three is refused until somebody says why."""
    desk.open(day.path)
    page = desk.page
    expect(card(page, "Delgado")).to_be_visible()
    page.evaluate(
        """([day, therapist]) => document.dispatchEvent(new CustomEvent("mend:gap", {
            cancelable: true, detail: { day, at: "15:00", therapist: String(therapist), words: "15:00" } }))""",
        [day.on.isoformat(), day.amara.pk],
    )
    page.keyboard.type("delgado")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".drawer-offers").first).to_contain_text("already, at 10:00")
    page.locator("#drawer-day-reason").fill("Comes from far away")
    page.get_by_role("button", name="Book all the same").click()
    expect(page.locator(".drawer-done")).to_contain_text("15:00")


def test_a_second_visit_on_one_day_asks_why(walk: Walk, live_server: LiveServer, day: Day) -> None:
    Appointment.objects.filter(pk=day.ines.pk).update(kind="evaluation", plan=None)
    desk = walk(Person, walk, live_server, "desk@mend.example")
    walk(twice_on_a_day, desk, day)
    second = Appointment.objects.get(during__startswith=day.at(15))
    assert second.guard_reason == "Comes from far away"
    assert desk.violations == []


def somebody_new(desk: Person) -> None:
    page = desk.page
    page.set_viewport_size({"width": 390, "height": 844})
    desk.open("/board/")
    page.get_by_role("link", name="Book a visit").click()
    page.keyboard.type("Lena Okoro")
    page.get_by_role("button", name="New patient").click()
    expect(page.locator("#id_given_name")).to_have_value("Lena")
    desk.fill(birth_on="1990-02-03", phone="702 555 0199")
    page.get_by_role("button", name="Register and go on").click()
    body = page.locator(".drawer-body")
    expect(body).to_contain_text("Okoro, Lena")
    expect(body).to_contain_text("no open course of care")
    expect(body.get_by_role("link", name="Take in a referral").first).to_be_visible()
    expect(page.locator("#drawer-kind")).to_have_value("evaluation")
    expect(body.locator("button.offer")).to_have_count(0)
    assert page.evaluate("document.querySelector('[data-drawer]').getBoundingClientRect().width") == 390


def test_somebody_new_is_registered_in_the_drawer_and_told_what_is_lacking(
    walk: Walk, live_server: LiveServer, day: Day
) -> None:
    desk = walk(Person, walk, live_server, "desk@mend.example")
    walk(somebody_new, desk)
    assert Patient.objects.filter(family_name="Okoro").count() == 1
    assert desk.violations == []
