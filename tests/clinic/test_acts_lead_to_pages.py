"""Whoever reloads an address that only acts, also after having been signed out, comes to the page it belongs to."""

from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

from clinic.access import declared
from clinic.models import Staff
from tests.factories import clinic as make
from tests.factories import world
from tests.factories.clinic import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/plans/7/sign/", "/plans/7/"),
        ("/assessments/7/sign/", "/assessments/7/"),
        ("/referrals/7/verify/", "/referrals/7/"),
        ("/assessments/7/goals/3/close/", "/assessments/7/"),
        ("/patients/7/open/", "/patients/7/"),
    ],
)
def test_a_reload_leads_to_the_page_above(
    manager_client: Client, therapist_client: Client, path: str, page: str
) -> None:
    answer = therapist_client.get(path)
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert therapist_client.put(path).status_code == 405
    assert therapist_client.get(path, headers={"hx-request": "true"}).status_code == 405
    nobody = Client().get(path)
    assert nobody["Location"] == f"/account/login/?next={page.replace('/', '%2F')}"


def test_who_may_not_act_is_not_led_anywhere(desk_client: Client) -> None:
    assert desk_client.get("/plans/7/sign/").status_code == 405


def test_signing_in_after_a_lost_session_ends_on_the_page(therapist: Staff) -> None:
    make.location()
    episode = world.episode(team=(therapist,))
    version = world.plan(episode, world.referral(episode), therapist, signed=False)
    client = Client()
    sent = client.post(reverse("sessions:plan_sign", args=[version.plan_id]))
    answer = client.post(sent["Location"], {"login": therapist.email, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("sessions:plan", args=[version.plan_id])
    assert answer.status_code == 200


def test_no_address_of_staff_answers_a_reload_with_a_bare_refusal(
    manager_client: Client, therapist_client: Client
) -> None:
    """Of every address with an id the site knows: for a person who may act there."""
    bare = []
    for pattern in get_resolver().url_patterns:
        bare += [name for name, path in _addresses(pattern) if _is_bare(path, therapist_client, manager_client)]
    assert bare == []


def _is_bare(path: str, *clients: Client) -> bool:
    statuses = [client.get(path).status_code for client in clients]
    return all(status == 405 for status in statuses)


def _addresses(found: Any, space: str = "") -> list[tuple[str, str]]:
    if not isinstance(found, URLPattern):
        inner = found.app_name or space
        return [one for pattern in found.url_patterns for one in _addresses(pattern, inner)]
    name = f"{space}:{found.name}" if space else str(found.name)
    if not isinstance(declared(found.callback, name), frozenset):
        return []
    kinds = found.pattern.converters
    values = {key: 7 if type(kind).__name__ == "IntConverter" else "word" for key, kind in kinds.items()}
    try:
        return [(name, reverse(name, kwargs=values))]
    except NoReverseMatch:
        return []
