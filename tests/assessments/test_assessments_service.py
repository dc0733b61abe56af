"""Starting, saving and signing an intake; what a signed screening does to the standing conditions; what stays frozen."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from assessments.models import Assessment, Condition, Goal
from assessments.rules.entries import Aim, Answer, Pain
from assessments.services import assessments
from clinic.models import Staff
from clinic.services.drafts import EditedMeanwhile, NotReady
from tests.factories import clinical, world
from tests.factories.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(therapist: Staff) -> Assessment:
    episode = world.episode(team=(therapist,))
    return assessments.start_intake(episode=episode, therapist=therapist, by=therapist.actor, now=NOW)


def sign(draft: Assessment, by: Staff) -> Assessment:
    return assessments.sign(assessment=draft, staff=by, now=NOW)


def test_an_intake_starts_once_per_episode(draft: Assessment, therapist: Staff) -> None:
    again = assessments.start_intake(episode=draft.episode, therapist=therapist, by=therapist.actor, now=NOW)
    assert again == draft
    assert Assessment.objects.count() == 1


def test_only_the_care_team_starts_one(outsider: Staff, manager: Staff) -> None:
    for staff in (outsider, manager):
        with pytest.raises(NotReady, match="care team"):
            assessments.start_intake(episode=world.episode(), therapist=staff, by=staff.actor, now=NOW)


def test_who_left_the_care_team_may_not_sign(draft: Assessment, therapist: Staff) -> None:
    clinical.fill(draft, therapist)
    draft.episode.care_team.update(until_on=world.TODAY - timedelta(days=1))
    with pytest.raises(NotReady, match="care team"):
        sign(draft, therapist)


def test_a_section_left_out_stays_as_it_is(draft: Assessment, therapist: Staff) -> None:
    row = clinical.fill(draft, therapist)
    row = assessments.save(assessment=row, edition=row.edition, pain=[Pain("LUMB-r", 5)], by=therapist.actor, now=NOW)
    assert row.complaint.startswith("Low back")
    assert [mark.place for mark in row.measurements.pain_marks.all()] == ["LUMB-r"]
    assert row.goals.count() == 1


def test_an_unchanged_section_leaves_no_new_history(draft: Assessment, therapist: Staff) -> None:
    row = clinical.fill(draft, therapist)
    before = {goal.pk for goal in row.goals.all()}
    row = clinical.fill(row, therapist)
    assert {goal.pk for goal in row.goals.all()} == before


def test_two_people_in_one_draft_never_overwrite_each_other(draft: Assessment, therapist: Staff) -> None:
    clinical.fill(draft, therapist)
    with pytest.raises(EditedMeanwhile) as caught:
        assessments.save(
            assessment=draft, edition=1, history={"complaint": "Another text"}, by=therapist.actor, now=NOW
        )
    assert caught.value.current.complaint.startswith("Low back")
    draft.refresh_from_db()
    assert draft.complaint.startswith("Low back")


def test_signing_says_everything_that_is_missing(draft: Assessment, therapist: Staff) -> None:
    draft.episode.patient.consents.all().delete()
    with pytest.raises(NotReady) as caught:
        sign(draft, therapist)
    assert len(caught.value.missing) == 6
    assert "45 of 45 questions" in caught.value.missing[1]


def test_a_local_yes_must_say_where(draft: Assessment, therapist: Staff) -> None:
    clinical.fill(draft, therapist, answers=clinical.answers(SKIN_LOCAL="yes"))
    with pytest.raises(NotReady, match="Say where: Wound"):
        sign(draft, therapist)


def test_signing_freezes_the_whole_and_signing_twice_signs_once(draft: Assessment, therapist: Staff) -> None:
    clinical.fill(draft, therapist)
    signed = sign(draft, therapist)
    assert signed.signature
    assert signed.signature.credentials == "LMT, CLT"
    assert sign(draft, therapist).signature_id == signed.signature_id
    with pytest.raises(EditedMeanwhile):
        clinical.fill(signed, therapist)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE assessments_assessment SET complaint = 'x'",
        "DELETE FROM assessments_assessment",
        "UPDATE assessments_screening SET asked_at = now()",
        "UPDATE assessments_screeninganswer SET answer = 'yes'",
        "DELETE FROM assessments_screeninganswer",
        "UPDATE assessments_measurementset SET taken_at = now()",
        "UPDATE assessments_painmark SET pain = 1",
        "DELETE FROM assessments_romreading",
        "UPDATE assessments_score SET value = 10",
        "UPDATE assessments_goal SET target = 3",
        "DELETE FROM assessments_goal",
    ],
)
def test_nothing_signed_changes_by_direct_sql(draft: Assessment, therapist: Staff, statement: str) -> None:
    clinical.fill(draft, therapist)
    sign(draft, therapist)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_goal_of_a_signed_intake_can_still_be_closed(draft: Assessment, therapist: Staff) -> None:
    clinical.fill(draft, therapist)
    sign(draft, therapist)
    goal = Goal.objects.get()
    goal.closed_at, goal.closed_by, goal.outcome = NOW, therapist.actor, "achieved"
    goal.save()
    assert not Goal.objects.active().exists()


def test_yes_and_not_sure_become_standing_conditions(draft: Assessment, therapist: Staff) -> None:
    given = clinical.answers(
        ANTICOAG=Answer("ANTICOAG", "yes", "low dose", since_on=date(2024, 3, 1)),
        SKIN_LOCAL=Answer("SKIN_LOCAL", "yes", "burn", ("FORA-l",), since_unknown=True),
        ABDOMEN="yes",
        FEVER="unsure",
    )
    clinical.fill(draft, therapist, answers=given)
    sign(draft, therapist)
    found = {row.code: row for row in Condition.objects.standing()}
    assert set(found) == {"ANTICOAG", "SKIN_LOCAL", "ABDOMEN", "FEVER"}
    assert found["ANTICOAG"].confirmed_by == therapist.actor
    assert found["ANTICOAG"].note == "low dose"
    assert found["ANTICOAG"].since_on == date(2024, 3, 1)
    assert found["SKIN_LOCAL"].since_on == world.TODAY
    assert found["SKIN_LOCAL"].regions == ["FORA-l"]
    assert found["ABDOMEN"].regions == ["ABDU-m", "ABDL-m"]
    assert found["FEVER"].confirmed_at is None


def test_an_answer_raises_what_stands_and_never_lowers_it(draft: Assessment, therapist: Staff) -> None:
    known = {"patient": draft.episode.patient, "since_on": world.TODAY, "recorded_by": therapist.actor}
    confirmed = {"confirmed_at": NOW, "confirmed_by": therapist.actor}
    Condition.objects.create(code="ANTICOAG", source="patient", **known)
    Condition.objects.create(code="FEVER", source="intake", **known, **confirmed)
    Condition.objects.create(code="ASTHMA", source="patient", **known)
    Condition.objects.create(code="BLEED", source="intake", **known, **confirmed)
    kept = Answer("BLEED", "no", ending="stands")
    clinical.fill(draft, therapist, answers=clinical.answers(ANTICOAG="yes", FEVER="unsure", BLEED=kept))
    sign(draft, therapist)
    found = {row.code: row for row in Condition.objects.standing()}
    assert set(found) == {"ANTICOAG", "FEVER", "BLEED"}  # the unconfirmed asthma ended with the therapist's no
    assert found["ANTICOAG"].confirmed_at
    assert found["FEVER"].confirmed_at


def test_an_episode_has_one_primary_goal(draft: Assessment, therapist: Staff) -> None:
    other = Aim("PSFS", "Lift a bag", Decimal(3), Decimal(8), clinical.DUE_ON)
    clinical.fill(draft, therapist, goals=[other])
    with pytest.raises(NotReady, match="exactly one primary goal"):
        sign(draft, therapist)
