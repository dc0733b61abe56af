"""A course of care in pictures on the patient page: what is read, what is drawn, what it costs, and for whom."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.models import Assessment, Score
from clinic.models import Staff
from clinic.rules.techniques import TECHNIQUE_NAMES, TechniqueCode
from referrals.models import Inquiry
from sessions.rules.responding import facts_by_visit
from sessions.selectors.course_record import course_record
from sessions.selectors.response_facts import course_of, response_facts
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.booking import Ready, ready
from tests.factories.long_course import long_course

pytestmark = pytest.mark.django_db

EVIL = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


@pytest.fixture
def case(therapist: Staff) -> Ready:
    make.location()
    return ready(therapist)


def charted(case: Ready, *pains: tuple[int, int], signed: bool = True, last: int = 2) -> None:
    """Visits two days apart, the last so many days ago."""
    for number, (before, after) in enumerate(pains):
        visit = world.appointment(
            case.episode,
            case.therapist,
            starts_at=world.NOW - timedelta(days=last + 2 * (len(pains) - 1 - number)),
            status="completed",
            referral=case.referral,
            plan=case.version.plan,
        )
        world.chart(visit, case.version, before=before, after=after, signed=signed)


def page(client: Client, case: Ready, **query: Any) -> str:
    response = client.get(reverse("sessions:patient", args=[case.patient.pk]), query)
    assert response.status_code == 200
    return response.content.decode()


# The record


def test_the_record_holds_what_is_signed_in_order(case: Ready) -> None:
    charted(case, (7, 5), (5, 3))
    charted(case, (9, 9), signed=False, last=1)
    record = course_record(case.episode.pk)
    assert [moment.occasion for moment in record.moments] == ["Intake assessment", "Visit 1", "Visit 2"]
    assert [(visit.before, visit.after) for _moment, visit in record.visits] == [(7, 5), (5, 3)]
    assert [(work.name, work.minutes) for work in record.visits[0][1].done] == [("Neuromuscular therapy", 20)]
    assert [(aim.measure, aim.baseline, aim.target) for aim in record.aims] == [("NPRS", 7, 2)]
    assert [plan.number for plan in record.plans] == [1]


def test_the_record_takes_one_query(case: Ready, django_assert_num_queries: Any) -> None:
    charted(case, (7, 5), (5, 3))
    with django_assert_num_queries(1):
        course_record(case.episode.pk)


def test_girth_and_volume_come_from_the_tape(therapist: Staff) -> None:
    record = course_record(long_course(therapist, visits=2, assessments=1).pk)
    first, last = (moment for moment in record.moments if moment.visit)
    assert [(one.item, one.value) for one in first.girths if one.item == "trunk:navel"] == [("trunk:navel", 96)]
    assert {one.item for one in first.volumes} == {"arm:l", "arm:r"}
    volume = {one.item: one.value for one in last.volumes}
    assert volume["arm:l"] > volume["arm:r"] > 500


def test_an_episode_without_anything_has_an_empty_record(case: Ready) -> None:
    record = course_record(world.episode(case.patient, problem="Stiff shoulder").pk)
    assert (list(record.moments), list(record.aims), list(record.plans)) == ([], [], [])


def test_response_is_judged_at_each_signed_treatment(case: Ready) -> None:
    charted(case, (7, 5), (5, 3))
    facts = response_facts(case.episode.pk)
    assert [(each.base_pain, each.pains) for each in facts] == [(7, (7,)), (7, (7, 5))]
    assert facts == facts_by_visit(course_record(case.episode.pk))
    assert (course_of(case.episode.pk, world.TODAY).visits, course_of(case.episode.pk, world.TODAY).days) == (2, 4)
    assert course_of(case.episode.pk, world.TODAY - timedelta(days=3)).visits == 1


# The page


def test_the_page_shows_goal_response_and_pictures(case: Ready, therapist_client: Client) -> None:
    charted(case, (7, 5), (6, 4), (3, 2))
    found = page(therapist_client, case)
    for words in (
        "Pain at worst from 7 to 2 by",
        "3 now",
        "responding since visit 3",
        "Pain on arrival fell from 7 to 3",
        "important change",
        "The mean of own activities stayed at 3.7",
        "Trunk flexion stayed at 40°; ordinary 80°",
        "Worst pain, left lower back, fell from 7 to 3",
        "planned minutes over 3 visits",
        "painful place, worst 3 of 10",
    ):
        assert words in found


def test_everything_drawn_stands_in_a_table_too(case: Ready, therapist_client: Client) -> None:
    charted(case, (7, 5), (6, 4))
    found = page(therapist_client, case)
    assert found.count('<svg class="plot"') >= found.count("<summary>As a table</summary>") >= 5
    table = re.findall(r"<tr><th scope=\"row\">(\d)</th>(.*?)</tr>", found)
    assert [re.findall(r">(\d)</td>", cells) for _visit, cells in table] == [["7", "5"], ["6", "4"]]


def test_words_of_patients_stay_words(case: Ready, therapist: Staff, therapist_client: Client) -> None:
    charted(case, (7, 5))
    again = world.measurements(case.episode, at=world.NOW - timedelta(hours=1))
    Score.objects.create(measurements=again, measure="PSFS", item=EVIL, value=2)
    at = world.NOW - timedelta(hours=1)
    row = Assessment.objects.create(
        episode=case.episode,
        kind="reassess",
        therapist=therapist,
        measurements=again,
        started_at=at,
        started_by=therapist.actor,
    )
    world.sign(row, therapist, at)
    found = page(therapist_client, case)
    assert EVIL not in found
    assert "“&lt;script&gt;alert(1)&lt;/script&gt;”" in found
    assert re.findall(r"\bstyle\s*=", found) == []


def test_before_the_first_visit_the_goal_stands_alone(case: Ready, therapist_client: Client) -> None:
    found = page(therapist_client, case)
    assert "Not read again since it was set." in found
    assert "Own activities, rated once" in found
    assert "Pain on arrival" not in found
    assert "responding" not in found


# The timeline


def titles(text: str) -> list[str]:
    card = text.split('id="timeline"')[1].split("</section>", maxsplit=1)[0]
    return re.findall(r"<b><a[^>]*>([^<]+)</a></b>", card)


def test_the_timeline_tells_the_newest_first(case: Ready, therapist_client: Client) -> None:
    charted(case, (7, 5), (5, 4))
    found = page(therapist_client, case)
    assert titles(found) == ["Visit 2", "Visit 1", "Plan, version 1", "Intake assessment", "Referral verified"]
    assert "60 min, pain 5 to 4" in found


@pytest.mark.parametrize(("show", "shown"), [("visits", ["Visit 1"]), ("letters", []), ("<x>", None)])
def test_the_timeline_can_be_narrowed_without_a_script(
    show: str, shown: list[str] | None, case: Ready, therapist_client: Client
) -> None:
    charted(case, (7, 5))
    found = page(therapist_client, case, show=show, episode=case.episode.pk)
    assert titles(found) == (shown if shown is not None else titles(page(therapist_client, case)))
    assert f"?episode={case.episode.pk}&amp;show=visits#timeline" in found


def test_the_front_desk_sees_visits_and_referrals_and_nothing_of_what_was_felt(
    case: Ready, desk_client: Client
) -> None:
    charted(case, (7, 5))
    found = page(desk_client, case)
    assert titles(found) == ["Treatment", "Referral verified"]
    for words in ("pain", "Pain", "goal", "responding", 'class="plot"', "Intake assessment", "Plan, version"):
        assert words not in found.split("<main")[1], words


def test_what_was_asked_of_a_physician_is_a_letter(
    case: Ready, therapist_client: Client, desk_client: Client, outsider_client: Client
) -> None:
    Inquiry.objects.create(
        patient=case.patient,
        episode=case.episode,
        physician=case.referral.physician,
        kind="clearance",
        lifts=["X-07"],
        techniques=["MFR"],
        question="May the fascia be treated on a blood thinner?",
        asked_at=world.NOW - timedelta(hours=2),
        asked_by=case.therapist.actor,
    )
    title, text = "Clearance asked: ", "Dr. Lena Albrecht, not answered yet"
    assert titles(page(therapist_client, case, show="letters")) == [title + TECHNIQUE_NAMES[TechniqueCode.MFR].lower()]
    assert text in page(therapist_client, case)
    assert text in page(desk_client, case)
    assert text not in page(outsider_client, case)


def test_a_visit_whose_chart_is_not_signed_says_so_to_those_who_chart(
    case: Ready, therapist_client: Client, desk_client: Client
) -> None:
    charted(case, (7, 5), signed=False)
    assert "60 min, chart not signed" in page(therapist_client, case)
    assert "chart not signed" not in page(desk_client, case)


def test_earlier_moments_are_folded_away(therapist: Staff, therapist_client: Client) -> None:
    make.location()
    episode = long_course(therapist, visits=12, assessments=2)
    found = therapist_client.get(reverse("sessions:patient", args=[episode.patient_id])).content.decode()
    assert "7 earlier</summary>" in found
    assert len(titles(found)) == 16


def test_a_long_course_keeps_within_the_budget(
    therapist: Staff, therapist_client: Client, django_assert_max_num_queries: Any
) -> None:
    make.location()
    episode = long_course(therapist)
    assert Assessment.objects.filter(episode=episode).count() == 6
    with django_assert_max_num_queries(12):
        response = therapist_client.get(reverse("sessions:patient", args=[episode.patient_id]))
    found = response.content.decode()
    assert "Left arm volume fell from" in found
    assert "Navel girth fell from 96 to 92 cm" in found
    assert '<th scope="col" class="num">Neck rotation, left</th>' in found
