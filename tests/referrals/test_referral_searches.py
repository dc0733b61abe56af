"""The fragments of the referral's page."""

import pytest
from django.test import Client

from clinic.models import AccessEntry
from tests.factories import world
from tests.factories.people import STRANGE, UNUSABLE

pytestmark = pytest.mark.django_db


def test_patients_are_found_and_the_chosen_one_stays(desk_client: Client) -> None:
    chosen, found = world.patient("Ines", "Delgado"), world.patient("Otto", "Brandt")
    text = desk_client.get("/referrals/patients/", {"patient_q": "brandt", "patient": chosen.pk}).content.decode()
    assert f'value="{chosen.pk}" checked' in text
    assert f'value="{found.pk}"' in text
    assert AccessEntry.objects.get().reason == "searched: brandt"
    assert b"Nobody found" in desk_client.get("/referrals/patients/", {"patient_q": "xyz"}).content


def test_physicians_are_found(desk_client: Client) -> None:
    physician = world.physician()
    text = desk_client.get(
        "/referrals/physicians/", {"physician_q": "albr", "physician": physician.pk}
    ).content.decode()
    assert text.count(f'value="{physician.pk}" checked') == 1


def test_open_episodes_of_the_chosen_patient_are_offered(desk_client: Client) -> None:
    episode = world.episode(problem="Ankle")
    text = desk_client.get("/referrals/episodes/", {"patient": episode.patient_id}).content.decode()
    assert "Ankle" in text
    assert 'value="new" checked' in text
    assert b"Choose the patient first" in desk_client.get("/referrals/episodes/").content


def test_diagnoses_are_found_and_ticked_ones_stay(desk_client: Client) -> None:
    asked = {"icd_q": "frozen shoulder", "diagnoses": ["M62.830", "nonsense"], "lead": "M62.830"}
    text = desk_client.get("/referrals/icd/", asked).content.decode()
    assert 'value="M62.830" checked' in text
    assert "M75.01" in text
    assert "nonsense" not in text
    assert b"Nothing found" in desk_client.get("/referrals/icd/", {"icd_q": "xyzzy"}).content


@pytest.mark.parametrize("path", ["patients/?patient_q", "physicians/?physician_q", "icd/?icd_q", "episodes/?patient"])
@pytest.mark.parametrize("q", [*STRANGE, *UNUSABLE, "9" * 60, "a" * 9000, ""])
def test_hostile_searches_break_nothing(desk_client: Client, path: str, q: str) -> None:
    route, name = path.split("?")
    response = desk_client.get(f"/referrals/{route}", {name: q, "diagnoses": [q], "patient": q, "physician": q})
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_signed_out_fragments_send_the_whole_page_to_sign_in(db: None) -> None:
    response = Client().get("/referrals/icd/", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (401, "/account/login/")
