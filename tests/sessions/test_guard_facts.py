"""What of a patient's record reaches the guards, and what it is worth there."""

from datetime import timedelta

import pytest

from clinic.models import Staff
from clinic.rules.findings import Level
from clinic.rules.techniques import TechniqueCode
from patients.models import Alert
from sessions.models import Appointment
from sessions.rules.judging import judge_work, lightest
from sessions.rules.pacing.facts import Proposed
from sessions.rules.pacing.flare import p5_hold
from sessions.selectors.guard_facts import guard_facts
from tests.factories import papers, world
from tests.factories.world import NOW, TODAY

pytestmark = pytest.mark.django_db


def test_an_order_without_places_says_nothing_of_another_course_of_care(therapist: Staff) -> None:
    operated = world.episode()
    world.event(operated, days_ago=1)
    other = world.episode(operated.patient, problem="Stiff neck")
    papers.order(other, confirmed_by=therapist, rom_limits=[{"movement": "KNEE-FLEX", "side": "l", "most": 90}])
    drainage = lightest(TechniqueCode.MLD, ("ABDL-m",))
    facts = guard_facts(operated.patient_id, episode_id=operated.pk)
    assert [found.level for found in judge_work(facts, drainage, TODAY) if found.code == "E-LIPOSUCTION"] == [
        Level.BLOCK
    ]
    assert facts.orders[0].motion == (("KNEE-FLEX", "l", 90.0),)
    papers.order(operated, confirmed_by=therapist)
    facts = guard_facts(operated.patient_id, episode_id=operated.pk)
    assert not [found for found in judge_work(facts, drainage, TODAY) if found.code == "E-LIPOSUCTION"]


def _flares(therapist: Staff, *days_ago: int) -> list[Appointment]:
    """Signed visits after which it hurt more."""
    episode, order, version = world.ready_for_treatment(therapist)
    visits = [
        world.appointment(
            episode,
            therapist,
            referral=order,
            plan=version.plan,
            starts_at=NOW - timedelta(days=ago),
            status="completed",
        )
        for ago in days_ago
    ]
    for visit in visits:
        world.chart(visit, version, before=2, after=6)
    return visits


def test_a_look_at_two_flares_does_not_answer_the_one_that_came_after_it_on_the_same_day(therapist: Staff) -> None:
    *_, last = _flares(therapist, 5, 3, 1)
    looked = Alert.objects.create(
        patient=last.patient,
        kind="P5-TWICE",
        key="P5-TWICE:1",
        reference=f"episode:{last.episode_id}",
        evidence="Pain rose during the last two visits.",
        raised_at=NOW - timedelta(days=3),
        acknowledged_at=last.starts_at - timedelta(hours=1),
        acknowledged_by=therapist.actor,
        note="Lighter.",
    )
    proposed = Proposed(NOW, TODAY)

    def held() -> bool:
        facts = guard_facts(last.patient_id, episode_id=last.episode_id)
        return bool(p5_hold(proposed, facts.history, reviewed_on=facts.reviewed_on))

    assert held()
    looked.acknowledged_at = last.starts_at + timedelta(minutes=50)
    looked.save()
    assert not held()


def test_what_was_done_counts_before_its_chart_is_signed(therapist: Staff) -> None:
    episode, order, version = world.ready_for_treatment(therapist)
    visit = world.appointment(
        episode,
        therapist,
        referral=order,
        plan=version.plan,
        starts_at=NOW - timedelta(days=1),
        status="progress",
    )
    assert guard_facts(episode.patient_id, episode_id=episode.pk).history == ()
    world.chart(visit, version, signed=False, before=2, after=6)
    (past,) = guard_facts(episode.patient_id, episode_id=episode.pk).history
    assert (past.works[0].code, past.works[0].pressure) == (TechniqueCode.NMT, 3)
    assert (past.felt[0].before, past.felt[0].after) == (2, 6)
    assert guard_facts(episode.patient_id, episode_id=episode.pk, besides=visit).history == ()
