"""Goals with where they stand: from the baseline to the target, and the newest reading in between."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assessments.rules.entries import range_item, range_label
from assessments.rules.rom import MOVEMENTS, measure_of
from clinic.rules.change import reached
from clinic.rules.measures import MEASURES, Measure
from sessions.rules.course import Aim, CourseRecord, Moment, Sized
from sessions.rules.pictures.motion import ranges
from sessions.rules.pictures.pain import marks
from sessions.rules.pictures.shown import Spot, Verdicts, gathered, said, verdicts


@dataclass(frozen=True, slots=True)
class GoalShown:
    """A goal with where it stands: `now` is None before anything was read."""

    label: str
    unit: str
    words: str
    start: float
    now: float | None
    goal: float
    due_on: date
    is_met: bool
    outcome: str
    verdict: Verdicts | None

    @property
    def sentence(self) -> str:
        return f"{self.label} from {said(self.start)} to {said(self.goal)}{self.unit}"

    @property
    def percent(self) -> int:
        """How much of the way is made, 0 to 100."""
        share = 0.0 if self.now is None else (self.now - self.start) / (self.goal - self.start)
        return round(min(max(share, 0), 1) * 100)


def goals_shown(record: CourseRecord) -> list[GoalShown]:
    """Each goal with its newest value, the primary one first."""
    return [_goal_shown(aim, record.moments) for aim in record.aims]


def _goal_shown(aim: Aim, moments: Sequence[Moment]) -> GoalShown:
    spots, measure, label, unit = _goal_series(aim, moments)
    now = spots[-1].value if spots else None
    met = reached(baseline=aim.baseline, target=aim.target, now=now)
    found = verdicts(measure, aim.baseline, now) if len(spots) > 1 else None
    return GoalShown(
        label,
        unit,
        aim.words,
        aim.baseline,
        now,
        aim.target,
        aim.due_on,
        met,
        "" if aim.is_active else aim.outcome,
        found,
    )


def _goal_series(aim: Aim, moments: Sequence[Moment]) -> tuple[list[Spot], Measure, str, str]:
    """What is read of a goal: the activity, the movement on its side, the landmark, or the place that hurt most at the start."""
    if aim.measure == "PSFS":
        read = gathered(moments, lambda moment: {one.words: float(one.value) for one in moment.measures.activities})
        return read.get(aim.item, []), MEASURES["PSFS"], f"“{aim.item}”", ""
    if aim.measure == "ROM":
        read_ = gathered(moments, lambda moment: ranges(moment.measures.ranges))
        own = {range_item(code, side): (code, spots) for (code, passive, side), spots in read_.items() if not passive}
        code, spots = own.get(aim.item, ("", []))
        measure = measure_of(MOVEMENTS[code]) if code else MEASURES["ROM"]
        return spots, measure, range_label(aim.item).capitalize(), "°" if measure.unit == "degrees" else " mm"
    if aim.measure in {"GIRTH", "VOLUME"}:
        sizes = gathered(moments, lambda moment: {one.what: one.value for one in _sizes(moment, aim.measure)})
        unit = " cm" if aim.measure == "GIRTH" else " mL"
        return (
            sizes.get(aim.item, []),
            MEASURES[aim.measure],
            f"{MEASURES[aim.measure].label}, {aim.item.lower()}",
            unit,
        )
    marked = gathered(moments, marks)
    first = next((found for moment in moments if (found := marks(moment))), {})
    place = aim.item or min(first, key=lambda one: (-first[one], one), default="")
    return marked.get(place, []), MEASURES["NPRS"], "Pain at worst", ""


def _sizes(moment: Moment, measure: str) -> Sequence[Sized]:
    return moment.girths if measure == "GIRTH" else moment.volumes
