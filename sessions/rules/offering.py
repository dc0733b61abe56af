"""Which of the free times are offered at once: a few, not all of one morning, so that somebody on the phone has a choice."""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta, tzinfo

from sessions.rules.availability import Opening

MOST = 6
MOST_OF_A_DAY = 3
# Parts of the day by the clock of the place: where a visit begins.
PARTS: Mapping[str, tuple[time | None, time | None]] = {
    "": (None, None),
    "morning": (None, time(12)),
    "afternoon": (time(12), time(17)),
    "evening": (time(17), None),
}


def spread(
    openings: Iterable[Opening], clocks: Mapping[int, tzinfo], *, apart: timedelta, of_a_day: int = MOST_OF_A_DAY
) -> list[Opening]:
    """The first of them in their order, none that begins within `apart` of the one before, not more than `of_a_day` of one day."""
    found: list[Opening] = []
    days: dict[date, int] = {}
    for opening in openings:
        day = opening.starts_at.astimezone(clocks[opening.location_id]).date()
        is_near = bool(found) and opening.starts_at - found[-1].starts_at < apart
        if is_near or days.get(day, 0) >= of_a_day:
            continue
        found.append(opening)
        days[day] = days.get(day, 0) + 1
        if len(found) == MOST:
            break
    return found


def is_within(at: time, part: str) -> bool:
    begin, end = PARTS[part]
    return (begin is None or at >= begin) and (end is None or at < end)
