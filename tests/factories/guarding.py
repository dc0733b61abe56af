"""A patient as the guards see one, without a database: nothing speaks against anything, but for what is changed."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from clinic.rules.conditions import ConditionCode
from clinic.rules.events import EventKind
from clinic.rules.techniques import TechniqueCode
from sessions.rules.booking_guard import Booked, Slot
from sessions.rules.gate_opening import EventFact
from sessions.rules.judging import PatientFacts
from sessions.rules.planning_guard import PlannedWork
from sessions.rules.screening_case import ConditionFact

MONDAY = date(2026, 3, 2)


def day(count: int) -> date:
    return MONDAY + timedelta(days=count)


def moment(count: int, hour: int = 10) -> datetime:
    return datetime.combine(day(count), time(hour), tzinfo=UTC)


def slot(count: int, *, hour: int = 10, today: int = 0) -> Slot:
    return Slot(moment(count, hour), moment(count, hour + 1), day(count), day(today))


def booked(count: int, *, hour: int = 10) -> Booked:
    return Booked(moment(count, hour), moment(count, hour + 1), day(count))


def facts(**changed: Any) -> PatientFacts:
    return PatientFacts(**changed)


def condition(code: str, *places: str, confirmed: bool = True, **changed: Any) -> ConditionFact:
    return ConditionFact(ConditionCode(code), places, confirmed=confirmed, **changed)


def event(kind: str, ago: int, *places: str, **changed: Any) -> EventFact:
    return EventFact(EventKind(kind), day(-ago), places, **changed)


def planned(code: str = "NMT", *places: str, minutes: int = 20, ceiling: int = 4, from_day: int = 0) -> PlannedWork:
    return PlannedWork(TechniqueCode(code), places or ("LUMB-l",), minutes, ceiling, day(from_day))
