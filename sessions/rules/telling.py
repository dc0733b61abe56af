"""What a patient is told of a visit, and when: each state once, each reminder once, nothing in the night."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

COMING = ("booked", "confirmed")
OFF = ("cancelled", "late")
CANCELLED, BOOKED, CHANGED = "cancelled", "booked", "changed"

# On the location's clock. A reminder that would come in the night comes the evening before instead: never later than was promised.
MORNING, NIGHT, EVENING = time(8), time(20), time(19)
# A reminder that could not go out in time helps nobody who is on the way.
TOO_LATE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Told:
    """What the patient was last told of a visit."""

    kind: str
    sequence: int
    at: datetime


@dataclass(frozen=True, slots=True)
class VisitState:
    """A visit as it stands. `last`: the last news told of it, reminders apart; `reminded`: the hours before `starts_at` already told."""

    status: str
    sequence: int
    starts_at: datetime
    zone: ZoneInfo
    last: Told | None = None
    reminded: frozenset[int] = frozenset()


def news(visit: VisitState, now: datetime) -> str:
    """What is to be told of it now; empty where the patient knows it, was never told of it, or it has begun."""
    last = visit.last
    if visit.starts_at <= now or (last is not None and last.sequence == visit.sequence):
        return ""
    if visit.status in OFF:
        return CANCELLED if last is not None and last.kind != CANCELLED else ""
    if visit.status not in COMING:
        return ""
    return BOOKED if last is None or last.kind == CANCELLED else CHANGED


def reminder(visit: VisitState, hours: Iterable[int], now: datetime) -> int:
    """Which reminder is due now, in hours before the visit; 0 for none. Of two that are due only the later one is sent, and none to
    somebody who heard of this time only after the reminder would have come."""
    if visit.status not in COMING or visit.last is None or visit.last.sequence != visit.sequence:
        return 0
    if visit.starts_at - now < TOO_LATE:
        return 0
    due = [before for before in hours if before and visit.last.at < due_at(visit, before) <= now]
    nearest = min(due, default=0)
    return 0 if any(before <= nearest for before in visit.reminded) else nearest


def due_at(visit: VisitState, hours: int) -> datetime:
    """So many hours really passing before the visit, moved out of the night to the evening before."""
    at = visit.starts_at - timedelta(hours=hours)
    local = at.astimezone(visit.zone)
    if MORNING <= local.time() < NIGHT:
        return at
    evening = local.date() - timedelta(days=1 if local.time() < MORNING else 0)
    return datetime.combine(evening, EVENING, tzinfo=visit.zone).astimezone(at.tzinfo)


def widest(hours: Iterable[int]) -> timedelta:
    """How far ahead visits can be for which a reminder may be due: the longest, and the night before it."""
    return timedelta(hours=max(hours, default=0)) + timedelta(days=1)
