"""The care team is let go so many days after an episode's last visit, and returns with the next booking."""

from datetime import date, datetime, timedelta

import pytest

from clinic.models import Staff
from clinic.services import policy
from referrals.models import CareTeam, Episode
from referrals.services import care_team
from sessions import tasks
from sessions.services import care_teams
from tests.factories import world
from tests.factories.booking import Ready, at, ready

pytestmark = pytest.mark.django_db
DAYS = 30


def end(now: datetime) -> int:
    return care_teams.end_after_last_visit(by=world.system(), now=now)


def member(case: Ready) -> CareTeam:
    return CareTeam.objects.get(episode=case.episode, staff=case.therapist)


@pytest.fixture
def case(therapist: Staff) -> Ready:
    return ready(therapist)


def visited(case: Ready, *, days_ago: int, status: str = "completed") -> None:
    world.appointment(
        case.episode, case.therapist, kind="evaluation", starts_at=at(10) - timedelta(days=days_ago), status=status
    )


def seen(case: Ready, day: date) -> bool:
    return Episode.objects.visible_to(case.therapist, today=day).filter(pk=case.episode.pk).exists()


def test_the_last_day_is_thirty_days_after_the_last_visit(case: Ready) -> None:
    visited(case, days_ago=0)
    assert end(at(10) + timedelta(days=DAYS)) == 0
    assert end(at(10) + timedelta(days=DAYS + 1)) == 1
    last_day = at(10).date() + timedelta(days=DAYS)
    assert member(case).until_on == last_day
    assert [seen(case, last_day), seen(case, last_day + timedelta(days=1))] == [True, False]


def test_ending_again_changes_nothing(case: Ready) -> None:
    visited(case, days_ago=0)
    later = at(10) + timedelta(days=DAYS + 1)
    assert [end(later), end(later), end(later + timedelta(days=90))] == [1, 0, 0]


def test_the_clinic_sets_the_days(case: Ready, manager: Staff, now: datetime) -> None:
    policy.approve(values={"care_team_days": 7}, reason="Shorter.", by=manager.actor, now=now)
    visited(case, days_ago=0)
    assert [end(at(10) + timedelta(days=7)), end(at(10) + timedelta(days=8))] == [0, 1]


def test_a_booked_visit_keeps_the_whole_team(case: Ready) -> None:
    CareTeam.objects.filter(pk=member(case).pk).update(from_on=at(10).date() - timedelta(days=200))
    visited(case, days_ago=90)
    visited(case, days_ago=-80, status="booked")
    assert end(at(10)) == 0


@pytest.mark.parametrize("status", ["cancelled", "late", "no_show"])
def test_a_visit_that_did_not_take_place_keeps_nobody(case: Ready, status: str) -> None:
    visited(case, days_ago=0)
    world.appointment(
        case.episode,
        case.therapist,
        kind="evaluation",
        starts_at=at(10) + timedelta(days=40),
        status=status,
        ended_reason="Ill",
    )
    assert end(at(10) + timedelta(days=DAYS + 1)) == 1


def test_who_came_after_the_last_visit_has_their_own_days(case: Ready) -> None:
    joined_on = at(10).date() + timedelta(days=10)
    CareTeam.objects.filter(pk=member(case).pk).update(from_on=joined_on)
    visited(case, days_ago=0)
    assert end(at(10) + timedelta(days=DAYS + 10)) == 0
    assert end(at(10) + timedelta(days=DAYS + 11)) == 1
    assert member(case).until_on == joined_on + timedelta(days=DAYS)


def test_another_episode_is_no_reason_to_stay(case: Ready, therapist: Staff) -> None:
    visited(case, days_ago=0)
    other = world.episode(case.episode.patient, team=(therapist,))
    world.appointment(other, therapist, kind="evaluation", starts_at=at(10) + timedelta(days=DAYS))
    assert end(at(10) + timedelta(days=DAYS + 1)) == 1
    assert CareTeam.objects.get(episode=other).until_on is None


def test_the_day_is_the_locations_not_the_one_in_utc(case: Ready) -> None:
    """A visit that ends at 17:00 in Los Angeles ends on the next day in UTC."""
    world.appointment(case.episode, case.therapist, kind="evaluation", starts_at=at(16, 30), status="completed")
    end(at(10) + timedelta(days=DAYS + 1))
    assert member(case).until_on == at(10).date() + timedelta(days=DAYS)


def test_booking_again_opens_it_again(case: Ready) -> None:
    visited(case, days_ago=0)
    end(at(10) + timedelta(days=DAYS + 1))
    care_team.join(
        episode=case.episode,
        staff=case.therapist,
        from_on=at(10).date() + timedelta(days=60),
        why="booked a visit",
        by=case.therapist.actor,
        now=at(10) + timedelta(days=60),
    )
    assert member(case).until_on is None
    assert seen(case, at(10).date() + timedelta(days=60))


def test_beat_asks_for_it(case: Ready) -> None:
    CareTeam.objects.filter(pk=member(case).pk).update(from_on=date(2020, 1, 1))
    visited(case, days_ago=9000)
    assert tasks.end_care_teams() == 1
