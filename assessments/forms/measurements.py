"""Pain marks, ranges of motion and the patient's own activities, row by row."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from assessments.forms.places import place, select
from assessments.forms.rows import RowForm, RowSet, number, refuse_repeats, rows_of, words
from assessments.models import PainMark, RomReading, Score
from assessments.rules.entries import Activity, Pain, Range, implausible
from assessments.rules.pain import MARK_KIND_NAMES, PAIN_KIND_NAMES, pain_word
from assessments.rules.rom import MOVEMENTS
from assessments.rules.scoring import PSFS_MOST

NPRS = [("", "—"), *((str(n), f"{n} {pain_word(n)}") for n in range(11))]
PSFS = [("", "—"), *((str(n), str(n)) for n in range(11))]
KINDS = [("", "—"), *((kind.value, name) for kind, name in PAIN_KIND_NAMES.items())]
ROLES = [(kind.value, name) for kind, name in MARK_KIND_NAMES.items()]
MOVEMENT_GROUPS = [
    (joint, [(m.code, m.label) for m in MOVEMENTS.values() if m.joint == joint])
    for joint in dict.fromkeys(m.joint for m in MOVEMENTS.values())
]
READINGS = ("active_l", "active_r", "passive_l", "passive_r")


class PainRow(RowForm):
    keys: ClassVar = ("place", "pain", "kind")
    place = place("Place")
    pain = select("Pain, worst in 24 hours", NPRS)
    kind = select("Kind", KINDS)
    role = select("Role", ROLES)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if not data.get("place") and "place" not in self.errors:
            self.add_error("place", "Choose the place.")
        return data


class PainRows(RowSet):
    def clean(self) -> None:
        refuse_repeats(self, "place", "This place is marked twice.")

    def entries(self) -> list[Pain]:
        return [
            Pain(row["place"], int(row["pain"]) if row["pain"] else None, row["kind"], row["role"] or "affected")
            for row in self.filled
        ]


class RangeRow(RowForm):
    """One movement: both sides, or the first column alone where a movement has no sides."""

    keys: ClassVar = ("movement", *READINGS, "end_l", "end_r")
    movement = select("Movement", [("", "Choose a movement"), *MOVEMENT_GROUPS])
    active_l = number("Active, left or center", -30, 220)
    active_r = number("Active, right", -30, 220)
    passive_l = number("Passive, left or center", -30, 220)
    passive_r = number("Passive, right", -30, 220)
    end_l = number("Pain at the end, left or center", 0, 10)
    end_r = number("Pain at the end, right", 0, 10)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        movement = MOVEMENTS.get(data.get("movement") or "")
        if movement is None:
            self.add_error("movement", "Choose the movement.")
            return data
        for name in READINGS:
            value = data.get(name)
            problem = implausible(movement.code, value) if value is not None else ""
            if problem:
                self.add_error(name, problem)
            elif value is not None and name.endswith("_r") and not movement.sided:
                self.add_error(name, f"{movement.label} has no sides: write it in the first column.")
        if not self.errors and all(data.get(name) is None for name in READINGS):
            self.add_error("active_l", "Write what was measured, or empty the row.")
        return data


class RangeRows(RowSet):
    def clean(self) -> None:
        refuse_repeats(self, "movement", "This movement has a row already.")

    def entries(self) -> list[Range]:
        return [entry for row in self.filled for entry in _sides(row)]


def _sides(row: dict[str, Any]) -> Iterable[Range]:
    for side in ("l", "r"):
        active, passive = row[f"active_{side}"], row[f"passive_{side}"]
        if active is not None or passive is not None:
            kept = side if MOVEMENTS[row["movement"]].sided else "m"
            yield Range(row["movement"], kept, active, passive, row[f"end_{side}"])


class ActivityRow(RowForm):
    keys: ClassVar = ("activity", "value")
    activity = words("Activity, in the patient's words", 120, example="Lift a shopping bag")
    value = select("Now", PSFS)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if not data.get("activity") and "activity" not in self.errors:
            self.add_error("activity", "Write the activity.")
        if not data.get("value") and "value" not in self.errors:
            self.add_error("value", "Rate it 0 (cannot) to 10 (as before).")
        return data


class ActivityRows(RowSet):
    spare: ClassVar[int] = 0

    def clean(self) -> None:
        refuse_repeats(self, "activity", "This activity stands there already.")
        if sum(form.has_changed() for form in self.forms) > PSFS_MOST:
            raise ValidationError(f"Up to {PSFS_MOST} activities.")

    def entries(self) -> list[Activity]:
        return [Activity(row["activity"], int(row["value"])) for row in self.filled]


PainMarks = rows_of(PainRow, PainRows, extra=4)
Ranges = rows_of(RangeRow, RangeRows, extra=3)
Activities = rows_of(ActivityRow, ActivityRows, extra=PSFS_MOST)


def pain_initial(marks: Iterable[PainMark]) -> list[dict[str, Any]]:
    return [{"place": m.place, "pain": m.pain, "kind": m.kind, "role": m.role} for m in marks]


def range_initial(readings: Iterable[RomReading]) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for r in readings:
        code, column = f"{r.joint}-{r.movement}", "r" if r.side == "r" else "l"
        values = {"active": r.active_degrees, "passive": r.passive_degrees, "end": r.pain_at_end}
        rows.setdefault(code, {"movement": code}).update({f"{name}_{column}": v for name, v in values.items()})
    return list(rows.values())


def activity_initial(scores: Iterable[Score]) -> list[dict[str, Any]]:
    return [{"activity": s.item, "value": s.value} for s in scores if s.measure == Score.Measure.PSFS]
