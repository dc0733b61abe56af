"""Sections that save themselves: what is kept, what is said at the fields, two people in one draft, a draft left for a week."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from assessments.models import Assessment, GirthSeries, MeasurementSet
from assessments.rules.entries import Pain
from assessments.rules.sections import Section
from assessments.services import assessments
from clinic.models import AccessEntry, Staff
from patients.models import Document
from referrals.models import Clearance, Episode
from tests.conftest import signed_in
from tests.factories import clinical, world
from tests.factories.assessing import address, section, send
from tests.factories.clinic import staff
from tests.factories.world import NOW

pytestmark = pytest.mark.django_db
QUERIES = 12
ARM = {
    "l": ("16", "18", "21", "24", "26", "28", "30"),
    "r": ("16", "17.5", "20", "22.5", "24.5", "26.5", "28.5"),
}


def arm(**changed: str) -> dict[str, Any]:
    found = {f"arm-{n}-{side}1": girth for side, girths in ARM.items() for n, girth in enumerate(girths)}
    return {**found, "interval_arm": "4", **changed}


def current(draft: Assessment) -> Assessment:
    return Assessment.objects.select_related("measurements", "screening").get(pk=draft.pk)


def test_history_is_saved_by_itself(therapist_client: Client, draft: Assessment) -> None:
    response = send(
        therapist_client,
        draft,
        "history",
        complaint="The back locked.",
        dominant_hand="right",
        night="every",
        drain_removed_on="2026-11-01",
    )
    text = response.content.decode()
    assert response.status_code == 200
    assert 'data-state="saved"' in text
    assert 'data-edition="2"' in text
    row = current(draft)
    assert (row.complaint, row.dominant_hand, row.night) == ("The back locked.", "right", "every")
    assert row.drain_removed_on == date(2026, 11, 1)
    assert row.section_editions == {"history": 2}


def test_what_is_missing_follows_every_save(therapist_client: Client, draft: Assessment) -> None:
    text = send(therapist_client, draft, "history", complaint="Pain.").content.decode()
    assert "Write the chief complaint" not in text
    assert '<a href="#pain">Mark at least one place' in text


def test_saving_the_same_again_changes_nothing(therapist_client: Client, draft: Assessment) -> None:
    for _ in range(2):
        send(therapist_client, draft, "history", complaint="Pain.")
    assert current(draft).edition == 2


def test_an_impossible_range_is_said_at_its_field_and_the_rest_is_saved(
    therapist_client: Client, draft: Assessment
) -> None:
    rows = {"rom-0-movement": "KNEE-FLEX", "rom-0-active_l": "400", "rom-0-active_r": "130"}
    rows |= {"rom-1-movement": "KNEE-EXT", "rom-1-active_l": "5", "rom-1-feel_l": "firm", "rom-1-instrument": "visual"}
    text = send(therapist_client, draft, "rom", **rows).content.decode()
    assert "1 value needs a look. The rest is saved." in text
    assert '<li data-at="id_rom-0-active_l">Knee flexion lies between' in text
    readings = {(r.movement, r.side): r for r in current(draft).measurements.rom_readings.all()}
    assert set(readings) == {("FLEX", "r"), ("EXT", "l")}
    assert (readings["EXT", "l"].end_feel, readings["EXT", "l"].instrument) == ("firm", "visual")


def test_a_value_that_turns_wrong_stays_as_it_was_saved(therapist_client: Client, draft: Assessment) -> None:
    row = {"rom-0-movement": "KNEE-FLEX", "rom-0-active_l": "100"}
    send(therapist_client, draft, "rom", **row)
    send(therapist_client, draft, "rom", edition=2, **{**row, "rom-0-active_l": "1000", "rom-0-active_r": "120"})
    readings = {r.side: r.active_degrees for r in current(draft).measurements.rom_readings.all()}
    assert readings == {"l": 100, "r": 120}


def test_share_of_the_norm_and_of_the_other_side_are_said_while_typing(
    therapist_client: Client, draft: Assessment
) -> None:
    rows = {"rom-0-movement": "TRUNK-BEND", "rom-0-active_l": "20", "rom-0-active_r": "35"}
    text = send(therapist_client, draft, "rom", check=True, **rows).content.decode()
    assert "left 57 % of norm" in text
    assert "left is 57 % of right" in text
    assert not current(draft).measurements.rom_readings.exists()
    assert current(draft).edition == 1


def test_volume_and_excess_are_reckoned_while_typing(therapist_client: Client, draft: Assessment) -> None:
    text = send(therapist_client, draft, "girth", check=True, **arm()).content.decode()
    assert "1073.77 mL" in text
    assert "Left is 104.62 mL (10.79 %) larger than right." in text
    assert not GirthSeries.objects.exists()


def test_inches_are_asked_about_at_their_field(therapist_client: Client, draft: Assessment) -> None:
    text = send(therapist_client, draft, "girth", check=True, **arm(**{"arm-5-r1": "10.4"})).content.decode()
    assert '<li data-at="id_arm-5-r1">10.4 looks like inches' in text
    assert "id_arm-5-l1" not in text


def test_girths_are_kept_point_by_point_with_their_gaps(therapist_client: Client, draft: Assessment) -> None:
    send(therapist_client, draft, "girth", **arm(**{"arm-2-l1": "", "arm-0-l2": "16.4"}))
    left = GirthSeries.objects.get(side="l")
    assert left.first[:4] == [Decimal(16), Decimal(18), None, Decimal(24)]
    assert left.second[0] == Decimal("16.4")
    assert left.girths[0] == 16.2
    assert left.volume_ml is None
    assert GirthSeries.objects.get(side="r").volume_ml == pytest.approx(969.15, abs=0.01)


def test_trunk_stage_and_dents_belong_to_the_tape(therapist_client: Client, draft: Assessment) -> None:
    more = {"trunk_navel_1": "92.4", "trunk_navel_2": "92.6", "trunk_hip_2": "100", "stage_arm_l": "1"}
    more |= {"dent-0-place": "FORA-l", "dent-0-depth_mm": "4", "dent-0-refill_s": "10", "dent-1-place": "HNDD-l"}
    text = send(therapist_client, draft, "girth", **more).content.decode()
    assert '<li data-at="id_trunk_hip_1">Write the first reading here.' in text
    assert '<li data-at="id_dent-1-depth_mm">Write how deep the dent is' in text
    assert "grade 2+" in text
    measured = current(draft).measurements
    assert [trunk.girth for trunk in measured.trunk_girths.all()] == [92.5]
    assert [(dent.place, dent.grade) for dent in measured.pittings.all()] == [("FORA-l", 2)]
    assert measured.limb_stages.get().stage == "1"


def test_a_limb_keeps_its_interval_for_the_whole_course_of_care(
    therapist_client: Client, draft: Assessment, episode: Episode
) -> None:
    other = MeasurementSet.objects.create(episode=episode, taken_at=NOW, taken_by=world.system())
    cm = [Decimal(20), Decimal(22)]
    GirthSeries.objects.create(measurements=other, limb="arm", side="l", interval_cm=8, first=cm, second=[None, None])
    text = send(therapist_client, draft, "girth", **arm()).content.decode()
    assert "In this course of care the arm is measured every 8 cm." in text
    assert not current(draft).measurements.girth_series.exists()


def test_strength_of_both_sides(therapist_client: Client, draft: Assessment) -> None:
    rows = {"mmt-0-group": "KNEE-EXT", "mmt-0-left": "4-", "mmt-0-right": "5", "mmt-1-left": "3"}
    text = send(therapist_client, draft, "strength", **rows).content.decode()
    assert "left 3 steps weaker" in text
    assert '<li data-at="id_mmt-1-group">Choose the muscles.' in text
    found = {row.side: (row.grade, row.rank) for row in current(draft).measurements.strength_readings.all()}
    assert found == {"l": ("4-", 8), "r": ("5", 11)}


def test_palpation_posture_and_other_findings(therapist_client: Client, draft: Assessment) -> None:
    rows = {"palp-0-place": "LUMB-l", "palp-0-found": "tone/spasm", "palp-0-note": "on turning"}
    rows |= {"palp-1-place": "LUMB-l", "palp-1-found": "tone/normal"}
    rows |= {"posture_gait": "mild", "posture_gait_side": "l", "posture_gait_view": "back", "findings": "Limps."}
    text = send(therapist_client, draft, "hands", **rows).content.decode()
    assert "This is said of this place already." in text
    row = current(draft)
    assert [(felt.word, felt.value) for felt in row.measurements.palpation.all()] == [("tone", "spasm")]
    seen = row.measurements.posture.get()
    assert (seen.feature, seen.view, seen.side, seen.degree) == ("gait", "back", "l", "mild")
    assert row.findings == "Limps."
    assert row.section_editions == {"hands": 2}


def test_a_place_may_be_marked_by_a_scar_alone(therapist_client: Client, draft: Assessment) -> None:
    rows = {"pain-0-place": "ABDL-m", "pain-0-role": "unaffected", "pain-0-flags": ["scar", "no_touch"]}
    send(therapist_client, draft, "pain", **rows)
    mark = current(draft).measurements.pain_marks.get()
    assert (mark.pain, mark.flags, mark.role) == (None, ["scar", "no_touch"], "unaffected")


def test_the_twelve_things_a_patient_rates(therapist_client: Client, draft: Assessment) -> None:
    send(therapist_client, draft, "feeling", rate_SLEEP="4", rate_PAIN_WORST="8", rate_GROC="3", rate_ENERGY="11")
    found = {score.measure: score.value for score in current(draft).measurements.scores.all()}
    assert found == {"SLEEP": 4, "PAIN_WORST": 8}  # no change is asked about at a first assessment


def test_vital_signs_raise_the_matching_question(therapist_client: Client, draft: Assessment) -> None:
    clinical.fill(draft, draft.therapist)
    send(therapist_client, draft, "vitals", edition=2, systolic="184", diastolic="112", temperature="36.6")
    text = send(therapist_client, draft, "screening", edition=2, answer_BP_CRISIS="no").content.decode()
    assert '<li data-at="id_answer_BP_CRISIS">184 over 112 was measured today' in text


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"systolic": "120"}, "id_diastolic"),
        ({"diastolic": "80"}, "id_systolic"),
        ({"systolic": "80", "diastolic": "120"}, "id_systolic"),
    ],
)
def test_blood_pressure_comes_as_a_pair(
    therapist_client: Client, draft: Assessment, fields: dict[str, str], at: str
) -> None:
    text = send(therapist_client, draft, "vitals", pulse="70", **fields).content.decode()
    assert f'data-at="{at}"' in text
    vitals = current(draft).measurements.vitals
    assert (vitals.systolic, vitals.diastolic, vitals.pulse) == (None, None, 70)


def test_a_yes_asks_where_and_since_when_at_the_field(therapist_client: Client, draft: Assessment) -> None:
    text = send(therapist_client, draft, "screening", answer_SKIN_LOCAL="yes", answer_FEVER="no").content.decode()
    assert '<li data-at="id_other_SKIN_LOCAL">Say where.' in text
    assert '<li data-at="id_since_SKIN_LOCAL">Say since when' in text
    assert 'data-state="saved"' in text


def test_a_yes_keeps_its_kind_its_count_and_its_day(therapist_client: Client, draft: Assessment) -> None:
    said = {"answer_ABDOMEN": "yes", "variant_ABDOMEN": "AAA", "since_ABDOMEN": "2026-03-01", "unknown_ABDOMEN": "on"}
    said |= {"answer_BLEED": "yes", "platelets_BLEED": "40", "unknown_BLEED": "on"}
    send(therapist_client, draft, "screening", **said)
    screening = current(draft).screening
    assert screening
    found = {answer.code: answer for answer in screening.answers.all()}
    assert (found["ABDOMEN"].variant, found["ABDOMEN"].since_on) == ("AAA", date(2026, 3, 1))
    assert not found["ABDOMEN"].since_unknown
    assert (found["BLEED"].platelets, found["BLEED"].since_unknown) == (40, True)


def test_clearances_stand_at_their_question(
    therapist_client: Client, draft: Assessment, episode: Episode, therapist: Staff
) -> None:
    paper = {
        "patient": episode.patient,
        "physician": world.physician(),
        "recorded_at": NOW,
        "recorded_by": therapist.actor,
    }
    days = {"from_on": world.TODAY, "until_on": world.TODAY + timedelta(days=30)}
    Clearance.objects.create(granted=True, lifts=["X-12"], **paper, **days)
    Clearance.objects.create(granted=False, lifts=["X-13"], **paper, **days)
    text = therapist_client.get(f"/assessments/{draft.pk}/").content.decode()
    assert "Cleared by Dr. Lena Albrecht until Wed 23 Dec 2026, not yet checked against the paper" in text
    assert "Refused by Dr. Lena Albrecht" in text
    assert Document.objects.count() == 0


def test_a_goal_may_be_a_girth_a_volume_or_a_grade(therapist_client: Client, draft: Assessment) -> None:
    send(therapist_client, draft, "girth", **arm())
    send(therapist_client, draft, "strength", **{"mmt-0-group": "HAND-GRIP", "mmt-0-left": "4-", "mmt-0-right": "5"})
    rows = {"goal-TOTAL_FORMS": 3, "goal-0-aim": "GIRTH/arm:l:8", "goal-0-target": "20"}
    rows |= {
        "goal-1-aim": "VOLUME/arm:l",
        "goal-1-target": "1000",
        "goal-2-aim": "MMT/HAND-GRIP:l",
        "goal-2-target": "5",
    }
    rows |= {f"goal-{n}-due_on": "2027-01-15" for n in range(3)}
    text = send(therapist_client, draft, "goals", **rows).content.decode()
    assert 'data-state="saved"' in text
    found = {goal.measure: (goal.item, goal.baseline, goal.target) for goal in draft.goals.all()}
    assert found == {
        "GIRTH": ("arm:l:8", Decimal(21), Decimal(20)),
        "VOLUME": ("arm:l", Decimal(1074), Decimal(1000)),
        "MMT": ("HAND-GRIP:l", Decimal(8), Decimal(11)),
    }
    page = therapist_client.get(f"/assessments/{draft.pk}/").content.decode()
    assert "Girth of the left arm at 8 cm" in page


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"goal-0-aim": "MMT/HAND-GRIP:l", "goal-0-target": "7"}, "Write a grade of strength"),
        ({"goal-0-aim": "GIRTH/trunk:navel", "goal-0-baseline": "90", "goal-0-target": "900"}, "between 5 and 250"),
        ({"goal-0-aim": "NPRS", "goal-0-baseline": "7", "goal-0-target": "two"}, "Enter a number"),
        ({"goal-0-aim": "NPRS", "goal-0-baseline": "NaN", "goal-0-target": "2"}, "Enter a number"),
    ],
)
def test_a_goal_that_cannot_be_is_left_out(
    therapist_client: Client, draft: Assessment, fields: dict[str, str], message: str
) -> None:
    text = send(therapist_client, draft, "goals", **fields, **{"goal-0-due_on": "2027-01-15"}).content.decode()
    assert message in text
    assert not draft.goals.exists()


def test_a_goal_that_turns_wrong_stays_as_it_was_saved(therapist_client: Client, draft: Assessment) -> None:
    clinical.fill(draft, draft.therapist)
    row = {"goal-0-aim": "NPRS", "goal-0-baseline": "7", "goal-0-target": "", "goal-0-due_on": "2027-01-15"}
    send(therapist_client, draft, "goals", edition=2, **row, **{"goal-0-is_primary": "on"})
    assert draft.goals.get().target == 2


def test_rows_that_did_not_arrive_are_not_taken_for_deleted(therapist_client: Client, draft: Assessment) -> None:
    clinical.fill(draft, draft.therapist)
    for name in ("pain", "rom", "strength", "girth", "hands", "psfs", "goals"):
        response = therapist_client.post(address(draft, name), {"edition": 2})
        assert "value needs a look" in response.content.decode() or "values need a look" in response.content.decode()
    row = current(draft)
    assert row.measurements.pain_marks.count() == 2
    assert row.measurements.rom_readings.count() == 1
    assert row.goals.count() == 1


def colleague(episode: Episode) -> Staff:
    other = staff("Noor Haddad", "therapist")
    episode.care_team.create(staff=other, from_on=world.TODAY, why="cover")
    return other


def test_two_people_in_different_sections_do_not_meet(
    therapist_client: Client, draft: Assessment, episode: Episode
) -> None:
    send(signed_in(colleague(episode)), draft, "history", complaint="Noor's")
    assert send(therapist_client, draft, "pain", **{"pain-0-place": "LUMB-l", "pain-0-pain": "7"}).status_code == 200
    assert current(draft).section_editions == {"history": 2, "pain": 3}


def test_two_people_in_one_section_see_both_texts_and_nothing_is_overwritten(
    therapist_client: Client, draft: Assessment, episode: Episode
) -> None:
    send(signed_in(colleague(episode)), draft, "pain", **{"pain-0-place": "LUMB-l", "pain-0-pain": "7"})
    mine = {"pain-0-place": "LUMB-r", "pain-0-pain": "4"}
    response = send(therapist_client, draft, "pain", **mine)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Noor Haddad saved “Body map and pain” meanwhile" in text
    assert "Left lower back: 7 of 10, affected" in text
    assert "Right lower back: 4 of 10, affected" in text
    assert "Keep mine" in text
    assert [mark.place for mark in current(draft).measurements.pain_marks.all()] == ["LUMB-l"]
    kept = send(
        therapist_client, draft, "pain", edition=int(response.content.decode().split('data-edition="')[1][0]), **mine
    )
    assert kept.status_code == 200
    assert [mark.place for mark in current(draft).measurements.pain_marks.all()] == ["LUMB-r"]


def test_two_people_who_write_the_same_do_not_clash(
    therapist_client: Client, draft: Assessment, episode: Episode
) -> None:
    send(signed_in(colleague(episode)), draft, "history", complaint="The same")
    assert send(therapist_client, draft, "history", complaint="The same").status_code == 200


def test_a_draft_left_for_a_week_is_simply_there(therapist_client: Client, draft: Assessment) -> None:
    week_ago = NOW - timedelta(days=7)
    assessments.save(
        assessment=draft,
        edition=1,
        history={"complaint": "Half done."},
        pain=[Pain("LUMB-l", 7)],
        by=draft.therapist.actor,
        now=week_ago,
    )
    text = therapist_client.get(f"/assessments/{draft.pk}/").content.decode()
    assert "Half done." in text
    assert 'name="edition-history" value="2"' in text
    assert send(therapist_client, draft, "history", edition=2, complaint="Whole.").status_code == 200


def test_what_is_signed_takes_nothing_more(therapist_client: Client, draft: Assessment, therapist: Staff) -> None:
    clinical.fill(draft, therapist)
    assessments.sign(assessment=draft, staff=therapist, now=NOW)
    response = send(therapist_client, draft, "history", edition=2, complaint="Late")
    assert response.status_code == 409
    assert "this was signed meanwhile" in response.content.decode()


def test_without_an_edition_nothing_is_saved(therapist_client: Client, draft: Assessment) -> None:
    response = therapist_client.post(address(draft, "history"), {"complaint": "Lost"})
    assert response.status_code == 400
    assert current(draft).complaint == ""


def test_outsiders_the_desk_and_wrong_methods(
    outsider_client: Client, desk_client: Client, therapist_client: Client, draft: Assessment
) -> None:
    for check in (False, True):
        where = address(draft, "history", check=check)
        assert outsider_client.post(where, section("history")).status_code == 404
        assert desk_client.post(where, section("history")).status_code == 403
        assert therapist_client.get(where).status_code == 302
    assert send(therapist_client, draft, "nonsense").status_code == 404


def test_each_save_leaves_one_access_row(therapist_client: Client, draft: Assessment) -> None:
    send(therapist_client, draft, "history", complaint="Pain.")
    assert AccessEntry.objects.count() == 1


@pytest.mark.parametrize("name", [section.value for section in Section])
def test_a_check_asks_few_questions_of_the_database(
    therapist_client: Client, draft: Assessment, django_assert_max_num_queries: Any, name: str
) -> None:
    clinical.fill(draft, draft.therapist)
    with django_assert_max_num_queries(QUERIES):
        assert send(therapist_client, draft, name, edition=2, check=True).status_code == 200
