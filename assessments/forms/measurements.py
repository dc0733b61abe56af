"""Pain marks, ranges of motion, strength and the patient's own activities, row by row."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from assessments.forms.places import place, select
from assessments.forms.rows import RowForm, RowSet, number, refuse_repeats, rows_of, whole, words
from assessments.rules.body_entries import Strength
from assessments.rules.entries import Activity, Pain, Range, implausible
from assessments.rules.pain import MARK_FLAG_NAMES, MARK_KIND_NAMES, PAIN_KIND_NAMES, pain_word
from assessments.rules.rom import MOVEMENTS, EndFeel, Instrument
from assessments.rules.scoring import PSFS_MOST
from assessments.rules.strength import GRADE_CHOICES, GROUPS

NPRS = [("", "—"), *((str(n), f"{n} {pain_word(n)}") for n in range(11))]
PSFS = [("", "—"), *((str(n), str(n)) for n in range(11))]
KINDS = [("", "—"), *((kind.value, name) for kind, name in PAIN_KIND_NAMES.items())]
ROLES = [(kind.value, name) for kind, name in MARK_KIND_NAMES.items()]
FLAGS = [(flag.value, name) for flag, name in MARK_FLAG_NAMES.items()]
END_FEELS = [("", "—"), *((feel.value, feel.value.capitalize()) for feel in EndFeel)]
INSTRUMENTS = [("", "—"), *((tool.value, tool.value.capitalize()) for tool in Instrument)]


def by_joint(members: Iterable[Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Choices under the name of their joint."""
    found: dict[str, list[tuple[str, str]]] = {}
    for member in members:
        found.setdefault(member.joint, []).append((member.code, member.label))
    return list(found.items())


MOVEMENT_GROUPS = by_joint(MOVEMENTS.values())
MUSCLE_GROUPS = by_joint(GROUPS.values())
TYPED = (-999, 999)  # what a movement can reach is said of each movement
READINGS = ("active_l", "active_r", "passive_l", "passive_r")


