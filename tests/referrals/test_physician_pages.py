"""The pages of the physicians."""

import pytest
from django.test import Client

from referrals.models import Physician
from tests.factories import world
from tests.factories.people import STRANGE, UNUSABLE

pytestmark = pytest.mark.django_db
TYPED = {"name": "Dr. Lena Albrecht", "npi": "1234567893", "reports_by": "email", "email": "la@practice.example"}


def test_registered_and_listed(desk_client: Client) -> None:
    assert desk_client.post("/physicians/new/", TYPED)["Location"] == "/physicians/"
    assert b"1234567893" in desk_client.get("/physicians/", {"q": "albrecht"}).content
    assert b"Nobody found" in desk_client.get("/physicians/", {"q": "nobody"}).content


def test_registered_on_the_way_and_back(desk_client: Client) -> None:
    response = desk_client.post("/physicians/new/", TYPED | {"next": "/referrals/5/edit/"})
    assert response["Location"] == f"/referrals/5/edit/?physician={Physician.objects.get().pk}"


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"npi": "12345"}, "npi", "ten digits; this has 5"),
        ({"npi": "1234567890"}, "npi", "check digit"),
        ({"npi": "3234567893"}, "npi", "begins with 1 or 2"),
        ({"npi": "123456789a"}, "npi", "digits only"),
        ({"npi": "\u0661234567893"}, "npi", "digits only"),
        ({"email": ""}, "email", "choose fax or paper"),
        ({"email": "x"}, "email", "valid email"),
        ({"name": ""}, "name", "required"),
        ({"reports_by": "pigeon"}, "reports_by", "valid choice"),
        *(({"practice": text}, "practice", "cannot be kept") for text in UNUSABLE),
    ],
)
def test_refused_at_its_field(desk_client: Client, fields: dict[str, str], field: str, words: str) -> None:
    response = desk_client.post("/physicians/new/", TYPED | {"specialty": "Orthopedics"} | fields)
    assert words in response.context["form"].errors[field][0]
    assert b"Orthopedics" in response.content
    assert not Physician.objects.exists()


def test_a_taken_npi_is_said_at_its_field(desk_client: Client) -> None:
    world.physician(npi="1234567893")
    response = desk_client.post("/physicians/new/", TYPED)
    assert "belongs to" in response.context["form"].errors["npi"][0]


def test_edited(desk_client: Client) -> None:
    physician = world.physician()
    url = f"/physicians/{physician.pk}/"
    assert b"albrecht@practice.example" in desk_client.get(url).content
    desk_client.post(url, TYPED | {"npi": "1234 567-893", "reports_by": "fax", "email": ""})
    physician.refresh_from_db()
    assert (physician.npi, physician.reports_by) == ("1234567893", "fax")
    assert desk_client.get("/physicians/0/").status_code == 404


@pytest.mark.parametrize("q", [*STRANGE, *UNUSABLE, "a" * 9000])
def test_hostile_searches_break_nothing(desk_client: Client, q: str) -> None:
    assert desk_client.get("/physicians/", {"q": q}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_same_queries_for_any_number(desk_client: Client, django_assert_num_queries: object, rows: int) -> None:
    for number in range(rows):
        world.physician(f"Dr. {number}")
    with django_assert_num_queries(4):  # type: ignore[operator]
        desk_client.get("/physicians/")
