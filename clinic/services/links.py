"""Links for people without an account: 256 random bits, only their hash kept, one act on one object, revocable.

Looking at a link never uses it up: mail scanners open every link they see.
"""

import hashlib
import secrets
from datetime import datetime

from django.db.models import QuerySet

from clinic.models import Actor, Link

BYTES = 32


class Ended(Exception):
    """Unknown, expired, used or revoked: told in the same words, so that nothing can be learned by trying."""

    def __init__(self) -> None:
        super().__init__("This link has ended. Ask the clinic for a new one.")


def create(*, purpose: str, reference: int, actor: Actor, expires_at: datetime, now: datetime) -> str:
    """Make a link and return its token: shown once, never stored."""
    token = secrets.token_urlsafe(BYTES)
    Link.objects.create(
        token_sha256=_hash(token),
        purpose=purpose,
        reference=reference,
        actor=actor,
        created_at=now,
        expires_at=expires_at,
    )
    return token


def find(*, token: str, purpose: str, now: datetime) -> Link:
    """The link behind a token, for this purpose only. Raises Ended."""
    link = Link.objects.for_token(_hash(token))
    if link is None or link.purpose != purpose or link.used_at or link.revoked_at or link.expires_at <= now:
        raise Ended
    return link


def use(*, link: Link, now: datetime) -> None:
    """Use up a link that is good for one act; of two who try at once, one gets Ended."""
    if not _open(now).filter(pk=link.pk).update(used_at=now):
        raise Ended
    link.used_at = now


def revoke(*, link: Link, by: Actor, now: datetime) -> None:
    """Ends a link at once; a link that has ended already stays as it is."""
    Link.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now, revoked_by=by)


def revoke_all(*, purpose: str, reference: int, by: Actor, now: datetime) -> int:
    """Ends every open link to one object; returns how many there were."""
    open_links = _open(now).filter(purpose=purpose, reference=reference)
    return open_links.update(revoked_at=now, revoked_by=by)


def _open(now: datetime) -> "QuerySet[Link]":
    return Link.objects.filter(used_at=None, revoked_at=None, expires_at__gt=now)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