class PainRow(RowForm):
    keys: ClassVar = ("place", "pain", "kind")
    key = "place"
    place = place("Place")
    pain = select("Pain, worst in 24 hours", NPRS)
    kind = select("Kind", KINDS)
    role = select("Role", ROLES)
    flags = forms.MultipleChoiceField(
        label="Also here", choices=FLAGS, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if not data.get("place") and "place" not in self.errors:
            self.add_error("place", "Choose the place.")
        return data

    @staticmethod
    def is_enough(row: Mapping[str, Any]) -> bool:
        return bool(row.get("place"))


class PainRows(RowSet):
    def clean(self) -> None:
        refuse_repeats(self, "place", "This place is marked twice.")

    def entries(self) -> list[Pain]:
        return [mark_of(row) for _, row in self.numbered()]


def mark_of(row: Mapping[str, Any]) -> Pain:
    return Pain(
        row["place"], whole(row["pain"]), row["kind"] or "", row["role"] or "affected", tuple(row["flags"] or ())
    )


class RangeRow(RowForm):
    """One movement: both sides, or the first column alone where a movement has no sides."""

    keys: ClassVar = ("movement", *READINGS, "end_l", "end_r")
    key = "movement"
    movement = select("Movement", [("", "Choose a movement"), *MOVEMENT_GROUPS])
    active_l = number("Active left", *TYPED)
    active_r = number("Active right", *TYPED)
    passive_l = number("Passive left", *TYPED)
    passive_r = number("Passive right", *TYPED)
    end_l = number("End pain left", 0, 10)
    end_r = number("End pain right", 0, 10)
    feel_l = select("End feel left", END_FEELS)
    feel_r = select("End feel right", END_FEELS)
    instrument = select("Measured with", INSTRUMENTS)

    def has_changed(self) -> bool:
        """A movement that is laid out by a set or by the last time is no row until something is read."""
        return any(str(self[name].data or "").strip() for name in (*READINGS, "end_l", "end_r"))

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

    @staticmethod
    def is_enough(row: Mapping[str, Any]) -> bool:
        return bool(row.get("movement")) and any(row.get(name) is not None for name in READINGS)


class RangeRows(RowSet):
    def clean(self) -> None:
        refuse_repeats(self, "movement", "This movement has a row already.")

    def entries(self) -> list[Range]:
        return [entry for _, row in self.numbered() for entry in sides_of(row)]


def sides_of(row: Mapping[str, Any]) -> list[Range]:
    sided = MOVEMENTS[row["movement"]].sided
    return [
        Range(
            row["movement"],
            side if sided else "m",
            row.get(f"active_{side}"),
            row.get(f"passive_{side}"),
            row.get(f"end_{side}"),
            row.get(f"feel_{side}") or "",
            row.get("instrument") or "",
        )
        for side in (("l", "r") if sided else ("l",))
        if row.get(f"active_{side}") is not None or row.get(f"passive_{side}") is not None
    ]


class StrengthRow(RowForm):
    """One muscle group, both sides beside each other."""

    keys: ClassVar = ("left", "right")
    key = "group"
    group = select("Muscles", [("", "Choose muscles"), *MUSCLE_GROUPS])
    left = select("Left", [("", "—"), *GRADE_CHOICES])
    right = select("Right", [("", "—"), *GRADE_CHOICES])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if not data.get("group") and "group" not in self.errors:
            self.add_error("group", "Choose the muscles.")
        return data

    @staticmethod
    def is_enough(row: Mapping[str, Any]) -> bool:
        return bool(row.get("group")) and bool(row.get("left") or row.get("right"))


class StrengthRows(RowSet):
    def clean(self) -> None:
        refuse_repeats(self, "group", "These muscles have a row already.")

    def entries(self) -> list[Strength]:
        return [entry for _, row in self.numbered() for entry in grades_of(row)]


def grades_of(row: Mapping[str, Any]) -> list[Strength]:
    sides = (("l", row.get("left")), ("r", row.get("right")))
    return [Strength(row["group"], side, grade) for side, grade in sides if grade]


class ActivityRow(RowForm):
    keys: ClassVar = ("activity", "value")
    key = "activity"
    activity = words("Activity, in the patient's words", 120, example="Lift a shopping bag")
    value = select("Now", PSFS)

    def has_changed(self) -> bool:
        """An activity laid out from the last time is no row until it is rated."""
        laid = self.initial.get("activity") and self.initial.get("value") is None
        if laid and self["activity"].data == self.initial["activity"]:
            return bool(self["value"].data)
        return super().has_changed()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if not data.get("activity") and "activity" not in self.errors:
            self.add_error("activity", "Write the activity.")
        if not data.get("value") and "value" not in self.errors:
            self.add_error("value", "Rate it 0 (cannot) to 10 (as before).")
        return data

    @staticmethod
    def is_enough(row: Mapping[str, Any]) -> bool:
        return bool(row.get("activity")) and row.get("value") not in {None, ""}


class ActivityRows(RowSet):
    spare: ClassVar[int] = 0

    def clean(self) -> None:
        refuse_repeats(self, "activity", "This activity stands there already.")
        if sum(form.has_changed() for form in self.forms) > PSFS_MOST:
            raise ValidationError(f"Up to {PSFS_MOST} activities.")

    def numbered_entries(self) -> list[tuple[int, Activity]]:
        """By their place on the page, counted from 1: goals point at them so."""
        rows = [(n + 1, Activity(row["activity"], int(row["value"]))) for n, row in self.numbered()]
        return rows[:PSFS_MOST]


PainMarks = rows_of(PainRow, PainRows, extra=4)
Ranges = rows_of(RangeRow, RangeRows, extra=3)
StrengthGrades = rows_of(StrengthRow, StrengthRows, extra=3)
Activities = rows_of(ActivityRow, ActivityRows, extra=PSFS_MOST)


def pain_initial(marks: Iterable[Pain]) -> list[dict[str, Any]]:
    return [{"place": m.place, "pain": m.pain, "kind": m.kind, "role": m.role, "flags": list(m.flags)} for m in marks]


def range_initial(readings: Iterable[Range], laid: Iterable[str] = ()) -> list[dict[str, Any]]:
    """`laid`: movements that get a row before anything is read."""
    rows: dict[str, dict[str, Any]] = {}
    for r in readings:
        side = "r" if r.side == "r" else "l"
        values = {"active": r.active, "passive": r.passive, "end": r.pain_at_end, "feel": r.end_feel}
        row = rows.setdefault(r.movement, {"movement": r.movement})
        row |= {f"{name}_{side}": value for name, value in values.items()} | {"instrument": r.instrument}
    return [*rows.values(), *({"movement": code} for code in laid if code not in rows)]


def strength_initial(readings: Iterable[Strength], laid: Iterable[str] = ()) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for r in readings:
        rows.setdefault(r.group, {"group": r.group})["left" if r.side == "l" else "right"] = r.grade
    return [*rows.values(), *({"group": code} for code in laid if code not in rows)]


def activity_initial(entries: Iterable[Activity], laid: Iterable[str] = ()) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{"activity": entry.words, "value": entry.value} for entry in entries]
    said = {row["activity"] for row in rows}
    return [*rows, *({"activity": text} for text in laid if text not in said)][:PSFS_MOST]
