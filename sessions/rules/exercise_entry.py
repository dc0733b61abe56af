"""What one entry of the home exercise library says."""

from dataclasses import dataclass

from clinic.rules.conditions import ConditionCode
from clinic.rules.events import EventKind


@dataclass(frozen=True, slots=True)
class ExerciseEntry:
    """Default dose: `sets` of `reps`, each held `hold_s` seconds (0: not held), or `minutes` at a time (0: not timed).

    `blocks` and `event_blocks` rule it out while they stand; `ask_first` is what the therapist must know before.
    """

    number: int
    name: str
    regions: tuple[str, ...]
    instructions: str
    sets: int = 1
    reps: int = 1
    hold_s: int = 0
    times_per_day: int = 1
    days_per_week: int = 7
    minutes: int = 0
    minutes_most: int = 0
    each_side: bool = False
    blocks: tuple[ConditionCode, ...] = ()
    event_blocks: tuple[EventKind, ...] = ()
    ask_first: str = ""

    @property
    def row(self) -> str:
        """Its row of the clinical reference, such as "H-07"."""
        return f"H-{self.number:02}"
