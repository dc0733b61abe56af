"""The library of home exercises as pages show it."""

from dataclasses import dataclass

from clinic.rules.regions import REGIONS
from sessions.models import Exercise
from sessions.rules.exercises import EXERCISES, dose_text


@dataclass(frozen=True)
class Shown:
    """One exercise of the library, in words."""

    exercise: Exercise
    dose: str
    regions: str


def region_choices() -> list[tuple[str, str]]:
    """Regions that any exercise is for, in the order of the body map."""
    used = {code for entry in EXERCISES.values() for code in entry.regions}
    return [(code, region.name) for code, region in REGIONS.items() if code in used]


def library(*, region: str = "", words: str = "") -> list[Shown]:
    """Exercises for a region, whose name or instructions hold every word."""
    found = Exercise.objects.filter(regions__contains=[region]) if region else Exercise.objects.all()
    rows = [_shown(exercise) for exercise in found]
    wanted = words.casefold().split()
    return [row for row in rows if all(word in _text(row) for word in wanted)]


def _shown(exercise: Exercise) -> Shown:
    names = [REGIONS[code].name for code in exercise.regions if code in REGIONS]
    return Shown(exercise, dose_text(EXERCISES[exercise.number]), ", ".join(names) or "whole body")


def _text(row: Shown) -> str:
    return f"{row.exercise.name} {row.exercise.instructions} {row.regions}".casefold()
