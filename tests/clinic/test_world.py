"""The test world itself: it obeys the database, and what it signs is frozen with all its parts."""

from datetime import timedelta

import pytest
from django.db import InternalError, transaction

from assessments.models import Goal, PainMark, ScreeningAnswer
from clinic.models import Staff
from sessions.models import PainCheck, PlanTechnique, TechniqueApplied
from tests.factories import world

pytestmark = pytest.mark.django_db


def test_signed_things_are_frozen_with_their_parts(therapist: Staff) -> None:
    episode, referral, version = world.ready_for_treatment(therapist)
    visit = world.appointment(episode, therapist, referral=referral, plan=version.plan)
    chart = world.chart(visit, version)
    later = world.appointment(
        episode, therapist, referral=referral, plan=version.plan, starts_at=world.NOW + timedelta(days=2)
    )
    draft = world.chart(later, version, signed=False)
    frozen = [
        PainMark.objects.filter(measurements=chart.measurements),
        ScreeningAnswer.objects.all(),
        TechniqueApplied.objects.filter(chart=chart),
        PainCheck.objects.filter(chart=chart),
        PlanTechnique.objects.filter(version=version),
    ]
    for rows in frozen:
        assert rows.exists()
        with pytest.raises(InternalError), transaction.atomic():
            rows.delete()
        with pytest.raises(InternalError), transaction.atomic():
            rows.update(id=-1)
    with pytest.raises(InternalError), transaction.atomic():
        PainCheck.objects.create(chart=chart, phase="during", pain=1, position=9)
    with pytest.raises(InternalError), transaction.atomic():
        PainCheck.objects.filter(chart=draft).update(chart=chart)
    PainCheck.objects.filter(chart=draft).delete()
    assert Goal.objects.count() == 1
