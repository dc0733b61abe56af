"""Drafting, saving, signing and changing a plan of care."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from assessments.models import Condition
from clinic.models import Staff, TechniqueCredential
from clinic.services.drafts import EditedMeanwhile, NotReady
from referrals.models import Episode, Referral
from sessions.models import PlanTemplate, PlanVersion
from sessions.rules.plans import PlannedTechnique
from sessions.services import plans
from tests.factories import clinical, world
from tests.factories.world import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode(therapist: Staff) -> Episode:
    row = world.episode(team=(therapist,))
    world.intake(row, therapist)
    return row


@pytest.fixture
def referral(episode: Episode) -> Referral:
    return world.referral(episode, no_touch_regions=["SACR-m"], precautions="No pressure on the scar.")


@pytest.fixture
def version(episode: Episode, referral: Referral, therapist: Staff) -> PlanVersion:
    return plans.draft(episode=episode, referral=referral, therapist=therapist, by=therapist.actor, now=NOW)


def save(version: PlanVersion, by: Staff, *techniques: PlannedTechnique, **changed: object) -> PlanVersion:
    values = {
        "phase": "chronic",
        "visits_planned": 8,
        "visits_per_week": 2,
        "visit_minutes": 60,
        "starts_on": TODAY,
        **changed,
    }
    return plans.save(
        version=version,
        edition=version.edition,
        techniques=techniques or (clinical.planned(),),
        by=by.actor,
        now=NOW,
        **values,  # type: ignore[arg-type]
    )


def test_a_draft_begins_with_what_the_referral_says(version: PlanVersion) -> None:
    assert version.number == 1
    assert version.precautions == "No pressure on the scar."
    assert (version.visits_planned, version.visit_minutes, version.starts_on) == (12, 60, TODAY)


def test_an_open_draft_is_found_again(
    version: PlanVersion, episode: Episode, referral: Referral, therapist: Staff
) -> None:
    assert plans.draft(episode=episode, referral=referral, therapist=therapist, by=therapist.actor, now=NOW) == version


def test_a_plan_needs_a_signed_intake_and_a_verified_referral(therapist: Staff) -> None:
    episode = world.episode(team=(therapist,))
    world.intake(episode, therapist, signed=False)
    with pytest.raises(NotReady) as caught:
        plans.draft(
            episode=episode,
            referral=world.referral(episode, verified=False),
            therapist=therapist,
            by=therapist.actor,
            now=NOW,
        )
    assert len(caught.value.missing) == 2


def test_only_the_care_team_plans(episode: Episode, referral: Referral, outsider: Staff) -> None:
    with pytest.raises(NotReady, match="care team"):
        plans.draft(episode=episode, referral=referral, therapist=outsider, by=outsider.actor, now=NOW)


def test_evaluations_use_visits_of_the_referral(episode: Episode, therapist: Staff) -> None:
    small = world.referral(episode, visits=3)
    world.appointment(episode, therapist, kind="evaluation", referral=small)
    version = plans.draft(episode=episode, referral=small, therapist=therapist, by=therapist.actor, now=NOW)
    assert version.visits_planned == 2
    with pytest.raises(NotReady, match="3 visits are planned, the referral leaves 2"):
        plans.sign(version=save(version, therapist, visits_planned=3), staff=therapist, now=NOW)


def test_what_blocks_is_saved_but_not_signed(version: PlanVersion, therapist: Staff) -> None:
    row = save(
        version,
        therapist,
        clinical.planned(places=("LUMB-l", "SACR-m")),
        clinical.planned("OMT", minutes=15, ceiling=2),
    )
    with pytest.raises(NotReady) as caught:
        plans.sign(version=row, staff=therapist, now=NOW)
    assert ["forbids touching" in caught.value.missing[0], "credential" in caught.value.missing[1]] == [True, True]


def test_a_credential_lifts_its_block(version: PlanVersion, therapist: Staff) -> None:
    TechniqueCredential.objects.create(staff=therapist, technique="OMT", since_on=TODAY)
    row = save(version, therapist, clinical.planned("OMT", minutes=15, ceiling=2))
    assert plans.sign(version=row, staff=therapist, now=NOW).signature


def test_two_people_in_one_draft_never_overwrite_each_other(version: PlanVersion, therapist: Staff) -> None:
    save(version, therapist)
    with pytest.raises(EditedMeanwhile):
        save(version, therapist, visits_planned=4)


def test_a_signed_version_is_frozen_and_signed_once(version: PlanVersion, therapist: Staff) -> None:
    signed = plans.sign(version=save(version, therapist), staff=therapist, now=NOW)
    assert plans.sign(version=version, staff=therapist, now=NOW).signature_id == signed.signature_id
    for statement in (
        "UPDATE clinic_sessions_planversion SET visits_planned = 20",
        "DELETE FROM clinic_sessions_plantechnique",
        "UPDATE clinic_sessions_plantechnique SET minutes = 5",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_change_is_the_next_version_with_its_reason(
    version: PlanVersion, episode: Episode, referral: Referral, therapist: Staff
) -> None:
    plans.sign(version=save(version, therapist), staff=therapist, now=NOW)
    with pytest.raises(NotReady, match="Say why"):
        plans.draft(episode=episode, referral=referral, therapist=therapist, by=therapist.actor, now=NOW)
    second = plans.draft(
        episode=episode, referral=referral, therapist=therapist, change_reason="Less pain.", by=therapist.actor, now=NOW
    )
    assert (second.number, second.plan_id, second.change_reason) == (2, version.plan_id, "Less pain.")
    assert [row.technique.code for row in second.techniques.all()] == ["NMT"]
    plans.sign(version=second, staff=therapist, now=NOW)
    assert PlanVersion.objects.signed().count() == 2


def test_the_next_version_is_judged_with_what_came_to_be_known_since_the_first_day(
    version: PlanVersion, episode: Episode, referral: Referral, therapist: Staff
) -> None:
    plans.sign(version=save(version, therapist), staff=therapist, now=NOW)
    later = NOW + timedelta(days=10)
    Condition.objects.create(
        patient=episode.patient,
        code="CHF_ACUTE",
        since_on=TODAY + timedelta(days=5),
        source="visit",
        recorded_by=therapist.actor,
    )
    following = plans.draft(
        episode=episode,
        referral=referral,
        therapist=therapist,
        change_reason="More minutes.",
        by=therapist.actor,
        now=later,
    )
    with pytest.raises(NotReady, match="no treatment at all"):
        plans.sign(version=following, staff=therapist, now=later)


def test_a_template_takes_the_reason_away_that_was_typed_for_other_techniques(
    version: PlanVersion, therapist: Staff
) -> None:
    row = save(version, therapist, guard_reason="The wound is dry; a hand's breadth away.")
    filled, _ = plans.fill(
        version=row,
        edition=row.edition,
        template=PlanTemplate.objects.all()[0],
        today=TODAY,
        by=therapist.actor,
        now=NOW,
    )
    filled.refresh_from_db()
    assert filled.guard_reason == ""
