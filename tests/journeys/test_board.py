"""The front desk's board in a real browser: a card moved by drag and by keyboard, a refusal that puts it back, a day without a script."""

import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from clinic.models import Closure
from referrals.models import Referral
from sessions.models import Appointment, Reschedule
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, ready
from tests.journeys.conftest import Walk
from tests.journeys.test_main_path import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


class Day:
    """Tomorrow at the location, with two therapists and two patients' visits at ten and at one."""

    def __init__(self) -> None:
        make.profile()
        location = make.location()
        amara = make.staff("Amara Okafor", "therapist", email="amara@mend.example", locations=(location,))
        jonas = make.staff("Jonas Lind", "therapist", email="jonas@mend.example", locations=(location,))
        make.staff("Finn Dahl", "front_desk", email="desk@mend.example", locations=(location,))
        self.location, self.amara, self.jonas = location, amara, jonas
        now = timezone.now()
        self.on = (now.astimezone(location.tz) + timedelta(days=1)).date()
        ines, hanna = ready(amara), ready(jonas, family="Weiss")
        today = now.astimezone(location.tz).date()
        Referral.objects.update(received_on=today - timedelta(days=5), valid_until_on=today + timedelta(days=60))
        world.room("Room 2")
        self.ines = self._book(ines, 10)
        self.hanna = self._book(hanna, 13, room=world.room("Room 2"))

    def at(self, hour: int, minute: int = 0) -> datetime:
        return datetime(self.on.year, self.on.month, self.on.day, hour, minute, tzinfo=self.location.tz)

    def _book(self, case: Ready, hour: int, **changed: object) -> Appointment:
        return case.book(starts_at=self.at(hour), now=timezone.now(), **changed)

    @property
    def path(self) -> str:
        return f"/board/?day={self.on.isoformat()}"


@pytest.fixture
def day(transactional_db: None) -> Day:
    return Day()


def card(page: Page, name: str) -> Locator:
    return page.locator("[data-board-canvas] [data-visit]", has_text=name).last


def opened(desk: Person, day: Day) -> None:
    desk.open(day.path)
    expect(card(desk.page, "Delgado")).to_be_visible()


def drag(page: Page, name: str, *, right: float = 0, down: float = 0) -> None:
    """By as many columns and hours."""
    box = card(page, name).bounding_box()
    column = page.locator("[data-board-canvas] .ec-body .ec-day").first.bounding_box()
    hours = page.locator("[data-board-canvas] .ec-body .ec-slot").nth(1).bounding_box()
    assert box
    assert column
    assert hours
    x, y = box["x"] + box["width"] / 2, box["y"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 6, y + 6, steps=3)
    page.mouse.move(x + right * column["width"], y + down * hours["height"], steps=12)
    page.mouse.up()


def move_by_drag(desk: Person, day: Day) -> None:
    opened(desk, day)
    drag(desk.page, "Delgado", right=1, down=1)
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("11:00 to 12:00, with Jonas Lind")
    dialog.get_by_role("button", name="Patient asked").click()
    dialog.get_by_role("button", name="Move it").dblclick()
    expect(desk.page.locator("[data-board-said]")).to_contain_text("Ines Delgado is now booked for")
    expect(card(desk.page, "Delgado")).to_contain_text("11:00")


def test_a_card_moved_by_drag_asks_why_and_keeps_where_it_was(walk: Walk, live_server: LiveServer, day: Day) -> None:
    desk = walk(Person, walk, live_server, "desk@mend.example")
    walk(move_by_drag, desk, day)
    visit = Appointment.objects.get(pk=day.ines.pk)
    assert (visit.starts_at, visit.therapist) == (day.at(11), day.jonas)
    kept = Reschedule.objects.get()
    assert (kept.reason, kept.was_during.lower, kept.was_therapist) == ("Patient asked", day.at(10), day.amara)
    assert desk.violations == []


def refused_by_drag(desk: Person, day: Day) -> None:
    """Onto the other patient's hour, with the other therapist."""
    opened(desk, day)
    drag(desk.page, "Delgado", right=1, down=2.5)
    expect(desk.page.get_by_role("alert")).to_contain_text("The therapist already has a visit from 13:00")
    expect(card(desk.page, "Delgado")).to_contain_text("10:00")
    first = desk.page.locator("[data-board-canvas] .ec-body .ec-day").first.bounding_box()
    back = card(desk.page, "Delgado").bounding_box()
    assert first
    assert back
    assert back["x"] < first["x"] + first["width"], "in its own column again"


def test_what_the_server_refuses_is_said_at_the_card_and_put_back(
    walk: Walk, live_server: LiveServer, day: Day
) -> None:
    desk = walk(Person, walk, live_server, "desk@mend.example")
    walk(refused_by_drag, desk, day)
    assert Appointment.objects.get(pk=day.ines.pk).starts_at == day.at(10)
    assert not Reschedule.objects.exists()
    assert desk.violations == []


def closed_by_drag(desk: Person, day: Day) -> None:
    opened(desk, day)
    expect(desk.page.locator("[data-board-canvas] .board-why").first).to_have_text("Staff day")
    drag(desk.page, "Delgado", down=1)
    expect(desk.page.get_by_role("alert")).to_contain_text("is closed on")
    expect(card(desk.page, "Delgado")).to_contain_text("10:00")


def test_a_drag_onto_a_closed_day_is_refused_in_words(walk: Walk, live_server: LiveServer, day: Day) -> None:
    Closure.objects.create(
        from_on=day.on, until_on=day.on, reason="Staff day", entered_at=timezone.now(), entered_by=day.amara.actor
    )
    desk = walk(Person, walk, live_server, "desk@mend.example")
    walk(closed_by_drag, desk, day)
    assert not Reschedule.objects.exists()
    assert desk.violations == []


