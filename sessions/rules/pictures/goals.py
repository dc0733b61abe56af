"""Goals with where they stand: from the baseline to the target, and the newest reading in between."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assessments.rules.aims import aim_label, aim_value
from assessments.rules.entries import range_item
from assessments.rules.girth import LIMITS, GirthLimits, girth_measure
from assessments.rules.rom import MOVEMENTS, measure_of
from assessments.rules.scoring import PSFS_SINGLE_MDC
from clinic.rules.change import reached
from clinic.rules.measures import MEASURES, Measure
from sessions.rules.course import Aim, CourseRecord, Moment, Sized
from sessions.rules.pictures.motion import ranges
from sessions.rules.pictures.pain import marks
from sessions.rules.pictures.shown import NONE, Spot, Verdicts, gathered, verdicts


@dataclass(frozen=True, slots=True)
class GoalShown:
    """A goal with where it stands: `now` is None before anything was read."""

    label: str
    aim: Aim
    words: str
    start: float
    now: float | None
    goal: float
    due_on: date
    is_primary: bool
    is_met: bool
    outcome: str
    verdict: Verdicts | None

    @property
    def sentence(self) -> str:
        return f"{self.label} from {self.say(self.start)} to {self.say(self.goal)}"

    def say(self, value: float | None) -> str:
        """With its unit; strength by its grade."""
        return NONE if value is None else aim_value(self.aim.measure, self.aim.item, round(value, 1))

    @property
    def state(self) -> str:
        """“achieved”, “reached”, or where it stands now."""
        if self.outcome:
            return {"achieved": "achieved", "missed": "not achieved"}.get(self.outcome, "dropped")
        return "reached" if self.is_met else f"now {self.say(self.now)}"

    @property
    def tone(self) -> str:
        if self.outcome:
            return "green" if self.outcome == "achieved" else "gray"
        return "green" if self.is_met else "teal"

    @property
    def percent(self) -> int:
        """How much of the way is made, 0 to 100."""
        share = 0.0 if self.now is None else (self.now - self.start) / (self.goal - self.start)
        return round(min(max(share, 0), 1) * 100)


def goals_shown(record: CourseRecord, girths: GirthLimits = LIMITS) -> list[GoalShown]:
    """Each goal with its newest value, the primary one first."""
    return [_goal_shown(aim, record.moments, girths) for aim in record.aims]


def _goal_shown(aim: Aim, moments: Sequence[Moment], girths: GirthLimits) -> GoalShown:
    spots, measure = _goal_series(aim, moments, girths)
    now = spots[-1].value if spots else None
    return GoalShown(
        label=aim_label(aim.measure, aim.item),
        aim=aim,
        words=aim.words,
        start=aim.baseline,
        now=now,
        goal=aim.target,
        due_on=aim.due_on,
        is_primary=aim.is_primary,
        is_met=reached(baseline=aim.baseline, target=aim.target, now=now),
        outcome="" if aim.is_active else aim.outcome,
        verdict=verdicts(measure, aim.baseline, now) if len(spots) > 1 else None,
    )


def _goal_series(aim: Aim, moments: Sequence[Moment], girths: GirthLimits) -> tuple[list[Spot], Measure]:
    """What is read of a goal, and how it is judged."""
    match aim.measure:
        case "PSFS":
            rated = gathered(moments, lambda moment: {one.words: one.value for one in moment.measures.activities})
            return rated.get(aim.item, []), replace(MEASURES["PSFS"], mdc=PSFS_SINGLE_MDC)
        case "ROM":
            return _of_motion(aim, moments)
        case "NPRS":
            return _of_pain(aim, moments), MEASURES["NPRS"]
        case _:
            read = gathered(moments, lambda moment: {one.item: one.value for one in _sizes(moment, aim.measure)})
            measure = girth_measure(aim.item, girths) if aim.measure == "GIRTH" else MEASURES[aim.measure]
            return read.get(aim.item, []), measure


def _of_pain(aim: Aim, moments: Sequence[Moment]) -> list[Spot]:
    """At the place the goal names, or the one that hurt most when pain was first marked."""
    first = next((found for moment in moments if (found := marks(moment))), {})
    place = aim.item or min(first, key=lambda one: (-first[one], one), default="")
    return gathered(moments, marks).get(place, [])


def _of_motion(aim: Aim, moments: Sequence[Moment]) -> tuple[list[Spot], Measure]:
    found = gathered(moments, lambda moment: ranges(moment.measures.ranges))
    own = {range_item(code, side): (code, spots) for (code, passive, side), spots in found.items() if not passive}
    code, spots = own.get(aim.item, ("", []))
    return spots, measure_of(MOVEMENTS[code]) if code else MEASURES["ROM"]


def _sizes(moment: Moment, measure: str) -> Sequence[Sized]:
    return {"GIRTH": moment.girths, "VOLUME": moment.volumes, "MMT": moment.strengths}.get(measure, ())
