"""What of a patient's record reaches the guards, and what it is worth there."""

from datetime import timedelta

import pytest

from clinic.models import Staff
from clinic.rules.findings import Level
from clinic.rules.techniques import TechniqueCode
from sessions.rules.judging import judge_work, lightest
from sessions.selectors.guard_facts import guard_facts
from tests.factories import papers, world
from tests.factories.world import TODAY

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
