"""The patient page: the banner, the next step, who sees what, and opening a chart from outside the care team."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Condition
from clinic.models import AccessEntry, Staff
from patients.models import Patient
from referrals.models import CareTeam, Episode
from sessions.rules.path import PathFacts, Step, next_step, path
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, ready

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture
def case(therapist: Staff) -> Ready:
    make.location()
    return ready(therapist, pronouns="she/her")


def url(person: Patient, **query: Any) -> str:
    text = "&".join(f"{name}={value}" for name, value in query.items())
    return reverse("sessions:patient", args=[person.pk]) + (f"?{text}" if text else "")


def page(client: Client, person: Patient, **query: Any) -> str:
    response = client.get(url(person, **query))
    assert response.status_code == 200
    return response.content.decode()


# The path


@pytest.mark.parametrize(
    ("facts", "step"),
    [
        (PathFacts(), Step.REFERRAL),
        (PathFacts(referral=True), Step.VERIFY),
        (PathFacts(referral=True, verified=True), Step.EVALUATION),
        (PathFacts(referral=True, verified=True, evaluation=True), Step.INTAKE),
        (PathFacts(referral=True, verified=True, intake_signed=True), Step.PLAN),
        (PathFacts(referral=True, verified=True, intake_signed=True, plan_signed=True), Step.BOOK),
        (PathFacts(referral=True, verified=True, intake_signed=True, plan_signed=True, upcoming=3), Step.CHART),
        (PathFacts(referral=True, verified=True, intake_signed=True, plan_signed=True, visits_to_chart=1), Step.CHART),
        (
            PathFacts(referral=True, verified=True, intake_signed=True, plan_signed=True, charts=10, visits_left=2),
            Step.REPORT,
        ),
        (PathFacts(referral=True, verified=True, intake_signed=True, plan_signed=True, charts=7), Step.REPORT),
        (
            PathFacts(referral=True, verified=True, intake_signed=True, plan_signed=True, charts=7, visits_left=2),
            Step.BOOK,
        ),
    ],
)
def test_the_next_step(facts: PathFacts, step: Step) -> None:
    assert next_step(facts) is step
    assert [each.step for each in path(facts) if each.state == "now"] == [step]


def test_a_new_patient_begins_with_a_referral(desk_client: Client) -> None:
    person = world.patient()
    assert f"{reverse('referrals:new')}?patient={person.pk}" in page(desk_client, person)


def test_a_verified_referral_leads_to_the_evaluation(desk_client: Client) -> None:
    order = world.referral()
    found = page(desk_client, order.episode.patient)
    assert "Book the evaluation" in found
    assert f"?episode={order.episode_id}&amp;kind=evaluation" in found


def test_the_therapist_starts_the_intake_with_one_button_and_the_desk_is_told_who_does(
    therapist: Staff, therapist_client: Client, desk_client: Client
) -> None:
    episode = world.episode(team=(therapist,))
    world.appointment(episode, therapist, kind="evaluation", referral=world.referral(episode))
    assert f'action="{reverse("assessments:intake", args=[episode.pk])}"' in page(therapist_client, episode.patient)
    desk = page(desk_client, episode.patient)
    assert "Next: intake. A therapist does this." in desk
    assert reverse("assessments:intake", args=[episode.pk]) not in desk


def test_with_a_plan_visits_are_booked_and_then_charted(case: Ready, therapist_client: Client) -> None:
    assert "Book visits" in page(therapist_client, case.patient)
    due = world.appointment(
        case.episode,
        case.therapist,
        starts_at=world.NOW - timedelta(minutes=10),
        referral=case.referral,
        plan=case.version.plan,
    )
    assert reverse("sessions:chart", args=[due.pk]) in page(therapist_client, case.patient)


# The banner


def test_the_banner_says_what_must_not_be_missed(case: Ready, desk_client: Client) -> None:
    world.event(case.episode, days_ago=12)
    case.referral.no_touch_regions, case.referral.precautions = ["ABDL-m"], "Light pressure only"
    case.referral.save()
    Condition.objects.create(
        patient=case.patient, code="ANTICOAG", since_on=world.TODAY, source="intake", recorded_by=world.system()
    )
    case.book()
    found = page(desk_client, case.patient)
    for words in (
        "Delgado, Ines",
        "54 · she/her",
        "POD 12 · liposuction, lower belly, 11 Nov",
        "Dr. Lena Albrecht, to 22 Jan 2027",
        "1 of 12",
        "No touch: lower belly",
        "Light pressure only",
        "Blood thinner or antiplatelet medicine",
        "Tue 24 Nov, 10:00 Amara",
    ):
        assert words in found


def test_a_missing_consent_stands_in_the_band(desk_client: Client) -> None:
    found = page(desk_client, world.patient(consents=()))
    assert "No consent to treatment" in found
    assert "no treatment or report to the physician" in found


def test_no_touch_holds_in_every_course_of_care(case: Ready, desk_client: Client) -> None:
    other = world.episode(case.patient, problem="Stiff shoulder")
    world.referral(other, no_touch_regions=["NECKA-l"])
    assert "front of the neck on the left" in page(desk_client, case.patient, episode=case.episode.pk)


# Who sees what


def test_the_front_desk_sees_no_clinical_part(case: Ready, desk_client: Client) -> None:
    visit = world.appointment(
        case.episode,
        case.therapist,
        starts_at=world.NOW - timedelta(days=7),
        status="completed",
        referral=case.referral,
        plan=case.version.plan,
    )
    world.chart(visit, case.version)
    found = page(desk_client, case.patient)
    assert re.findall(r"\?tab=(\w+)", found) == ["clearances"]
    for words in (
        "Pain before and after",
        reverse("sessions:chart", args=[visit.pk]),
        "Primary goal",
        "Pain on arrival",
        "chronic",
    ):
        assert words not in found
    for tab in ("assessments", "plans", "charts", "exercises", "reports"):
        assert desk_client.get(url(case.patient, tab=tab)).status_code == 404


def test_the_care_team_sees_pain_goal_and_tabs(case: Ready, therapist_client: Client) -> None:
    for days, before, after in ((14, 7, 5), (7, 6, 3)):
        visit = world.appointment(
            case.episode,
            case.therapist,
            starts_at=world.NOW - timedelta(days=days),
            status="completed",
            referral=case.referral,
            plan=case.version.plan,
        )
        world.chart(visit, case.version, before=before, after=after)
    found = page(therapist_client, case.patient)
    assert "Pain on arrival fell from 7 to 6" in found
    assert "Pain at worst from 7 to 2 by Wed 23 Dec" in found
    assert "?tab=charts" in found


@pytest.mark.parametrize(
    ("tab", "words"),
    [
        ("assessments", "Intake assessment"),
        ("plans", "Neuromuscular therapy"),
        ("charts", "pain 6 → 4"),
        ("exercises", "None prescribed yet"),
        ("reports", "Reports"),
    ],
)
def test_each_part_of_the_record(tab: str, words: str, case: Ready, therapist_client: Client) -> None:
    visit = world.appointment(
        case.episode,
        case.therapist,
        starts_at=world.NOW - timedelta(days=7),
        status="completed",
        referral=case.referral,
        plan=case.version.plan,
    )
    world.chart(visit, case.version)
    assert words in page(therapist_client, case.patient, tab=tab)
    assert AccessEntry.objects.get().patient_reference == case.patient.pk


def test_an_unknown_part_is_not_found(case: Ready, therapist_client: Client) -> None:
    assert therapist_client.get(url(case.patient, tab="nothing")).status_code == 404


def test_a_therapist_of_one_course_reads_nothing_of_the_other(
    case: Ready, therapist_client: Client, outsider: Staff
) -> None:
    other = world.episode(case.patient, team=(outsider,), problem="Stiff shoulder")
    order = world.referral(other)
    world.intake(other, outsider)
    secret = world.plan(other, order, outsider, codes=("DTM",))
    visit = world.appointment(
        other, outsider, starts_at=world.NOW - timedelta(days=7), status="completed", referral=order, plan=secret.plan
    )
    world.chart(visit, secret)
    assert "Deep tissue" not in page(therapist_client, case.patient, tab="plans")
    found = page(therapist_client, case.patient, episode=other.pk)
    assert reverse("sessions:chart", args=[visit.pk]) not in found
    assert "Pain before and after" not in found


# Opening a chart


def test_a_stranger_sees_the_banner_and_is_asked_why(case: Ready, outsider_client: Client) -> None:
    found = page(outsider_client, case.patient)
    assert "You are not on the care team" in found
    assert "?tab=" not in found
    assert outsider_client.get(url(case.patient, tab="charts")).status_code == 404


def test_opening_joins_for_the_day_and_keeps_the_reason(case: Ready, outsider: Staff, outsider_client: Client) -> None:
    opening = reverse("sessions:patient_open", args=[case.patient.pk])
    response = outsider_client.post(opening, {"reason": "Covering for Amara, who is ill"}, follow=True)
    assert "?tab=charts" in response.content.decode()
    member = CareTeam.objects.get(staff=outsider)
    assert (member.until_on, member.why) == (world.TODAY, "opened: Covering for Amara, who is ill")
    entry = AccessEntry.objects.exclude(reason="").get()
    assert (entry.actor, entry.reason) == (outsider.actor, "Covering for Amara, who is ill")
    assert case.episode not in Episode.objects.visible_to(outsider, today=world.TODAY + timedelta(days=1))


@pytest.mark.parametrize("reason", ["", "cover", "         ", "a\x00bcdefghijkl", "x" * 181])
def test_opening_takes_a_real_reason(reason: str, case: Ready, outsider: Staff, outsider_client: Client) -> None:
    response = outsider_client.post(reverse("sessions:patient_open", args=[case.patient.pk]), {"reason": reason})
    assert response.status_code == 200
    assert "reason" in response.context["form"].errors
    assert not CareTeam.objects.filter(staff=outsider).exists()


def test_opening_again_does_not_shorten_what_the_care_team_has(
    case: Ready, therapist: Staff, therapist_client: Client
) -> None:
    therapist_client.post(reverse("sessions:patient_open", args=[case.patient.pk]), {"reason": "Pressed by mistake"})
    assert CareTeam.objects.get(staff=therapist).until_on is None


def test_the_front_desk_opens_nothing(case: Ready, desk_client: Client) -> None:
    response = desk_client.post(
        reverse("sessions:patient_open", args=[case.patient.pk]), {"reason": "Curious about it"}
    )
    assert response.status_code == 403


# The rest


def test_an_unknown_patient_is_not_found(desk_client: Client) -> None:
    assert desk_client.get(reverse("sessions:patient", args=[999999])).status_code == 404


def test_a_merged_record_leads_to_the_one_that_stays(desk_client: Client) -> None:
    stays = world.patient()
    gone = world.patient(consents=(), merged_into=stays)
    assert desk_client.get(url(gone)).url == url(stays)


def test_signed_out_goes_to_sign_in(case: Ready) -> None:
    assert Client().get(url(case.patient)).status_code == 302


def test_hostile_names_are_shown_as_they_are(desk_client: Client) -> None:
    person = world.patient(given="<script>alert(1)</script>", family="O'Brien & Söhne")
    found = page(desk_client, person)
    assert "<script>alert" not in found
    assert "O&#x27;Brien &amp; Söhne" in found


@pytest.mark.parametrize("visits", [1, 60])
def test_the_page_costs_the_same_for_one_visit_and_for_sixty(
    visits: int, case: Ready, therapist_client: Client, django_assert_num_queries: Any
) -> None:
    world.event(case.episode)
    for number in range(visits):
        visit = world.appointment(
            case.episode,
            case.therapist,
            starts_at=world.NOW - timedelta(days=number + 1),
            status="completed",
            referral=case.referral,
            plan=case.version.plan,
        )
        world.chart(visit, case.version)
    with django_assert_num_queries(12):
        therapist_client.get(url(case.patient))


@pytest.mark.parametrize("tab", ["assessments", "plans", "charts", "exercises"])
@pytest.mark.parametrize("rows", [1, 3])
def test_each_part_keeps_within_the_budget(
    tab: str, rows: int, case: Ready, therapist_client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(rows):
        visit = world.appointment(
            case.episode,
            case.therapist,
            starts_at=world.NOW - timedelta(days=number + 1),
            status="completed",
            referral=case.referral,
            plan=case.version.plan,
        )
        world.chart(visit, case.version)
    with django_assert_max_num_queries(12):
        therapist_client.get(url(case.patient, tab=tab))
