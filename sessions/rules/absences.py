"""A therapist is away: where each of their visits could go instead, and what is chosen for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sessions.rules.availability import Opening

CANCEL, LEAVE = "cancel", "leave"
NEAR, FAR = (
    timedelta(days=3),
    timedelta(days=14),
)  # looked through around a visit's day; farther where nothing near fits
MOST_OFFERED = 6
MOST_A_DAY = 2  # of one therapist: quarter hours beside each other are no choice


@dataclass(slots=True)
class Taken:
    """A live visit as it takes therapist, room and patient; moved in thought when another place is found for it."""

    pk: int
    therapist_id: int
    room_id: int
    patient_id: int
    starts_at: datetime
    ends_at: datetime
    free_at: datetime  # after the turnover
    is_deep: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """`out_from` None: in use."""

    pk: int
    location_id: int
    name: str
    out_from: date | None = None
    out_until: date | None = None

    def is_out(self, day: date) -> bool:
        return self.out_from is not None and self.out_from <= day <= (self.out_until or day)


def by_distance(
    openings: Mapping[date, Sequence[Opening]], starts_at: datetime, clock: tzinfo, *, first: Sequence[int] = ()
) -> list[Opening]:
    """What lies within FAR of the visit's day: at the very time first, then NEAR by how far it is, then the rest. Of those equally far
    the therapists of `first` come first, in that order."""
    day = starts_at.astimezone(clock).date()
    order = {therapist: place for place, therapist in enumerate(first)}

    def away(opening: Opening) -> tuple[bool, timedelta, int, datetime]:
        distance = abs(opening.starts_at - starts_at)
        return distance > NEAR, distance, order.get(opening.therapist_id, len(order)), opening.starts_at

    days = (day + timedelta(days=step) for step in range(-FAR.days, FAR.days + 1))
    return sorted((opening for one in days for opening in openings.get(one, ())), key=away)


def by_day(openings: Iterable[Opening], clocks: Mapping[int, tzinfo]) -> dict[date, list[Opening]]:
    found: dict[date, list[Opening]] = {}
    for opening in openings:
        found.setdefault(opening.starts_at.astimezone(clocks[opening.location_id]).date(), []).append(opening)
    return found


def free_room(
    rooms: Iterable[Room], taken: Iterable[Taken], *, own: int, starts_at: datetime, free_at: datetime, day: date
) -> int | None:
    """The visit's own room, else the first of `rooms` that is free for all of the time."""
    busy = {one.room_id for one in taken if one.starts_at < free_at and starts_at < one.free_at}
    open_ = [room.pk for room in rooms if room.pk not in busy and not room.is_out(day)]
    return own if own in open_ else next(iter(open_), None)
