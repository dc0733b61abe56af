"""The body map on the pages of an assessment: to touch while it is written, to read once it is signed."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment
from assessments.services import assessments
from clinic.models import Staff
from tests.assessments.test_intake_page import page
from tests.factories import world
from tests.factories.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(therapist: Staff) -> Assessment:
    episode = world.episode(team=(therapist,))
    return assessments.start_intake(episode=episode, therapist=therapist, by=therapist.actor, now=NOW)


def test_a_draft_offers_the_figure_above_its_rows(therapist_client: Client, draft: Assessment) -> None:
    text = therapist_client.get(reverse("assessments:detail", args=[draft.pk])).content.decode()
    assert text.count('data-body-map="pain"') == 1
    assert text.index('id="f-KNEA-l"') < text.index('name="pain-0-place"')
    assert text.index("data-body-map-list") < text.index('id="rows-pain"')


def test_a_signed_record_shows_its_marks_on_the_figure_beside_the_list(
    therapist_client: Client, draft: Assessment
) -> None:
    therapist_client.post(reverse("assessments:sign", args=[draft.pk]), page())
    text = therapist_client.get(reverse("assessments:detail", args=[draft.pk])).content.decode()
    assert "<title>Body map: 1 marked, worst pain 7 of 10 at the left lower back.</title>" in text
    assert "<desc>Left lower back: pain 7 of 10, ache</desc>" in text
    assert "bm-band-severe" in text
    assert "severe, 7 to 10" in text
    assert "mild, 1 to 3" not in text  # the legend tells only what is there
    assert "data-body-map" not in text
