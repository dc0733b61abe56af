"""Editing a patient, and adding somebody beside them."""

import pytest
from django.test import Client

from clinic.models import AccessEntry
from patients.models import RelatedPerson
from tests.factories import world
from tests.factories.people import UNUSABLE, child, patient_form

pytestmark = pytest.mark.django_db


def test_saves_and_goes_to_the_patient(desk_client: Client) -> None:
    patient = world.patient(phone="+17025550134")
    url = f"/patients/{patient.pk}/edit/"
    assert b"(702) 555-0134" in desk_client.get(url).content
    response = desk_client.post(url, patient_form(family_name="Ortíz", phone=""))
    patient.refresh_from_db()
    assert response["Location"] == f"/patients/{patient.pk}/"
    assert (patient.family_name, patient.phone, patient.name_key) == ("Ortíz", "", "ortiz ines")


@pytest.mark.parametrize("value", ["", "x" * 81, *UNUSABLE])
def test_refused_at_its_field(desk_client: Client, value: str) -> None:
    patient = world.patient()
    response = desk_client.post(f"/patients/{patient.pk}/edit/", patient_form(family_name=value))
    assert "family_name" in response.context["form"].errors
    assert b"Delgado" in response.content


def test_reading_leaves_one_access_row(desk_client: Client) -> None:
    patient = world.patient()
    desk_client.get(f"/patients/{patient.pk}/edit/")
    assert AccessEntry.objects.get().patient_reference == patient.pk


@pytest.mark.parametrize("page", ["edit", "related/new", "consents/new"])
def test_unknown_patients_are_not_found(desk_client: Client, page: str) -> None:
    assert desk_client.get(f"/patients/0/{page}/").status_code == 404
    assert desk_client.get(f"/patients/99999999999999999999/{page}/").status_code == 404


def test_adds_a_parent_and_returns_to_the_consents(desk_client: Client) -> None:
    patient = child()
    back = f"/patients/{patient.pk}/consents/new/"
    typed = {"name": "Rosa Delgado", "relation": "parent", "may_consent": "on", "phone": "702 555 0134", "next": back}
    response = desk_client.post(f"/patients/{patient.pk}/related/new/", typed)
    person = RelatedPerson.objects.get()
    assert response["Location"] == back
    assert (person.may_consent, person.may_use_pages, person.phone) == (True, False, "+17025550134")


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "A\x00"), ("relation", "enemy"), ("until_on", "2001-01-01"), ("phone", "x")],
)
def test_a_related_person_is_refused_at_the_field(desk_client: Client, field: str, value: str) -> None:
    typed = {"name": "Rosa Delgado", "relation": "parent", field: value}
    response = desk_client.post(f"/patients/{child().pk}/related/new/", typed)
    assert field in response.context["form"].errors
    assert not RelatedPerson.objects.exists()


@pytest.mark.parametrize("page", ["edit", "related/new", "consents/new"])
@pytest.mark.parametrize("rows", [1, 3])
def test_few_queries(desk_client: Client, django_assert_max_num_queries: object, page: str, rows: int) -> None:
    patient = child()
    for number in range(rows):
        RelatedPerson.objects.create(patient=patient, name=f"Person {number}", relation="parent", may_consent=True)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert desk_client.get(f"/patients/{patient.pk}/{page}/").status_code == 200
