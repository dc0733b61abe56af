"""When demo visits take place: free times of each therapist, and the days of a course around the day it is laid."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

STARTS = (time(8, 30), time(9, 45), time(11), time(13), time(14, 15), time(15, 30), time(16, 45))
SUNDAY = 6


@dataclass
class Calendar:
    """Hands out times so that no therapist is asked twice; `zone` is the clinic's."""

    zone: ZoneInfo
    taken: set[tuple[int, datetime]] = field(default_factory=set)

    def first_free(self, therapist: int, day: date, *, like: int) -> datetime:
        """The free start of that day nearest after the usual one; the next day's where the day is full."""
        for number in range(len(STARTS)):
            start = datetime.combine(day, STARTS[(like + number) % len(STARTS)], tzinfo=self.zone)
            if (therapist, start) not in self.taken:
                self.taken.add((therapist, start))
                return start
        return self.first_free(therapist, day + timedelta(days=1), like=like)


def visit_days(today: date, *, charted: int, ahead: int, shift: int) -> list[date]:
    """Twice a week around today: `charted` days before it, then `ahead` from today on. No Sundays but today itself."""
    steps = [_step(number) for number in range(-charted, ahead)]
    days = [today + timedelta(days=step + shift if step >= 0 else step - (2 - shift)) for step in steps]
    return [day + timedelta(days=1) if day.weekday() == SUNDAY and day != today else day for day in days]


def _step(number: int) -> int:
    """0, 3, 7, 10, 14, ... and the same backwards: half weeks in whole days."""
    return number // 2 * 7 + number % 2 * 3
