"""The chart page: start, save, sign, read, add; who may; what happens to bad input."""

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from clinic.models import AccessEntry, Staff
from referrals.models import CareTeam, ClinicalEvent
from sessions.models import Addendum, Appointment, Chart, Prescription
from sessions.rules.charting import Done
from sessions.selectors.charting import done_of
from sessions.services import charting
from tests.conftest import signed_in
from tests.factories import charting as visits
from tests.factories import world

pytestmark = pytest.mark.django_db

QUERIES = 12


def url(visit: Appointment, name: str = "chart", *more: int) -> str:
    return reverse(f"sessions:{name}", args=[visit.pk, *more])


def sent(chart: Chart, **changes: Any) -> dict[str, Any]:
    """What a browser sends when everything is filled in."""
    row = {"technique": "NMT", "places": ["LUMB-l"], "pressure": "3", "minutes": "30", "response": "better"}
    return {
        "edition": str(chart.edition),
        "subjective": "Sleeps through.",
        "objective": "",
        "analysis": "",
        "next_steps": "",
        "screened": "nothing",
        "pain_before": "6",
        "pain_after": "3",
        "t-TOTAL_FORMS": "2",
        "t-INITIAL_FORMS": "1",
        **{f"t-0-{name}": value for name, value in row.items()},
        "t-1-technique": "",
        "t-1-minutes": "",
        "t-1-other_place": "",
        "t-1-response": "",
        "p-TOTAL_FORMS": "1",
        "p-INITIAL_FORMS": "0",
        "p-0-pain": "4",
        "p-0-minute": "12",
        "p-0-technique": "NMT",
        "p-0-action": "continue",
        **changes,
    }


@pytest.fixture
def visit(therapist: Staff) -> Appointment:
    """A visit that began just now, for views read the clock."""
    return visits.visit(therapist, starts_at=timezone.now() - timedelta(minutes=5))


@pytest.fixture
def chart(therapist: Staff, visit: Appointment) -> Chart:
    return charting.start(appointment=visit, staff=therapist, now=timezone.now())


def test_the_page_offers_to_start_and_starting_leads_to_the_form(therapist_client: Client, visit: Appointment) -> None:
    assert "Start the visit" in therapist_client.get(url(visit)).content.decode()
    response = therapist_client.post(url(visit, "chart_start"), follow=True)
    assert response.redirect_chain == [(url(visit), 302)]
    text = response.content.decode()
    assert "Neuromuscular therapy" in text
    assert "Sign and complete" in text
    assert "30 of 60 min" in text


def test_a_refused_start_says_why(therapist_client: Client, visit: Appointment) -> None:
    Appointment.objects.filter(pk=visit.pk).update(status="no_show", ended_reason="did not come")
    response = therapist_client.post(url(visit, "chart_start"))
    assert response.status_code == 200
    assert "This visit is “no-show”." in response.content.decode()
    assert not Chart.objects.exists()


def test_saving_a_draft(therapist_client: Client, chart: Chart) -> None:
    response = therapist_client.post(url(chart.appointment), sent(chart))
    assert (response.status_code, response["Location"]) == (302, url(chart.appointment))
    chart.refresh_from_db()
    assert chart.subjective == "Sleeps through."
    assert done_of(chart.techniques.all()) == [Done("NMT", ("LUMB-l",), 3, 30, "better")]
    assert [(row.phase, row.pain) for row in chart.pain_checks.all()] == [("before", 6), ("during", 4), ("after", 3)]


def test_rows_are_added_and_removed(therapist_client: Client, chart: Chart) -> None:
    added = {
        "t-0-remove": "on",
        "t-0-minutes": "999",
        "t-1-technique": "GEN",
        "t-1-places": ["LUMB-r"],
        "t-1-other_place": "LUMB-l",
        "t-1-pressure": "2",
        "t-1-minutes": "10",
    }
    therapist_client.post(url(chart.appointment), sent(chart, **added))
    assert done_of(chart.techniques.all()) == [Done("GEN", ("LUMB-l", "LUMB-r"), 2, 10)]


def test_signing_saves_first_and_then_shows_what_is_missing(therapist_client: Client, chart: Chart) -> None:
    response = therapist_client.post(url(chart.appointment, "chart_sign"), sent(chart, pain_after="", subjective=""))
    text = response.content.decode()
    assert response.status_code == 200
    assert "Pain after the work." in text
    assert "At least one line of the note" in text
    chart.refresh_from_db()
    assert chart.signature is None
    assert chart.pain_checks.count() == 2
    assert f'name="edition" value="{chart.edition}"' in text


