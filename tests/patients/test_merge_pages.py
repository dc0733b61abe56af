"""The pages of two records side by side: the manager merges, the desk proposes, old links lead on."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from clinic.models import AccessEntry, Staff
from patients.models import MergeProposal, Patient, PatientMerge
from patients.services import merging
from tests.factories import world
from tests.factories.people import patient_form

pytestmark = pytest.mark.django_db
LIST = "/patients/duplicates/"


@pytest.fixture
def pair(db: None) -> tuple[Patient, Patient]:
    return (
        world.patient("Ines", "Delgado", phone="+17025550134"),
        world.patient("Ynes", "Dellgado", consents=(), email="ynes@mail.example"),
    )


def side_by_side(pair: tuple[Patient, Patient]) -> str:
    return f"/patients/{pair[0].pk}/merge/{pair[1].pk}/"


def test_a_manager_sees_both_and_merges(manager_client: Client, pair: tuple[Patient, Patient]) -> None:
    stays, goes = pair
    world.episode(goes)
    page = manager_client.get(side_by_side(pair)).content.decode()
    for text in ("Dellgado", "(702) 555-0134", "name sounds alike", "1 episode<", "same birth date"):
        assert text in page
    assert 'name="email" value="merged" checked' in page
    choices = {"given_name": "into", "family_name": "merged", "phone": "into", "email": "merged"}
    response = manager_client.post(side_by_side(pair), choices | {"reason": "Same card"})
    assert response["Location"] == f"/patients/{stays.pk}/"
    stays.refresh_from_db()
    assert (stays.name, stays.email, stays.phone) == ("Ines Dellgado", "ynes@mail.example", "+17025550134")
    assert {entry.patient_reference for entry in AccessEntry.objects.all()} >= {stays.pk, goes.pk}


def test_without_reason_or_choice_it_is_shown_again(manager_client: Client, pair: tuple[Patient, Patient]) -> None:
    for data in ({}, {"reason": "Same card"}, {"reason": "Same card", "given_name": "both"}):
        assert manager_client.post(side_by_side(pair), data).status_code == 200
    assert not PatientMerge.objects.exists()


def test_the_desk_proposes_and_the_manager_finds_it(
    desk_client: Client, manager_client: Client, pair: tuple[Patient, Patient]
) -> None:
    assert b"Ask a manager" in desk_client.get(side_by_side(pair)).content
    desk_client.post(side_by_side(pair), {"reason": "Same voice"})
    assert not PatientMerge.objects.exists()
    assert "Same voice" in manager_client.get(LIST).content.decode()
    response = manager_client.post(f"{side_by_side(pair)}apart/")
    assert response["Location"] == LIST
    assert MergeProposal.objects.get().outcome == "two"
    assert b"Look side by side" not in manager_client.get(LIST).content


def test_the_list_finds_pairs_by_itself(desk_client: Client, pair: tuple[Patient, Patient]) -> None:
    assert b"Ines Delgado and Ynes Dellgado" in desk_client.get(LIST).content


def test_the_other_record_is_chosen_from_likely_ones_or_by_number(
    manager_client: Client, pair: tuple[Patient, Patient]
) -> None:
    url = f"/patients/{pair[0].pk}/merge/"
    assert b"name sounds alike" in manager_client.get(url).content
    for query in ({"other": str(pair[1].pk)}, {"q": pair[1].number.lower()}):
        assert manager_client.get(url, query)["Location"] == side_by_side(pair)
    for query in ({"q": pair[0].number}, {"q": "Nobody"}, {"other": str(pair[0].pk), "q": "x"}):
        assert b"No other record" in manager_client.get(url, query).content


@pytest.mark.parametrize("page", ["", "edit/", "related/new/", "consents/new/", "merge/"])
def test_old_links_lead_to_the_one_that_stays(
    manager_client: Client, manager: Staff, pair: tuple[Patient, Patient], now: datetime, page: str
) -> None:
    stays, goes = pair
    merging.merge(into=stays, merged=goes, kept={}, reason="Same card", by=manager.actor, now=now)
    assert manager_client.get(f"/patients/{goes.pk}/{page}")["Location"] == f"/patients/{stays.pk}/{page}"


def test_a_form_opened_before_the_merge_saves_nothing_and_says_so(
    desk_client: Client, manager: Staff, pair: tuple[Patient, Patient], now: datetime
) -> None:
    stays, goes = pair
    merging.merge(into=stays, merged=goes, kept={}, reason="Same card", by=manager.actor, now=now)
    response = desk_client.post(f"/patients/{goes.pk}/edit/", patient_form(given_name="Late"), follow=True)
    assert b"Nothing was saved" in response.content
    assert not Patient.objects.filter(given_name="Late").exists()


def test_therapists_do_not_merge(therapist_client: Client, desk_client: Client, pair: tuple[Patient, Patient]) -> None:
    for url in (LIST, side_by_side(pair), f"/patients/{pair[0].pk}/merge/"):
        assert therapist_client.get(url).status_code == 403
    assert desk_client.post(f"{side_by_side(pair)}apart/").status_code == 403
    assert desk_client.get(f"{side_by_side(pair)}apart/").status_code == 405
    assert desk_client.get(f"/patients/{pair[0].pk}/merge/{pair[0].pk}/").status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_same_queries_for_any_number(manager_client: Client, django_assert_max_num_queries: Any, many: int) -> None:
    for number in range(many):
        one, other = (world.patient(f"Ines {number}", consents=()) for _ in range(2))
        MergeProposal.objects.create(first=one, second=other, proposed_at=world.NOW, proposed_by=world.system())
        twin, like = (world.patient(f"Otto {number}", consents=()) for _ in range(2))
    for url in (LIST, f"/patients/{twin.pk}/merge/{like.pk}/"):
        with django_assert_max_num_queries(12):
            manager_client.get(url)


def test_registering_shows_who_sounds_alike_until_it_is_someone_else(
    desk_client: Client, pair: tuple[Patient, Patient]
) -> None:
    typed = patient_form(given_name="Inéz", family_name="Delgado", phone="", email="")
    response = desk_client.post("/patients/new/", typed)
    page = response.content.decode()
    assert "Use this one" in page
    assert "name sounds alike" in page
    ids = ",".join(str(each["patient"].pk) for each in response.context["likely"])
    desk_client.post("/patients/new/", typed | {"register_anyway": ids})
    assert Patient.objects.filter(given_name="Inéz").count() == 1


def test_changing_shows_whom_the_change_makes_alike(desk_client: Client, pair: tuple[Patient, Patient]) -> None:
    stays, goes = pair
    third = world.patient("Otto", "Brandt", consents=())
    url = f"/patients/{third.pk}/edit/"
    typed = patient_form(given_name="Otto", family_name="Brandt", phone="+17025550134", email="")
    page = desk_client.post(url, typed).content.decode()
    assert "same phone" in page
    assert f"/patients/{stays.pk}/merge/{third.pk}/" in page
    assert desk_client.post(url, typed | {"register_anyway": str(stays.pk)}).status_code == 302
    # As alike as before: saving something else asks nothing.
    assert desk_client.post(url, typed | {"payer": "Alpha"}).status_code == 302
    assert goes.pk
