"""The body map over time: the first one, the latest, and what lies evenly between, as far as a row of figures has room."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.rules.entries import Pain
from sessions.rules.course import CourseRecord, Moment
from sessions.rules.pictures.shown import day

MOST_MAPS = 4


@dataclass(frozen=True, slots=True)
class MapShown:
    """The places marked on one occasion."""

    label: str
    marks: tuple[Pain, ...]


@dataclass(frozen=True, slots=True)
class MapsShown:
    """Oldest first, one or more; `title` says what is seen in them."""

    title: str
    maps: tuple[MapShown, ...]


def maps(record: CourseRecord) -> MapsShown | None:
    """None while no place was ever marked. A set without marks is an unasked map, not a body without pain."""
    marked = [moment for moment in record.moments if moment.measures.pain]
    if not marked:
        return None
    shown = _evenly(marked)
    first, last = (_painful(moment) for moment in (shown[0], shown[-1]))
    title = f"{first} at the start, {last} now" if len(shown) > 1 else first
    return MapsShown(
        title[0].upper() + title[1:],
        tuple(MapShown(f"{moment.occasion}, {day(moment.on)}", moment.measures.pain) for moment in shown),
    )


def _evenly(moments: Sequence[Moment]) -> list[Moment]:
    if len(moments) <= MOST_MAPS:
        return list(moments)
    step = (len(moments) - 1) / (MOST_MAPS - 1)
    return [moments[round(place * step)] for place in range(MOST_MAPS)]


def _painful(moment: Moment) -> str:
    count = sum(bool(mark.pain) for mark in moment.measures.pain)
    return f"{count or 'no'} painful place{'' if count == 1 else 's'}"
