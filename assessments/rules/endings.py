"""How a standing condition comes to an end: a therapist says so, with the day and what shows it. A bare no lifts nothing (X-END)."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from assessments.rules.entries import Answer


class Ending(StrEnum):
    ENDED = "ended"
    MISTAKE = "mistake"
    STANDS = "stands"


ENDS = frozenset({Ending.ENDED, Ending.MISTAKE})
ENDING_WORDS: Mapping[Ending, str] = {
    Ending.ENDED: "It has ended",
    Ending.MISTAKE: "It was entered by mistake",
    Ending.STANDS: "It stays on record for now",
}
RESOLUTIONS = [(ending.value, ENDING_WORDS[ending]) for ending in Ending if ending in ENDS]
ENDINGS = [*RESOLUTIONS, (Ending.STANDS.value, ENDING_WORDS[Ending.STANDS])]

Lacks = Iterator[tuple[str, str]]


def lacking_end(answer: Answer, standing: Mapping[str, date], *, today: date) -> Lacks:
    """What a no to a condition that stands confirmed must still say: pairs of field and sentence. `standing`: since when, by code."""
    since_on = standing.get(answer.code)
    if answer.answer != "no" or since_on is None:
        return
    if not answer.ending:
        yield "ending", "This stands on record and is now answered with no. Say what became of it."
        return
    yield from lacking_resolution(answer.ending, answer.ended_on, answer.ending_why, since_on=since_on, today=today)


def lacking_resolution(ending: str, ended_on: date | None, why: str, *, since_on: date, today: date) -> Lacks:
    """What the end of one condition must still say."""
    if ending == Ending.ENDED:
        yield from _day(ended_on, since_on=since_on, today=today)
    if ending in ENDS and not why.strip():
        yield "ending_why", "Write what shows it."


def _day(ended_on: date | None, *, since_on: date, today: date) -> Lacks:
    if ended_on is None:
        yield "ended_on", "Say on which day it ended."
    elif ended_on > today:
        yield "ended_on", "This day lies ahead."
    elif ended_on < since_on:
        yield "ended_on", f"It stands since {since_on:%-d %b %Y}; it cannot have ended before."
