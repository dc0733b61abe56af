"""Writing down when therapists work and when nobody does. What a change would do to booked visits is tried out first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from psycopg2.extras import DateTimeTZRange

from clinic.models import Actor, Closure, Location, Room, Staff
from sessions.models import ExtraHours, TimeOff, WorkingHours
from sessions.selectors.hours import Displaced, displaced, displaced_ids

DAY = timedelta(days=1)
EXCLUSION_VIOLATION = "23P01"


class Overlapping(Exception):
    """Two stretches of one day meet."""


@dataclass(frozen=True, slots=True)
class Shift:
    """One stretch of a week: Monday is 0."""

    weekday: int
    location: Location
    from_time: time
    until_time: time


def would_displace(change: Callable[[], object], *, now: datetime, therapist: Staff | None = None) -> list[Displaced]:
    """The visits ahead that this change would leave without a place, and that have one now. Nothing is written."""
    only = therapist.pk if therapist else None
    before = displaced_ids(now=now, therapist_id=only)
    with transaction.atomic():
        change()
        after = displaced_ids(now=now, therapist_id=only)
        transaction.set_rollback(True)
    return displaced({pk: why for pk, why in after.items() if pk not in before})


def set_week(*, therapist: Staff, shifts: Iterable[Shift], valid_from: date, by: Actor, now: datetime) -> None:
    """From `valid_from` on the therapist works these hours every week and no others; what was before stays as it was.

    Raises Overlapping."""
    rows = [
        WorkingHours(
            therapist=therapist,
            location=shift.location,
            weekday=shift.weekday,
            from_time=shift.from_time,
            until_time=shift.until_time,
            valid_from=valid_from,
        )
        for shift in shifts
    ]
    try:
        with transaction.atomic():
            Staff.objects.select_for_update(no_key=True).only("pk").get(pk=therapist.pk)
            standing = WorkingHours.objects.filter(therapist=therapist)
            standing.filter(valid_from__gte=valid_from).delete()
            standing.standing(valid_from).update(valid_until=valid_from - DAY)
            WorkingHours.objects.bulk_create(rows)
    except IntegrityError as error:
        raise _overlapping(error, "Two stretches of one day overlap.") from error


def add_extra(
    *,
    therapist: Staff,
    location: Location,
    works_on: date,
    from_time: time,
    until_time: time,
    note: str = "",
    by: Actor,
    now: datetime,
) -> ExtraHours:
    """Hours of one single day. Raises Overlapping."""
    try:
        with transaction.atomic():
            return ExtraHours.objects.create(
                therapist=therapist,
                location=location,
                works_on=works_on,
                from_time=from_time,
                until_time=until_time,
                note=note.strip(),
                entered_at=now,
                entered_by=by,
            )
    except IntegrityError as error:
        raise _overlapping(error, "There are extra hours on that day already that overlap these.") from error


def remove_extra(*, extra: ExtraHours, by: Actor, now: datetime) -> None:
    ExtraHours.objects.filter(pk=extra.pk).delete()


def add_time_off(
    *, therapist: Staff, starts_at: datetime, ends_at: datetime, kind: str, reason: str = "", by: Actor, now: datetime
) -> TimeOff:
    """The therapist is away from one moment to the other."""
    return TimeOff.objects.create(
        therapist=therapist,
        during=DateTimeTZRange(starts_at, ends_at),
        kind=kind,
        reason=reason.strip(),
        entered_at=now,
        entered_by=by,
    )


def remove_time_off(*, time_off: TimeOff, by: Actor, now: datetime) -> None:
    """The therapist is there after all; the history keeps what stood."""
    TimeOff.objects.filter(pk=time_off.pk).delete()


def close(
    *, location: Location | None, from_on: date, until_on: date, reason: str, by: Actor, now: datetime
) -> Closure:
    """No location: all of them."""
    return Closure.objects.create(
        location=location, from_on=from_on, until_on=until_on, reason=reason.strip(), entered_at=now, entered_by=by
    )


def reopen(*, closure: Closure, by: Actor, now: datetime) -> None:
    Closure.objects.filter(pk=closure.pk).delete()


def turn_off_room(
    *, room: Room, out_from: date | None, out_until: date | None, out_reason: str, by: Actor, now: datetime
) -> Room:
    """Out of use for these days; without a first day the room is in use again."""
    room.out_from, room.out_until = out_from, out_until if out_from else None
    room.out_reason = out_reason.strip() if out_from else ""
    room.save(update_fields=["out_from", "out_until", "out_reason"])
    return room


def _overlapping(error: IntegrityError, words: str) -> Exception:
    return Overlapping(words) if getattr(error.__cause__, "pgcode", "") == EXCLUSION_VIOLATION else error
