"""Prescribing from the library: its own dose, once at a time, never against a standing condition or event."""

from datetime import datetime

import pytest

from assessments.models import Condition
from clinic.models import Staff
from referrals.models import Episode
from sessions.models import Exercise, Prescription
from sessions.services import exercises
from tests.factories import charting as visits
from tests.factories import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode(therapist: Staff) -> Episode:
    return world.episode(team=(therapist,))


def library(number: int) -> Exercise:
    return Exercise.objects.get(number=number)


def prescribe(episode: Episode, number: int, by: Staff, now: datetime, **dose: int) -> Prescription:
    return exercises.prescribe(episode=episode, chart=None, exercise=library(number), **dose, by=by.actor, now=now)


def test_without_an_amount_the_library_decides(episode: Episode, therapist: Staff, now: datetime) -> None:
    tilt = prescribe(episode, 16, therapist, now)
    assert (tilt.sets, tilt.reps, tilt.hold_seconds, tilt.minutes) == (2, 12, 5, None)
    breathing = prescribe(episode, 26, therapist, now)
    assert (breathing.sets, breathing.reps, breathing.minutes, breathing.times_per_day) == (None, None, 5, 2)


def test_a_part_of_the_dose_may_be_given(episode: Episode, therapist: Staff, now: datetime) -> None:
    row = prescribe(episode, 16, therapist, now, hold_seconds=10, times_per_day=3)
    assert (row.sets, row.reps, row.hold_seconds, row.times_per_day, row.days_per_week) == (2, 12, 10, 3, 7)


def test_an_own_amount_stands_as_it_is(episode: Episode, therapist: Staff, now: datetime) -> None:
    row = prescribe(episode, 16, therapist, now, reps=5)
    assert (row.sets, row.reps, row.hold_seconds) == (None, 5, None)


def test_an_exercise_is_prescribed_once_at_a_time(episode: Episode, therapist: Staff, now: datetime) -> None:
    first = prescribe(episode, 16, therapist, now)
    with pytest.raises(exercises.AlreadyPrescribed, match="Pelvic tilt is prescribed already"):
        prescribe(episode, 16, therapist, now)
    exercises.stop(prescription=first, by=therapist.actor, now=now)
    prescribe(episode, 16, therapist, now)
    assert Prescription.objects.current().count() == 1


def test_a_standing_condition_rules_it_out_confirmed_or_not(episode: Episode, therapist: Staff, now: datetime) -> None:
    row = Condition.objects.create(
        patient=episode.patient,
        code="OSTEOPOROSIS",
        since_on=world.TODAY,
        source="patient",
        recorded_by=therapist.actor,
    )
    with pytest.raises(exercises.Refused, match="Cat and camel is ruled out: Osteoporosis"):
        prescribe(episode, 14, therapist, now)
    row.resolved_on = world.TODAY
    row.save()
    prescribe(episode, 14, therapist, now)


def test_an_event_rules_it_out_until_it_has_ended(episode: Episode, therapist: Staff, now: datetime) -> None:
    event = world.event(episode, kind="FRACTURE_CAST", days_ago=40)
    with pytest.raises(exercises.Refused, match="Fracture in a cast"):
        prescribe(episode, 24, therapist, now)
    event.ended_on = world.TODAY
    event.save()
    prescribe(episode, 24, therapist, now)


def test_stopping_twice_changes_nothing(episode: Episode, therapist: Staff, manager: Staff, now: datetime) -> None:
    row = prescribe(episode, 16, therapist, now)
    exercises.stop(prescription=row, by=therapist.actor, now=now)
    assert exercises.stop(prescription=row, by=manager.actor, now=now).stopped_by == therapist.actor


def test_a_chart_of_another_episode_is_a_mistake(episode: Episode, therapist: Staff, now: datetime) -> None:
    chart = visits.begun(therapist)
    with pytest.raises(ValueError, match="another episode"):
        exercises.prescribe(episode=episode, chart=chart, exercise=library(16), by=therapist.actor, now=now)
