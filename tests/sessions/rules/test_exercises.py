"""The home exercise library."""

import pytest

from clinic.rules.conditions import ConditionCode as C
from clinic.rules.events import EventKind
from clinic.rules.regions import REGIONS
from sessions.rules.exercise_entry import ExerciseEntry
from sessions.rules.exercises import EXERCISES, dose_text, for_regions, is_blocked, not_with

LONGEST_SENTENCE = 24


def test_there_are_27_in_order() -> None:
    assert list(EXERCISES) == [e.number for e in EXERCISES.values()] == list(range(1, 28))
    assert len({e.name for e in EXERCISES.values()}) == 27


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=lambda e: e.row)
def test_entry_is_complete_and_plainly_worded(exercise: ExerciseEntry) -> None:
    assert set(exercise.regions) <= set(REGIONS)
    assert exercise.sets >= 1
    assert exercise.reps >= 1
    assert 1 <= exercise.days_per_week <= 7
    for sentence in exercise.instructions.split(". "):
        assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


@pytest.mark.parametrize(
    ("number", "dose"),
    [
        (1, "2 sets of 10, hold 5 seconds, once a day, every day"),
        (2, "3 times 20 seconds on each side, once a day, every day"),
        (6, "2 times 30 seconds, twice a day, every day"),
        (13, "2 sets of 8 on each side, once a day, every day"),
        (17, "2 sets of 10, hold 3 seconds, once a day, 5 days a week"),
        (24, "2 sets of 20, 4 times a day, every day"),
        (26, "5 minutes, twice a day, every day"),
        (27, "10 to 20 minutes, once a day, every day"),
    ],
)
def test_dose_is_said_in_words(number: int, dose: str) -> None:
    assert dose_text(EXERCISES[number]) == dose


@pytest.mark.parametrize(
    ("number", "condition"),
    [
        (1, C.NECK_ARTERY),
        (1, C.FRACTURE_UNHEALED),
        (2, C.HYPERMOBILITY),
        (10, C.FRACTURE_UNHEALED),
        (14, C.OSTEOPOROSIS),
        (23, C.DVT_PE_SUSPECT),
        (25, C.CELLULITIS),
        (25, C.DVT_PE_SUSPECT),
    ],
)
def test_standing_condition_rules_an_exercise_out(number: int, condition: C) -> None:
    assert is_blocked(EXERCISES[number], conditions=[condition])
    assert not is_blocked(EXERCISES[number], conditions=[C.ALLERGY])


def test_event_rules_an_exercise_out() -> None:
    assert is_blocked(EXERCISES[14], events=[EventKind.SPINE_SURGERY])
    assert not is_blocked(EXERCISES[16], events=[EventKind.SPINE_SURGERY])


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (3, ""),
        (14, "Osteoporosis, Spine surgery. A fused spine: leave this one out"),
        (22, "The surgeon's limit for bending the knee"),
    ],
)
def test_what_speaks_against_an_exercise_is_said_in_words(number: int, words: str) -> None:
    assert not_with(EXERCISES[number]) == words
    assert all(len(not_with(exercise)) <= 120 for exercise in EXERCISES.values())


def test_exercises_are_found_by_region() -> None:
    assert [e.number for e in for_regions(["LUMB"])] == [14, 15, 16]
    assert for_regions([]) == ()
