"""The referral inbox: what waits for a person, and what it waits for."""

from datetime import UTC, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from clinic.models import AccessEntry, Staff
from clinic.rules.policy import DEFAULTS, Policy
from referrals.models import Referral
from sessions.rules.first_visit import Waits
from sessions.selectors import referral_inbox as inbox
from tests.factories import clinic as make
from tests.factories import papers, work, world
from tests.factories.booking import ready

pytestmark = pytest.mark.django_db
INBOX = "/referrals/"
POLICY = Policy(version=0, **DEFAULTS)


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)
    make.location()


def bare_scan(note: str = "From the surgery clinic") -> Referral:
    return Referral.objects.create(
        source="fax", received_on=world.TODAY, note=note, recorded_at=world.NOW, recorded_by=world.system()
    )


def test_nothing_waits(desk_client: Client) -> None:
    page = desk_client.get(INBOX).content.decode()
    assert "Nothing waits" in page
    assert "Take in a referral" in page


def test_a_bare_scan_waits_to_be_read(desk_client: Client) -> None:
    bare_scan()
    page = desk_client.get(INBOX).content.decode()
    assert "Just arrived" in page
    assert "From the surgery clinic" in page


def test_what_a_referral_lacks_is_named(desk_client: Client) -> None:
    world.referral(verified=False, valid_until_on=None, visits_authorized=None)
    page = desk_client.get(INBOX).content.decode()
    assert "Lacks the number of visits authorized, the day it is valid until" in page


def test_a_complete_one_is_ready_to_verify(desk_client: Client) -> None:
    world.referral(verified=False)
    assert "ready to verify" in desk_client.get(INBOX).content.decode()


def test_declined_and_withdrawn_ones_wait_no_longer(desk_client: Client) -> None:
    world.referral(verified=False, declined_at=world.NOW, declined_by=world.system(), reason="Sent to the wrong clinic")
    world.referral(withdrawn_at=world.NOW, withdrawn_by=world.system(), reason="Operation postponed")
    assert "Nothing waits" in desk_client.get(INBOX).content.decode()


def test_a_verified_one_waits_for_its_evaluation_until_one_is_booked(therapist: Staff, desk_client: Client) -> None:
    order = world.referral(start_by_on=world.TODAY + timedelta(days=4))
    page = desk_client.get(INBOX).content.decode()
    assert "Book the evaluation" in page
    assert "start by Fri 27 Nov, 4 days left" in page
    world.appointment(order.episode, therapist, kind="evaluation", referral=order)
    assert "Nothing waits" in desk_client.get(INBOX).content.decode()


@pytest.mark.parametrize(
    ("days", "visits", "words"),
    [
        (5, 12, "Referral ends in 5 days, 11 visits left"),
        (0, 12, "Referral ends today, 11 visits left"),
        (1, 2, "Referral ends tomorrow, 1 visit left"),
        (60, 1, "All authorized visits are booked or done"),
        (60, 12, None),
    ],
)
def test_one_that_ends_soon_is_renewed(days: int, visits: int, words: str | None, therapist: Staff) -> None:
    case = ready(therapist, visits=visits)
    case.referral.valid_until_on = world.TODAY + timedelta(days=days)
    case.referral.save()
    world.appointment(case.episode, therapist, referral=case.referral, plan=case.version.plan)
    assert [item.words for item in inbox.ending(today=world.TODAY, policy=POLICY)] == ([words] if words else [])


def test_a_renewed_one_is_left_alone(therapist: Staff) -> None:
    case = ready(therapist, visits=1)
    world.appointment(case.episode, therapist, referral=case.referral, plan=case.version.plan)
    world.referral(case.episode, renews=case.referral)
    assert inbox.ending(today=world.TODAY, policy=POLICY) == []


def test_everybody_who_works_here_may_look(therapist_client: Client, manager_client: Client) -> None:
    assert therapist_client.get(INBOX).status_code == manager_client.get(INBOX).status_code == 200
    assert Client().get(INBOX).status_code == 302


def test_looking_leaves_an_access_row(desk_client: Client) -> None:
    desk_client.get(INBOX)
    assert AccessEntry.objects.get().what == "referral inbox"


