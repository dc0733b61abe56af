"""Episodes, events and care teams, through the services."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from clinic.models import Staff
from patients.services.refusal import Refused
from referrals.models import CareTeam, Episode
from referrals.services import care_team, episodes, events
from tests.factories import world
from tests.factories.people import UNUSABLE

pytestmark = pytest.mark.django_db


def test_an_episode_is_opened(front_desk: Staff, now: datetime) -> None:
    patient = world.patient()
    episode = episodes.open_episode(
        patient=patient, problem=" Back  spasm ", opened_on=now.date(), by=front_desk.actor, now=now
    )
    assert (episode.problem, episode.opened_by) == ("Back spasm", front_desk.actor)


@pytest.mark.parametrize("problem", ["", "  ", *UNUSABLE])
def test_a_problem_needs_words(front_desk: Staff, now: datetime, problem: str) -> None:
    with pytest.raises(Refused):
        episodes.open_episode(
            patient=world.patient(), problem=problem, opened_on=now.date(), by=front_desk.actor, now=now
        )
    with pytest.raises(Refused):
        episodes.rename(episode=world.episode(), problem=problem, by=front_desk.actor, now=now)


def test_joining_shows_the_episode_and_leaving_ends_it(therapist: Staff, manager: Staff, now: datetime) -> None:
    episode, today = world.episode(), now.date()
    visible = Episode.objects.visible_to
    assert episode not in visible(therapist, today=today)
    care_team.join(
        episode=episode, staff=therapist, from_on=today, why="books the evaluation", by=manager.actor, now=now
    )
    assert episode in visible(therapist, today=today)
    care_team.leave(episode=episode, staff=therapist, until_on=today, by=manager.actor, now=now)
    assert episode in visible(therapist, today=today)
    assert episode not in visible(therapist, today=today + timedelta(days=1))


def test_joining_again_returns_without_an_end(therapist: Staff, now: datetime) -> None:
    episode, today = world.episode(), now.date()
    for from_on in (today, today - timedelta(days=3), today):
        care_team.join(episode=episode, staff=therapist, from_on=from_on, why="again", by=therapist.actor, now=now)
        care_team.leave(episode=episode, staff=therapist, until_on=today, by=therapist.actor, now=now)
    care_team.join(episode=episode, staff=therapist, from_on=today, why="again" * 99, by=therapist.actor, now=now)
    member = CareTeam.objects.get(episode=episode)
    assert (member.from_on, member.until_on) == (today - timedelta(days=3), None)


def test_an_event_is_recorded(front_desk: Staff, now: datetime) -> None:
    episode = world.episode()
    event = events.record(
        patient=episode.patient,
        episode=episode,
        kind="LIPOSUCTION",
        happened_on=date(2026, 11, 11),
        regions=["FLNK-l", "ABDL-m", "FLNK-l"],
        procedure=" Abdomen  and flank ",
        by=front_desk.actor,
        now=now,
    )
    assert event.regions == ["ABDL-m", "FLNK-l"]
    assert event.procedure == "Abdomen and flank"


@pytest.mark.parametrize(
    "fields",
    [
        {"happened_on": date(1950, 1, 1)},
        {"ended_on": date(2026, 11, 1)},
        {"confirmed_on": date(2026, 11, 1)},
        {"procedure": "a\x00"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_an_event_is_refused_for(front_desk: Staff, now: datetime, fields: dict[str, Any]) -> None:
    given = {"kind": "FRACTURE_UNITED", "happened_on": date(2026, 11, 11)} | fields
    with pytest.raises(Refused):
        events.record(patient=world.patient(), episode=None, **given, by=front_desk.actor, now=now)


def test_an_event_stays_with_its_patient(front_desk: Staff, now: datetime) -> None:
    with pytest.raises(Refused, match="another patient"):
        events.record(
            patient=world.patient(),
            episode=world.episode(),
            kind="OTHER",
            happened_on=now.date(),
            by=front_desk.actor,
            now=now,
        )


def test_what_speaks_against_an_event_is_said_at_its_field(front_desk: Staff, now: datetime) -> None:
    episode = world.episode()
    surgery: dict[str, Any] = {
        "patient": episode.patient,
        "episode": episode,
        "kind": "LIPOSUCTION",
        "happened_on": date(2026, 11, 2),
        "regions": ["ABDL-m"],
        "by": front_desk.actor,
        "now": now,
    }
    events.record(**surgery)
    with pytest.raises(Refused, match="on record already") as caught:
        events.record(**surgery)
    assert caught.value.field == "event_on"
    united = {**surgery, "kind": "FRACTURE_UNITED", "regions": ["FORA-r"], "confirmed_on": date(2026, 10, 1)}
    with pytest.raises(Refused, match="before the injury") as caught:
        events.record(**united)
    assert caught.value.field == "event_confirmed_on"
    assert episode.events.count() == 1
