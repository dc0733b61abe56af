"""Re-assessments: begun from the last time, compared with it, signed beside it; goals of the course of care closed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, Condition, Goal, Screening
from assessments.rules.body_entries import Girths, Strength
from assessments.rules.entries import Activity, Answer, Pain, Range, Rating
from assessments.services import assessments, goals
from clinic.models import Staff
from clinic.rules.screening import full_list, short_list
from clinic.services.drafts import NotReady
from patients.models import Alert
from referrals.models import Episode
from tests.assessments.rules.test_tape import LARGE, LATER, SOUND, arm
from tests.factories import clinical, world
from tests.factories.assessing import send
from tests.factories.world import NOW

pytestmark = pytest.mark.django_db
LATE = NOW + timedelta(days=1)
QUERIES = 12


def limbs(left: tuple[str, ...]) -> list[Girths]:
    return [arm("l", *left), arm("r", *SOUND)]


@pytest.fixture
def signed(draft: Assessment, therapist: Staff) -> Assessment:
    more = {
        "history": {"complaint": "The arm is heavy.", "affected_side": "left"},
        "ranges": [Range("SHLD-FLEX", "l", 120), Range("SHLD-FLEX", "r", 170)],
        "strength": [Strength("HAND-GRIP", "l", "4-"), Strength("HAND-GRIP", "r", "5")],
        "girths": limbs(LARGE),
        "ratings": [Rating("SLEEP", 4)],
    }
    clinical.fill(draft, therapist, **more)
    return assessments.sign(assessment=draft, staff=therapist, now=NOW)


@pytest.fixture
def again(signed: Assessment, therapist: Staff) -> Assessment:
    return begin(signed.episode, therapist)


def begin(episode: Episode, therapist: Staff, *, kind: str = "reassess", full: bool = False) -> Assessment:
    return assessments.start_reassessment(
        episode=episode, kind=kind, full_screening=full, therapist=therapist, by=therapist.actor, now=LATE
    )


def ready(row: Assessment, by: Staff, **changed: Any) -> Assessment:
    sections = {
        "answers": [Answer(c.code.value, "no") for c in short_list()],
        "pain": [Pain("LUMB-l", 3)],
        "activities": [Activity("Lift a bag", 6), Activity("Get out of bed", 7), Activity("Sit in a meeting", 7)],
        "ratings": [Rating("GROC", 4), Rating("SLEEP", 7)],
        **changed,
    }
    return assessments.save(assessment=row, edition=row.edition, **sections, by=by.actor, now=LATE)


def url(row: Assessment) -> str:
    return reverse("assessments:detail", args=[row.pk])


def test_the_last_values_stand_beside_empty_fields(therapist_client: Client, again: Assessment) -> None:
    text = therapist_client.get(url(again)).content.decode()
    assert "Compared with the intake assessment of 23 Nov 2026." in text
    for said in (
        "left last time 120°",
        "left last time 4-",
        "left last time 18.0 cm",
        "last time 3 of 10",
        "last time 4",
    ):
        assert said in text
    assert 'value="Lift a bag"' in text
    assert text.count('<option value="SHLD-FLEX" selected>') == 1
    assert "Since the start, how has it changed overall?" in text


def test_laid_out_rows_without_a_value_are_no_rows(therapist_client: Client, again: Assessment) -> None:
    fields = {"rom-0-movement": "SHLD-FLEX", "mmt-0-group": "HAND-GRIP", "psfs-0-activity": "Lift a bag"}
    for name, prefix in (("rom", "rom"), ("strength", "mmt"), ("psfs", "psfs")):
        own = {field: value for field, value in fields.items() if field.startswith(prefix)}
        assert 'data-state="saved"' in send(therapist_client, again, name, **own).content.decode()
    assert not again.measurements.rom_readings.exists()
    assert not again.measurements.scores.exists()


def test_change_is_said_as_it_is_typed(therapist_client: Client, again: Assessment) -> None:
    rows = {"rom-0-movement": "SHLD-FLEX", "rom-0-active_l": "140"}
    assert (
        "left +20° since 120°, real change" in send(therapist_client, again, "rom", check=True, **rows).content.decode()
    )
    girths = {f"arm-{n}-l1": girth for n, girth in enumerate(LATER)} | {
        f"arm-{n}-r1": girth for n, girth in enumerate(SOUND)
    }
    text = send(therapist_client, again, "girth", check=True, interval_arm="4", **girths).content.decode()
    assert "40.66 % of the excess at the start is gone (PREV)" in text
    felt = send(therapist_client, again, "feeling", check=True, rate_GROC="4", rate_SLEEP="7").content.decode()
    assert "better: clearly, important change" in felt
    assert "+3 since 4, real change" in felt
    marks = {"pain-0-place": "LUMB-l", "pain-0-pain": "3"}
    pain = send(therapist_client, again, "pain", check=True, **marks).content.decode()
    assert "-4 since 7, real change, important change" in pain
    assert "Marked the last time and not yet now: left buttock 4" in pain


def test_the_interval_of_the_last_time_is_the_only_choice(therapist_client: Client, again: Assessment) -> None:
    text = therapist_client.get(url(again)).content.decode()
    field = text.split('name="interval_arm"')[1].split("</select>")[0]
    assert field.count("<option") == 1


def test_a_reassessment_is_signed_and_read_beside_the_intake(
    therapist_client: Client, again: Assessment, therapist: Staff
) -> None:
    row = ready(again, therapist, ranges=[Range("SHLD-FLEX", "l", 140)], girths=limbs(LATER))
    signed = assessments.sign(assessment=row, staff=therapist, now=LATE)
    assert signed.signature
    text = therapist_client.get(url(again)).content.decode()
    assert "left +20° since 120°, real change" in text
    assert "Left is 62.08 mL (6.41 %) larger than right." in text
    assert "Change felt overall: better: clearly (+4)" in text


def test_the_change_felt_overall_is_asked(again: Assessment, therapist: Staff) -> None:
    with pytest.raises(NotReady, match="Ask how it has changed overall"):
        assessments.sign(assessment=ready(again, therapist, ratings=[]), staff=therapist, now=LATE)


def test_what_rarely_changes_is_carried_over(again: Assessment) -> None:
    assert again.affected_side == "left"
    assert again.complaint == ""


def test_the_full_list_is_filled_in_with_what_stands(signed: Assessment, therapist: Staff) -> None:
    known = {"patient": signed.episode.patient, "since_on": world.TODAY, "recorded_by": therapist.actor}
    sure = {"confirmed_at": NOW, "confirmed_by": therapist.actor}
    Condition.objects.create(code="NODES_REMOVED", regions=["AXILLA-l"], note="14", source="intake", **known, **sure)
    Condition.objects.create(code="ASTHMA", source="patient", **known)
    screening = begin(signed.episode, therapist, full=True).screening
    assert screening
    found = {answer.code: (answer.answer, answer.places, answer.since_on) for answer in screening.answers.all()}
    assert found == {
        "NODES_REMOVED": ("yes", ["AXILLA-l"], world.TODAY),
        "ASTHMA": ("unsure", [], world.TODAY),
    }


def test_signing_again_confirms_what_the_patient_said(signed: Assessment, therapist: Staff) -> None:
    known = {"patient": signed.episode.patient, "since_on": world.TODAY, "recorded_by": therapist.actor}
    Condition.objects.create(code="ANTICOAG", source="patient", **known)
    row = begin(signed.episode, therapist, full=True)
    said = [
        Answer(
            c.code.value,
            "yes" if c.code.value in {"ANTICOAG", "BLEED"} else "no",
            since_unknown=c.code.value == "BLEED",
            since_on=world.TODAY if c.code.value == "ANTICOAG" else None,
        )
        for c in full_list()
    ]
    assessments.sign(assessment=ready(row, therapist, answers=said), staff=therapist, now=LATE)
    found = {condition.code: condition for condition in Condition.objects.standing()}
    assert found["ANTICOAG"].confirmed_at == LATE
    assert found["BLEED"].source == "assess"


def test_there_are_several_and_one_is_open_at_a_time(again: Assessment, therapist: Staff) -> None:
    assert begin(again.episode, therapist, kind="discharge") == again
    assessments.sign(assessment=ready(again, therapist), staff=therapist, now=LATE)
    last = begin(again.episode, therapist, kind="discharge")
    assert last.get_kind_display() == "Discharge assessment"
    assert Assessment.objects.filter(episode=again.episode).count() == 3


def test_it_needs_a_signed_intake_and_an_open_course_of_care(draft: Assessment, therapist: Staff) -> None:
    with pytest.raises(NotReady, match="Sign the intake first"):
        begin(draft.episode, therapist)
    draft.episode.closed_on, draft.episode.closed_by, draft.episode.close_reason = world.TODAY, therapist.actor, "done"
    draft.episode.save()
    with pytest.raises(NotReady, match="closed"):
        begin(draft.episode, therapist)


def test_only_the_care_team_begins_one(signed: Assessment, outsider: Staff) -> None:
    with pytest.raises(NotReady, match="care team"):
        begin(signed.episode, outsider)


def test_the_page_begins_one(therapist_client: Client, signed: Assessment) -> None:
    where = reverse("assessments:reassess", args=[signed.episode_id])
    assert b"The full list" in therapist_client.get(where).content
    assert b"This field is required" in therapist_client.post(where, {"kind": "reassess"}).content
    response = therapist_client.post(where, {"kind": "reassess", "screening": "short"})
    row = Assessment.objects.get(kind="reassess")
    assert response["Location"] == url(row)
    assert therapist_client.get(where)["Location"] == url(row)


def test_the_page_says_what_is_in_the_way(therapist_client: Client, draft: Assessment) -> None:
    where = reverse("assessments:reassess", args=[draft.episode_id])
    assert b"Sign the intake first" in therapist_client.post(where, {"kind": "reassess", "screening": "full"}).content


def test_outsiders_find_no_course_of_care(outsider_client: Client, desk_client: Client, signed: Assessment) -> None:
    where = reverse("assessments:reassess", args=[signed.episode_id])
    assert outsider_client.get(where).status_code == 404
    assert outsider_client.post(where, {"kind": "reassess", "screening": "short"}).status_code == 404
    assert desk_client.get(where).status_code == 403
    assert outsider_client.delete(where).status_code == 405


def test_the_patient_page_leads_there(therapist_client: Client, manager_client: Client, signed: Assessment) -> None:
    panel = reverse("sessions:patient", args=[signed.episode.patient_id]) + "?tab=assessments"
    where = reverse("assessments:reassess", args=[signed.episode_id])
    assert where in therapist_client.get(panel).content.decode()
    assert where not in manager_client.get(panel).content.decode()


def test_a_goal_set_earlier_is_closed_from_here(therapist_client: Client, again: Assessment, therapist: Staff) -> None:
    goal = Goal.objects.get()
    where = reverse("assessments:goal_close", args=[again.pk, goal.pk])
    assert "Goals set earlier" in therapist_client.get(url(again)).content.decode()
    therapist_client.post(where, {"outcome": "perhaps"})
    goal.refresh_from_db()
    assert goal.closed_at is None
    assert therapist_client.post(where, {"outcome": "achieved"}).status_code == 302
    goal.refresh_from_db()
    assert (goal.outcome, goal.closed_by) == ("achieved", therapist.actor)
    assert goals.close(goal=goal, outcome="dropped", staff=therapist, now=LATE).outcome == "achieved"
    assert therapist_client.post(where, {"outcome": "achieved"}).status_code == 404


def test_a_second_primary_goal_waits_for_the_first_to_close(therapist_client: Client, again: Assessment) -> None:
    row = {"goal-0-aim": "NPRS", "goal-0-baseline": "5", "goal-0-target": "1", "goal-0-due_on": "2027-01-15"}
    text = send(therapist_client, again, "goals", **row, **{"goal-0-is_primary": "on"}).content.decode()
    assert "close that one first" in text
    assert send(therapist_client, again, "goals", **row).status_code == 200
    assert again.goals.count() == 1


def test_outsiders_close_no_goal(outsider_client: Client, therapist_client: Client, again: Assessment) -> None:
    where = reverse("assessments:goal_close", args=[again.pk, Goal.objects.get().pk])
    assert outsider_client.post(where, {"outcome": "achieved"}).status_code == 404
    assert therapist_client.get(where).status_code == 302


@pytest.mark.parametrize("signs", [False, True])
def test_the_page_asks_few_questions_of_the_database(
    therapist_client: Client, again: Assessment, therapist: Staff, django_assert_max_num_queries: Any, signs: bool
) -> None:
    if signs:
        assessments.sign(assessment=ready(again, therapist), staff=therapist, now=LATE)
    with django_assert_max_num_queries(QUERIES):
        therapist_client.get(url(again))


def test_why_it_is_looked_at_again_stands_on_the_page(
    therapist_client: Client, signed: Assessment, therapist: Staff
) -> None:
    episode = signed.episode
    Alert.objects.create(
        patient=episode.patient,
        kind="REASSESS",
        key="k1",
        reference=f"episode:{episode.pk}",
        evidence="31 days since the last report.",
        raised_at=NOW,
    )
    row = begin(episode, therapist)
    text = therapist_client.get(url(row)).content.decode()
    assert "Why it is looked at again" in text
    assert "Re-assessment due: 31 days since the last report." in text
    assert "Why it is looked at again" not in therapist_client.get(url(signed)).content.decode()


def test_a_warning_sign_is_said_as_it_is_answered(therapist_client: Client, again: Assessment) -> None:
    said = send(therapist_client, again, "screening", check=True, answer_SWELLING_UNEXPLAINED="yes").content.decode()
    assert "Warning sign" not in said
    full = begin(again.episode, again.therapist)
    Screening.objects.filter(pk=full.screening_id).update(moment="full")
    said = send(therapist_client, full, "screening", check=True, answer_CAUDA="yes").content.decode()
    assert "Warning sign: Warning signs of the spinal cord" in said
    assert "The physician hears of it today." in said