def stale_by_drag(desk: Person, day: Day) -> None:
    drag(desk.page, "Delgado", down=1)
    expect(desk.page.get_by_role("alert")).to_contain_text("has changed since the board was drawn")
    expect(card(desk.page, "Delgado")).to_contain_text("15:00")


def test_a_stale_board_shows_how_things_stand(walk: Walk, live_server: LiveServer, day: Day) -> None:
    desk = walk(Person, walk, live_server, "desk@mend.example")
    walk(opened, desk, day)
    visit = Appointment.objects.get(pk=day.ines.pk)
    span = type(visit.during)(day.at(15), day.at(16))
    Appointment.objects.filter(pk=visit.pk).update(during=span, occupies=span)
    walk(stale_by_drag, desk, day)
    assert Appointment.objects.get(pk=day.ines.pk).starts_at == day.at(15)
    assert desk.violations == []


def by_keyboard(desk: Person, day: Day) -> None:
    opened(desk, day)
    page = desk.page
    page.keyboard.press("ArrowDown")
    expect(card(page, "Delgado")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(card(page, "Weiss")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(card(page, "Delgado")).to_be_focused()
    for key in ("m", "ArrowDown", "ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    expect(page.locator("[data-board-said]")).to_contain_text("10:45 to 11:45, Jonas Lind")
    page.keyboard.press("Escape")
    expect(card(page, "Delgado")).to_contain_text("10:00")
    for key in ("m", "ArrowUp", "Enter"):
        page.keyboard.press(key)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("9:45")
    page.keyboard.type("Came early")
    page.keyboard.press("Enter")
    expect(page.locator("[data-board-said]")).to_contain_text("is now booked for")
    expect(card(page, "Delgado")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("From card to card")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.locator("[data-board-title]")).not_to_contain_text(f"{day.on:%A}")
    page.keyboard.press("p")
    expect(page.locator("[data-board-title]")).to_contain_text(f"{day.on:%A} {day.on.day}")
    page.keyboard.press("/")
    expect(page.locator("[data-hotkey-search]")).to_be_focused()
    page.locator("[data-hotkey-search]").blur()
    expect(card(page, "Delgado")).to_contain_text("9:45")
    page.keyboard.press("ArrowDown")
    expect(card(page, "Delgado")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/appointments/\d+/$"))


def test_the_board_by_keyboard(walk: Walk, live_server: LiveServer, day: Day) -> None:
    desk = walk(Person, walk, live_server, "desk@mend.example")
    walk(by_keyboard, desk, day)
    assert Appointment.objects.get(pk=day.ines.pk).starts_at == day.at(9, 45)
    assert Reschedule.objects.get().reason == "Came early"
    assert desk.violations == []


def book_a_gap(desk: Person, day: Day) -> dict[str, str]:
    opened(desk, day)
    page = desk.page
    page.evaluate(
        "document.addEventListener('mend:gap', (event) => sessionStorage.setItem('gap', JSON.stringify(event.detail)))"
    )
    column = page.locator("[data-board-canvas] .ec-body .ec-day").nth(1).bounding_box()
    hours = page.locator("[data-board-canvas] .ec-body .ec-slot").nth(1).bounding_box()
    assert column
    assert hours
    page.mouse.click(column["x"] + 40, column["y"] + hours["height"] * 1.3)
    expect(page.locator("[data-drawer]")).to_be_visible()
    expect(page.locator("[data-drawer-gap]")).to_contain_text("09:15 · Jonas Lind")
    expect(page.locator("#drawer-patient")).to_be_focused()
    found: dict[str, str] = page.evaluate("JSON.parse(sessionStorage.getItem('gap'))")
    page.keyboard.press("Escape")
    expect(page.locator("[data-drawer]")).to_be_hidden()
    return found


def test_a_click_on_a_free_time_opens_the_drawer_with_it(walk: Walk, live_server: LiveServer, day: Day) -> None:
    desk = walk(Person, walk, live_server, "desk@mend.example")
    gap = walk(book_a_gap, desk, day)
    assert (gap["day"], gap["at"], gap["therapist"]) == (day.on.isoformat(), "09:15", str(day.jonas.pk))
    assert gap["url"].startswith("/board/book/?")
    assert desk.violations == []


def columns(desk: Person, day: Day) -> list[str]:
    opened(desk, day)
    page = desk.page
    heads = page.locator("[data-board-canvas] .ec-col-head h2")
    found = heads.all_inner_texts()
    page.get_by_role("link", name="Rooms").click()
    expect(heads.first).to_have_text("Room 1")
    page.get_by_role("link", name="Week").click()
    expect(heads).to_have_count(7)
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("link", name="Therapists").click()
    expect(page.locator("[data-board-canvas] .ec-body .ec-day")).to_have_count(1)
    page.locator("[data-board-pick] select").select_option(str(day.jonas.pk))
    expect(card(page, "Weiss")).to_be_visible()
    expect(page.locator("[data-board-canvas] [data-visit]")).to_have_count(1)
    return found


def test_columns_by_therapist_room_and_day_and_one_on_a_phone(walk: Walk, live_server: LiveServer, day: Day) -> None:
    desk = walk(Person, walk, live_server, "desk@mend.example")
    assert walk(columns, desk, day) == ["Amara Okafor", "Jonas Lind"]
    assert desk.violations == []
