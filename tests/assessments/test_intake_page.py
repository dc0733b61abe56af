"""The intake page: who may use it, what is shown and saved, what bad input and a second writer meet."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment, Condition
from assessments.services import assessments
from clinic.models import AccessEntry, Staff
from clinic.rules.screening import full_list
from referrals.models import Episode
from tests.conftest import signed_in
from tests.factories import clinical, world
from tests.factories.clinic import staff
from tests.factories.world import NOW

pytestmark = pytest.mark.django_db
QUERIES = 12


def url(draft: Assessment, name: str = "detail") -> str:
    return reverse(f"assessments:{name}", args=[draft.pk])


def page(edition: int = 1, **changed: Any) -> dict[str, Any]:
    """A whole page as a browser sends it, ready to be signed."""
    rows = {"pain": 4, "rom": 3, "mmt": 3, "arm": 8, "leg": 8, "dent": 2, "palp": 2, "psfs": 5, "goal": 2}
    data: dict[str, Any] = {"edition": edition, "complaint": "Low back pain since lifting a box.", "rest_no": "1"}
    for prefix, count in rows.items():
        data |= {f"{prefix}-TOTAL_FORMS": count, f"{prefix}-INITIAL_FORMS": 0}
    data |= {"pain-0-place": "LUMB-l", "pain-0-pain": "7", "pain-0-kind": "ache", "pain-0-role": "affected"}
    data |= {"rom-0-movement": "TRUNK-BEND", "rom-0-active_l": "20", "rom-0-active_r": "35"}
    for number, words in enumerate(("Lift a bag", "Get out of bed", "Sit through a meeting")):
        data |= {f"psfs-{number}-activity": words, f"psfs-{number}-value": "3"}
    data |= {"goal-0-aim": "NPRS", "goal-0-target": "2", "goal-0-due_on": "2027-01-15", "goal-0-is_primary": "on"}
    return data | changed


def test_starting_makes_a_draft_and_shows_it(therapist_client: Client, episode: Episode) -> None:
    address = reverse("assessments:intake", args=[episode.pk])
    assert b"Start the intake" in therapist_client.get(address).content
    response = therapist_client.post(address)
    assert response.status_code == 302
    assert response["Location"] == url(Assessment.objects.get())
    assert therapist_client.get(address)["Location"] == url(Assessment.objects.get())


def test_the_page_holds_every_question_and_works_without_javascript(
    therapist_client: Client, draft: Assessment
) -> None:
    world.event(draft.episode)
    world.referral(draft.episode, no_touch_regions=["SACR-m"], precautions="Mind the scar.")
    text = therapist_client.get(url(draft)).content.decode()
    assert "POD" in text
    assert "No touch: base of the spine" in text
    assert len(set(re.findall(r'name="answer_(\w+)"', text))) == len(full_list())
    assert 'name="pain-3-place"' in text
    assert '<optgroup label="Back">' in text
    assert "No consent" not in text


def test_a_draft_is_saved_with_all_its_sections(therapist_client: Client, draft: Assessment) -> None:
    response = therapist_client.post(url(draft), page(answer_FEVER="unsure"))
    assert response["Location"] == url(draft) + "#screening"
    found = Assessment.objects.get()
    assert found.edition == 2
    assert found.screening
    assert found.screening.answers.count() == 45
    assert found.screening.answers.get(code="FEVER").answer == "unsure"
    goal = found.goals.get()
    assert (goal.baseline, goal.target, goal.is_primary) == (7, 2, True)
    text = therapist_client.get(url(draft)).content.decode()
    assert "57 % of norm" in text
    assert "left is 57 % of right" in text


def test_an_empty_page_is_a_draft_too_and_the_rest_stays_open(therapist_client: Client, draft: Assessment) -> None:
    data = {key: value for key, value in page().items() if key.endswith("_FORMS") or key == "edition"}
    assert therapist_client.post(url(draft), data).status_code == 302
    assert "45 of 45 questions are open" in therapist_client.get(url(draft)).content.decode()


def test_goals_take_activities_and_ranges_of_the_page(therapist_client: Client, draft: Assessment) -> None:
    more = {"goal-0-aim": "PSFS/2", "goal-0-target": "8"}
    more |= {"goal-1-aim": "ROM/TRUNK:BEND:l", "goal-1-target": "35", "goal-1-due_on": "2027-02-01"}
    therapist_client.post(url(draft), page(**more))
    found = {goal.measure: goal for goal in draft.goals.all()}
    assert (found["PSFS"].item, found["PSFS"].baseline) == ("Get out of bed", 3)
    assert (found["ROM"].item, found["ROM"].baseline) == ("TRUNK:BEND:l", 20)
    assert "ROM/TRUNK:BEND:l" in therapist_client.get(url(draft)).content.decode()


def test_places_of_a_yes_become_the_regions_of_the_condition(therapist_client: Client, draft: Assessment) -> None:
    said = {
        "answer_SKIN_LOCAL": "yes",
        "other_SKIN_LOCAL": "FORA-l",
        "note_SKIN_LOCAL": "burn",
        "unknown_SKIN_LOCAL": "on",
    }
    assert therapist_client.post(url(draft, "sign"), page(**said)).status_code == 302
    condition = Condition.objects.get()
    assert (condition.code, condition.regions, condition.note) == ("SKIN_LOCAL", ["FORA-l"], "burn")


def test_one_button_saves_and_signs(therapist_client: Client, draft: Assessment) -> None:
    response = therapist_client.post(url(draft, "sign"), page(), follow=True)
    assert b"Signed by Amara Okafor, LMT, CLT" in response.content
    assert Assessment.objects.signed().count() == 1


def test_signing_too_early_keeps_the_draft_and_says_what_is_missing(
    therapist_client: Client, draft: Assessment
) -> None:
    response = therapist_client.post(url(draft, "sign"), page(**{"psfs-2-activity": "", "psfs-2-value": ""}))
    assert response.status_code == 200
    assert b"Write 3 to 5 activities" in response.content
    draft.refresh_from_db()
    assert draft.complaint
    assert draft.signature_id is None


def test_signing_without_a_page_signs_what_is_saved(
    therapist_client: Client, draft: Assessment, therapist: Staff
) -> None:
    clinical.fill(draft, therapist)
    assert therapist_client.post(url(draft, "sign")).status_code == 302
    assert Assessment.objects.signed().exists()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"rom-0-active_l": "400"}, "400 looks like a typing error"),
        ({"rom-0-active_l": "90"}, "lies between -30 and 55 degrees"),
        ({"rom-0-movement": "NECK-FLEX"}, "has no sides"),
        ({"rom-0-movement": ""}, "Choose the movement."),
        ({"rom-1-movement": "TRUNK-BEND", "rom-1-active_l": "3"}, "has a row already"),
        ({"rom-0-active_l": "", "rom-0-active_r": "", "rom-0-end_l": "4"}, "Write what was measured"),
        ({"pain-0-place": "NOSE-l"}, "not one of the available choices"),
        ({"pain-0-pain": "11"}, "not one of the available choices"),
        ({"pain-0-place": ""}, "Choose the place."),
        ({"pain-1-place": "LUMB-l"}, "marked twice"),
        ({"psfs-0-value": ""}, "Rate it 0"),
        ({"psfs-0-activity": ""}, "Write the activity."),
        ({"psfs-1-activity": "LIFT A BAG"}, "stands there already"),
        ({"goal-0-target": ""}, "Write the target."),
        ({"goal-0-target": "7"}, "must differ"),
        ({"goal-0-target": "11"}, "between 0 and 10"),
        ({"goal-0-due_on": "soon"}, "Enter a valid date"),
        ({"goal-0-aim": "PSFS/5"}, "Activity 5 is not written above"),
        ({"goal-0-aim": "ROM/KNEE:FLEX:l"}, "Nothing above measures this"),
        (
            {"goal-1-aim": "PSFS/1", "goal-1-target": "8", "goal-1-due_on": "2027-01-01", "goal-1-is_primary": "on"},
            "Only one goal is the primary one",
        ),
        ({"complaint": "x" * 4001}, "at most 4000 characters"),
        ({"complaint": "nul\x00byte"}, "Null characters are not allowed"),
        ({"note_FEVER": "\x00"}, "Null characters are not allowed"),
        ({"answer_FEVER": "maybe"}, "not one of the available choices"),
        ({"other_SKIN_LOCAL": "x\x00"}, "not one of the available choices"),
        ({"pain-TOTAL_FORMS": "many"}, "ManagementForm"),
    ],
)
def test_bad_input_is_shown_again_with_a_message(
    therapist_client: Client, draft: Assessment, changed: dict[str, str], message: str
) -> None:
    response = therapist_client.post(url(draft), page(onset="In <b>May</b>", **changed))
    assert response.status_code == 200
    text = response.content.decode()
    assert message in text
    assert "In &lt;b&gt;May&lt;/b&gt;" in text
    draft.refresh_from_db()
    assert draft.edition == 1


def test_a_page_without_an_edition_changes_nothing(therapist_client: Client, draft: Assessment) -> None:
    assert therapist_client.post(url(draft), page(edition="")).status_code == 200
    draft.refresh_from_db()
    assert draft.edition == 1


def test_a_second_writer_gets_both_texts(episode: Episode, draft: Assessment, therapist_client: Client) -> None:
    other = staff("Noor Haddad", "therapist")
    episode.care_team.create(staff=other, from_on=world.TODAY, why="cover")
    signed_in(other).post(url(draft), page(complaint="Written by Noor"))
    response = therapist_client.post(url(draft), page(complaint="Written by Amara"))
    assert response.status_code == 409
    text = response.content.decode()
    assert "Noor Haddad saved “History” meanwhile" in text
    assert "Written by Noor" in text
    assert "Written by Amara" in text
    again = page(edition=int(re.findall(r'name="edition" value="(\d+)"', text)[0]), complaint="Both agreed")
    assert therapist_client.post(url(draft), again).status_code == 302
    draft.refresh_from_db()
    assert draft.complaint == "Both agreed"


def test_an_invalid_page_keeps_the_edition_it_was_opened_with(therapist_client: Client, draft: Assessment) -> None:
    therapist_client.post(url(draft), page())
    response = therapist_client.post(url(draft), page(edition=1, **{"goal-0-target": ""}))
    assert 'name="edition" value="1"' in response.content.decode()


def test_saving_after_signing_is_refused(therapist_client: Client, draft: Assessment, therapist: Staff) -> None:
    clinical.fill(draft, therapist)
    assessments.sign(assessment=draft, staff=therapist, now=NOW)
    assert therapist_client.post(url(draft), page(edition=2)).status_code == 409


def test_outsiders_find_nothing(outsider_client: Client, draft: Assessment, episode: Episode) -> None:
    assert outsider_client.get(url(draft)).status_code == 404
    assert outsider_client.post(url(draft), page()).status_code == 404
    assert outsider_client.post(url(draft, "sign")).status_code == 404
    assert outsider_client.post(reverse("assessments:intake", args=[episode.pk])).status_code == 404


def test_the_front_desk_is_refused(desk_client: Client, draft: Assessment) -> None:
    for address in (url(draft), url(draft, "sign"), reverse("assessments:intake", args=[draft.episode_id])):
        assert desk_client.post(address).status_code == 403
    assert desk_client.get(url(draft)).status_code == 403


def test_a_manager_reads_but_does_not_write(manager_client: Client, draft: Assessment) -> None:
    text = manager_client.get(url(draft)).content.decode()
    assert "Draft of Amara Okafor" in text
    assert "Save draft" not in text
    assert manager_client.post(url(draft), page()).status_code == 404


def test_every_reading_leaves_one_access_row(therapist_client: Client, draft: Assessment) -> None:
    therapist_client.get(url(draft))
    entry = AccessEntry.objects.get()
    assert (entry.view, entry.patient_reference) == ("assessments:detail", draft.episode.patient_id)


def test_wrong_methods_are_refused(therapist_client: Client, draft: Assessment) -> None:
    assert therapist_client.get(url(draft, "sign")).status_code == 302
    assert therapist_client.put(url(draft)).status_code == 405


@pytest.mark.parametrize("marks", [1, 3])
@pytest.mark.parametrize("signed", [False, True])
def test_the_page_asks_few_questions_of_the_database(
    therapist_client: Client, draft: Assessment, django_assert_max_num_queries: Any, marks: int, signed: bool
) -> None:
    places = ("LUMB-l", "LUMB-r", "GLUT-l")[:marks]
    clinical.fill(draft, draft.therapist, pain=[clinical.Pain(place, 5) for place in places])
    if signed:
        assessments.sign(assessment=draft, staff=draft.therapist, now=NOW)
    with django_assert_max_num_queries(QUERIES):
        therapist_client.get(url(draft))


def test_a_manager_who_treats_writes_too(
    draft: Assessment, therapist: Staff, django_assert_max_num_queries: Any
) -> None:
    therapist.roles = ["therapist", "manager"]
    therapist.save()
    client = signed_in(therapist)
    with django_assert_max_num_queries(QUERIES):
        assert b"Save draft" in client.get(url(draft)).content


def test_standing_conditions_are_minded_above_the_page(therapist_client: Client, draft: Assessment) -> None:
    known = {"patient": draft.episode.patient, "since_on": world.TODAY, "recorded_by": draft.started_by}
    Condition.objects.create(code="SKIN_LOCAL", regions=["FORA-l"], source="referral", **known)
    assert "rash or fungus: front of the left forearm" in therapist_client.get(url(draft)).content.decode()


def test_one_touch_lays_out_a_joint_without_javascript_too(therapist_client: Client, draft: Assessment) -> None:
    response = therapist_client.post(url(draft), page(set_rom="Knee"))
    assert response["Location"] == url(draft) + "?rom=Knee#rom"
    text = therapist_client.get(url(draft) + "?rom=Knee&strength=Nose").content.decode()
    assert '<option value="KNEE-FLEX" selected>' in text
    assert '<option value="KNEE-EXT" selected>' in text
    assert therapist_client.post(url(draft), page(edition=2, set_rom="Nose"))["Location"] == url(draft) + "#screening"
