"""The tape: limbs point by point on both sides, twice; landmarks of the trunk; dents; the stage as it was found."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import product
from typing import Any, ClassVar

from django import forms

from assessments.forms.places import place, select
from assessments.forms.rows import Row, RowForm, RowSet, measure, number, refuse_repeats, rows_of, sound
from assessments.models.limbs import LEAST_CM, MOST_CM, MOST_POINTS
from assessments.rules.body_entries import Dent, Girths, Stage, Trunk
from assessments.rules.edema import DEEPEST_MM, ISL_CHOICES, LONGEST_S
from assessments.rules.girth import LANDMARK_NAMES, Landmark
from assessments.rules.volume import INTERVALS

LIMBS = ("arm", "leg")
COLUMNS = ("l1", "l2", "r1", "r2")
NARROW, WIDE = 30, 250


class PointRow(RowForm):
    """One height: left twice, right twice. The place in the list is the height."""

    keys: ClassVar = COLUMNS
    l1 = measure("Left", LEAST_CM, MOST_CM)
    l2 = measure("Left, again", LEAST_CM, MOST_CM)
    r1 = measure("Right", LEAST_CM, MOST_CM)
    r2 = measure("Right, again", LEAST_CM, MOST_CM)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        for first, second in (("l1", "l2"), ("r1", "r2")):
            if data.get(second) is not None and data.get(first) is None and first not in self.errors:
                self.add_error(first, "Write the first reading here.")
        return data


class PointRows(RowSet):
    spare: ClassVar[int] = 3

    def points(self) -> list[Row]:
        """Every height up to the last one read, empty ones too; what is wrong stays as it was saved."""
        saved: list[Row] = [dict(row) for row in self.initial or []]
        if not self.is_bound:
            return saved
        self.is_valid()
        rows = [
            form.kept(saved[n] if n < len(saved) else {}) if form.has_changed() else dict.fromkeys(COLUMNS)
            for n, form in enumerate(self.forms)
        ]
        while rows and all(value is None for value in rows[-1].values()):
            rows.pop()
        return rows[:MOST_POINTS]


def girths_of(limb: str, interval: int, points: Sequence[Mapping[str, Any]]) -> list[Girths]:
    """Each side up to its last reading; a side that was not read is left out."""
    found = []
    for side in ("l", "r"):
        pairs = [(row.get(f"{side}1"), row.get(f"{side}2")) for row in points]
        while pairs and pairs[-1][0] is None:
            pairs.pop()
        if pairs:
            first = tuple(one for one, _ in pairs)
            second = tuple(None if one is None else two for one, two in pairs)
            found.append(Girths(limb, side, interval, first, second))
    return found


def point_initial(girths: Iterable[Girths], limb: str) -> list[Row]:
    sides = {entry.side: entry for entry in girths if entry.limb == limb}
    count = max((len(entry.first) for entry in sides.values()), default=0)
    rows: list[Row] = [dict.fromkeys(COLUMNS) for _ in range(count)]
    for side, entry in sides.items():
        for row, one, two in zip(rows, entry.first, entry.second, strict=False):
            row |= {f"{side}1": one, f"{side}2": two}
    return rows


class IntervalForm(forms.Form):
    """Every how many centimeters; fixed once the course of care has begun with one (V-INTERVAL)."""

    def __init__(self, *args: Any, fixed: Mapping[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for limb in LIMBS:
            allowed = [fixed[limb]] if limb in fixed else list(INTERVALS)
            self.fields[f"interval_{limb}"] = select("A point every", [(str(cm), f"{cm} cm") for cm in allowed])

    def interval(self, limb: str) -> int:
        """As chosen; what was sent wrong or not at all is the first that is allowed, or what was saved."""
        field: Any = self.fields[f"interval_{limb}"]
        chosen = self.cleaned_data.get(f"interval_{limb}") if self.is_bound and self.is_valid() else None
        return int(chosen or self.initial.get(f"interval_{limb}") or field.choices[0][0])


class TrunkForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for mark, label in LANDMARK_NAMES.items():
            self.fields[f"trunk_{mark}_1"] = measure(label, NARROW, WIDE)
            self.fields[f"trunk_{mark}_2"] = measure(f"{label}, again", NARROW, WIDE)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        for mark in Landmark:
            first = f"trunk_{mark}_1"
            if data.get(f"trunk_{mark}_2") is not None and data.get(first) is None and first not in self.errors:
                self.add_error(first, "Write the first reading here.")
        return data

    def entries(self, before: Mapping[str, Trunk]) -> list[Trunk]:
        """What is wrong stays as it was saved."""
        data = sound(self)
        found = []
        for mark in Landmark:
            old = before.get(mark.value)
            first = data.get(f"trunk_{mark}_1", old.first if old else None)
            second = data.get(f"trunk_{mark}_2", old.second if old else None)
            if first is not None:
                found.append(Trunk(mark.value, Decimal(first), second))
        return found

    @property
    def rows(self) -> list[tuple[str, Any, Any]]:
        """For the page: landmark, both fields."""
        return [(mark.value, self[f"trunk_{mark}_1"], self[f"trunk_{mark}_2"]) for mark in Landmark]


def trunk_initial(entries: Iterable[Trunk]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in entries:
        found |= {f"trunk_{entry.landmark}_1": entry.first, f"trunk_{entry.landmark}_2": entry.second}
    return found


class StageForm(forms.Form):
    """The stage of each limb, where somebody entitled has said it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for limb in LIMBS:
            for side, word in (("l", "left"), ("r", "right")):
                label = f"Stage, {word} {limb}"
                self.fields[f"stage_{limb}_{side}"] = select(label, [("", "—"), *ISL_CHOICES])

    def entries(self, before: Mapping[tuple[str, str], Stage]) -> list[Stage]:
        data, found = sound(self), []
        for limb, side in product(LIMBS, ("l", "r")):
            old = before.get((limb, side))
            stage = data.get(f"stage_{limb}_{side}", old.stage if old else "")
            found += [Stage(limb, side, stage)] if stage else []
        return found