def test_signing_a_complete_chart(therapist_client: Client, chart: Chart) -> None:
    response = therapist_client.post(url(chart.appointment, "chart_sign"), sent(chart), follow=True)
    text = response.content.decode()
    assert "Signed by Amara Okafor, LMT, CLT" in text
    assert "Sign and complete" not in text
    chart.appointment.refresh_from_db()
    assert chart.appointment.status == "completed"


def test_a_signed_chart_takes_no_more_saves(therapist_client: Client, chart: Chart) -> None:
    therapist_client.post(url(chart.appointment, "chart_sign"), sent(chart))
    chart.refresh_from_db()
    for name in ("chart", "chart_sign", "chart_prescribe"):
        response = therapist_client.post(url(chart.appointment, name), sent(chart, subjective="Other"), follow=True)
        assert "This chart is signed" in response.content.decode()
    chart.refresh_from_db()
    assert chart.subjective == "Sleeps through."


def test_an_addendum_is_added_and_shown(therapist_client: Client, chart: Chart) -> None:
    therapist_client.post(url(chart.appointment, "chart_sign"), sent(chart))
    empty = therapist_client.post(url(chart.appointment, "chart_addendum"), {"text": " "})
    assert "The words of the addendum." in empty.content.decode()
    long = therapist_client.post(url(chart.appointment, "chart_addendum"), {"text": "x" * 4001})
    assert "At most 4000" in long.content.decode()
    assert "x" * 4001 in long.content.decode()
    shown = therapist_client.post(url(chart.appointment, "chart_addendum"), {"text": "Left <b>\x00side"}, follow=True)
    assert "Left &lt;b&gt;side" in shown.content.decode()
    assert Addendum.objects.count() == 1


def test_a_yes_shows_what_it_means_and_stays_ticked(therapist_client: Client, chart: Chart) -> None:
    therapist_client.post(url(chart.appointment), sent(chart, screened="something", news=["CAUDA"]))
    text = therapist_client.get(url(chart.appointment)).content.decode()
    assert re.search(r'value="CAUDA" checked', text)
    assert re.search(r'value="something" checked', text)
    assert "Warning signs of the spinal cord" in text


def test_something_new_must_be_named(therapist_client: Client, chart: Chart) -> None:
    response = therapist_client.post(url(chart.appointment), sent(chart, screened="something"))
    assert "Choose what is new." in response.content.decode()


# --- two people, one draft ------------------------------------------------------------------------------------------


def test_an_old_edition_gets_both_texts(therapist_client: Client, therapist: Staff, chart: Chart) -> None:
    charting.save(chart=chart, edition=1, soap={"subjective": "Theirs."}, by=therapist.actor, now=timezone.now())
    response = therapist_client.post(url(chart.appointment), sent(chart, subjective="Mine."))
    text = response.content.decode()
    assert response.status_code == 409
    assert "Saved meanwhile" in text
    assert "Theirs." in text
    assert ">Mine.</textarea>" in text
    chart.refresh_from_db()
    assert chart.subjective == "Theirs."
    assert therapist_client.post(url(chart.appointment), sent(chart, subjective="Mine.")).status_code == 302


def test_signing_an_old_edition_signs_nothing(therapist_client: Client, therapist: Staff, chart: Chart) -> None:
    charting.save(chart=chart, edition=1, soap={"subjective": "Theirs."}, by=therapist.actor, now=timezone.now())
    assert therapist_client.post(url(chart.appointment, "chart_sign"), sent(chart)).status_code == 409
    chart.refresh_from_db()
    assert chart.signature is None


def test_a_mistake_does_not_hide_a_clash(therapist_client: Client, therapist: Staff, chart: Chart) -> None:
    charting.save(chart=chart, edition=1, soap={"subjective": "Theirs."}, by=therapist.actor, now=timezone.now())
    response = therapist_client.post(url(chart.appointment), sent(chart, **{"t-0-minutes": "many"}))
    assert 'name="edition" value="1"' in response.content.decode()


def test_the_clash_names_who_saved(outsider: Staff, therapist_client: Client, chart: Chart) -> None:
    assert chart.appointment.episode is not None
    CareTeam.objects.create(episode=chart.appointment.episode, staff=outsider, from_on=world.TODAY, why="cover")
    signed_in(outsider).post(url(chart.appointment), sent(chart, subjective="Theirs."))
    text = therapist_client.post(url(chart.appointment), sent(chart)).content.decode()
    assert "Saved meanwhile by Otto Brandt" in text


