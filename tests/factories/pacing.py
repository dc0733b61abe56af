"""Plain visits for the pacing guards, without a database."""

from datetime import UTC, date, datetime, time, timedelta

from clinic.rules.techniques import TechniqueCode
from sessions.rules.pacing.facts import Felt, PastVisit, Portion, Proposed

BACK = "LUMB-l"
OTHER_SIDE = "LUMB-r"
MONDAY = date(2026, 3, 2)


def at(day: int, hour: int = 10) -> datetime:
    return datetime.combine(MONDAY, time(hour), tzinfo=UTC) + timedelta(days=day)


def work(code: str = "NMT", pressure: int = 3, minutes: int = 20, *places: str, points: str = "") -> Portion:
    return Portion(TechniqueCode(code), places or (BACK,), pressure, minutes, frozenset(points.split()))


def visit(
    day: int,
    *works: Portion,
    before: int | None = 4,
    after: int | None = 3,
    soreness: int | None = 0,
    sleep_lost: bool = False,
    own_episode: bool = True,
    place: str = "",
) -> PastVisit:
    """On that day after MONDAY, 9 to 10 o'clock; borne well unless said otherwise."""
    felt = (Felt(place, before, after),)
    moment = at(day)
    return PastVisit(moment, moment.date(), works, felt, soreness, sleep_lost, own_episode)


def proposed(day: int, *works: Portion, hour: int = 10, arrival: int | None = None) -> Proposed:
    felt = () if arrival is None else (Felt(before=arrival),)
    moment = at(day, hour)
    return Proposed(moment, moment.date(), works, felt)
