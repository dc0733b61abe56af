"""A plan from a template in a real browser: the first page says from when, a clearance is missing, the guards speak while it is typed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from clinic.models import Staff
from referrals.models import ClinicalEvent, Referral
from sessions.models import PlanVersion
from tests.factories import clinic as make
from tests.factories import world
from tests.journeys.conftest import Walk
from tests.journeys.test_main_path import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def patient_id(transactional_db: None) -> int:
    """Two days after liposuction, assessed, no plan yet."""
    make.profile()
    location = make.location()
    therapist = make.staff("Amara Okafor", "therapist", email="therapist@mend.example", locations=(location,))
    return _assessed(therapist)


def _assessed(therapist: Staff) -> int:
    episode = world.episode(team=(therapist,), problem="Aftercare of liposuction")
    world.intake(episode, therapist)
    event = world.event(episode, regions=("ABDL-m",))
    today = timezone.localdate()
    ClinicalEvent.objects.filter(pk=event.pk).update(happened_on=today - timedelta(days=20))
    referral = world.referral(episode, affected_regions=["ABDL-m"])
    Referral.objects.filter(pk=referral.pk).update(received_on=today, valid_until_on=today + timedelta(days=120))
    referral.diagnoses.update(code="Z48.817", label="Aftercare following surgery on the skin")
    return episode.patient_id


def plan(therapist: Person, patient_id: int) -> None:
    page: Page = therapist.page
    therapist.open(f"/patients/{patient_id}/")
    therapist.sees("A first visit is possible now (POD 20)")
    therapist.follow("Write the plan")
    therapist.press("Start the plan")
    therapist.sees("Liposuction aftercare")
    therapist.press("Use it")
    therapist.sees("filled from the template")
    summary = page.locator("#plan-summary")
    expect(summary).to_contain_text("45 of 60 minutes")
    expect(summary).to_contain_text("Nothing speaks against signing")

    # Deep work is not for now: the row says from when, and nothing was saved to say it.
    page.locator("#group-blocked > summary").click()
    page.locator("[name='DTM-use']").check()
    page.locator("[name='DTM-places'][value='ABDL-m']").check(force=True)
    expect(summary).to_contain_text(f"{45 + _default(page)} of 60")
    expect(page.locator("#said-DTM")).to_contain_text("with a written clearance")
    expect(summary).to_contain_text("to resolve before signing")
    page.locator("[name='DTM-use']").uncheck()
    expect(summary).to_contain_text("Nothing speaks against signing")

    signs_only_when_pressed(page)
    therapist.sees("Signed by Amara Okafor")
    therapist.sees("Begun from")
    assert therapist.violations == []


def signs_only_when_pressed(page: Page) -> None:
    """What was just typed is still to be judged when the button is reached, and when the signature is on its slow way."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/sign/") else None)
    page.locator("[name='home_program']").fill("Walk every day.")
    page.get_by_role("button", name="Sign", exact=True).focus()
    page.wait_for_timeout(1200)
    assert sent == []
    page.route("**/sign/", lambda route: (page.wait_for_timeout(1500), route.continue_()))
    page.locator("[name='home_program']").fill("Walk every day, and rest.")
    page.get_by_role("button", name="Sign", exact=True).click()
    page.wait_for_load_state()
    assert len(sent) == 1


def _default(page: Page) -> int:
    return int(page.locator("[name='DTM-minutes']").input_value())


def test_a_plan_from_a_template(walk: Walk, live_server: LiveServer, patient_id: int) -> None:
    therapist = walk(Person, walk, live_server, "therapist@mend.example")
    walk(plan, therapist, patient_id)
    version = PlanVersion.objects.signed().get()
    rows = {row.technique.code: row.from_on for row in version.techniques.select_related("technique")}
    assert version.template is not None
    assert rows["MLD"] is None
    assert rows["MFR"] == timezone.localdate() + timedelta(days=22)
