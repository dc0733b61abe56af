"""A condition ends because a licensed therapist of the care team says so, never because of a bare no (X-END)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Assessment, Condition
from assessments.rules.endings import lacking_end
from assessments.rules.entries import Answer
from assessments.services import assessments, conditions
from clinic.models import License, Staff
from clinic.rules.conditions import ConditionCode
from clinic.rules.screening import short_list
from clinic.services.drafts import NotReady
from patients.services.refusal import Refused
from referrals.models import Episode
from sessions.selectors.guard_facts import guard_facts
from tests.assessments.test_reassessment import LATE, QUERIES, begin, ready, url
from tests.factories import clinical
from tests.factories.assessing import send
from tests.factories.world import NOW

pytestmark = pytest.mark.django_db
TODAY = LATE.date()
SINCE = TODAY - timedelta(days=20)
FEVER = ConditionCode.FEVER


@pytest.fixture
def license_in_force(therapist: Staff) -> License:
    return License.objects.create(
        staff=therapist, state="NV", kind="massage therapist", number="1", expires_on=TODAY + timedelta(days=90)
    )


@pytest.fixture
def fever(episode: Episode, therapist: Staff) -> Condition:
    return Condition.objects.create(
        patient=episode.patient,
        code=FEVER.value,
        since_on=SINCE,
        source="intake",
        recorded_by=therapist.actor,
        confirmed_at=NOW,
        confirmed_by=therapist.actor,
    )


@pytest.fixture
def again(draft: Assessment, fever: Condition, therapist: Staff) -> Assessment:
    clinical.fill(draft, therapist, answers=clinical.answers(FEVER="yes"))
    assessments.sign(assessment=draft, staff=therapist, now=NOW)
    return begin(draft.episode, therapist)


def answers(**about_fever: Any) -> list[Answer]:
    return [Answer(c.code.value, "no", **(about_fever if c.code is FEVER else {})) for c in short_list()]


def holds(row: Condition) -> bool:
    facts = guard_facts(row.patient_id, episode_id=None).conditions
    return any(fact.stands(TODAY) for fact in facts if fact.code is FEVER)


def sign(row: Assessment, therapist: Staff, **about_fever: Any) -> Condition:
    made = ready(row, therapist, answers=answers(**about_fever))
    assessments.sign(assessment=made, staff=therapist, now=LATE)
    return Condition.objects.get(code=FEVER.value)


def test_a_bare_no_cannot_be_signed_and_lifts_nothing(again: Assessment, therapist: Staff) -> None:
    made = ready(again, therapist, answers=answers())
    with pytest.raises(NotReady, match="Say what became of it"):
        assessments.sign(assessment=made, staff=therapist, now=LATE)
    assert holds(Condition.objects.get(code=FEVER.value))


@pytest.mark.usefixtures("license_in_force")
def test_a_no_that_tells_the_day_and_why_ends_it(again: Assessment, therapist: Staff) -> None:
    on = TODAY - timedelta(days=3)
    row = sign(again, therapist, ending="ended", ended_on=on, ending_why="36.8 °C three days running")
    assert (row.resolved_on, row.resolution, row.resolved_by) == (on, "ended", therapist.actor)
    assert row.resolved_at == LATE
    assert row.resolved_why == "36.8 °C three days running"
    assert not holds(row)


def test_a_no_may_leave_it_on_record(again: Assessment, therapist: Staff) -> None:
    row = sign(again, therapist, ending="stands")
    assert row.resolved_on is None
    assert holds(row)


@pytest.mark.usefixtures("license_in_force")
def test_a_mistake_ends_it_from_today(again: Assessment, therapist: Staff) -> None:
    row = sign(again, therapist, ending="mistake", ending_why="Meant for another patient")
    assert (row.resolution, row.resolved_on) == ("mistake", TODAY)
    assert not holds(row)


def test_without_a_license_in_force_nobody_ends_it(
    again: Assessment, therapist: Staff, license_in_force: License
) -> None:
    License.objects.filter(pk=license_in_force.pk).update(expires_on=TODAY - timedelta(days=1))
    with pytest.raises(NotReady, match="license"):
        sign(again, therapist, ending="mistake", ending_why="Meant for another patient")
    assert holds(Condition.objects.get(code=FEVER.value))


def test_a_no_to_what_nobody_had_confirmed_ends_it_for_the_guards_too(
    again: Assessment, fever: Condition, therapist: Staff
) -> None:
    Condition.objects.filter(pk=fever.pk).update(confirmed_at=None, confirmed_by=None)
    row = sign(again, therapist)
    assert (row.resolved_by, row.resolved_why) == (therapist.actor, "Answered with no.")
    assert not holds(row)


def test_the_page_asks_at_the_question_and_says_what_is_missing(therapist_client: Client, again: Assessment) -> None:
    text = therapist_client.get(url(again)).content.decode()
    assert text.count('class="ask-ending"') == 1
    said = send(therapist_client, again, "screening", answer_FEVER="no").content.decode()
    assert 'data-at="id_ending_FEVER"' in said
    said = send(
        therapist_client,
        again,
        "screening",
        edition=2,
        answer_FEVER="no",
        ending_FEVER="ended",
        ended_on_FEVER=f"{TODAY + timedelta(days=9):%Y-%m-%d}",
    ).content.decode()
    assert "This day lies ahead." in said
    assert 'data-at="id_ending_why_FEVER"' in said
    kept = again.screening.answers.get(code="FEVER")  # type: ignore[union-attr]
    assert kept.ending == "ended"


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (Answer("FEVER", "no"), "ending"),
        (Answer("FEVER", "no", ending="ended", ending_why="cool"), "ended_on"),
        (Answer("FEVER", "no", ending="ended", ended_on=SINCE - timedelta(days=1), ending_why="cool"), "ended_on"),
        (Answer("FEVER", "no", ending="ended", ended_on=TODAY, ending_why=" "), "ending_why"),
        (Answer("FEVER", "no", ending="mistake"), "ending_why"),
        (Answer("FEVER", "no", ending="stands"), ""),
        (Answer("FEVER", "yes"), ""),
        (Answer("DVT_TREATED", "no"), ""),
    ],
)
def test_what_an_end_must_say(answer: Answer, field: str) -> None:
    found = list(lacking_end(answer, {"FEVER": SINCE}, today=TODAY))
    assert [name for name, _ in found] == ([field] if field else [])


# --- outside an assessment --------------------------------------------------------------------------------------------


def end_url(row: Condition) -> str:
    return reverse("assessments:condition_end", args=[row.pk])


def told(**changed: str) -> dict[str, str]:
    return {"resolution": "ended", "on": f"{NOW:%Y-%m-%d}", "why": "Measured twice: 36.8 °C"} | changed


@pytest.mark.usefixtures("license_in_force")
def test_a_therapist_of_the_team_ends_it_from_the_patient_page(therapist_client: Client, fever: Condition) -> None:
    page = therapist_client.get(reverse("sessions:patient", args=[fever.patient_id]) + "?tab=assessments")
    assert end_url(fever) in page.content.decode()
    assert "Measured twice" not in page.content.decode()
    answer = therapist_client.post(end_url(fever), told())
    assert answer.status_code == 302
    fever.refresh_from_db()
    assert fever.resolved_by is not None
    page = therapist_client.get(answer["Location"])
    assert "Measured twice: 36.8 °C" in page.content.decode()
    assert end_url(fever) not in page.content.decode()
    assert therapist_client.get(end_url(fever)).status_code == 302
    changes = fever.history_events.order_by("pgh_id")  # type: ignore[attr-defined]
    assert changes.last().resolution == "ended"


@pytest.mark.usefixtures("license_in_force")
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"on": ""}, "Say on which day it ended."),
        ({"on": "2099-01-01"}, "This day lies ahead."),
        ({"why": ""}, "This field is required."),
        ({"resolution": "stands"}, "Select a valid choice"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    therapist_client: Client, fever: Condition, changed: dict[str, str], words: str
) -> None:
    answer = therapist_client.post(end_url(fever), told(**changed))
    assert answer.status_code == 200
    assert words in answer.content.decode()
    fever.refresh_from_db()
    assert fever.resolved_on is None


def test_an_unlicensed_therapist_is_refused(therapist_client: Client, fever: Condition) -> None:
    answer = therapist_client.post(end_url(fever), told())
    assert "license is in force" in answer.content.decode()


def test_outsiders_and_the_desk_cannot_end_it(outsider_client: Client, desk_client: Client, fever: Condition) -> None:
    assert outsider_client.get(end_url(fever)).status_code == 404
    assert outsider_client.post(end_url(fever), told()).status_code == 404
    assert desk_client.post(end_url(fever), told()).status_code == 403
    assert outsider_client.get(reverse("assessments:condition_end", args=[999999])).status_code == 404


def test_the_service_refuses_who_is_not_on_the_team(fever: Condition, outsider: Staff) -> None:
    with pytest.raises(Refused, match="care team"):
        conditions.end(condition=fever, resolution="ended", on=TODAY, why="cool", staff=outsider, now=LATE)


def test_the_database_wants_a_day_and_a_reason(fever: Condition, therapist: Staff) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Condition.objects.filter(pk=fever.pk).update(resolved_at=NOW, resolved_by=therapist.actor, resolved_on=TODAY)


def test_the_conditions_cost_the_page_no_query_each(therapist_client: Client, fever: Condition) -> None:
    page = reverse("sessions:patient", args=[fever.patient_id]) + "?tab=assessments"
    counts = []
    for code in ("IMPLANT", "ALLERGY"):
        with CaptureQueriesContext(connection) as asked:
            therapist_client.get(page)
        counts.append(len(asked))
        fever.pk, fever.code = None, code
        fever.save()
    assert counts[0] == counts[1] <= QUERIES
