"""A blocked technique lifted by a clearance, in a real browser: asked in one click, the paper attached and confirmed, the plan signed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from referrals.models import Clearance, ClinicalEvent, Inquiry, Referral
from sessions.models import PlanVersion
from tests.factories import clinic as make
from tests.factories import world
from tests.journeys.conftest import Walk
from tests.journeys.test_main_path import Person, scan

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
DAYS_AFTER = 25  # scar work: from day 21 with a clearance, from day 42 without (E-LIPOSUCTION)


@pytest.fixture
def patient_id(transactional_db: None) -> int:
    make.profile()
    location = make.location()
    therapist = make.staff("Amara Okafor", "therapist", email="therapist@mend.example", locations=(location,))
    make.staff("Finn Dahl", "front_desk", email="desk@mend.example", locations=(location,))
    episode = world.episode(team=(therapist,), problem="Aftercare of liposuction")
    world.intake(episode, therapist)
    event = world.event(episode, regions=("ABDL-m",))
    today = timezone.localdate()
    ClinicalEvent.objects.filter(pk=event.pk).update(happened_on=today - timedelta(days=DAYS_AFTER))
    referral = world.referral(episode, affected_regions=["ABDL-m"])
    Referral.objects.filter(pk=referral.pk).update(received_on=today, valid_until_on=today + timedelta(days=120))
    return episode.patient_id


def draft(therapist: Person, patient_id: int) -> str:
    """Scar work is planned; the page says what it waits for, and leads to the letter."""
    therapist.open(f"/patients/{patient_id}/")
    therapist.follow("Write the plan")
    therapist.press("Start the plan")
    page = therapist.page
    page.locator("#group-blocked > summary").click()
    page.locator("[name='MFR-use']").check()
    page.locator("[name='MFR-places'][value='ABDL-m']").check(force=True)
    page.locator("[name='MFR-ceiling']").select_option("2")
    therapist.press("Save draft")
    expect(page.locator("#said-MFR")).to_contain_text("Needs the physician")
    therapist.press("Sign")
    therapist.sees("with a written clearance")
    return page.url.removesuffix("sign/")


def ask(therapist: Person) -> None:
    therapist.page.locator("#said-MFR").get_by_role("link", name="Ask Dr. Lena Albrecht").first.click()
    therapist.sees("The letter is written already")
    therapist.press("Send the letter")
    therapist.sees("Where it stands")


def attach(desk: Person, inquiry_id: int) -> None:
    """The answer comes on paper: taken down, and lifting nothing before it is compared."""
    desk.open(f"/inquiries/{inquiry_id}/")
    desk.follow("Attach the answer")
    desk.pick("granted", "yes")
    desk.page.locator("input[type=file]").set_input_files(
        {"name": "answer.png", "mimeType": "image/png", "buffer": scan()}
    )
    desk.press("Take it down")
    desk.sees("Does the paper say this?")


def confirm(desk: Person) -> None:
    desk.press("It says so. Confirm")
    desk.sees("Confirmed")
    assert desk.violations == []


def still_waits(therapist: Person, plan: str) -> None:
    therapist.page.goto(plan)
    expect(therapist.page.locator("#said-MFR")).to_contain_text("Needs the physician")


def sign(therapist: Person, plan: str) -> None:
    therapist.page.goto(plan)
    expect(therapist.page.locator("#said-MFR")).not_to_contain_text("Needs the physician")
    therapist.press("Sign")
    therapist.sees("Signed by Amara Okafor")
    assert therapist.violations == []


def test_a_blocked_technique_lifted_by_a_clearance(walk: Walk, live_server: LiveServer, patient_id: int) -> None:
    therapist = walk(Person, walk, live_server, "therapist@mend.example")
    desk = walk(Person, walk, live_server, "desk@mend.example")
    plan = walk(draft, therapist, patient_id)
    walk(ask, therapist)
    inquiry = Inquiry.objects.get()
    assert (inquiry.lifts, inquiry.techniques) == (["E-LIPOSUCTION"], ["MFR"])
    walk(attach, desk, inquiry.pk)
    walk(still_waits, therapist, plan)
    walk(confirm, desk)
    assert Clearance.objects.get().confirmed_by is not None
    walk(sign, therapist, plan)
    version = PlanVersion.objects.signed().get()
    assert [row.technique.code for row in version.techniques.select_related("technique")] == ["MFR"]
