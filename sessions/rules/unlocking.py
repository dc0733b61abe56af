"""What a physician's paper opens: every technique at every place, judged with the paper and without it. (J-UNLOCKS)"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from clinic.rules.regions import PLACES
from clinic.rules.techniques import TECHNIQUE_NAMES, TechniqueCode
from sessions.rules.judging import PatientFacts, Verdict, judge_work, work_of
from sessions.rules.pacing.facts import Portion
from sessions.rules.techniques import TECHNIQUES
from sessions.rules.wording import place_words


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A technique that reaches further in these places. `reach`: the most pressure the guards let it have now; `before`: without the
    paper, 0 where it was shut."""

    code: TechniqueCode
    places: tuple[str, ...]
    reach: int
    before: int

    @property
    def words(self) -> str:
        where = "everywhere" if len(self.places) == len(PLACES) else f"at the {place_words(self.places)}"
        more = f" instead of {self.before}" if self.before else ""
        return f"{TECHNIQUE_NAMES[self.code]} {where}, up to pressure {self.reach}{more}"


def unlocked(
    without: PatientFacts, given: PatientFacts, *, day: date, places: Collection[str], codes: Collection[str] = ()
) -> list[Unlocked]:
    """What `given` opens on that day that `without` does not; in these places or, where none are named, in all. No codes: all techniques.

    Only gates, conditions, phase and the referral are asked: the pace of visits and a therapist's license are of the day.
    """
    asked = tuple(places) or PLACES
    found: list[Unlocked] = []
    for code in TechniqueCode:
        if codes and code not in codes:
            continue
        then, now = _reach(without, code, asked, day), _reach(given, code, asked, day)
        gained = [place for place in asked if now[place] > then[place]]
        for pair in dict.fromkeys((now[place], then[place]) for place in gained):
            there = tuple(place for place in gained if (now[place], then[place]) == pair)
            found.append(Unlocked(code, there, *pair))
    return found


def _reach(facts: PatientFacts, code: TechniqueCode, places: tuple[str, ...], day: date) -> dict[str, int]:
    """The most pressure that nothing holds, by place; 0: none."""
    reach = dict.fromkeys(places, 0)
    entry = TECHNIQUES[code]
    for pressure in range(entry.pressure.least, entry.pressure.most + 1):
        portion = Portion(code, places, pressure, entry.minutes.least)
        for place in Verdict(portion, tuple(judge_work(facts, work_of(portion), day))).open_places:
            reach[place] = pressure
    return reach