# --- autosave -------------------------------------------------------------------------------------------------------


def autosave(client: Client, chart: Chart, **changes: Any) -> Any:
    return client.post(url(chart.appointment), sent(chart, **changes), headers={"HX-Request": "true"})


def test_autosave_answers_with_the_state_and_the_next_edition(therapist_client: Client, chart: Chart) -> None:
    response = autosave(therapist_client, chart)
    text = response.content.decode()
    assert response.status_code == 200
    assert 'data-edition="2"' in text
    assert 'data-saved-state="saved"' in text
    assert "<html" not in text


def test_autosave_says_that_something_new_speaks_against_the_visit(therapist_client: Client, chart: Chart) -> None:
    words = "Something new speaks against it"
    assert words not in autosave(therapist_client, chart).content.decode()
    told = {"edition": "2", "screened": "something", "news": ["FEVER"]}
    assert words in autosave(therapist_client, chart, **told).content.decode()
    page = therapist_client.get(url(chart.appointment)).content.decode()
    seen = [html.unescape(found) for found in re.findall(r'name="guards_seen" value="([^"]*)"', page)]
    again = told | {"edition": "3", "guards_seen": seen}
    assert words not in autosave(therapist_client, chart, **again).content.decode()


def test_autosave_keeps_what_is_right_beside_what_is_not(therapist_client: Client, chart: Chart) -> None:
    response = autosave(therapist_client, chart, **{"t-0-minutes": ""})
    assert "Not saved yet: Say how many minutes." in response.content.decode()
    chart.refresh_from_db()
    assert chart.subjective == "Sleeps through."
    assert chart.pain_checks.count() == 3
    assert [row.minutes for row in chart.techniques.all()] == [20, 10]


def test_autosave_of_an_old_edition_is_a_conflict(therapist_client: Client, therapist: Staff, chart: Chart) -> None:
    charting.save(chart=chart, edition=1, soap={"subjective": "Theirs."}, by=therapist.actor, now=timezone.now())
    response = autosave(therapist_client, chart)
    assert response.status_code == 409
    assert 'data-edition="1"' in response.content.decode()


def test_autosave_after_sign_out_is_told_so(chart: Chart) -> None:
    assert autosave(Client(), chart).status_code == 401


# --- who may --------------------------------------------------------------------------------------------------------

ROUTES = [
    ("chart", ()),
    ("chart_start", ()),
    ("chart_sign", ()),
    ("chart_prescribe", ()),
    ("chart_addendum", ()),
    ("chart_stop_exercise", (1,)),
]


@pytest.mark.parametrize(("name", "more"), ROUTES)
def test_front_desk_never_and_outsiders_find_nothing(
    desk_client: Client, outsider_client: Client, chart: Chart, name: str, more: tuple[int, ...]
) -> None:
    path = url(chart.appointment, name, *more)
    for client, status in ((desk_client, 403), (outsider_client, 404)):
        assert client.post(path, sent(chart)).status_code == status
        assert client.get(path, follow=True).status_code in {status, 405}


def test_who_left_the_care_team_finds_nothing(therapist_client: Client, chart: Chart) -> None:
    CareTeam.objects.update(
        until_on=timezone.now().date() - timedelta(days=3), from_on=timezone.now().date() - timedelta(days=9)
    )
    assert therapist_client.get(url(chart.appointment)).status_code == 404


def test_a_manager_reads_a_draft_and_writes_nothing(manager_client: Client, chart: Chart) -> None:
    text = manager_client.get(url(chart.appointment)).content.decode()
    assert "draft, not signed" in text
    assert "Sign and complete" not in text
    for name in ("chart", "chart_sign", "chart_prescribe"):
        assert manager_client.post(url(chart.appointment, name), sent(chart)).status_code == 403


def test_a_colleague_of_the_care_team_may_write_but_not_sign(outsider: Staff, chart: Chart) -> None:
    assert chart.appointment.episode is not None
    CareTeam.objects.create(episode=chart.appointment.episode, staff=outsider, from_on=world.TODAY, why="cover")
    client = signed_in(outsider)
    assert client.post(url(chart.appointment), sent(chart)).status_code == 302
    chart.refresh_from_db()
    assert (
        "The signature of Amara Okafor"
        in client.post(url(chart.appointment, "chart_sign"), sent(chart)).content.decode()
    )


