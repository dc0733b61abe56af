"""Setting a clinic up: first steps, profile, locations, rooms."""

import pytest
from django.test import Client

from clinic.models import ClinicProfile, Location, Room
from tests.factories import clinic as make

pytestmark = pytest.mark.django_db

HARBOR = {
    "name": "Harbor Street",
    "address": "14 Harbor Street",
    "phone": "+15550134",
    "state": "nv",
    "zone": "America/Los_Angeles",
    "opens_at": "08:00",
    "closes_at": "18:00",
}


def test_fresh_clinic_says_what_it_needs_and_each_step_leads_there(manager_client: Client) -> None:
    page = manager_client.get("/clinic/").content.decode()
    assert "Before the first visit" in page
    manager_client.post("/clinic/profile/", {"name": "Riverside", "phone": "", "email": ""})
    manager_client.post("/clinic/locations/new/", HARBOR)
    location = Location.objects.get()
    manager_client.post(f"/clinic/locations/{location.pk}/rooms/new/", {"name": "Room 1", "equipment": "lift table"})
    page = manager_client.get("/clinic/").content.decode()
    assert "Before the first visit" in page
    assert "/clinic/staff/new/?role=therapist" in page
    therapist = {
        "name": "Amara Okafor",
        "email": "amara@mend.example",
        "roles": ["therapist"],
        "locations": [location.pk],
    }
    manager_client.post("/clinic/staff/new/", therapist)
    page = manager_client.get("/clinic/").content.decode()
    assert "Before the first visit" not in page
    assert "Riverside" in page
    assert "Room 1" in page


def test_profile_is_one_row(manager_client: Client) -> None:
    for name in ("One", "Two"):
        manager_client.post("/clinic/profile/", {"name": name, "phone": "", "email": ""})
    assert ClinicProfile.objects.get().name == "Two"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"state": "Nevada"}, "state"),
        ({"state": "N1"}, "state"),
        ({"zone": "Mars/Base"}, "zone"),
        ({"opens_at": "18:00", "closes_at": "08:00"}, "after it opens"),
        ({"opens_at": "noon"}, "opens_at"),
    ],
)
def test_bad_location_comes_back_with_what_was_typed(
    manager_client: Client, change: dict[str, str], field: str
) -> None:
    response = manager_client.post("/clinic/locations/new/", HARBOR | change)
    page = response.content.decode()
    assert response.status_code == 200
    assert field in page
    assert "14 Harbor Street" in page
    assert not Location.objects.exists()


def test_location_is_changed(manager_client: Client) -> None:
    location = make.location()
    manager_client.post(f"/clinic/locations/{location.pk}/", HARBOR | {"name": "River Street", "opens_at": "07:30"})
    location.refresh_from_db()
    assert (location.name, location.opens_at.hour, location.state) == ("River Street", 7, "NV")


def test_two_locations_of_one_name_are_refused(manager_client: Client) -> None:
    make.location()
    assert "already exists" in manager_client.post("/clinic/locations/new/", HARBOR).content.decode()


def test_two_rooms_of_one_name_are_refused(manager_client: Client) -> None:
    room = make.room()
    url = f"/clinic/locations/{room.location_id}/rooms/new/"
    assert "already" in manager_client.post(url, {"name": room.name, "equipment": ""}).content.decode()
    assert Room.objects.count() == 1


def test_room_is_renamed(manager_client: Client) -> None:
    room = make.room()
    manager_client.post(f"/clinic/rooms/{room.pk}/", {"name": "Quiet room", "equipment": ""})
    room.refresh_from_db()
    assert room.name == "Quiet room"


@pytest.mark.parametrize(
    "path", ["/clinic/", "/clinic/profile/", "/clinic/locations/new/", "/clinic/policy/", "/clinic/staff/new/"]
)
def test_only_managers(desk_client: Client, therapist_client: Client, path: str) -> None:
    for client in (desk_client, therapist_client):
        assert client.get(path).status_code == 403
        assert client.post(path, HARBOR).status_code in {403, 405}


def test_unknown_rows_are_not_found(manager_client: Client) -> None:
    for path in ("/clinic/locations/999/", "/clinic/locations/999/rooms/new/", "/clinic/rooms/999/"):
        assert manager_client.get(path).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_few_queries_whatever_the_rows(
    manager_client: Client, rows: int, django_assert_max_num_queries: object
) -> None:
    for number in range(rows):
        make.room(f"Room {number}", at=make.location(f"Location {number}"))
        make.staff(f"Person {number}", "therapist")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        manager_client.get("/clinic/")
