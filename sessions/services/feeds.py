"""Therapists' calendars behind secret addresses: made, revoked, and read not more often than a calendar program needs."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, F, Q, When

from clinic.models import Actor, Staff
from sessions.models import CalendarFeed

BYTES = 32
MOST_READS = 60
WINDOW = timedelta(hours=1)


class Ended(Exception):
    """Unknown or revoked, or its therapist has left: told in the same words."""


class TooOften(Exception):
    """More readings within the hour than any calendar program needs."""

    def __init__(self, seconds: int) -> None:
        super().__init__("Read again later.")
        self.seconds = seconds


def make(*, staff: Staff, by: Actor, now: datetime) -> str:
    """A new secret address, shown once; an older one ends. Returns its token. Raises ValueError for somebody without visits."""
    if not (staff.is_active and staff.is_therapist):
        raise ValueError(f"{staff.name} has no calendar")
    token = secrets.token_urlsafe(BYTES)
    with transaction.atomic():
        Staff.objects.select_for_update(no_key=True).only("pk").get(pk=staff.pk)
        revoke(staff=staff, by=by, now=now)
        CalendarFeed.objects.create(staff=staff, token_sha256=_hash(token), made_at=now, made_by=by)
    return token


def revoke(*, staff: Staff, by: Actor, now: datetime) -> bool:
    """Ends the address at once. False when there was none."""
    return CalendarFeed.objects.open().filter(staff=staff).update(revoked_at=now, revoked_by=by) > 0


def read(*, token: str, now: datetime) -> CalendarFeed:
    """The feed behind a token, with this reading counted. Raises Ended, TooOften."""
    rows = CalendarFeed.objects.open().filter(token_sha256=_hash(token))
    feed = rows.select_related("staff__actor").first()
    if feed is None or not (feed.staff.is_active and feed.staff.is_therapist):
        raise Ended
    fresh = Q(window_at=None) | Q(window_at__lte=now - WINDOW)
    counted = rows.filter(fresh | Q(window_reads__lt=MOST_READS)).update(
        read_at=now,
        window_reads=Case(When(fresh, then=1), default=F("window_reads") + 1),
        window_at=Case(When(fresh, then=now), default=F("window_at")),
    )
    if not counted:
        left = (feed.window_at or now) + WINDOW - now
        raise TooOften(max(int(left.total_seconds()), 1))
    return feed


def note_content(*, feed: CalendarFeed, content: str, now: datetime) -> CalendarFeed:
    """Remember since when the calendar reads as it does, for readers who ask only for what is new."""
    digest = hashlib.sha256(content.encode()).hexdigest()
    if feed.content_sha256 != digest:
        feed.content_sha256, feed.content_at = digest, now
        feed.save(update_fields=["content_sha256", "content_at"])
    return feed


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