def test_every_reading_leaves_one_access_row(therapist_client: Client, chart: Chart) -> None:
    therapist_client.get(url(chart.appointment))
    entry = AccessEntry.objects.get()
    assert (entry.patient_reference, entry.what) == (chart.appointment.patient_id, "chart")


# --- bad input ------------------------------------------------------------------------------------------------------

HOSTILE: list[dict[str, Any]] = [
    {"subjective": "x" * 4001},
    {"subjective": "a\x00b"},
    {"pain_before": "11"},
    {"pain_before": "NaN"},
    {"screened": "<script>"},
    {"news": ["NOT_A_CODE"]},
    {"t-0-technique": "XXX"},
    {"t-0-places": ["NOWHERE-x"]},
    {"t-0-places": []},
    {"t-0-pressure": "6"},
    {"t-0-pressure": ""},
    {"t-0-minutes": "0"},
    {"t-0-minutes": "-5"},
    {"t-0-minutes": "9" * 400},
    {"t-0-response": "\x00"},
    {"t-1-minutes": "5"},
    {"t-TOTAL_FORMS": "many"},
    {"t-TOTAL_FORMS": "100000"},
    {"p-0-minute": "181"},
    {"p-0-pain": "-1"},
    {"p-0-action": "dance"},
    {"p-TOTAL_FORMS": ""},
]


@pytest.mark.parametrize("change", HOSTILE, ids=lambda change: f"{next(iter(change))}")
def test_bad_input_comes_back_with_a_message_and_nothing_lost(
    therapist_client: Client, chart: Chart, change: dict[str, Any]
) -> None:
    for name in ("chart", "chart_sign"):
        response = therapist_client.post(
            url(chart.appointment, name), sent(chart, next_steps="Go on as before.", **change)
        )
        assert response.status_code == 200
        assert "This needs a look" in response.content.decode()
        assert "Go on as before." in response.content.decode()
    assert autosave(therapist_client, chart, **change).status_code == 200


@pytest.mark.parametrize("edition", ["", "x", "-1", "9" * 300, "\x00", "٣"])
def test_a_senseless_edition_is_a_conflict(therapist_client: Client, chart: Chart, edition: str) -> None:
    assert therapist_client.post(url(chart.appointment), sent(chart, edition=edition)).status_code == 409


def test_an_empty_request_is_refused_without_harm(therapist_client: Client, chart: Chart) -> None:
    assert therapist_client.post(url(chart.appointment), {}).status_code == 200
    assert chart.techniques.count() == 2


@pytest.mark.parametrize(("name", "more"), ROUTES[1:])
def test_only_a_post_acts(therapist_client: Client, chart: Chart, name: str, more: tuple[int, ...]) -> None:
    assert therapist_client.get(url(chart.appointment, name, *more)).status_code == 302


# --- exercises within the chart -------------------------------------------------------------------------------------


def test_two_exercises_are_prescribed_and_nothing_typed_is_lost(therapist_client: Client, chart: Chart) -> None:
    for number in ("16", "26"):
        data = sent(chart, **{"x-exercise": number, "x-note": "in the morning"})
        response = therapist_client.post(url(chart.appointment, "chart_prescribe"), data)
        assert response["Location"] == url(chart.appointment) + "#exercises"
        chart.refresh_from_db()
    assert chart.subjective == "Sleeps through."
    assert [(row.exercise.number, row.chart, row.reps, row.minutes) for row in Prescription.objects.all()] == [
        (16, chart, 12, None),
        (26, chart, None, 5),
    ]
    again = therapist_client.post(url(chart.appointment, "chart_prescribe"), sent(chart, **{"x-exercise": "16"}))
    assert "Pelvic tilt is prescribed already." in again.content.decode()


@pytest.mark.parametrize(
    "change",
    [
        {"x-exercise": ""},
        {"x-exercise": "99"},
        {"x-exercise": "16", "x-reps": "0"},
        {"x-exercise": "16", "x-note": "\x00"},
    ],
)
def test_a_bad_prescription_comes_back(therapist_client: Client, chart: Chart, change: dict[str, str]) -> None:
    response = therapist_client.post(url(chart.appointment, "chart_prescribe"), sent(chart, **change))
    assert response.status_code == 200
    assert "invalid-feedback" in response.content.decode()
    assert not Prescription.objects.exists()