def stage_initial(entries: Iterable[Stage]) -> dict[str, Any]:
    return {f"stage_{entry.limb}_{entry.side}": entry.stage for entry in entries}


class DentRow(RowForm):
    keys: ClassVar = ("place", "depth_mm", "refill_s")
    key = "place"
    place = place("Place")
    depth_mm = number("Depth of the dent, mm", 0, DEEPEST_MM)
    refill_s = number("Gone after, seconds", 0, LONGEST_S)

    def has_changed(self) -> bool:
        """A place laid out from the last time is no row until it is pressed again."""
        if self.initial.get("depth_mm") is None and self["place"].data == self.initial.get("place"):
            return any(str(self[name].data or "").strip() for name in ("depth_mm", "refill_s"))
        return super().has_changed()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if not data.get("place") and "place" not in self.errors:
            self.add_error("place", "Choose the place.")
        if data.get("depth_mm") is None and "depth_mm" not in self.errors:
            self.add_error("depth_mm", "Write how deep the dent is; 0 for none.")
        return data

    @staticmethod
    def is_enough(row: Mapping[str, Any]) -> bool:
        return bool(row.get("place")) and row.get("depth_mm") is not None


class DentRows(RowSet):
    def clean(self) -> None:
        refuse_repeats(self, "place", "This place has a row already.")

    def entries(self) -> list[Dent]:
        return [Dent(row["place"], row["depth_mm"], row.get("refill_s")) for _, row in self.numbered()]


def dent_initial(entries: Iterable[Dent], laid: Iterable[str] = ()) -> list[Row]:
    rows: list[Row] = [{"place": e.place, "depth_mm": e.depth_mm, "refill_s": e.refill_s} for e in entries]
    said = {row["place"] for row in rows}
    return [*rows, *({"place": code} for code in laid if code not in said)]


Points = rows_of(PointRow, PointRows, extra=8)
Dents = rows_of(DentRow, DentRows, extra=2)
