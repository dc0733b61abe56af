"""A therapist's day."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.services import assessments
from clinic.models import AccessEntry, Staff
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, ready

pytestmark = pytest.mark.django_db
TODAY = "/today/"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture
def case(therapist: Staff) -> Ready:
    therapist.locations.add(make.location())
    return ready(therapist)


def visit(case: Ready, minutes: int, **fields: Any) -> Any:
    """A treatment so many minutes from now."""
    fields = {"referral": case.referral, "plan": case.version.plan} | fields
    return world.appointment(case.episode, case.therapist, starts_at=world.NOW + timedelta(minutes=minutes), **fields)


def test_own_visits_stand_in_order_with_what_must_be_minded(case: Ready, therapist_client: Client) -> None:
    world.event(case.episode, days_ago=12)
    case.referral.no_touch_regions = ["ABDL-m"]
    case.referral.save()
    later, first = visit(case, 120), visit(case, 0)
    found = therapist_client.get(TODAY).content.decode()
    assert found.index(reverse("sessions:chart", args=[first.pk])) < found.index(
        reverse("sessions:chart", args=[later.pk])
    )
    for words in (
        "Monday 23 November",
        "09:00",
        "11:00",
        "POD 12",
        "visit 1/12",
        "visit 2/12",
        "No touch: lower belly",
    ):
        assert words in found


def test_a_begun_chart_is_gone_on_with_and_stays_listed_until_signed(case: Ready, therapist_client: Client) -> None:
    world.chart(visit(case, 0, status="progress"), case.version, signed=False)
    found = therapist_client.get(TODAY).content.decode()
    assert "Go on charting" in found
    assert "Charts to sign" in found
    assert "Finish" in found


def test_drafts_wait_beside_the_day(therapist: Staff, therapist_client: Client) -> None:
    make.location()
    episode = world.episode(team=(therapist,))
    assessment = world.intake(episode, therapist, signed=False)
    version = world.plan(episode, world.referral(episode), therapist, signed=False)
    found = therapist_client.get(TODAY).content.decode()
    assert reverse("assessments:detail", args=[assessment.pk]) in found
    assert reverse("sessions:plan", args=[version.plan_id]) in found


def test_others_visits_and_other_days_are_not_shown(case: Ready, therapist_client: Client, outsider: Staff) -> None:
    world.appointment(case.episode, outsider, referral=case.referral, plan=case.version.plan)
    visit(case, 24 * 60)
    visit(case, 60, status="cancelled", ended_reason="Ill")
    assert "No visits today" in therapist_client.get(TODAY).content.decode()


def test_the_day_is_that_of_the_location(
    case: Ready, therapist_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 23:30 in Los Angeles it is already tomorrow in UTC."""
    visit(case, 0)
    monkeypatch.setattr(timezone, "now", lambda: world.NOW + timedelta(hours=14, minutes=30))
    therapist_client.force_login(
        case.therapist, backend="clinic.access.StaffBackend"
    )  # the session of the morning is over
    assert "Monday 23 November" in therapist_client.get(TODAY).content.decode()


def test_without_any_location_the_page_still_stands(therapist_client: Client) -> None:
    assert "No visits today" in therapist_client.get(TODAY).content.decode()


def test_only_therapists_have_a_day(desk_client: Client) -> None:
    assert desk_client.get(TODAY).status_code == 403
    assert Client().get(TODAY).status_code == 302
    assert desk_client.post(TODAY).status_code in {403, 405}


def test_looking_leaves_an_access_row(case: Ready, therapist_client: Client) -> None:
    therapist_client.get(TODAY)
    assert AccessEntry.objects.get().what == "own visits of the day"


@pytest.mark.parametrize("visits", [1, 3])
def test_the_day_costs_the_same_however_long_it_is(
    visits: int, therapist: Staff, therapist_client: Client, django_assert_num_queries: Any
) -> None:
    therapist.locations.add(make.location())
    for number in range(visits):
        other = ready(therapist, family=f"Weiss {number}")
        world.event(other.episode)
        world.chart(visit(other, 75 * number, status="progress"), other.version, signed=False)
    with django_assert_num_queries(11):
        therapist_client.get(TODAY)


def test_the_visit_for_a_reassessment_leads_to_it_from_start_to_signature(
    case: Ready, therapist_client: Client
) -> None:
    planned = visit(case, 0, kind="reassess", status="arrived")
    start = reverse("assessments:reassess", args=[case.episode.pk])
    for page in (TODAY, reverse("sessions:appointment", args=[planned.pk])):
        text = therapist_client.get(page).content.decode()
        assert f'href="{start}">Start the re-assessment' in text
        assert "Chart what was done" in text
    row = assessments.start_reassessment(
        episode=case.episode,
        kind="reassess",
        full_screening=False,
        therapist=case.therapist,
        by=case.therapist.actor,
        now=world.NOW,
    )
    for page in (TODAY, reverse("sessions:appointment", args=[planned.pk])):
        text = therapist_client.get(page).content.decode()
        assert f'href="{reverse("assessments:detail", args=[row.pk])}">Go on re-assessing' in text
    world.sign(row, case.therapist, world.NOW)
    assert "Read the re-assessment" in therapist_client.get(TODAY).content.decode()


def test_the_desk_sees_no_way_to_a_reassessment(case: Ready, desk_client: Client) -> None:
    planned = visit(case, 0, kind="reassess")
    page = desk_client.get(reverse("sessions:appointment", args=[planned.pk])).content.decode()
    assert "re-assessment</a>" not in page
