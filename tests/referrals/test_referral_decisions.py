"""Verifying, declining, withdrawing; and the page that shows what follows."""

import pytest
from django.test import Client

from tests.factories import world
from tests.factories.people import bare_referral

pytestmark = pytest.mark.django_db


def test_verifying_refuses_with_what_is_missing(desk_client: Client) -> None:
    referral = bare_referral()
    page = desk_client.post(f"/referrals/{referral.pk}/verify/", follow=True)
    assert b"Still missing: The patient" in page.content
    referral.refresh_from_db()
    assert referral.verified_at is None


@pytest.mark.parametrize("who", ["desk_client", "therapist_client", "manager_client"])
def test_all_who_work_here_may_verify(request: pytest.FixtureRequest, who: str) -> None:
    referral = world.referral(verified=False)
    page = request.getfixturevalue(who).post(f"/referrals/{referral.pk}/verify/", follow=True)
    assert b"Next: book the evaluation" in page.content
    referral.refresh_from_db()
    assert referral.verified_at is not None


def test_verified_once(desk_client: Client) -> None:
    page = desk_client.post(f"/referrals/{world.referral().pk}/verify/", follow=True)
    assert b"verified already" in page.content


@pytest.mark.parametrize(("act", "verified"), [("decline", False), ("withdraw", False), ("withdraw", True)])
def test_an_end_asks_for_its_reason(desk_client: Client, act: str, verified: bool) -> None:
    referral = world.referral(verified=verified)
    url = f"/referrals/{referral.pk}/{act}/"
    assert desk_client.get(url).status_code == 200
    for reason in ("", "a\x00", "x" * 301):
        assert "reason" in desk_client.post(url, {"reason": reason}).context["form"].errors
    page = desk_client.post(url, {"reason": "Sent by mistake"}, follow=True)
    assert b"Sent by mistake" in page.content
    assert b"already" in desk_client.post(url, {"reason": "again"}, follow=True).content


def test_nobody_verifies_by_a_link(desk_client: Client) -> None:
    assert desk_client.get(f"/referrals/{world.referral().pk}/verify/").status_code == 302
    for act in ("verify", "decline", "withdraw"):
        assert desk_client.post(f"/referrals/0/{act}/").status_code == 404
        assert Client().post(f"/referrals/0/{act}/").status_code == 302
