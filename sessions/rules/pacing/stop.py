"""S-STOP: the shared stop rule. What ends any technique at once, and what is left for the rest of the visit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from clinic.rules.findings import Finding, Level
from clinic.rules.regions import place_name
from clinic.rules.techniques import TECHNIQUE_NAMES
from sessions.rules.pacing.facts import Portion
from sessions.rules.techniques import STOP_ANY

PRESSURE_AFTER = 1  # level 1 or no work at that place for the rest of the visit


class StopSign(StrEnum):
    SHARP = "sharp"
    ELECTRIC = "electric"
    SPREADING = "spreading"
    NUMB = "numb"
    DIZZY = "dizzy"
    BREATHLESS = "breathless"
    CHEST = "chest"
    SWELLING = "swelling"
    COLOR = "color"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Sign:
    """`tell_today`: of nerve, vessel or heart, so the physician hears of it the same day. (5.3)"""

    words: str
    tell_today: bool = False


SIGNS: Mapping[StopSign, Sign] = {
    StopSign.SHARP: Sign("Sharp pain"),
    StopSign.ELECTRIC: Sign("Electric pain", tell_today=True),
    StopSign.SPREADING: Sign("Pain that spreads", tell_today=True),
    StopSign.NUMB: Sign("Numbness", tell_today=True),
    StopSign.DIZZY: Sign("Dizziness"),
    StopSign.BREATHLESS: Sign("Breathlessness", tell_today=True),
    StopSign.CHEST: Sign("Chest pain", tell_today=True),
    StopSign.SWELLING: Sign("Sudden swelling", tell_today=True),
    StopSign.COLOR: Sign("A new change of color", tell_today=True),
    StopSign.ASKED: Sign("The patient said stop"),
}


def stop_now(
    pain: int | None, signs: Collection[StopSign] = (), *, place: str = "", stop_pain: int = STOP_ANY
) -> list[Finding]:
    """Why the work stops now, one finding each. Blocks for the rest of the visit. (S-STOP)"""
    why = [f"Pain {pain}"] if pain is not None and pain >= stop_pain else []
    why += [SIGNS[sign].words for sign in StopSign if sign in signs]
    lifted_by = f"No more than pressure {PRESSURE_AFTER} here for the rest of the visit; write it down."
    places = (place,) if place else ()
    return [Finding(Level.BLOCK, "S-STOP", f"{words}: stop.", "PROP", lifted_by, places) for words in why]


def tell_today(signs: Collection[StopSign]) -> bool:
    """Whether the physician is told the same day."""
    return any(SIGNS[sign].tell_today for sign in signs)


def after_stop(later: Sequence[Portion], stopped: Collection[str]) -> list[Finding]:
    """What is done later in the same visit at a place that was stopped, with more than the lightest touch. (S-STOP)"""
    return [
        Finding(
            Level.BLOCK,
            "S-STOP",
            f"{TECHNIQUE_NAMES[work.code]}, {place_name(place)}: pressure {work.pressure} after the work had been stopped there.",
            "PROP",
            f"No more than pressure {PRESSURE_AFTER} there for the rest of the visit.",
            (place,),
        )
        for work in later
        for place in work.places
        if place in stopped and work.pressure > PRESSURE_AFTER
    ]
