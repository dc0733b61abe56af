"""The library of exercises for everybody, the home program of a patient for their care team."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from clinic.models import AccessEntry, Staff
from referrals.models import Episode
from sessions.models import Exercise, Prescription
from sessions.services import exercises
from tests.factories import world

pytestmark = pytest.mark.django_db

QUERIES = 12
LIBRARY = reverse("sessions:exercises")


@pytest.fixture
def episode(therapist: Staff) -> Episode:
    return world.episode(team=(therapist,))


def program(episode: Episode) -> str:
    return reverse("sessions:episode_exercises", args=[episode.pk])


def prescribe(episode: Episode, number: int, by: Staff) -> Prescription:
    exercise = Exercise.objects.get(number=number)
    return exercises.prescribe(episode=episode, chart=None, exercise=exercise, by=by.actor, now=timezone.now())


def test_the_library_shows_all_27_to_everybody_who_works_here(
    desk_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(QUERIES):
        text = desk_client.get(LIBRARY).content.decode()
    assert "27 of 27" in text
    assert "Not with:" in text
    assert not AccessEntry.objects.exists()


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ({"region": "LUMB"}, "Cat and camel", "Chin tuck"),
        ({"q": "CALF stretch"}, "Calf stretch", "Bridge"),
        ({"region": "LUMB", "q": "pelvic"}, "Pelvic tilt", "Cat and camel"),
        ({"q": "zebra"}, "No exercise holds these words", "Bridge"),
        ({"region": "NOWHERE"}, "No exercise holds these words", "Bridge"),
        ({"q": "<b>"}, "&lt;b&gt;", '<b>"'),
    ],
)
def test_the_library_is_filtered(therapist_client: Client, query: dict[str, str], there: str, not_there: str) -> None:
    text = therapist_client.get(LIBRARY, query).content.decode()
    assert there in text
    assert not_there not in text


@pytest.mark.parametrize("query", [{"q": "x" * 500}, {"region": "x" * 500}, {"q": "\x00"}, {"region": "\x00"}])
def test_a_senseless_filter_shows_everything(therapist_client: Client, query: dict[str, str]) -> None:
    response = therapist_client.get(LIBRARY, query)
    assert response.status_code == 200
    assert "27 of 27" in response.content.decode()


def test_prescribing_and_stopping(therapist_client: Client, episode: Episode) -> None:
    response = therapist_client.post(
        program(episode), {"x-exercise": "16", "x-reps": "8", "x-note": "slowly"}, follow=True
    )
    assert "Pelvic tilt is prescribed." in response.content.decode()
    row = Prescription.objects.get()
    assert (row.reps, row.note, row.chart) == (8, "slowly", None)
    therapist_client.post(reverse("sessions:exercise_stop", args=[row.pk]))
    text = therapist_client.get(program(episode)).content.decode()
    assert "Stopped earlier: 1" in text
    row.refresh_from_db()
    assert row.stopped_by == row.prescribed_by


def test_a_conflict_is_said_at_the_field(therapist_client: Client, therapist: Staff, episode: Episode) -> None:
    prescribe(episode, 16, therapist)
    response = therapist_client.post(program(episode), {"x-exercise": "16"})
    assert response.status_code == 200
    assert "is prescribed already" in response.content.decode()
    world.event(episode, kind="SPINE_SURGERY")
    blocked = therapist_client.post(program(episode), {"x-exercise": "14"})
    assert "ruled out: Spine surgery" in blocked.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"x-exercise": "28"},
        {"x-exercise": "16", "x-reps": "201"},
        {"x-exercise": "16", "x-days_per_week": "8"},
        {"x-exercise": "16", "x-sets": "two"},
        {"x-exercise": "16", "x-minutes": "9" * 50},
        {"x-exercise": "16", "x-note": "x" * 201},
        {"x-exercise": "16", "x-note": "\x00"},
    ],
)
def test_bad_input_comes_back_at_the_field(therapist_client: Client, episode: Episode, data: dict[str, str]) -> None:
    response = therapist_client.post(program(episode), data)
    assert response.status_code == 200
    assert "invalid-feedback" in response.content.decode()
    assert not Prescription.objects.exists()


def test_who_may(
    desk_client: Client, outsider_client: Client, manager_client: Client, therapist: Staff, episode: Episode
) -> None:
    row = prescribe(episode, 16, therapist)
    stop = reverse("sessions:exercise_stop", args=[row.pk])
    for client, status in ((desk_client, 403), (outsider_client, 404)):
        assert client.get(program(episode)).status_code == status
        assert client.post(program(episode), {"x-exercise": "26"}).status_code == status
        assert client.post(stop).status_code == status
    assert "Pelvic tilt" in manager_client.get(program(episode)).content.decode()
    assert manager_client.post(program(episode), {"x-exercise": "26"}).status_code == 403
    assert manager_client.post(stop).status_code == 403
    assert Prescription.objects.current().count() == 1


def test_stopping_is_a_post(therapist_client: Client, therapist: Staff, episode: Episode) -> None:
    assert (
        therapist_client.get(reverse("sessions:exercise_stop", args=[prescribe(episode, 16, therapist).pk])).status_code
        == 302
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_program_takes_a_fixed_number_of_queries(
    therapist_client: Client,
    therapist: Staff,
    episode: Episode,
    count: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(15, 15 + count):
        prescribe(episode, number, therapist)
    with django_assert_max_num_queries(QUERIES):
        assert therapist_client.get(program(episode)).status_code == 200
    assert AccessEntry.objects.filter(patient_reference=episode.patient_id, what="home exercises").count() == 1
