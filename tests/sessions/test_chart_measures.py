"""What is measured again at a visit: offered from the assessment, saved with the draft, frozen and signed with the chart."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments.rules.entries import Activity, Pain, Range
from clinic.models import Staff
from clinic.rules.measures import MEASURES
from sessions.models import Chart
from sessions.rules.measuring import Line, Measures, change_words
from sessions.selectors.chart_measures import lines_of, measures_of
from sessions.services import charting
from tests.factories import charting as visits
from tests.factories import world
from tests.factories.world import NOW
from tests.sessions.test_chart_view import autosave, sent, url

pytestmark = pytest.mark.django_db

BAG, BED, MEETING = "Lift a shopping bag", "Get out of bed", "Sit through a meeting"
TODAY = Measures(
    pain=(Pain("LUMB-l", 4, "ache"),),
    ranges=(Range("TRUNK-FLEX", "m", 55),),
    activities=(Activity(BAG, 6), Activity(BED, 5), Activity(MEETING, 4)),
)


@pytest.fixture
def chart(therapist: Staff) -> Chart:
    visit = visits.visit(therapist, starts_at=timezone.now() - timedelta(minutes=5))
    return charting.start(appointment=visit, staff=therapist, now=timezone.now())


def fields(chart: Chart, **values: str) -> dict[str, str]:
    """What a browser sends of the card: every field, empty but for those named by the first letters of their label."""
    return {
        f"m-{line.name}": next((value for start, value in values.items() if start in line.label.lower()), "")
        for line in lines_of(chart)
    }


def by_label(chart: Chart) -> dict[str, Line]:
    return {line.label: line for line in lines_of(chart)}


def test_what_the_assessment_measured_is_offered(chart: Chart) -> None:
    assert [(line.label, line.start, line.last, line.now) for line in lines_of(chart)] == [
        (f"“{BAG}”", 3, 3, None),
        (f"“{BED}”", 4, 4, None),
        (f"“{MEETING}”", 4, 4, None),
        ("Trunk flexion", 40, 40, None),
        ("Worst pain in 24 hours, left lower back", 7, 7, None),
    ]


def test_before_any_assessment_nothing_is_offered(therapist: Staff, therapist_client: Client) -> None:
    episode = world.episode(team=(therapist,))
    words: dict[str, Any] = {"override_reason": "Pain on a Sunday", "override_by": therapist.actor}
    visit = world.appointment(episode, therapist, starts_at=NOW, **words)
    row = charting.start(appointment=visit, staff=therapist, now=NOW)
    assert lines_of(row) == []
    assert "Measured today" not in therapist_client.get(url(visit)).content.decode()


def test_saving_writes_the_readings_and_shows_the_change(therapist_client: Client, chart: Chart) -> None:
    typed = fields(chart, bag="6", bed="5", flexion="55", worst="5")
    assert therapist_client.post(url(chart.appointment), sent(chart, **typed)).status_code == 302
    assert measures_of(chart) == Measures(
        pain=(Pain("LUMB-l", 5, "ache"),),
        ranges=(Range("TRUNK-FLEX", "m", 55),),
        activities=(Activity(BAG, 6), Activity(BED, 5)),
    )
    text = therapist_client.get(url(chart.appointment)).content.decode()
    for words in ("+3, important", "+1, within error", "+15, more than error", "\N{MINUS SIGN}2, important"):
        assert words in text


def test_a_field_that_was_not_sent_stays_and_an_emptied_one_goes(
    therapist_client: Client, therapist: Staff, chart: Chart
) -> None:
    row = charting.save(chart=chart, edition=1, measures=TODAY, by=therapist.actor, now=NOW)
    therapist_client.post(url(chart.appointment), sent(row))
    assert measures_of(chart) == TODAY
    row.refresh_from_db()
    therapist_client.post(url(chart.appointment), sent(row, **fields(chart, bag="6", flexion="55")))
    assert measures_of(chart) == Measures(ranges=TODAY.ranges, activities=(Activity(BAG, 6),))


@pytest.mark.parametrize(
    "mistake",
    [
        ("flexion", "400", "Trunk flexion lies between -30 and 100 degrees; 400 looks like a typing error."),
        ("flexion", "9" * 400, "This looks like a typing error."),
        ("flexion", "forty", "Write a whole number."),
        ("flexion", "4\x00", "Write a whole number."),
        ("bag", "11", "Select a valid choice"),
        ("worst", "-1", "Select a valid choice"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_is_lost(
    therapist_client: Client, therapist: Staff, chart: Chart, mistake: tuple[str, str, str]
) -> None:
    where, value, message = mistake
    row = charting.save(chart=chart, edition=1, measures=TODAY, by=therapist.actor, now=NOW)
    typed = {**fields(chart, bed="9"), **fields(chart, **{where: value, "bed": "9"})}
    response = therapist_client.post(url(chart.appointment), sent(row, next_steps="Go on as before.", **typed))
    text = response.content.decode()
    assert response.status_code == 200
    assert text.count(message) == 2  # above the form and at the field
    assert "Go on as before." in text
    assert '<option value="9" selected>' in text
    assert measures_of(chart) == TODAY
    saved = autosave(therapist_client, row, **typed)
    assert "Not saved yet" in saved.content.decode()
    assert measures_of(chart) == TODAY


def test_saving_the_same_again_is_no_new_edition(therapist: Staff, chart: Chart) -> None:
    row = charting.save(chart=chart, edition=1, measures=TODAY, by=therapist.actor, now=NOW)
    again = charting.save(chart=chart, edition=2, measures=TODAY, by=therapist.actor, now=NOW)
    kept = charting.save(chart=chart, edition=2, soap={"subjective": "Well."}, by=therapist.actor, now=NOW)
    assert (row.edition, again.edition, kept.edition) == (2, 2, 3)
    assert measures_of(chart) == TODAY


def test_a_clash_shows_what_somebody_else_measured(therapist_client: Client, therapist: Staff, chart: Chart) -> None:
    charting.save(chart=chart, edition=1, measures=TODAY, by=therapist.actor, now=NOW)
    response = therapist_client.post(url(chart.appointment), sent(chart, **fields(chart, bag="9")))
    text = response.content.decode()
    assert response.status_code == 409
    assert "Trunk flexion: 55°" in text
    assert '<option value="9" selected>' in text
    assert measures_of(chart) == TODAY


def test_a_later_visit_sees_the_last_value_and_measures_from_the_start(therapist: Staff) -> None:
    first = visits.signed(therapist, measures=TODAY)
    later = visits.next_visit(first.appointment)
    row = charting.start(appointment=later, staff=therapist, now=later.starts_at)
    assert measures_of(row) == Measures()
    charting.save(chart=row, edition=1, measures=Measures(activities=(Activity(BAG, 2),)), by=therapist.actor, now=NOW)
    line = by_label(row)[f"“{BAG}”"]
    assert (line.start, line.last, line.now, line.change) == (3, 6, 2, "\N{MINUS SIGN}1, within error")
    assert by_label(row)["Trunk flexion"].last == 55
    assert by_label(first)[f"“{BAG}”"].last == 3  # a chart does not look ahead


def test_the_signature_covers_what_was_measured(therapist: Staff, therapist_client: Client) -> None:
    chart = visits.filled(therapist, measures=TODAY)
    before = charting.content(chart)
    assert before["measures"]["ranges"][0]["active"] == 55
    changed = visits.filled(therapist, chart=chart, measures=Measures())
    assert charting.content(changed) != before
    signed = visits.signed(therapist, chart=changed, measures=TODAY)
    assert signed.measurements.signature == signed.signature
    text = therapist_client.get(url(signed.appointment)).content.decode()
    assert "Measured at this visit" in text
    assert "+3, important" in text


def test_a_range_that_was_only_passive_stays_passive(therapist: Staff, therapist_client: Client, chart: Chart) -> None:
    assert chart.appointment.episode is not None
    episode = chart.appointment.episode
    readings = world.measurements(episode, at=NOW - timedelta(days=2))
    readings.rom_readings.update(active_degrees=None, passive_degrees=45)
    again = episode.assessments.create(
        kind="reassess", therapist=therapist, measurements=readings, started_at=NOW, started_by=therapist.actor
    )
    world.sign(again, therapist, NOW)
    assert by_label(chart)["Trunk flexion, passive"].last == 45
    therapist_client.post(url(chart.appointment), sent(chart, **fields(chart, flexion="60")))
    assert measures_of(chart).ranges == (Range("TRUNK-FLEX", "m", None, 60),)


@pytest.mark.parametrize(
    ("measure", "start", "now", "words"),
    [
        ("NPRS", 7, 7, "no change"),
        ("NPRS", 7, 6, "\N{MINUS SIGN}1, within error"),
        ("NPRS", 7, 5, "\N{MINUS SIGN}2, important"),
        ("NPRS", 5, 7, "+2, worse"),
        ("PSFS", 3, 5, "+2, important"),
        ("ROM", 40, 50, "+10, more than error"),
        ("VOLUME", 40, 50, "+10"),
    ],
)
def test_a_change_in_words(measure: str, start: int, now: int, words: str) -> None:
    assert change_words(MEASURES[measure], start, now) == words


@pytest.mark.parametrize("count", [1, 3])
def test_more_lines_take_no_more_queries(
    therapist: Staff, therapist_client: Client, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    chart = visits.signed(therapist, measures=TODAY)
    for _ in range(count):
        later = visits.next_visit(chart.appointment)
        begun = charting.start(appointment=later, staff=therapist, now=later.starts_at)
        chart = visits.signed(therapist, chart=begun, measures=TODAY)
    last = visits.next_visit(chart.appointment)
    charting.start(appointment=last, staff=therapist, now=last.starts_at)
    for visit in (last, chart.appointment):
        with django_assert_max_num_queries(12):
            assert therapist_client.get(reverse("sessions:chart", args=[visit.pk])).status_code == 200


def test_the_fields_have_labels_and_say_what_stood_before(therapist_client: Client, chart: Chart) -> None:
    text = therapist_client.get(url(chart.appointment)).content.decode()
    names = [f"id_m-{line.name}" for line in lines_of(chart)]
    assert len(names) == 5
    for name in names:
        assert f'<label for="{name}">' in text
        assert f'aria-describedby="{name}_before"' in text
    assert "last 40° on" in text
