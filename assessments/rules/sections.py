"""The sections an assessment is written in: each is saved by itself and knows when it last changed."""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Section(StrEnum):
    HISTORY = "history"
    VITALS = "vitals"
    SCREENING = "screening"
    PAIN = "pain"
    ROM = "rom"
    STRENGTH = "strength"
    GIRTH = "girth"
    HANDS = "hands"
    ACTIVITIES = "psfs"
    FEELING = "feeling"
    GOALS = "goals"


SECTION_NAMES: Mapping[Section, str] = {
    Section.HISTORY: "History",
    Section.VITALS: "Vital signs",
    Section.SCREENING: "Screening",
    Section.PAIN: "Body map and pain",
    Section.ROM: "Range of motion",
    Section.STRENGTH: "Strength",
    Section.GIRTH: "Girth and swelling",
    Section.HANDS: "Palpation and posture",
    Section.ACTIVITIES: "Own activities",
    Section.FEELING: "How it has been",
    Section.GOALS: "Goals",
}

# What is written, and in which section.
KINDS: Mapping[str, Section] = {
    "history": Section.HISTORY,
    "findings": Section.HANDS,
    "vitals": Section.VITALS,
    "answers": Section.SCREENING,
    "pain": Section.PAIN,
    "ranges": Section.ROM,
    "strength": Section.STRENGTH,
    "girths": Section.GIRTH,
    "trunk": Section.GIRTH,
    "dents": Section.GIRTH,
    "stages": Section.GIRTH,
    "palpation": Section.HANDS,
    "posture": Section.HANDS,
    "activities": Section.ACTIVITIES,
    "ratings": Section.FEELING,
    "goals": Section.GOALS,
}


def overtaken(sections: Iterable[Section], *, seen: Mapping[str, int], last: Mapping[str, int]) -> list[Section]:
    """Those of the sections that changed after the edition in which the writer saw them."""
    return [section for section in sections if last.get(section, 1) > seen.get(section, 0)]
