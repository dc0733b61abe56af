"""The home exercise library: 27 entries with their default dose and what rules each out (H-* rows)."""

from collections.abc import Collection, Mapping

from clinic.rules.conditions import ConditionCode
from clinic.rules.events import EVENTS, EventKind
from clinic.rules.screening import CONDITIONS
from sessions.rules.exercise_entry import ExerciseEntry
from sessions.rules.exercises_lower import LOWER
from sessions.rules.exercises_upper import UPPER

EXERCISES: Mapping[int, ExerciseEntry] = {exercise.number: exercise for exercise in (*UPPER, *LOWER)}


def for_regions(regions: Collection[str]) -> tuple[ExerciseEntry, ...]:
    """Entries for any of these region codes, such as "LUMB", in library order."""
    return tuple(exercise for exercise in EXERCISES.values() if set(exercise.regions) & set(regions))


def is_blocked(
    exercise: ExerciseEntry, conditions: Collection[ConditionCode] = (), events: Collection[EventKind] = ()
) -> bool:
    """Whether a standing condition or event rules the exercise out."""
    return bool(set(exercise.blocks) & set(conditions) or set(exercise.event_blocks) & set(events))


def not_with(exercise: ExerciseEntry) -> str:
    """What speaks against the exercise, in a staff member's words; empty where nothing does."""
    labels = [CONDITIONS[code].label for code in exercise.blocks] + [
        EVENTS[kind].label for kind in exercise.event_blocks
    ]
    return ". ".join(part for part in (", ".join(labels), exercise.ask_first.rstrip(".")) if part)


def dose_text(exercise: ExerciseEntry) -> str:
    """The default dose in a few words: "2 sets of 10, hold 5 seconds, twice a day, 5 days a week"."""
    return ", ".join(part for part in (_amount(exercise), *_rhythm(exercise)) if part)


def _amount(exercise: ExerciseEntry) -> str:
    if exercise.minutes:
        most = f" to {exercise.minutes_most}" if exercise.minutes_most else ""
        return f"{exercise.minutes}{most} minutes"
    side = " on each side" if exercise.each_side else ""
    if exercise.reps == 1:
        return f"{exercise.sets} times {exercise.hold_s} seconds{side}"
    hold = f", hold {exercise.hold_s} seconds" if exercise.hold_s else ""
    return f"{exercise.sets} sets of {exercise.reps}{side}{hold}"


def _rhythm(exercise: ExerciseEntry) -> tuple[str, str]:
    per_day = {1: "once a day", 2: "twice a day"}.get(exercise.times_per_day, f"{exercise.times_per_day} times a day")
    return per_day, "every day" if exercise.days_per_week == 7 else f"{exercise.days_per_week} days a week"  # noqa: PLR2004
