"""What a paper unlocks, computed for the patient it is about and shown beside it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Condition
from clinic.models import Staff
from referrals.models import ClinicalEvent, Episode
from sessions.selectors.unlocking import unlocks
from tests.factories import clinic as make
from tests.factories import papers, world
from tests.factories.world import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode(therapist: Staff) -> Episode:
    make.profile()
    make.location()
    row = world.episode(team=(therapist,))
    known = {"since_on": TODAY, "recorded_by": therapist.actor, "confirmed_at": NOW, "confirmed_by": therapist.actor}
    Condition.objects.create(patient=row.patient, code="CHF_STABLE", source="patient", **known)
    return row


def test_before_it_is_confirmed_it_says_what_it_would_open(
    episode: Episode, desk_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    row = papers.clearance(episode.patient, techniques=["MLD"], regions=["LUMB-l"])
    assert unlocks(row, today=TODAY) == ["Manual lymph drainage at the left lower back, up to pressure 1"]
    page = desk_client.get(f"/clearances/{row.pk}/").content.decode()
    assert "What it will unlock once confirmed" in page
    assert "Manual lymph drainage at the left lower back" in page


def test_a_refusal_and_a_paper_that_is_over_unlock_nothing(
    episode: Episode, desk_client: Client, front_desk: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    refused = papers.clearance(episode.patient, granted=False)
    over = papers.clearance(episode.patient, until_on=TODAY - timedelta(days=1))
    assert unlocks(refused, today=TODAY) == unlocks(over, today=TODAY) == []
    assert "A refusal unlocks nothing." in desk_client.get(f"/clearances/{refused.pk}/").content.decode()


def test_a_second_paper_of_the_same_words_opens_nothing_more(episode: Episode, front_desk: Staff) -> None:
    papers.clearance(episode.patient, techniques=["MLD"], confirmed_by=front_desk)
    assert unlocks(papers.clearance(episode.patient, techniques=["MLD"]), today=TODAY) == []


def test_an_order_opens_its_techniques_at_the_places_of_its_events(episode: Episode) -> None:
    event = world.event(episode, regions=("ABDL-m",))
    ClinicalEvent.objects.filter(pk=event.pk).update(happened_on=TODAY - timedelta(days=25))
    found = unlocks(papers.order(episode, techniques=["MFR"], from_on=TODAY), today=TODAY)
    assert len(found) == 1
    assert "lower belly" in found[0]
    assert "back" not in found[0]


def test_it_asks_once(episode: Episode, django_assert_num_queries: object) -> None:
    row = papers.clearance(episode.patient, techniques=["MLD"])
    with django_assert_num_queries(1):  # type: ignore[operator]
        unlocks(row, today=TODAY)
