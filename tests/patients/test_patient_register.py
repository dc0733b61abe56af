"""Registering: what is typed is kept, refused at its field, and somebody who may be registered already is shown first."""

import pytest
from django.test import Client

from patients.models import Patient
from tests.factories import world
from tests.factories.people import STRANGE, UNUSABLE, patient_form

pytestmark = pytest.mark.django_db
URL = "/patients/new/"


def test_registers_and_goes_to_the_patient(desk_client: Client) -> None:
    response = desk_client.post(URL, patient_form())
    patient = Patient.objects.get()
    assert response["Location"] == f"/patients/{patient.pk}/"
    assert (patient.name, patient.phone, patient.language) == ("Ines Delgado", "+17025550134", "en")


def test_comes_back_to_the_page_that_asked(desk_client: Client) -> None:
    response = desk_client.post(URL, patient_form(next="/referrals/5/edit/"))
    assert response["Location"] == f"/referrals/5/edit/?patient={Patient.objects.get().pk}"


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/a\x00b", "/\\evil.example"]
)
def test_never_leaves_the_site(desk_client: Client, path: str) -> None:
    response = desk_client.post(URL, patient_form(next=path))
    assert response["Location"] == f"/patients/{Patient.objects.get().pk}/"


def test_what_was_searched_is_filled_in(desk_client: Client) -> None:
    text = desk_client.get(URL, {"q": "Núñez, José 1960-07-07"}).content.decode()
    assert 'value="Nunez"' in text
    assert 'value="1960-07-07"' in text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("given_name", ""),
        ("given_name", "   "),
        ("family_name", "x" * 81),
        ("birth_on", ""),
        ("birth_on", "yesterday"),
        ("birth_on", "2999-01-01"),
        ("birth_on", "1800-01-01"),
        ("birth_on", "99999-99-99"),
        ("phone", "12"),
        ("email", "nobody"),
        ("email", "a" * 300 + "@mail.example"),
        ("sex", "q"),
        ("language", "xx"),
        *(("given_name", text) for text in UNUSABLE),
        *(("address", text) for text in UNUSABLE),
    ],
)
def test_refused_at_its_field_and_nothing_typed_is_lost(desk_client: Client, field: str, value: str) -> None:
    response = desk_client.post(URL, patient_form(**{"payer": "Acme Mutual", field: value}))
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert b"Acme Mutual" in response.content
    assert not Patient.objects.exists()


@pytest.mark.parametrize("name", STRANGE)
def test_strange_names_are_shown_escaped(desk_client: Client, name: str) -> None:
    desk_client.post(URL, patient_form(family_name=name))
    assert Patient.objects.get().family_name == name
    assert b"<script>alert" not in desk_client.get("/patients/").content


def test_undecodable_bytes_are_refused(desk_client: Client) -> None:
    body = b"given_name=%FF%FE&family_name=Delgado&birth_on=1972-05-04&language=en"
    response = desk_client.post(URL, body, content_type="application/x-www-form-urlencoded")
    assert "given_name" in response.context["form"].errors


def test_a_likely_duplicate_is_shown_before_anything_is_written(desk_client: Client) -> None:
    known = world.patient("Inés", "Delgado")
    response = desk_client.post(URL, patient_form())
    assert response.status_code == 200
    assert known.number.encode() in response.content
    assert b"3 Pine Street" in response.content
    assert Patient.objects.count() == 1
    again = desk_client.post(URL, patient_form(register_anyway=str(known.pk)))
    assert again.status_code == 302
    assert Patient.objects.count() == 2


def test_registering_anyway_holds_only_for_those_that_were_shown(desk_client: Client) -> None:
    known = world.patient("Ines", "Delgado")
    other = world.patient("Otto", "Brandt", phone="+17025550134")
    response = desk_client.post(URL, patient_form(register_anyway=str(known.pk)))
    assert other.number.encode() in response.content
    assert Patient.objects.count() == 2


def test_the_one_that_is_meant_can_be_taken(desk_client: Client) -> None:
    known = world.patient("Ines", "Delgado")
    response = desk_client.post(URL, patient_form(next="/referrals/5/edit/"))
    assert f"/referrals/5/edit/?patient={known.pk}".encode() in response.content
