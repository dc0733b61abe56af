"""The body map in a real browser: marked by touch and by keyboard, saved with the draft, found again."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from assessments.models import Assessment, PainMark
from assessments.services import assessments
from clinic.models import Staff
from clinic.rules.regions import PLACES
from referrals.models import CareTeam, Episode
from tests.factories import clinic as make
from tests.factories import world
from tests.journeys.conftest import Walk

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def therapist(transactional_db: None) -> Staff:
    make.profile()
    return make.staff(
        "Amara Okafor", "therapist", email="therapist@mend.example", locations=(make.location(),), credentials="LMT"
    )


@pytest.fixture
def episode(therapist: Staff) -> Episode:
    episode = world.episode()
    CareTeam.objects.create(episode=episode, staff=therapist, from_on=date(2020, 1, 1), why="booked")
    return episode


@pytest.fixture
def draft(episode: Episode, therapist: Staff) -> Assessment:
    return assessments.start_intake(episode=episode, therapist=therapist, by=therapist.actor, now=timezone.now())


class Tablet:
    """The intake on a tablet with a finger and a keyboard."""

    def __init__(self, walk: Walk, server: LiveServer, draft: int, *, width: int, scripts: bool = True) -> None:
        self.scripts = scripts
        self.context: BrowserContext = walk.browser.new_context(
            viewport={"width": width, "height": 1000}, has_touch=True, java_script_enabled=scripts
        )
        self.context.set_default_timeout(15_000)
        self.page: Page = self.context.new_page()
        self.violations: list[str] = []
        self.page.on("console", lambda said: self.violations.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.violations.append(str(error)))
        self.page.goto(server.url)
        self.page.locator("input[name=login]").fill("therapist@mend.example")
        self.page.locator("input[name=password]").fill(make.PASSWORD)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        self.page.wait_for_url(re.compile(r"/(today|board)/"))
        self.address = f"{server.url}/assessments/{draft}/"
        self.page.goto(self.address)

    def place(self, name: str) -> Locator:
        """By its name as it is read out, which goes on with what is marked."""
        return self.page.get_by_role("button", name=re.compile(f"^{name}, ")).first

    def panel(self, name: str) -> Locator:
        return self.page.get_by_role("group", name=name, exact=True)

    def press(self, panel: str, button: str) -> None:
        self.panel(panel).get_by_role("button", name=re.compile(f"^{button}")).first.click()

    def says(self, place: str, words: str) -> None:
        expect(self.place(place)).to_have_accessible_name(f"{place}, {words}")

    def save(self) -> None:
        self.page.get_by_role("button", name="Save draft", exact=True).last.click()
        if self.scripts:
            expect(self.page.locator("#pain [data-section-state]")).to_contain_text(re.compile(r"saved \d+ s ago"))
        else:
            self.page.wait_for_load_state()


@pytest.fixture
def tablet(live_server: LiveServer, walk: Walk, draft: Assessment) -> Iterator[Tablet]:
    tablet: Tablet = walk(Tablet, walk, live_server, draft.pk, width=1024)
    yield tablet
    walk(tablet.context.close)


def kept() -> list[tuple[str, int | None, str, str]]:
    return sorted(PainMark.objects.values_list("place", "pain", "kind", "role"))


def test_places_marked_by_touch_and_by_keyboard_are_saved_and_found_again(walk: Walk, tablet: Tablet) -> None:
    walk(mark_by_touch, tablet)
    walk(mark_by_keyboard, tablet)
    walk(tablet.save)
    assert kept() == [("LUMB-l", 6, "ache", "affected"), ("LUMB-r", 3, "", "compensation")]
    walk(tablet.page.goto, tablet.address)
    walk(tablet.says, "Left lower back", "pain 6 moderate, aching, affected")
    walk(tablet.says, "Right lower back", "pain 3 mild, compensating")
    walk(tablet.says, "Base of the spine", "not marked")
    assert tablet.violations == []


def mark_by_touch(tablet: Tablet) -> None:
    tablet.says("Left lower back", "not marked")
    tablet.place("Left lower back").tap()
    panel = tablet.panel("Left lower back")
    expect(panel.get_by_role("button", name=re.compile("^pain "))).to_have_count(11)
    expect(panel.locator("[aria-pressed=true]")).to_have_count(0)
    tablet.press("Left lower back", "pain 6")
    tablet.press("Left lower back", "Aching")
    expect(panel.get_by_role("button", name="pain 6 moderate")).to_have_attribute("aria-pressed", "true")
    expect(panel.get_by_role("button", name="Affected", exact=True)).to_have_attribute("aria-pressed", "true")
    tablet.says("Left lower back", "pain 6 moderate, aching, affected")


def mark_by_keyboard(tablet: Tablet) -> None:
    """From the place touched last, over the spine to the other side; Escape brings the focus back."""
    page = tablet.page
    tablet.place("Left lower back").focus()
    page.keyboard.press("ArrowRight")
    expect(tablet.place("Right lower back")).to_be_focused()
    page.keyboard.press("Enter")
    expect(tablet.panel("Right lower back").get_by_role("button", name="pain 0 none")).to_be_focused()
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tablet.says("Right lower back", "pain 3 mild, affected")
    tablet.panel("Right lower back").get_by_role("button", name="Compensating").press(" ")
    page.keyboard.press("Escape")
    expect(tablet.place("Right lower back")).to_be_focused()
    expect(page.locator("[data-bm-panel]")).to_be_hidden()


def test_tab_enters_the_figure_once_and_leaves_it_again(walk: Walk, tablet: Tablet) -> None:
    def pass_through() -> None:
        reachable = tablet.page.locator(".bm-place[tabindex='0']")
        expect(reachable).to_have_count(1)
        reachable.focus()
        tablet.page.keyboard.press("ArrowDown")
        expect(tablet.page.locator(".bm-place[tabindex='0']")).to_have_count(1)
        expect(tablet.page.locator(".bm-place:focus")).to_have_count(1)
        tablet.page.keyboard.press("Tab")
        expect(tablet.page.locator(".bm-place:focus")).to_have_count(0)

    walk(pass_through)


# Both walk the whole figure inside the page: 84 places, four arrow keys each.
UNREACHED = """() => {
  const all = [...document.querySelectorAll('.bm-place')];
  const seen = new Set([all[0]]);
  for (const place of seen) {
    for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
      place.focus();
      place.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      seen.add(document.activeElement);
    }
  }
  return all.filter((place) => !seen.has(place)).map((place) => place.id);
}"""
COVERED = """() => [...document.querySelectorAll('.bm-place')].filter((place) => {
  place.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { a, d, e, f } = place.ownerSVGElement.getScreenCTM();
  const there = document.elementFromPoint(e + place.dataset.x * a, f + place.dataset.y * d);
  return there?.closest('.bm-place') !== place;
}).map((place) => place.id)"""


def test_every_place_is_reached_by_arrow_keys_and_touched_where_its_mark_stands(walk: Walk, tablet: Tablet) -> None:
    assert walk(tablet.page.locator(".bm-place").count) == len(PLACES)
    assert walk(tablet.page.evaluate, UNREACHED) == []
    assert walk(tablet.page.evaluate, COVERED) == []


def test_more_places_than_rows_get_rows_of_their_own_and_cleared_ones_are_left_out(walk: Walk, tablet: Tablet) -> None:
    def mark_many() -> None:
        for name in ("Left shin", "Right shin", "Left calf", "Right calf", "Left heel", "Right heel"):
            tablet.place(name).tap()
            tablet.press(name, "pain 4")
        tablet.press("Right heel", "pain 4")  # once more takes the number back; the place stays marked
        tablet.says("Right heel", "affected")
        tablet.place("Left calf").tap()
        tablet.press("Left calf", "Clear this place")
        tablet.says("Left calf", "not marked")
        tablet.save()

    walk(mark_many)
    assert [(place, pain) for place, pain, _kind, _role in kept()] == [
        *(("CALF-r", 4), ("HEEL-l", 4), ("HEEL-r", None), ("SHIN-l", 4), ("SHIN-r", 4)),
    ]


def test_the_figure_follows_the_list_and_a_leaving_page_knows_it_changed(walk: Walk, tablet: Tablet) -> None:
    def write_the_list() -> None:
        tablet.page.get_by_text("As a list").click()
        tablet.page.locator("[name=pain-0-place]").select_option("KNEA-r")
        tablet.page.locator("[name=pain-0-pain]").select_option("9")
        tablet.says("Front of the right knee", "pain 9 severe, affected")
        tablet.page.locator("[name=pain-0-place]").select_option("")
        tablet.says("Front of the right knee", "not marked")

    walk(write_the_list)


def test_every_change_in_the_panel_is_heard_by_the_form(walk: Walk, tablet: Tablet) -> None:
    heard = "() => { window.heard = []; for (const kind of ['input', 'change']) document.querySelector('form[data-assess]').addEventListener(kind, (event) => window.heard.push(`${kind} ${event.target.name}`)); }"

    def touch() -> list[str]:
        tablet.page.evaluate(heard)
        tablet.place("Left palm").tap()
        assert tablet.page.evaluate("window.heard") == []  # looking at a place marks nothing
        tablet.press("Left palm", "pain 2")
        answer: list[str] = tablet.page.evaluate("window.heard")
        return answer

    assert walk(touch) == [f"{kind} pain-0-{name}" for name in ("place", "pain") for kind in ("input", "change")]


def test_a_finger_beside_a_small_place_still_means_it(walk: Walk, tablet: Tablet) -> None:
    def touch_beside() -> None:
        tablet.page.locator("[data-bm-views]").scroll_into_view_if_needed()
        box = tablet.place("Left temple").locator("path").bounding_box()
        assert box
        tablet.page.touchscreen.tap(box["x"] + box["width"] + 8, box["y"] + box["height"] / 2)
        expect(tablet.panel("Left temple")).to_be_visible()

    walk(touch_beside)


def test_a_phone_shows_one_side_at_a_time_and_targets_are_large(
    live_server: LiveServer, walk: Walk, draft: Assessment
) -> None:
    phone: Tablet = walk(Tablet, walk, live_server, draft.pk, width=390)

    def turn() -> None:
        expect(phone.place("Left chest")).to_be_visible()
        expect(phone.page.locator("#b-CALF-l")).to_be_hidden()
        phone.page.get_by_role("button", name="Back", exact=True).click()
        expect(phone.page.locator("#f-CHEST-l")).to_be_hidden()
        phone.place("Left calf").tap()
        for button in phone.panel("Left calf").get_by_role("button").all():
            box = button.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 43.9

    walk(turn)
    walk(phone.context.close)
    assert phone.violations == []


def test_without_scripts_the_rows_stand_open_and_no_dead_figure_is_shown(
    live_server: LiveServer, walk: Walk, draft: Assessment
) -> None:
    plain: Tablet = walk(Tablet, walk, live_server, draft.pk, width=1024, scripts=False)

    def look() -> None:
        expect(plain.page.locator("[data-body-map]")).to_be_hidden()
        plain.page.locator("[name=pain-0-place]").select_option("LUMB-l")
        plain.page.locator("[name=pain-0-pain]").select_option("5")
        plain.save()

    walk(look)
    assert kept() == [("LUMB-l", 5, "", "affected")]
    walk(plain.context.close)
