"""A course of care with its therapist, and the draft of its intake."""

import pytest

from assessments.models import Assessment
from assessments.services import assessments
from clinic.models import Staff
from referrals.models import Episode
from tests.factories import world
from tests.factories.world import NOW


@pytest.fixture
def episode(therapist: Staff) -> Episode:
    return world.episode(team=(therapist,))


@pytest.fixture
def draft(episode: Episode, therapist: Staff) -> Assessment:
    return assessments.start_intake(episode=episode, therapist=therapist, by=therapist.actor, now=NOW)
