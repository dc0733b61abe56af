"""Whether a goal is met by what was read last, and how it is said in one line."""

from assessments.models import Goal
from assessments.rules.entries import Activity, Pain, Range, range_label
from sessions.rules.measuring import Entry, item_of, value_of
from sessions.selectors.chart_measures import signed_sets
from sessions.selectors.taped import taped_sets


def is_met(goal: Goal) -> bool:
    """By what was read last; pain where it is worst. A goal whose day has passed is rare, so it may ask for itself."""
    by_tape = (Goal.Measure.GIRTH, Goal.Measure.VOLUME, Goal.Measure.MMT)
    now: float | None = None
    if goal.measure in by_tape:
        key = (goal.measure, goal.item)
        read_by_tape = [taken.values[key] for taken in taped_sets(goal.episode_id) if key in taken.values]
        now = read_by_tape[-1] if read_by_tape else None
    else:
        now = _last_read(goal)
    if now is None:
        return False
    return now <= goal.target if goal.target < goal.baseline else now >= goal.target


def _last_read(goal: Goal) -> float | None:
    kind = {Goal.Measure.PSFS.value: Activity, Goal.Measure.ROM.value: Range}.get(goal.measure, Pain)
    now: float | None = None
    for taken in signed_sets(goal.episode_id):
        entries: tuple[Entry, ...] = (*taken.measures.activities, *taken.measures.ranges, *taken.measures.pain)
        read = [
            value_of(entry)
            for entry in entries
            if isinstance(entry, kind) and (kind is Pain or item_of(entry) == goal.item)
        ]
        now = max((value for value in read if value is not None), default=now)
    return now


def goal_words(goal: Goal) -> str:
    """“Sleep through, 7 to 2 by 23 Dec”."""
    said = {
        Goal.Measure.PAIN.value: "pain",
        Goal.Measure.PSFS.value: goal.item,
        Goal.Measure.ROM.value: range_label(goal.item),
    }
    what = said.get(goal.measure) or goal.get_measure_display().lower()
    return f"{goal.words or what}, {goal.baseline.normalize():f} to {goal.target.normalize():f} by {goal.due_on:%-d %b}"
