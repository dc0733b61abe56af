"""The plan builder, the signed plan and the technique catalogue: who may use them, what is shown and saved, what is refused."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from clinic.models import Staff
from referrals.models import Episode, Referral
from sessions.models import PlanVersion
from sessions.services import plans
from tests.conftest import signed_in
from tests.factories import clinical, world
from tests.factories.clinic import staff
from tests.factories.world import NOW, TODAY

pytestmark = pytest.mark.django_db
QUERIES = 12


@pytest.fixture
def episode(therapist: Staff) -> Episode:
    row = world.episode(team=(therapist,))
    world.intake(row, therapist)
    return row


@pytest.fixture
def referral(episode: Episode) -> Referral:
    return world.referral(episode, no_touch_regions=["SACR-m"])


@pytest.fixture
def version(episode: Episode, referral: Referral, therapist: Staff) -> PlanVersion:
    return plans.draft(episode=episode, referral=referral, therapist=therapist, by=therapist.actor, now=NOW)


@pytest.fixture
def signed(version: PlanVersion, therapist: Staff) -> PlanVersion:
    plans.save(
        version=version,
        edition=1,
        phase="chronic",
        visits_planned=8,
        visits_per_week=2,
        visit_minutes=60,
        starts_on=TODAY,
        techniques=[clinical.planned()],
        by=therapist.actor,
        now=NOW,
    )
    return plans.sign(version=version, staff=therapist, now=NOW)


def url(version: PlanVersion, name: str = "plan") -> str:
    return reverse(f"sessions:{name}", args=[version.plan_id])


def page(edition: int = 1, **changed: Any) -> dict[str, Any]:
    """The builder as a browser sends it, ready to be signed."""
    return {
        "edition": edition,
        "phase": "chronic",
        "visits_planned": "8",
        "visits_per_week": "2",
        "visit_minutes": "60",
        "starts_on": "2026-11-24",
        "NMT-use": "on",
        "NMT-places": ["LUMB-l"],
        "NMT-other": "GLUT-l",
        "NMT-minutes": "20",
        "NMT-ceiling": "4",
        **changed,
    }


def test_a_plan_starts_from_the_episode(therapist_client: Client, episode: Episode, referral: Referral) -> None:
    address = reverse("sessions:plan_draft", args=[episode.pk])
    assert b"Start the plan" in therapist_client.get(address).content
    response = therapist_client.post(address, {"referral": referral.pk})
    assert response["Location"] == url(PlanVersion.objects.get())
    assert therapist_client.get(address)["Location"] == url(PlanVersion.objects.get())


def test_what_a_plan_needs_first_is_said(therapist_client: Client, therapist: Staff) -> None:
    bare = world.episode(team=(therapist,))
    address = reverse("sessions:plan_draft", args=[bare.pk])
    text = therapist_client.get(address).content.decode()
    assert "not signed yet" in text
    assert "No referral of this episode is verified" in text
    response = therapist_client.post(address)
    assert b"Verify a referral" in response.content
    world.referral(bare)
    assert b"Sign the intake assessment first" in therapist_client.post(address).content
    assert b"Select a valid choice" in therapist_client.post(address, {"referral": "x"}).content
    assert not PlanVersion.objects.exists()


def test_the_builder_offers_every_technique_and_the_places_of_the_problem(
    therapist_client: Client, version: PlanVersion
) -> None:
    world.event(version.plan.episode)
    text = therapist_client.get(url(version)).content.decode()
    assert "POD" in text
    assert len(re.findall(r'name="(\w{3})-use"', text)) == 12
    assert 'name="NMT-places" value="LUMB-r"' in text
    assert "No touch: base of the spine" in text
    assert "The plan names no technique" in text


def test_a_draft_is_saved(therapist_client: Client, version: PlanVersion) -> None:
    assert therapist_client.post(url(version), page(precautions="Slowly")).status_code == 302
    version.refresh_from_db()
    technique = version.techniques.get()
    assert (version.visits_planned, version.precautions, version.edition) == (8, "Slowly", 2)
    assert (technique.technique.code, technique.places, technique.minutes) == ("NMT", ["LUMB-l", "GLUT-l"], 20)


def test_one_button_saves_and_signs(therapist_client: Client, version: PlanVersion) -> None:
    response = therapist_client.post(url(version, "plan_sign"), page(), follow=True)
    assert b"Signed by Amara Okafor, LMT, CLT" in response.content
    assert PlanVersion.objects.signed().count() == 1


def test_what_blocks_is_said_at_its_row_and_stops_the_signing(therapist_client: Client, version: PlanVersion) -> None:
    omt = {"OMT-use": "on", "OMT-places": ["SACR-m"], "OMT-minutes": "15", "OMT-ceiling": "2"}
    response = therapist_client.post(url(version, "plan_sign"), page(**omt))
    text = response.content.decode()
    assert response.status_code == 200
    assert "cannot be signed yet" in text
    row = text[text.index('id="t-OMT"') :]
    assert "the referral forbids touching the base of the spine" in row
    assert "Leave the place out" in row
    assert "needs a credential that you do not hold" in row
    assert not PlanVersion.objects.signed().exists()
    assert version.techniques.count() == 2


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"visits_planned": "0"}, "greater than or equal to 1"),
        ({"visits_planned": ""}, "This field is required"),
        ({"visit_minutes": "500"}, "less than or equal to 120"),
        ({"starts_on": "someday"}, "Enter a valid date"),
        ({"phase": "soon"}, "not one of the available choices"),
        ({"precautions": "x" * 401}, "at most 400 characters"),
        ({"home_program": "\x00"}, "Null characters"),
        ({"NMT-places": [], "NMT-other": ""}, "Choose where."),
        ({"NMT-places": ["NOSE-l"]}, "not one of the available choices"),
        ({"NMT-minutes": ""}, "Write the minutes."),
        ({"NMT-minutes": "61"}, "less than or equal to 60"),
        ({"NMT-ceiling": "1"}, "not one of the available choices"),
        ({"NMT-ceiling": ""}, "Choose the pressure."),
        ({"edition": "x"}, "Enter a whole number"),
    ],
)
def test_bad_input_is_shown_again_with_a_message(
    therapist_client: Client, version: PlanVersion, changed: dict[str, Any], message: str
) -> None:
    kept = {"precautions": "Mind <b>the scar</b>"}
    response = therapist_client.post(url(version), page(**(kept | changed)))
    assert response.status_code == 200
    text = response.content.decode()
    assert message in text
    assert "precautions" in changed or "Mind &lt;b&gt;the scar&lt;/b&gt;" in text
    version.refresh_from_db()
    assert version.edition == 1


def test_what_stands_in_an_unused_row_is_not_read(therapist_client: Client, version: PlanVersion) -> None:
    assert therapist_client.post(url(version), page(**{"GEN-minutes": "999"})).status_code == 302
    assert version.techniques.count() == 1


def test_a_second_writer_gets_both_texts(therapist_client: Client, version: PlanVersion, episode: Episode) -> None:
    other = staff("Noor Haddad", "therapist")
    episode.care_team.create(staff=other, from_on=TODAY, why="cover")
    signed_in(other).post(url(version), page(precautions="Written by Noor"))
    response = therapist_client.post(url(version), page(precautions="Written by Amara", **{"NMT-minutes": "25"}))
    text = response.content.decode()
    assert response.status_code == 409
    assert "Noor Haddad saved this meanwhile" in text
    assert "Written by Noor" in text
    assert "Written by Amara" in text
    assert "NMT 20 min" in text
    again = page(edition=int(re.findall(r'name="edition" value="(\d+)"', text)[0]))
    assert therapist_client.post(url(version), again).status_code == 302


def test_a_signed_plan_is_read_and_changed_by_its_next_version(
    therapist_client: Client, signed: PlanVersion, episode: Episode
) -> None:
    text = therapist_client.get(url(signed)).content.decode()
    assert "Neuromuscular therapy" in text
    assert "Draft the next version" in text
    address = reverse("sessions:plan_draft", args=[episode.pk])
    assert b"Say why the plan changes" in therapist_client.post(address, follow=True).content
    response = therapist_client.post(address, {"change_reason": "Less pain."}, follow=True)
    assert b'name="change_reason" value="Less pain."' in response.content
    second = page(change_reason="Much less pain.")
    assert therapist_client.post(url(signed, "plan_sign"), second).status_code == 302
    text = therapist_client.get(url(signed)).content.decode()
    assert "Much less pain." in text
    assert b"20" in therapist_client.get(url(signed) + "?version=1").content
    assert PlanVersion.objects.signed().count() == 2


def test_saving_a_signed_plan_is_refused(therapist_client: Client, signed: PlanVersion) -> None:
    assert therapist_client.post(url(signed), page(edition=2)).status_code == 409


def test_outsiders_find_nothing(outsider_client: Client, version: PlanVersion, episode: Episode) -> None:
    assert outsider_client.get(url(version)).status_code == 404
    assert outsider_client.post(url(version), page()).status_code == 404
    assert outsider_client.post(url(version, "plan_sign")).status_code == 404
    assert outsider_client.get(reverse("sessions:plan_draft", args=[episode.pk])).status_code == 404


def test_the_front_desk_is_refused(desk_client: Client, version: PlanVersion, episode: Episode) -> None:
    for address in (url(version), reverse("sessions:plan_draft", args=[episode.pk]), reverse("sessions:techniques")):
        assert desk_client.get(address).status_code == 403
    assert desk_client.post(url(version, "plan_sign")).status_code == 403


def test_a_manager_reads_but_does_not_write(manager_client: Client, signed: PlanVersion, version: PlanVersion) -> None:
    text = manager_client.get(url(signed)).content.decode()
    assert "Signed by" in text
    assert "Draft the next version" not in text
    assert manager_client.post(url(version), page()).status_code == 404


def test_wrong_methods_are_refused(therapist_client: Client, version: PlanVersion) -> None:
    assert therapist_client.get(url(version, "plan_sign")).status_code == 302
    assert therapist_client.post(reverse("sessions:techniques")).status_code == 405


def test_the_catalogue_shows_what_is_in_force(therapist_client: Client, manager_client: Client) -> None:
    for client in (therapist_client, manager_client):
        text = client.get(reverse("sessions:techniques")).content.decode()
        assert text.count("<section") == 12
        assert "Manual lymph drainage" in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_builder_asks_few_questions_of_the_database(
    therapist_client: Client, version: PlanVersion, django_assert_max_num_queries: Any, count: int
) -> None:
    more = {f"{code}-{name}": value for code in ("MFR", "GEN")[: count - 1] for name, value in ROW.items()}
    therapist_client.post(url(version), page(**more))
    with django_assert_max_num_queries(QUERIES):
        therapist_client.get(url(version))


ROW = {"use": "on", "places": ["LUMB-l"], "minutes": "15", "ceiling": "2"}


def test_the_signed_plan_asks_few_questions_of_the_database(
    therapist_client: Client, signed: PlanVersion, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(QUERIES):
        therapist_client.get(url(signed))


def test_a_manager_who_treats_builds_the_plan_too(
    version: PlanVersion, therapist: Staff, django_assert_max_num_queries: Any
) -> None:
    therapist.roles = ["therapist", "manager"]
    therapist.save()
    client = signed_in(therapist)
    with django_assert_max_num_queries(QUERIES):
        assert b"Save draft" in client.get(url(version)).content
