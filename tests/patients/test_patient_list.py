"""The list of patients: found, paged, empty, for all who work here."""

import pytest
from django.test import Client

from clinic.models import AccessEntry
from tests.factories import world
from tests.factories.people import STRANGE, UNUSABLE

pytestmark = pytest.mark.django_db
URL = "/patients/"


def test_lists_everybody_by_name(desk_client: Client) -> None:
    world.patient("Ines", "Delgado")
    world.patient("Otto", "Brandt")
    text = desk_client.get(URL).content.decode()
    assert text.index("Brandt, Otto") < text.index("Delgado, Ines")


def test_finds_and_writes_down_what_was_searched(desk_client: Client) -> None:
    world.patient("Ines", "Delgado")
    world.patient("Otto", "Brandt")
    response = desk_client.get(URL, {"q": "ines delg"})
    assert b"Delgado" in response.content
    assert b"Brandt" not in response.content
    entry = AccessEntry.objects.get()
    assert (entry.what, entry.patient_reference, entry.reason) == ("patients found", None, "searched: ines delg")


def test_nobody_found_offers_to_register_with_what_was_typed(desk_client: Client) -> None:
    response = desk_client.get(URL, {"q": "Ada <b>Quill"})
    assert b"Nobody found" in response.content
    assert b"/patients/new/?q=Ada" in response.content
    assert b"<b>Quill" not in response.content


def test_no_patients_yet(desk_client: Client) -> None:
    assert b"No patients yet" in desk_client.get(URL).content


@pytest.mark.parametrize("q", [*UNUSABLE, *STRANGE, "a" * 9000, "%00", "\\", "1" * 40])
def test_hostile_searches_find_nothing_and_break_nothing(desk_client: Client, q: str) -> None:
    world.patient("Otto", "Brandt")
    assert desk_client.get(URL, {"q": q}).status_code == 200


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", ""])
def test_odd_pages_show_a_page(desk_client: Client, page: str) -> None:
    for number in range(26):
        world.patient("Ines", f"Delgado {number:02}", consents=())
    assert b"of 26" in desk_client.get(URL, {"page": page}).content


@pytest.mark.parametrize("rows", [1, 3])
def test_same_queries_for_any_number(desk_client: Client, django_assert_num_queries: object, rows: int) -> None:
    for _ in range(rows):
        world.patient(consents=())
    with django_assert_num_queries(6):  # type: ignore[operator]
        desk_client.get(URL)


def test_for_all_who_work_here_and_nobody_else(therapist_client: Client, manager_client: Client) -> None:
    assert therapist_client.get(URL).status_code == 200
    assert manager_client.get(URL).status_code == 200
    assert Client().get(URL).status_code == 302
    assert therapist_client.post(URL).status_code == 405
