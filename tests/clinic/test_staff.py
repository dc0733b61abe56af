"""Staff: added with a link by mail, changed, ended and given access again; licenses and techniques."""

import re
from typing import Any

import pytest
from django.test import Client

from clinic.models import Actor, License, OutboundEmail, Role, Staff, TechniqueCredential
from tests.conftest import signed_in
from tests.factories import clinic as make

pytestmark = pytest.mark.django_db
NEW = {"name": "Mei Sato", "email": "Mei@Mend.Example", "credentials": "LMT, NMT", "roles": ["therapist"]}


def test_new_member_chooses_a_password_by_the_link_and_signs_in(manager_client: Client, no_limits: None) -> None:
    make.profile()
    manager_client.post("/clinic/staff/new/", NEW)
    member = Staff.objects.get(email="mei@mend.example")
    assert not member.has_usable_password()
    letter = OutboundEmail.objects.get()
    assert (letter.recipient, letter.subject) == (member.email, "Your access to Harbor Street Medical Massage")
    [path] = re.findall(r"https?://[^/]+(/account/\S+)", letter.text)
    fresh = Client()
    page = fresh.get(path, follow=True)
    assert page.status_code == 200
    secret = "harbor-lights-are-green"
    fresh.post(page.redirect_chain[-1][0], {"password1": secret, "password2": secret})
    member.refresh_from_db()
    assert member.check_password(secret)
    assert fresh.get(path, follow=True).status_code == 200, "a used link says that it has ended"


def test_forgotten_password_goes_through_the_outbox(therapist: Staff, no_limits: None) -> None:
    make.profile()
    Client().post("/account/password/reset/", {"email": therapist.email})
    letter = OutboundEmail.objects.get()
    assert letter.recipient == therapist.email
    assert "/account/password/reset/key/" in letter.text
    assert letter.subject == "Harbor Street Medical Massage: A new password"


def test_stranger_gets_no_mail(no_limits: None) -> None:
    Client().post("/account/password/reset/", {"email": "stranger@mend.example"})
    assert not OutboundEmail.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"email": "amara.okafor@mend.example"},
        {"email": "AMARA.OKAFOR@mend.example"},
        {"email": "nobody"},
        {"name": ""},
        {"name": "x" * 121},
        {"name": "a\x00b"},
        {"roles": []},
        {"roles": ["owner"]},
    ],
)
def test_bad_member_comes_back_and_nothing_is_sent(
    manager_client: Client, therapist: Staff, change: dict[str, Any]
) -> None:
    before = Staff.objects.count()
    response = manager_client.post("/clinic/staff/new/", NEW | change)
    assert response.status_code == 200
    assert "LMT, NMT" in response.content.decode()
    assert Staff.objects.count() == before
    assert not OutboundEmail.objects.exists()


def test_form_gives_away_no_other_column(manager_client: Client) -> None:
    manager_client.post("/clinic/staff/new/", NEW | {"id": 1, "password": "x", "is_active": "", "actor": 1})
    member = Staff.objects.get(email="mei@mend.example")
    assert member.is_active
    assert not member.has_usable_password()


def test_change_renames_the_actor_too(manager_client: Client, therapist: Staff) -> None:
    location = make.location()
    manager_client.post(f"/clinic/staff/{therapist.pk}/edit/", NEW | {"locations": [location.pk]})
    therapist.refresh_from_db()
    assert (therapist.name, therapist.email) == ("Mei Sato", "mei@mend.example")
    assert Actor.objects.get(pk=therapist.actor_id).name == "Mei Sato"
    assert list(therapist.locations.all()) == [location]


def test_ended_access_signs_out_at_once(manager_client: Client, therapist: Staff) -> None:
    client = signed_in(therapist)
    manager_client.post(f"/clinic/staff/{therapist.pk}/deactivate/")
    assert client.get("/account/password/change/").status_code == 302
    manager_client.post(f"/clinic/staff/{therapist.pk}/reactivate/")
    therapist.refresh_from_db()
    assert therapist.is_active


def test_last_manager_stays(manager_client: Client, manager: Staff) -> None:
    response = manager_client.post(f"/clinic/staff/{manager.pk}/edit/", NEW)
    assert "only manager" in response.content.decode()
    manager_client.post(f"/clinic/staff/{manager.pk}/deactivate/")
    manager.refresh_from_db()
    assert manager.is_active
    assert manager.has(Role.MANAGER)


def test_another_manager_may_go(manager_client: Client) -> None:
    other = make.staff("Second Manager", "manager")
    manager_client.post(f"/clinic/staff/{other.pk}/deactivate/")
    other.refresh_from_db()
    assert not other.is_active


def test_license_and_technique_are_put_on_file_and_removed(manager_client: Client, therapist: Staff) -> None:
    facts = {"state": "nv", "kind": "massage therapist", "number": "NV-1", "expires_on": "2027-05-01"}
    manager_client.post(f"/clinic/staff/{therapist.pk}/licenses/new/", facts)
    again = manager_client.post(f"/clinic/staff/{therapist.pk}/licenses/new/", facts).content.decode()
    assert "already exists" in again
    technique = {"technique": "MLD", "since_on": "2020-01-01", "until_on": ""}
    manager_client.post(f"/clinic/staff/{therapist.pk}/techniques/new/", technique)
    page = manager_client.get(f"/clinic/staff/{therapist.pk}/").content.decode()
    assert "NV-1" in page
    assert "Manual lymph drainage" in page
    manager_client.post(f"/clinic/licenses/{License.objects.get().pk}/remove/")
    manager_client.post(f"/clinic/techniques/{TechniqueCredential.objects.get().pk}/remove/")
    assert not License.objects.exists()
    assert not TechniqueCredential.objects.exists()


@pytest.mark.parametrize(
    ("what", "facts"),
    [
        ("licenses", {"state": "NVX", "kind": "x", "number": "1", "expires_on": "2027-05-01"}),
        ("licenses", {"state": "NV", "kind": "x", "number": "1", "expires_on": "soon"}),
        ("techniques", {"technique": "XXX", "since_on": "2020-01-01"}),
        ("techniques", {"technique": "MLD", "since_on": "2020-01-01", "until_on": "2019-01-01"}),
    ],
)
def test_bad_credentials_come_back(manager_client: Client, therapist: Staff, what: str, facts: dict[str, str]) -> None:
    assert manager_client.post(f"/clinic/staff/{therapist.pk}/{what}/new/", facts).status_code == 200
    assert not License.objects.exists()
    assert not TechniqueCredential.objects.exists()


def test_others_may_not(therapist_client: Client, desk_client: Client, therapist: Staff) -> None:
    for client in (therapist_client, desk_client):
        for end in ("", "edit/", "licenses/new/", "techniques/new/"):
            assert client.get(f"/clinic/staff/{therapist.pk}/{end}").status_code == 403
        for end in ("invite/", "deactivate/", "reactivate/"):
            assert client.post(f"/clinic/staff/{therapist.pk}/{end}").status_code == 403
            assert client.get(f"/clinic/staff/{therapist.pk}/{end}").status_code == 405