def test_who_is_to_be_called_has_a_number_to_touch(desk_client: Client) -> None:
    order = world.referral()
    order.episode.patient.phone = "+17025550134"
    order.episode.patient.save()
    assert 'href="tel:+17025550134"' in desk_client.get(INBOX).content.decode()
    order.episode.patient.phone = ""
    order.episode.patient.save()
    assert "No phone number on file" in desk_client.get(INBOX).content.decode()


def test_days_from_referral_to_first_visit_are_counted_as_they_went(therapist: Staff, desk_client: Client) -> None:
    assert "from referral to first visit" not in desk_client.get(INBOX).content.decode()
    for number, (ago, ahead) in enumerate([(2, 1), (10, 6), (4, 3), (95, 0)]):
        order = world.referral(received_on=world.TODAY - timedelta(days=ago))
        start = world.NOW + timedelta(days=ahead, hours=number)
        world.appointment(order.episode, therapist, kind="evaluation", referral=order, starts_at=start)
    found = inbox.verified(today=world.TODAY, tz=UTC, most=14).waits
    assert found == Waits(middle=7, longest=16, of=3, late=1)
    world.referral()
    page = desk_client.get(INBOX).content.decode()
    assert "<b>7 days</b> from referral to first visit" in page
    assert "1 above the clinic" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_inbox_costs_the_same_however_full_it_is(
    rows: int, therapist: Staff, desk_client: Client, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        bare_scan(f"Scan {number}")
        world.referral(verified=False)
        world.referral()
        case = ready(therapist, visits=1, family=f"Weiss {number}")
        start = world.NOW + timedelta(hours=2 * number)
        world.appointment(case.episode, therapist, starts_at=start, referral=case.referral, plan=case.version.plan)
    with django_assert_num_queries(12):
        desk_client.get(INBOX)


# Physicians' papers


def test_a_letter_waits_for_a_call_after_a_week(desk_client: Client) -> None:
    episode = world.episode()
    papers.inquiry(episode, asked_at=world.NOW - timedelta(days=6, hours=23))
    assert "Waiting for a physician" not in desk_client.get(INBOX).content.decode()
    late = papers.inquiry(episode, asked_at=world.NOW - timedelta(days=7))
    page = desk_client.get(INBOX).content.decode()
    assert "Waiting for a physician" in page
    assert f"/inquiries/{late.pk}/" in page
    assert "Stable heart failure. Asked 7 days ago: Dr. Lena Albrecht" in page
    type(late).objects.update(answered_at=world.NOW, answered_by=world.system(), answer="No.")
    assert "Waiting for a physician" not in desk_client.get(INBOX).content.decode()


def test_a_letter_for_the_fax_waits_at_once(desk_client: Client) -> None:
    physician = world.physician(reports_by="fax", email="")
    inquiry = papers.inquiry(world.episode(), physician=physician, letter=work.stored_pdf(world.NOW))
    assert "To print or fax" in desk_client.get(INBOX).content.decode()
    type(inquiry).objects.update(handed_at=world.NOW, handed_by=world.system())
    assert "To print or fax" not in desk_client.get(INBOX).content.decode()


def test_papers_wait_to_be_compared(desk_client: Client, therapist: Staff) -> None:
    episode = world.episode()
    papers.clearance(episode.patient, document=papers.document(episode.patient))
    papers.order(episode)
    papers.clearance(episode.patient, confirmed_by=therapist)
    papers.clearance(episode.patient, until_on=world.TODAY - timedelta(days=1))
    page = desk_client.get(INBOX).content.decode()
    assert "Papers to compare" in page
    assert page.count("It lifts nothing until somebody has compared it.") == 1
    assert page.count("The paper is still missing.") == 1


def test_outsiders_read_nothing_of_other_patients_papers(outsider_client: Client) -> None:
    episode = world.episode()
    papers.clearance(episode.patient)
    papers.inquiry(episode, asked_at=world.NOW - timedelta(days=30))
    assert "Nothing waits" in outsider_client.get(INBOX).content.decode()
