"""What the database itself refuses about referrals, episodes, events, physicians and teams."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from clinic.models import Staff
from referrals.models import CareTeam, ClinicalEvent, Episode, Physician, Referral, ReferralDiagnosis
from tests.factories import world

pytestmark = pytest.mark.django_db
BEFORE = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"episode": None}, "referral_verified_is_complete"),
        ({"physician": None}, "referral_verified_is_complete"),
        ({"visits_authorized": None}, "referral_verified_is_complete"),
        ({"valid_until_on": None}, "referral_verified_is_complete"),
        ({"affected_regions": []}, "referral_verified_is_complete"),
        ({"verified_at": None}, "referral_verified_pair"),
        ({"declined_at": world.NOW}, "referral_"),
        ({"withdrawn_at": world.NOW, "reason": "x"}, "referral_withdrawn_pair"),
        ({"affected_regions": ["KNEE-l"]}, "referral_affected_regions_known"),
        ({"no_touch_regions": ["LUMB-m"]}, "referral_no_touch_regions_known"),
        ({"valid_until_on": BEFORE}, "referral_ends_after_receipt"),
        (
            {"earliest_start_on": date(2026, 12, 2), "start_by_on": date(2026, 12, 1)},
            "referral_start_by_after_earliest",
        ),
        ({"visits_authorized": 101}, "referral_visits_plausible"),
    ],
)
def test_a_referral_row_is_refused(fields: dict[str, Any], constraint: str) -> None:
    referral = world.referral()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(**fields)


def test_a_referral_is_not_verified_and_declined() -> None:
    referral = world.referral()
    ended = {"declined_at": world.NOW, "declined_by": world.system()}
    with (
        pytest.raises(IntegrityError, match=r"referral_ended_with_reason|referral_not_verified_and_declined"),
        transaction.atomic(),
    ):
        Referral.objects.filter(pk=referral.pk).update(**ended)
    with pytest.raises(IntegrityError, match="referral_not_verified_and_declined"), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(**ended, reason="x")


@pytest.mark.parametrize(
    ("code", "position", "constraint"),
    [
        ("M62.830", 2, "diagnosis_once_per_referral"),
        ("M54.50", 1, "diagnosis_position_once"),
        ("back", 2, "diagnosis_code_shape"),
    ],
)
def test_a_diagnosis_row_is_refused(code: str, position: int, constraint: str) -> None:
    referral = world.referral()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ReferralDiagnosis.objects.create(referral=referral, code=code, label="x", position=position)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"closed_on": world.TODAY}, "episode_closed_with_person_and_reason"),
        ({"close_reason": "lost"}, "episode_closed_with_person_and_reason"),
    ],
)
def test_an_episode_row_is_refused(fields: dict[str, Any], constraint: str) -> None:
    episode = world.episode()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Episode.objects.filter(pk=episode.pk).update(**fields)


def test_an_episode_ends_after_it_starts() -> None:
    episode = world.episode()
    with pytest.raises(IntegrityError, match="episode_ends_after_it_starts"), transaction.atomic():
        Episode.objects.filter(pk=episode.pk).update(closed_on=BEFORE, closed_by=world.system(), close_reason="lost")


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"regions": ["NOSE-l"]}, "event_regions_known"),
        ({"ended_on": BEFORE}, "event_ends_after_it_starts"),
        ({"confirmed_on": BEFORE}, "event_confirmed_after_it_starts"),
    ],
)
def test_an_event_row_is_refused(fields: dict[str, Any], constraint: str) -> None:
    event = world.event(world.episode())
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ClinicalEvent.objects.filter(pk=event.pk).update(**fields)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"npi": "3234567893"}, "physician_npi_shape"),
        ({"name": ""}, "physician_has_a_name"),
        ({"email": ""}, "physician_email_for_email"),
    ],
)
def test_a_physician_row_is_refused(fields: dict[str, Any], constraint: str) -> None:
    physician = world.physician()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Physician.objects.filter(pk=physician.pk).update(**fields)


def test_a_team_member_is_on_it_once_and_ends_after_the_start(therapist: Staff) -> None:
    episode = world.episode(team=(therapist,))
    with pytest.raises(IntegrityError, match="care_team_member_once"), transaction.atomic():
        CareTeam.objects.create(episode=episode, staff=therapist, from_on=world.TODAY, why="again")
    with pytest.raises(IntegrityError, match="care_team_ends_after_it_starts"), transaction.atomic():
        CareTeam.objects.filter(episode=episode).update(until_on=world.TODAY - timedelta(days=60))
