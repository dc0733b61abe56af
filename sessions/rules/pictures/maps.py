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
    title = _painful(shown[0])
    if len(shown) > 1:
        title = f"From {title} to {_painful(shown[-1])}"
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
    pains = [mark.pain for mark in moment.measures.pain if mark.pain]
    if not pains:
        return "no painful place"
    return f"{len(pains)} painful place{'' if len(pains) == 1 else 's'}, worst {max(pains)} of 10"
