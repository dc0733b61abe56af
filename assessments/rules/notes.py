"""Short lines beside what was measured: share of the norm, the other side, what moved since the last time (ROM-*, G-*, V-*, M-TEST)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.rules import changing, rom
from assessments.rules.body_entries import Girths, Strength, Trunk
from assessments.rules.changing import Change
from assessments.rules.entries import Activity, Pain, Range, Rating
from assessments.rules.girth import LIMITS, GirthLimits
from assessments.rules.scoring import PSFS_LEAST, PSFS_MOST, groc_important, groc_text
from assessments.rules.strength import steps_weaker

SIDE = {"l": "left ", "r": "right ", "m": ""}
SHADE_BELOW = 90  # percent of the other side from which the line is shaded; it claims nothing


@dataclass(frozen=True, slots=True)
class Note:
    """`tone`: gray, green, red or amber; never the only bearer of a meaning."""

    text: str
    tone: str = "gray"


def moved(change: Change, *, side: str = "m") -> Note:
    return Note(f"{SIDE[side]}{change.text}", change.tone)


def last_time(was: str, *, side: str = "m") -> Note:
    return Note(f"{SIDE[side]}last time {was}")


def pain_notes(mark: Pain, last: Pain | None) -> list[Note]:
    if last is None or last.pain is None or mark.pain is None:
        return []
    return [moved(changing.pain_change(last.pain, mark.pain))]


def range_notes(
    movement: rom.Movement, read: Sequence[Range], last: Mapping[tuple[str, str], Range], *, norm: bool = True
) -> list[Note]:
    """`last` by movement and side."""
    unit = " mm" if movement.unit == "mm" else "°"
    notes = [Note(f"norm {norm_text(movement)}{unit}")] if norm else []
    values = {entry.side: entry.value for entry in read if entry.value is not None}
    for side, value in values.items():
        share = rom.percent_of_norm(movement, value)
        notes += [] if share is None else [Note(f"{SIDE[side]}{share:.0f} % of norm")]
    notes += _sides_apart(movement, values)
    for side in movement.sides:
        old = last.get((movement.code, side))
        if old is None or old.value is None:
            continue
        if side in values:
            notes.append(moved(changing.range_change(movement, old.value, values[side]), side=side))
        else:
            notes.append(last_time(f"{old.value}{unit}", side=side))
    return notes


def norm_text(movement: rom.Movement) -> str:
    return f"{movement.norm} to {movement.norm_high}" if movement.norm_high else str(movement.norm)


def _sides_apart(movement: rom.Movement, values: Mapping[str, int]) -> list[Note]:
    """“left is 62 % of right”; nothing where the sides cannot be compared."""
    if movement.norm == 0 or not {"l", "r"} <= set(values) or values["l"] == values["r"]:
        return []
    less, more = ("l", "r") if values["l"] < values["r"] else ("r", "l")
    share = rom.percent_of_other_side(values[less], values[more])
    tone = "amber" if share is not None and share < SHADE_BELOW else "gray"
    return [] if share is None else [Note(f"{SIDE[less]}is {share:.0f} % of {SIDE[more].strip()}", tone)]


def strength_notes(group: str, read: Mapping[str, Strength], last: Mapping[tuple[str, str], Strength]) -> list[Note]:
    """`read` by side; `last` by group and side."""
    notes = _grades_apart(read["l"], read["r"]) if len(read) > 1 else []
    for side in ("l", "r"):
        old = last.get((group, side))
        if old and side in read:
            notes.append(moved(changing.strength_change(old.rank, read[side].rank), side=side))
        elif old:
            notes.append(last_time(old.grade, side=side))
    return notes


def _grades_apart(left: Strength, right: Strength) -> list[Note]:
    steps = steps_weaker(left.grade, right.grade)
    if not steps:
        return [Note("both sides alike")]
    side = "left" if steps > 0 else "right"
    return [Note(f"{side} {abs(steps)} {'step' if abs(steps) == 1 else 'steps'} weaker", "amber")]


def point_notes(now: Girths | None, last: Girths | None) -> dict[int, list[Note]]:
    """Beside each point of one side what it was the last time, and whether that is a real change."""
    if last is None or (now is not None and now.interval != last.interval):
        return {}
    means = now.means if now else ()
    notes = {}
    for number, was in enumerate(last.means):
        value = means[number] if number < len(means) else None
        if was is not None and value is not None:
            notes[number] = [moved(changing.girth_change(was, value), side=last.side)]
        elif was is not None:
            notes[number] = [last_time(f"{was:.1f} cm", side=last.side)]
    return notes


def trunk_notes(now: Trunk | None, last: Trunk | None, limits: GirthLimits = LIMITS) -> list[Note]:
    if now is None:
        return [] if last is None else [last_time(f"{last.mean:.1f} cm")]
    if last is not None:
        return [moved(changing.trunk_change(last.mean, now.mean, limits))]
    return [] if now.second is None else [Note(f"mean {now.mean:.1f} cm")]


def activity_notes(value: int | None, last: Activity | None) -> list[Note]:
    if last is None:
        return []
    return [last_time(f"{last.value} of 10") if value is None else moved(changing.activity_change(last.value, value))]


def mean_notes(scores: Mapping[str, int], last: Mapping[str, Activity]) -> list[Note]:
    """The mean of three to five activities, and how it moved where all of them were rated the last time (M-PSFS)."""
    if not PSFS_LEAST <= len(scores) <= PSFS_MOST:
        return []
    mean = sum(scores.values()) / len(scores)
    notes = [Note(f"mean {mean:.1f} of 10")]
    if set(scores) <= set(last):
        base = sum(last[words].value for words in scores) / len(scores)
        notes.append(moved(changing.mean_change(base, mean)))
    return notes


def rating_notes(now: Rating | None, last: Rating | None) -> list[Note]:
    """GROC is itself a change (M-GROC)."""
    if now is not None and now.measure == "GROC":
        important = groc_important(now.value)
        return [
            Note(
                groc_text(now.value) + (f", {changing.IMPORTANT}" if important else ""),
                "green" if important else "gray",
            )
        ]
    if last is None or last.measure == "GROC":
        return []
    if now is None:
        return [last_time(str(last.value))]
    return [moved(changing.rating_change(now.measure, last.value, now.value))]
