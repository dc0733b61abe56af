"""What a timeline is made of: moments in the care of a patient, told in a few words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Shown(StrEnum):
    """What a reader may choose to see."""

    ALL = "all"
    VISITS = "visits"
    LETTERS = "letters"


class EntryKind(StrEnum):
    VISIT = "visit"
    LETTER = "letter"
    RECORD = "record"


WANTED = {
    Shown.ALL: frozenset(EntryKind),
    Shown.VISITS: frozenset({EntryKind.VISIT}),
    Shown.LETTERS: frozenset({EntryKind.LETTER}),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One moment. `tone` is that of a chip; `url` leads to the thing itself and may be empty; `who` stands beside the day."""

    at: datetime
    kind: EntryKind
    title: str
    text: str = ""
    tone: str = "teal"
    url: str = ""
    who: str = ""


def chosen(asked: str) -> Shown:
    """What is asked for; anything unknown shows all."""
    return Shown(asked) if asked in list(Shown) else Shown.ALL


def in_order(entries: Iterable[Entry], shown: Shown) -> list[Entry]:
    """The newest first."""
    return sorted((entry for entry in entries if entry.kind in WANTED[shown]), key=lambda entry: entry.at, reverse=True)
