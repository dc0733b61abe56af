"""Finding patients while somebody types: for all who work here, a few at a time, written down once for each search."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from clinic.models import AccessEntry, Staff
from patients.models import Patient
from patients.selectors.finding import suggest
from tests.factories import world
from tests.factories.people import STRANGE, UNUSABLE

pytestmark = pytest.mark.django_db
URL = "/patients/suggest/"


@pytest.fixture(autouse=True)
def _nothing_typed(db: None) -> None:
    cache.clear()


@pytest.fixture
def ines(db: None) -> Patient:
    world.patient("Otto", "Brandt", consents=(), birth_on=date(1950, 1, 1), phone="+17025559999")
    return world.patient(
        "Inés", "Ortíz Delgado", consents=(), birth_on=date(1980, 5, 3), phone="+17025550134", email="Ines@mail.example"
    )


@pytest.mark.parametrize(
    "typed",
    [
        "or",
        "ORT",
        "ines",
        "ínés delg",
        "delgado, ines",
        "del i",
        "i delgado",
        "5/3/1980",
        "1980-05-03",
        "03 May 1980",
        "May 3, 1980",
        "3.5.1980",
        "delg 5/3/1980",
        "0134",
        "5550",
        "555-0134",
        "(702) 555 01",
        "134",
        "+1 702 555 0134",
        "ines 0134",
        "ines@",
        "INES@MAIL.example",
        "@mail.ex",
    ],
)
def test_found_by(ines: Patient, typed: str) -> None:
    assert ines in suggest(typed)
    if "702" not in typed:
        assert suggest(typed) == [ines]


@pytest.mark.parametrize("typed", ["", "o", "rtiz", "ines brandt", "1980-05-04", "0000", "mail.example", "x@", "99"])
def test_not_found_by(ines: Patient, typed: str) -> None:
    assert ines not in suggest(typed)


def test_beginnings_of_the_list_come_first_and_eight_are_enough() -> None:
    late = [world.patient("Mara", f"Zander {letter}", consents=()) for letter in "abcdef"]
    early = [world.patient("Zoe", f"Marek {letter}", consents=()) for letter in "abcd"]
    found = suggest("mar")
    assert found[:4] == early
    assert set(found[4:]) < set(late)
    assert len(found) == 8


def test_answers_with_what_tells_people_apart(desk_client: Client, ines: Patient) -> None:
    people = desk_client.get(URL, {"q": "delg"}).json()["people"]
    assert people == [
        {
            "id": ines.pk,
            "name": "Ortíz Delgado, Inés",
            "born": "3 May 1980",
            "age": people[0]["age"],
            "phone": "(702) 555-0134",
            "number": ines.number,
            "url": f"/patients/{ines.pk}/",
        }
    ]


def test_one_access_row_for_one_search(desk_client: Client, ines: Patient, front_desk: Staff) -> None:
    for typed in ("de", "del", "delg", "delga", "delgado", "delgado i", "or", "ort"):
        desk_client.get(URL, {"q": typed})
    rows = AccessEntry.objects.order_by("pk").values_list("what", "reason", "actor")
    said = [f"searched: {typed}" for typed in ("de", "delg", "delgado i", "or")]
    assert list(rows) == [("patients found while typing", reason, front_desk.actor_id) for reason in said]


def test_nobody_shown_nothing_written(desk_client: Client, ines: Patient) -> None:
    assert desk_client.get(URL, {"q": "qqq"}).json() == {"people": []}
    assert not AccessEntry.objects.exists()


@pytest.mark.parametrize("q", [*UNUSABLE, *STRANGE, "'", "\\", "a'b\\@", "':*", "a & b", "%00", "9" * 500, "x" * 9000])
def test_hostile_texts_break_nothing(desk_client: Client, ines: Patient, q: str) -> None:
    assert desk_client.get(URL, {"q": q}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_same_queries_for_any_number(desk_client: Client, django_assert_max_num_queries: Any, rows: int) -> None:
    for number in range(rows):
        world.patient(f"Ines {number}", consents=())
    with django_assert_max_num_queries(12):
        assert len(desk_client.get(URL, {"q": "delg"}).json()["people"]) == rows


def test_for_all_who_work_here_and_nobody_else(therapist_client: Client, ines: Patient) -> None:
    assert therapist_client.get(URL, {"q": "delg"}).status_code == 200
    assert Client().get(URL, {"q": "delg"}).status_code == 302
    assert therapist_client.post(URL).status_code == 405
