"""What a response is judged by, visit by visit, and how it is told (T-RESPONDER, T-FLOOR, T1 to T3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from assessments.rules.rom import MOVEMENTS, deficit
from assessments.rules.scoring import PSFS_LEAST, PSFS_MOST, psfs_mean
from sessions.rules.course import CourseRecord, Moment
from sessions.rules.measuring import item_of, value_of
from sessions.rules.response import (
    LIMITS,
    Course,
    Now,
    ResponseFacts,
    ResponseLimits,
    is_responder,
    judge_response,
    sessions_to_response,
)


@dataclass(slots=True)
class _Known:
    """What has been read so far: the first and the newest reading of each thing."""

    pains: list[int] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)
    rated: dict[str, int] = field(default_factory=dict)
    first: dict[tuple[str, bool], float] = field(default_factory=dict)
    newest: dict[tuple[str, bool], float] = field(default_factory=dict)
    excess: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    trunk: list[float] = field(default_factory=list)
    groc: int | None = None

    def take(self, moment: Moment, *, landmark: str) -> None:
        self._rate({row.words: row.value for row in moment.measures.activities})
        for row in moment.measures.ranges:
            movement, value = MOVEMENTS[row.movement], value_of(row)
            if value is not None and movement.unit == "degrees":
                key = (item_of(row), row.active is None)
                lacking = max(deficit(movement, value, movement.norm), 0)
                (self.newest if key in self.first else self.first)[key] = lacking
        self.groc = self.groc if moment.groc is None else moment.groc
        for limb, difference in _differences(moment):
            self.excess.setdefault(limb, []).append(difference)
        self.trunk += [girth.value for girth in moment.girths if girth.item == landmark]

    def _rate(self, values: dict[str, int]) -> None:
        if not self.asked:
            self.asked = values
        else:
            self.rated |= values

    @property
    def psfs(self) -> Now | None:
        """The mean of the activities rated first, once each of them was rated again. (M-PSFS-SCORE)"""
        whole = PSFS_LEAST <= len(self.asked) <= PSFS_MOST and self.asked.keys() <= self.rated.keys()
        if not whole:
            return None
        return Now(psfs_mean([*self.asked.values()]), psfs_mean([self.rated[words] for words in self.asked]))

    @property
    def _reduced(self) -> Now | None:
        """Of the limb whose sides differed most at the start: the larger side then stays the one that is judged. (V-PREV)"""
        again = [found for found in self.excess.values() if len(found) > 1]
        if not again:
            return None
        most = max(again, key=lambda found: abs(found[0]))
        sign = 1 if most[0] >= 0 else -1
        return Now(most[0] * sign, most[-1] * sign)

    @property
    def facts(self) -> ResponseFacts:
        return ResponseFacts(
            base_pain=self.pains[0] if self.pains else None,
            pains=tuple(self.pains),
            psfs=self.psfs,
            deficits=tuple(Now(self.first[key], lacking) for key, lacking in self.newest.items()),
            excess=self._reduced,
            trunk=tuple(self.trunk),
            groc=self.groc,
        )


def facts_by_visit(record: CourseRecord) -> list[ResponseFacts]:
    """One for each signed treatment, in order: what was known at its end.

    Pain is that on arrival, the start that of the first visit: nothing was treated before it, and it was asked the same way. All
    else starts where it was first read, at the intake as a rule, and counts with its newest reading.
    """
    aim = record.primary
    landmark = aim.item if aim is not None and aim.item.startswith("trunk:") else ""
    known, found = _Known(), []
    for moment in record.moments:
        known.take(moment, landmark=landmark)
        if moment.visit is not None and moment.visit.is_treatment:
            known.pains += [] if moment.visit.before is None else [moment.visit.before]
            found.append(known.facts)
    return found


def course_from(record: CourseRecord, *, today: date, answered: frozenset[str] = frozenset()) -> Course:
    """How far the course has come: signed treatments up to this day, and days since the first of them."""
    days = [moment.on for moment, _visit in record.treatments if moment.on <= today]
    return Course(visits=len(days), days=(today - days[0]).days if days else 0, answered=answered)


def _differences(moment: Moment) -> Iterator[tuple[tuple[str, str], float]]:
    """Left less right, mL, of each limb that was read on both sides alike; what was read otherwise is another thing. (V-INTERVAL)"""
    sides: dict[tuple[str, str], dict[str, float]] = {}
    for volume in moment.volumes:
        sides.setdefault((volume.what, volume.taken), {})[volume.side] = volume.value
    for key, pair in sides.items():
        if {"left", "right"} <= pair.keys():
            yield key, pair["left"] - pair["right"]


@dataclass(frozen=True, slots=True)
class Told:
    """How the course responds, in a few words, with the tone of a chip."""

    text: str
    tone: str


def told(record: CourseRecord, *, today: date, limits: ResponseLimits = LIMITS) -> Told | None:
    """“responding since visit 3”, visits numbered as on the page; None before the first treatment."""
    facts = facts_by_visit(record)
    if not facts:
        return None
    numbers = [visit.number for _moment, visit in record.treatments]
    codes = [finding.code for finding in judge_response(course_from(record, today=today), facts[-1], limits)]
    if "T2-WORSE" in codes:
        return Told("worse than at the start", "red")
    if is_responder(facts[-1], limits):
        return Told(f"responding since visit {numbers[_running_since(facts, limits)]}", "green")
    once = sessions_to_response(facts, limits)
    if once is not None:
        return Told(f"responded at visit {numbers[once - 1]}, not now", "amber")
    waiting = "too early to tell" if len(facts) == 1 else "no response yet"
    said = {"T1": "no early response", "T2": "no response: re-assess", "T3": "no response: ask the physician"}
    return next((Told(said[code], "amber") for code in codes if code in said), Told(waiting, "gray"))


def _running_since(facts: Sequence[ResponseFacts], limits: ResponseLimits) -> int:
    """The place of the first visit from which on every visit shows a response."""
    return max((place for place, each in enumerate(facts, 1) if not is_responder(each, limits)), default=0)
