"""Links: found by token and purpose, never used up by looking, ended by time, use and word."""

from datetime import datetime, timedelta

import pytest

from clinic.models import Link
from clinic.services import actors, links

pytestmark = pytest.mark.django_db


def create(now: datetime, purpose: str = "report.open", reference: int = 5) -> str:
    actor, expires_at = actors.system(), now + timedelta(days=14)
    return links.create(purpose=purpose, reference=reference, actor=actor, expires_at=expires_at, now=now)


def test_token_is_long_and_not_stored(now: datetime) -> None:
    token = create(now)
    assert len(token) >= 43
    assert token not in str(Link.objects.values().get())


def test_looking_does_not_use_it_up(now: datetime) -> None:
    token = create(now)
    for _look in range(3):
        assert links.find(token=token, purpose="report.open", now=now).reference == 5


@pytest.mark.parametrize("token", ["", "nothing", "x" * 10_000, "\x00", "\ud800"])
def test_unknown_token_has_ended(token: str, now: datetime) -> None:
    with pytest.raises(links.Ended):
        links.find(token=token, purpose="report.open", now=now)


def test_token_of_another_purpose_has_ended(now: datetime) -> None:
    token = create(now, "report.open")
    with pytest.raises(links.Ended):
        links.find(token=token, purpose="exercises.log", now=now)


def test_expired_link_has_ended(now: datetime) -> None:
    token = create(now)
    with pytest.raises(links.Ended):
        links.find(token=token, purpose="report.open", now=now + timedelta(days=14))


def test_used_link_has_ended_and_is_used_once(now: datetime) -> None:
    token = create(now)
    link = links.find(token=token, purpose="report.open", now=now)
    links.use(link=link, now=now)
    with pytest.raises(links.Ended):
        links.use(link=Link.objects.get(), now=now)
    with pytest.raises(links.Ended):
        links.find(token=token, purpose="report.open", now=now)


def test_revoked_link_has_ended(now: datetime) -> None:
    token = create(now)
    links.revoke(link=Link.objects.get(), by=actors.system(), now=now)
    with pytest.raises(links.Ended):
        links.find(token=token, purpose="report.open", now=now)


def test_all_links_to_an_object_end_together(now: datetime) -> None:
    tokens = [create(now), create(now), create(now, reference=6)]
    assert links.revoke_all(purpose="report.open", reference=5, by=actors.system(), now=now) == 2
    assert links.find(token=tokens[2], purpose="report.open", now=now).reference == 6