def test_a_prescription_is_stopped_from_the_chart(therapist_client: Client, chart: Chart) -> None:
    therapist_client.post(url(chart.appointment, "chart_prescribe"), sent(chart, **{"x-exercise": "16"}))
    chart.refresh_from_db()
    row = Prescription.objects.get()
    therapist_client.post(url(chart.appointment, "chart_stop_exercise", row.pk), sent(chart))
    row.refresh_from_db()
    assert row.stopped_at is not None
    chart.refresh_from_db()
    assert therapist_client.post(url(chart.appointment, "chart_stop_exercise", 999999), sent(chart)).status_code == 404


# --- queries --------------------------------------------------------------------------------------------------------


def _visits(therapist: Staff, count: int) -> Iterator[Chart]:
    """`count` signed charts of one episode, then one that is begun."""
    chart = visits.begun(therapist, starts_at=world.NOW - timedelta(days=60))
    for _ in range(count):
        yield visits.signed(therapist, chart=chart)
        later = visits.next_visit(chart.appointment)
        chart = charting.start(appointment=later, staff=therapist, now=later.starts_at)
    yield visits.filled(therapist, chart=chart)


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_takes_a_fixed_number_of_queries(
    therapist: Staff, therapist_client: Client, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    *_, chart = _visits(therapist, count)
    with django_assert_max_num_queries(QUERIES):
        text = therapist_client.get(url(chart.appointment)).content.decode()
    assert "Sign and complete" in text


@pytest.mark.parametrize("count", [1, 3])
def test_reading_takes_a_fixed_number_of_queries(
    therapist: Staff, therapist_client: Client, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    *signed, _ = _visits(therapist, count)
    for _ in range(count):
        charting.add_addendum(chart=signed[-1], text="More.", staff=therapist, now=timezone.now())
    with django_assert_max_num_queries(QUERIES):
        text = therapist_client.get(url(signed[-1].appointment)).content.decode()
    assert text.count("More.") == count


def test_what_is_said_while_signing_is_shown_with_the_place_for_the_reason(
    therapist_client: Client, chart: Chart
) -> None:
    told = sent(chart, screened="something", news=["FEVER"])
    text = therapist_client.post(url(chart.appointment, "chart_sign"), told).content.decode()
    assert "Your reason" in text
    assert 'id="guards"' in text
    assert 'name="guard_reason"' in text


def test_what_the_guards_leave_out_of_the_plan_is_said_with_its_reason(
    therapist: Staff, therapist_client: Client
) -> None:
    episode, order, _ = world.ready_for_treatment(therapist)
    row = world.plan(world.episode(episode.patient, team=(therapist,)), order, therapist, codes=("GEN", "DTM"))
    ClinicalEvent.objects.create(
        patient=episode.patient,
        episode=episode,
        kind="SURG_SOFT",
        happened_on=timezone.localdate() - timedelta(days=30),
        regions=["LUMB-l"],
        recorded_at=world.NOW,
        recorded_by=therapist.actor,
    )
    visit = world.appointment(
        row.plan.episode,
        therapist,
        referral=order,
        plan=row.plan,
        starts_at=timezone.now() - timedelta(minutes=5),
        status="arrived",
    )
    chart = charting.start(appointment=visit, staff=therapist, now=timezone.now())
    assert [entry.code for entry in done_of(chart.techniques.select_related("technique"))] == ["GEN"]
    text = therapist_client.get(url(visit)).content.decode()
    said = re.search(r'id="left-out".*?</section>', text, re.DOTALL)
    assert said
    assert "Deep tissue massage" in said[0]
    assert "Soft tissue surgery" in said[0]
    assert "Classic" not in said[0]


def test_a_reason_does_not_answer_what_came_after_it(therapist_client: Client, chart: Chart) -> None:
    told = sent(chart, screened="something", news=["FEVER"], guard_reason="Agreed on the phone.")
    text = therapist_client.post(url(chart.appointment, "chart_sign"), told).content.decode()
    assert "Look at your reason again" in text
    chart.refresh_from_db()
    assert chart.signature is None
    seen = [html.unescape(found) for found in re.findall(r'name="guards_seen" value="([^"]*)"', text)]
    assert seen
    again = sent(chart, screened="something", news=["FEVER"], guard_reason="Agreed on the phone.", guards_seen=seen)
    therapist_client.post(url(chart.appointment, "chart_sign"), again)
    chart.refresh_from_db()
    assert chart.signature is not None
