"""The pages on which consents are taken down and withdrawn."""

import pytest
from django.test import Client

from patients.models import Consent, Patient
from tests.factories import world
from tests.factories.people import child, related

pytestmark = pytest.mark.django_db


def url(patient: Patient) -> str:
    return f"/patients/{patient.pk}/consents/new/"


def test_several_are_signed_at_once(therapist_client: Client) -> None:
    patient = world.patient(consents=())
    response = therapist_client.post(url(patient), {"kinds": ["treatment", "release"], "signed_name": "Ines Delgado"})
    assert response["Location"] == f"/patients/{patient.pk}/"
    assert set(Consent.objects.standing().values_list("kind", flat=True)) == {"treatment", "release"}


def test_only_what_does_not_stand_is_offered(desk_client: Client) -> None:
    patient = world.patient(consents=("treatment",))
    text = desk_client.get(url(patient) + "?kind=photo").content.decode()
    assert 'value="treatment"' not in text
    assert 'value="photo" checked' in text


def test_nothing_left_to_sign(desk_client: Client) -> None:
    patient = world.patient(consents=("treatment", "release", "email", "photo"))
    assert b"All consents stand" in desk_client.get(url(patient)).content


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kinds": [], "signed_name": "Ines"}, "kinds"),
        ({"kinds": ["treatment"], "signed_name": ""}, "signed_name"),
        ({"kinds": ["treatment"], "signed_name": "I\x00"}, "signed_name"),
        ({"kinds": ["everything"], "signed_name": "Ines"}, "kinds"),
        ({"kinds": ["treatment"], "signed_name": "Ines", "given_through": "999"}, "given_through"),
    ],
)
def test_refused_at_its_field(desk_client: Client, typed: dict[str, object], field: str) -> None:
    response = desk_client.post(url(world.patient(consents=())), typed)
    assert field in response.context["form"].errors
    assert not Consent.objects.exists()


def test_a_minor_is_asked_for_a_guardian(desk_client: Client) -> None:
    patient = child()
    assert b"under 18" in desk_client.get(url(patient)).content
    response = desk_client.post(url(patient), {"kinds": ["treatment"], "signed_name": "Mila"})
    assert "given_through" in response.context["form"].errors
    parent = related(patient)
    signed = {"kinds": ["treatment"], "signed_name": "Rosa Delgado", "given_through": str(parent.pk)}
    assert desk_client.post(url(patient), signed).status_code == 302
    assert Consent.objects.get().given_through == parent


def test_withdrawing_asks_and_then_acts(desk_client: Client) -> None:
    consent = world.consent(world.patient(consents=()), "photo")
    page = f"/consents/{consent.pk}/withdraw/"
    assert b"photographs" in desk_client.get(page).content
    assert Consent.objects.standing().exists()
    assert desk_client.post(page)["Location"] == f"/patients/{consent.patient_id}/"
    assert not Consent.objects.standing().exists()
    assert desk_client.post(page).status_code == 302
    assert desk_client.get("/consents/0/withdraw/").status_code == 404
