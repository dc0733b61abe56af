"""What tape and hands read feeds plateau and goals: only what was measured alike is compared."""

from datetime import timedelta
from decimal import Decimal

import pytest

from assessments.models import Assessment, GirthSeries, Goal, MeasurementSet, StrengthReading, TrunkGirth
from assessments.rules.strength import grade_rank
from clinic.models import Staff
from patients.models import Alert
from referrals.models import Episode
from sessions.selectors.goals_read import goal_words, is_met
from sessions.selectors.taped import taped_sets
from sessions.services import watching
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.world import NOW, TODAY

pytestmark = pytest.mark.django_db
FOUR = grade_rank("4")


@pytest.fixture
def episode(therapist: Staff) -> Episode:
    make.location()
    row = world.episode(team=(therapist,), problem="Swelling of the left arm")
    order = world.referral(row, affected_regions=["ARMA-l", "FORA-l"])
    world.intake(row, therapist)
    world.plan(row, order, therapist)
    return row


def taken(
    of: Episode, by: Staff, *, days_ago: int, left: int = 0, navel: int = 0, points: int = 3, kind: str = ""
) -> MeasurementSet:
    """Signed: the left arm so many cm around at each point, the right one 25; the navel."""
    at = NOW - timedelta(days=days_ago)
    row = MeasurementSet.objects.create(episode=of, taken_at=at, taken_by=world.system())
    if left:
        for side, girth in (("l", left), ("r", 25)):
            GirthSeries.objects.create(
                measurements=row, limb="arm", side=side, interval_cm=4, first=[girth] * points, second=[girth] * points
            )
    if navel:
        TrunkGirth.objects.create(measurements=row, landmark="navel", first=navel)
    StrengthReading.objects.create(measurements=row, group="KNEE-EXT", side="l", grade="4", rank=FOUR)
    if kind:
        owner = Assessment.objects.create(
            episode=of, kind=kind, therapist=by, measurements=row, started_at=at, started_by=by.actor
        )
        world.sign(owner, by, at)
    else:
        row.signature = world.signature(by, "test", at)
        row.save()
    return row


def test_the_excess_of_the_one_affected_arm_by_the_points_it_was_read_at(episode: Episode, therapist: Staff) -> None:
    taken(episode, therapist, days_ago=20, left=30)
    taken(episode, therapist, days_ago=9, left=28)
    taken(episode, therapist, days_ago=2, left=28, points=5)
    found = [{key: round(excess) for key, excess in row.excess.items()} for row in taped_sets(episode.pk)]
    assert found == [{"arm:4:3": 175}, {"arm:4:3": 101}, {"arm:4:5": 202}]


def test_with_both_arms_affected_there_is_no_excess(episode: Episode, therapist: Staff) -> None:
    episode.referrals.update(affected_regions=["ARMA-l", "ARMA-r"])
    taken(episode, therapist, days_ago=20, left=30)
    found = taped_sets(episode.pk)[0]
    assert found.excess == {}
    assert round(found.values["VOLUME", "arm:l"]) == 573
    assert found.values["GIRTH", "arm:l:8"] == 30


def goal(of: Episode, by: Staff, measure: str, item: str, way: tuple[int, int]) -> Goal:
    draft = Assessment.objects.create(
        episode=of,
        kind="reassess",
        therapist=by,
        measurements=MeasurementSet.objects.create(
            episode=of, taken_at=NOW - timedelta(days=30), taken_by=world.system()
        ),
        started_at=NOW,
        started_by=by.actor,
    )
    return Goal.objects.create(
        episode=of,
        assessment=draft,
        measure=measure,
        item=item,
        baseline=Decimal(way[0]),
        target=Decimal(way[1]),
        due_on=TODAY,
        set_at=NOW,
        set_by=by.actor,
    )


@pytest.mark.parametrize(
    ("aim", "way", "met"),
    [
        (("GIRTH", "trunk:navel"), (92, 90), True),
        (("GIRTH", "trunk:navel"), (92, 88), False),
        (("GIRTH", "trunk:waist"), (92, 90), False),
        (("VOLUME", "arm:l"), (600, 580), True),
        (("MMT", "KNEE-EXT:l"), (2, FOUR), True),
        (("MMT", "KNEE-EXT:l"), (2, FOUR + 1), False),
        (("ROM", "TRUNK:FLEX:m"), (30, 40), True),
        (("PSFS", "Get out of bed"), (2, 8), False),
        (("NPRS", ""), (8, 7), True),
    ],
)
def test_a_goal_is_met_by_what_was_read_last(
    episode: Episode, therapist: Staff, aim: tuple[str, str], way: tuple[int, int], met: bool
) -> None:
    taken(episode, therapist, days_ago=2, left=30, navel=90)
    found = goal(episode, therapist, *aim, way)
    assert is_met(found) is met
    assert f"{way[0]} to {way[1]} by 23 Nov" in goal_words(found)


@pytest.mark.parametrize(("girths", "told"), [((30, 30, 30), 1), ((30, 30, 28), 0)])
def test_swelling_that_stays_is_a_plateau(
    episode: Episode, therapist: Staff, girths: tuple[int, int, int], told: int
) -> None:
    for days_ago, girth in zip((25, 14, 2), girths, strict=True):
        taken(episode, therapist, days_ago=days_ago, left=girth, kind="discharge" if days_ago == 25 else "reassess")
    watching.daily(now=NOW)
    assert Alert.objects.filter(kind="PLATEAU").count() == told
