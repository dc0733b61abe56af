"""An assessment by hand in a real browser: sections that save themselves, two people in one draft, and the next assessment."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from assessments.models import Assessment
from assessments.rules.entries import Range
from assessments.services import assessments
from clinic.models import Staff
from referrals.models import CareTeam
from tests.assessments.rules.test_tape import LARGE, SOUND
from tests.factories import clinic as make
from tests.factories import clinical, world
from tests.journeys.conftest import Walk
from tests.journeys.test_main_path import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SAVED = re.compile(r"saved \d+ s ago")


@pytest.fixture
def amara(transactional_db: None) -> Staff:
    make.profile()
    return make.staff("Amara Okafor", "therapist", credentials="LMT, CLT", email="amara@mend.example")


@pytest.fixture
def draft(amara: Staff) -> Assessment:
    episode = world.episode(team=(amara,))
    return assessments.start_intake(episode=episode, therapist=amara, by=amara.actor, now=timezone.now())


def saved(person: Person, section: str) -> None:
    expect(person.page.locator(f"#{section} [data-section-state]")).to_contain_text(SAVED)


def sign(person: Person) -> None:
    """What is on its way is saved first, so this may take longer than a page."""
    person.press("Sign")
    expect(person.page.locator("main")).to_contain_text("Signed by Amara Okafor, LMT, CLT", timeout=30_000)


def value(person: Person, name: str) -> str:
    return person.page.locator(f"[name='{name}']").input_value()


def write_and_come_back(person: Person, draft: Assessment) -> None:
    """What is typed is kept without a button; what is impossible is said where it stands, and comes back with the page."""
    person.page.set_viewport_size({"width": 1024, "height": 1366})
    person.open(f"/assessments/{draft.pk}/")
    person.fill(complaint="The arm is heavy.")
    saved(person, "history")
    person.page.locator("#rom button", has_text="Knee").click()
    person.fill(rom__0__active_l="400", rom__0__active_r="130")
    expect(person.page.locator("#div_id_rom-0-active_l")).to_contain_text("400 looks like a typing error")
    expect(person.page.locator("[data-page-state]")).to_contain_text("Range of motion: not saved")
    person.open(f"/assessments/{draft.pk}/")
    assert value(person, "complaint") == "The arm is heavy."
    assert (value(person, "rom-0-active_l"), value(person, "rom-0-active_r")) == ("400", "130")
    person.fill(rom__0__active_l="120")
    saved(person, "rom")
    expect(person.page.locator("#rom")).to_contain_text("left 89 % of norm")


def measure_the_arms(person: Person) -> None:
    person.page.locator("#girth summary", has_text="Arms").click()
    for number, (left, right) in enumerate(zip(LARGE, SOUND, strict=True)):
        person.fill(**{f"arm__{number}__l1": left, f"arm__{number}__r1": right})
    expect(person.page.locator("#girth")).to_contain_text("Left is 104.62 mL (10.79 %) larger than right.")
    saved(person, "girth")


def the_rest(person: Person) -> None:
    person.press("All the rest: no")
    person.press("All were asked: no")
    saved(person, "screening")
    person.page.locator('[data-bm-views] [id="f-FORA-l"]').click()
    person.page.locator('[data-bm-panel] [data-bm-set="pain"][data-value="5"]').click()
    saved(person, "pain")
    for number, words in enumerate(("Lift a bag", "Cook for an hour", "Put on a coat")):
        person.fill(**{f"psfs__{number}__activity": words})
        person.choose(**{f"psfs__{number}__value": "4"})
    saved(person, "psfs")
    person.choose(goal__0__aim="VOLUME/arm:l")
    person.fill(goal__0__target="1000", goal__0__due_on=str(timezone.localdate() + timedelta(days=40)))
    saved(person, "goals")
    expect(person.page.locator("[data-lacking-count]")).to_have_text("Nothing is missing")
    sign(person)


def test_an_intake_saves_itself_and_is_signed(live_server: LiveServer, walk: Walk, draft: Assessment) -> None:
    amara: Person = walk(Person, walk, live_server, "amara@mend.example")
    walk(write_and_come_back, amara, draft)
    walk(measure_the_arms, amara)
    walk(the_rest, amara)
    assert amara.violations == []
    draft.refresh_from_db()
    assert draft.signature_id
    assert draft.goals.get().baseline == 1074


def both_write(amara: Person, noor: Person, draft: Assessment) -> None:
    for person in (amara, noor):
        person.open(f"/assessments/{draft.pk}/")
    noor.fill(complaint="Noor's words")
    saved(noor, "history")
    amara.fill(complaint="Amara's words")
    expect(amara.page.locator("#history .both")).to_contain_text("Noor Haddad saved “History” meanwhile")
    expect(amara.page.locator("#history .both")).to_contain_text("Noor's words")
    assert value(amara, "complaint") == "Amara's words"
    amara.press("Keep mine")
    saved(amara, "history")
    noor.fill(complaint="Noor again")
    expect(noor.page.locator("#history .both")).to_contain_text("Amara's words")
    noor.press("Take theirs")
    expect(noor.page.locator("[name=complaint]")).to_have_value("Amara's words")


def test_two_people_in_one_draft(live_server: LiveServer, walk: Walk, draft: Assessment) -> None:
    other = make.staff("Noor Haddad", "therapist", email="noor@mend.example")
    CareTeam.objects.create(episode=draft.episode, staff=other, from_on=world.TODAY, why="cover")
    amara: Person = walk(Person, walk, live_server, "amara@mend.example")
    noor: Person = walk(Person, walk, live_server, "noor@mend.example")
    walk(both_write, amara, noor, draft)
    draft.refresh_from_db()
    assert draft.complaint == "Amara's words"


def assess_again(person: Person, draft: Assessment) -> None:
    person.open(f"/patients/{draft.episode.patient_id}/?tab=assessments")
    person.follow("Re-assess")
    person.page.locator("[name=screening][value=short]").check(force=True)
    person.press("Start")
    person.sees("Compared with the intake assessment")
    expect(person.page.locator("#rom")).to_contain_text("left last time 85°")
    person.fill(rom__0__active_l="100")
    expect(person.page.locator("#rom")).to_contain_text("left +15° since 85°, real change")
    person.choose(rate_GROC="4")
    person.press("All the rest: no")
    person.press("All were asked: no")
    for number in range(3):
        person.choose(**{f"psfs__{number}__value": "7"})
    person.page.get_by_text("As a list").click()
    person.choose(pain__0__place="LUMB-l", pain__0__pain="3")
    expect(person.page.locator("#pain")).to_contain_text("-4 since 7, real change, important change")
    sign(person)
    person.sees("left +15° since 85°, real change")


def test_a_reassessment_starts_from_the_intake(
    live_server: LiveServer, walk: Walk, draft: Assessment, amara: Staff
) -> None:
    clinical.fill(draft, amara, ranges=[Range("KNEE-FLEX", "l", 85)])
    assessments.sign(assessment=draft, staff=amara, now=timezone.now())
    person: Person = walk(Person, walk, live_server, "amara@mend.example")
    walk(assess_again, person, draft)
    assert person.violations == []
    assert Assessment.objects.signed().filter(kind="reassess").count() == 1
