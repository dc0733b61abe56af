"""One save of the referral's page: patient, episode, event and order together."""

from datetime import date, datetime
from typing import Any

import pytest

from clinic.models import Staff
from patients.services.refusal import Refused
from referrals.models import Episode, Referral
from referrals.rules.completeness import UNNAMED_PROBLEM
from referrals.services.ordering import Hanging, NewEvent, save
from tests.factories import world
from tests.factories.people import bare_referral

pytestmark = pytest.mark.django_db
ORDER: dict[str, Any] = {
    "physician": None,
    "diagnoses": (),
    "purpose": "treat",
    "affected_regions": (),
    "received_on": date(2026, 11, 2),
}


def keep(referral: Referral, hanging: Hanging, by: Staff, now: datetime, event: NewEvent | None = None) -> Referral:
    return save(referral=referral, hanging=hanging, event=event, order=ORDER, by=by.actor, now=now)


def test_without_a_patient_nothing_hangs(front_desk: Staff, now: datetime) -> None:
    assert keep(bare_referral(), Hanging(None), front_desk, now).episode is None


def test_a_problem_needs_its_patient(front_desk: Staff, now: datetime) -> None:
    with pytest.raises(Refused) as refused:
        keep(bare_referral(), Hanging(None, problem="Back spasm"), front_desk, now)
    assert refused.value.field == "problem"


def test_a_patient_alone_is_kept_by_an_episode_without_a_name(front_desk: Staff, now: datetime) -> None:
    patient = world.patient()
    first = keep(bare_referral(), Hanging(patient), front_desk, now)
    assert first.episode is not None
    assert (first.episode.patient, first.episode.problem) == (patient, UNNAMED_PROBLEM)
    second = keep(first, Hanging(patient), front_desk, now)
    assert second.episode == first.episode
    named = keep(second, Hanging(patient, problem="Back spasm"), front_desk, now)
    assert (named.episode, named.episode.problem) == (first.episode, "Back spasm")
    assert Episode.objects.count() == 1


def test_a_new_problem_opens_an_episode_on_the_day_of_receipt(front_desk: Staff, now: datetime) -> None:
    episode = world.episode()
    saved = keep(bare_referral(), Hanging(episode.patient, problem="Ankle", wants_new=True), front_desk, now)
    assert saved.episode is not None
    assert (saved.episode.problem, saved.episode.opened_on) == ("Ankle", date(2026, 11, 2))
    assert saved.episode != episode


def test_an_open_episode_is_used(front_desk: Staff, now: datetime) -> None:
    episode = world.episode()
    assert keep(bare_referral(), Hanging(episode.patient, episode=episode), front_desk, now).episode == episode


def test_two_answers_about_the_problem_are_refused(front_desk: Staff, now: datetime) -> None:
    episode = world.episode()
    with pytest.raises(Refused, match="A new problem"):
        keep(bare_referral(), Hanging(episode.patient, episode=episode, problem="Ankle"), front_desk, now)


def test_the_wrong_patient_keeps_no_empty_episode(front_desk: Staff, now: datetime) -> None:
    wrong, right = world.patient("Wrong"), world.patient("Right")
    saved = keep(bare_referral(), Hanging(wrong), front_desk, now)
    moved = keep(Referral.objects.get(pk=saved.pk), Hanging(right), front_desk, now)
    assert moved.episode is not None
    assert moved.episode.patient == right
    assert not Episode.objects.filter(patient=wrong).exists()


@pytest.mark.parametrize("holds", ["referral", "team"])
def test_an_episode_with_more_in_it_stays(front_desk: Staff, therapist: Staff, now: datetime, holds: str) -> None:
    episode = world.episode(team=(therapist,) if holds == "team" else ())
    if holds == "referral":
        world.referral(episode)
    referral = bare_referral(episode=episode)
    keep(referral, Hanging(world.patient("Right")), front_desk, now)
    assert Episode.objects.filter(pk=episode.pk).exists()


def test_an_event_comes_with_it(front_desk: Staff, now: datetime) -> None:
    patient = world.patient()
    event = NewEvent("LIPOSUCTION", date(2026, 11, 1), procedure="Abdomen", regions=["ABDL-m"])
    saved = keep(bare_referral(), Hanging(patient), front_desk, now, event)
    assert [row.procedure for row in patient.events.all()] == ["Abdomen"]
    assert patient.events.get().episode == saved.episode


def test_all_or_nothing(front_desk: Staff, now: datetime) -> None:
    patient = world.patient()
    with pytest.raises(Refused):
        keep(bare_referral(), Hanging(patient), front_desk, now, NewEvent("OTHER", date(1900, 1, 1)))
    assert not Episode.objects.exists()
