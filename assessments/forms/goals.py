"""Goals: what is measured, from where to where, until when. A baseline left empty is taken from the measurements of the page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from django import forms

from assessments.forms.places import select
from assessments.forms.rows import RowForm, RowSet, day, rows_of, words
from assessments.rules.aims import SCALES, aim_label, aim_value
from assessments.rules.body_entries import Girths, Strength, Trunk
from assessments.rules.entries import Activity, Aim, Pain, Range, range_item, range_label
from assessments.rules.girth import Landmark
from assessments.rules.rom import MOVEMENTS
from assessments.rules.scoring import PSFS_MOST
from assessments.rules.strength import GRADES, GROUPS

PLAIN_AIMS = [
    ("", "Choose what"),
    ("NPRS", "Pain at worst, 0 to 10"),
    ("Activities", [(f"PSFS/{n}", f"Activity {n} of this page, 0 to 10") for n in range(1, PSFS_MOST + 1)]),
]
RANGE_AIMS = [
    (f"ROM/{item}", range_label(item)) for m in MOVEMENTS.values() for s in m.sides for item in [range_item(m.code, s)]
]
STRENGTH_AIMS = [
    (f"MMT/{code}:{side}", f"{word} {group.label.lower()}")
    for code, group in GROUPS.items()
    for side, word in (("l", "left"), ("r", "right"))
]


@dataclass(frozen=True)
class Measured:
    """What stands on the page to take a baseline from."""

    pain: Sequence[Pain] = ()
    ranges: Sequence[Range] = ()
    activities: Sequence[tuple[int, Activity]] = ()
    strength: Sequence[Strength] = ()
    girths: Sequence[Girths] = ()
    trunk: Sequence[Trunk] = ()
    values: Mapping[str, float | None] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", self._values())

    @property
    def names(self) -> dict[str, str]:
        return {f"PSFS/{n}": activity.words for n, activity in self.activities}

    def _values(self) -> dict[str, float | None]:
        found: dict[str, float | None] = {"NPRS": max((p.pain for p in self.pain if p.pain is not None), default=None)}
        found |= {f"PSFS/{n}": activity.value for n, activity in self.activities}
        found |= {f"ROM/{range_item(r.movement, r.side)}": r.value for r in self.ranges}
        found |= {f"MMT/{s.group}:{s.side}": s.rank for s in self.strength}
        found |= {f"GIRTH/trunk:{t.landmark}": round(t.mean, 1) for t in self.trunk}
        for girths in self.girths:
            limb = f"{girths.limb}:{girths.side}"
            found |= {
                f"GIRTH/{limb}:{n * girths.interval}": round(mean, 1)
                for n, mean in enumerate(girths.means)
                if mean is not None
            }
            if girths.limb_girths:
                found[f"VOLUME/{limb}"] = round(girths.limb_girths.ml)
        return found

    @property
    def tape_aims(self) -> list[tuple[str, str]]:
        """What was measured by tape, and every landmark and volume."""
        items = [f"GIRTH/trunk:{mark}" for mark in Landmark]
        items += [f"VOLUME/{limb}:{side}" for limb in ("arm", "leg") for side in ("l", "r")]
        items += [code for code in self.values if code.startswith("GIRTH/") and code not in items]
        return [(item, aim_label(*item.split("/", 1))) for item in items]


def value(label: str) -> forms.CharField:
    """A number; a grade such as 4+ where strength is meant."""
    attrs = {"class": "form-control num", "inputmode": "decimal", "autocomplete": "off"}
    return forms.CharField(label=label, max_length=8, required=False, widget=forms.TextInput(attrs=attrs))


class GoalRow(RowForm):
    keys: ClassVar = ("aim", "target", "due_on", "words")
    key = "aim"
    aim = select("What", PLAIN_AIMS)
    baseline = value("Now")
    target = value("Target")
    due_on = day("By")
    words = words("In the patient's words", 200)
    is_primary = forms.BooleanField(
        label="Primary goal", required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )

    def __init__(
        self, *args: Any, tape: Sequence[tuple[str, str]] = (), primary_stands: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.primary_stands = primary_stands
        chosen: Any = self.fields["aim"]
        chosen.choices = [
            *PLAIN_AIMS,
            ("Range of motion", RANGE_AIMS),
            ("Strength", STRENGTH_AIMS),
            ("Girth and volume", list(tape)),
        ]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        for name in ("baseline", "target"):
            if data.get(name) and name not in self.errors:
                self._read(name, str(data.get("aim") or ""))
        for name, message in (
            ("aim", "Choose what is measured."),
            ("target", "Write the target."),
            ("due_on", "Write the day it should be reached by."),
        ):
            if data.get(name) in {None, ""} and name not in self.errors:
                self.add_error(name, message)
        if data.get("is_primary") and self.primary_stands:
            self.add_error("is_primary", "This course of care has a primary goal: close that one first.")
        return data

    def _read(self, name: str, aim: str) -> None:
        text = self.cleaned_data[name].replace(",", ".").strip()
        if aim.startswith("MMT/"):
            if text in GRADES:
                self.cleaned_data[name] = Decimal(GRADES.index(text))
            else:
                self.add_error(name, "Write a grade of strength: 0 to 5, also 2-, 3+ and the like.")
            return
        try:
            number = Decimal(text)
            self.cleaned_data[name] = number.quantize(Decimal("0.1"))
        except InvalidOperation:
            self.add_error(name, "Enter a number.")
            return
        if not number.is_finite():
            self.add_error(name, "Enter a number.")


class GoalRows(RowSet):
    def clean(self) -> None:
        primaries = [form for form in self.forms if form.is_valid() and form.cleaned_data.get("is_primary")]
        for form in [form for form in primaries if form.has_changed()][1:]:
            form.add_error("is_primary", "Only one goal is the primary one.")

    def aims(self, measured: Measured) -> list[Aim]:
        """The goals with their baselines; what cannot be one gets its message at the field (check `is_sound` after this)."""
        return [
            aim
            for form in self.forms
            if form.has_changed() and form.is_valid()
            for aim in [_aim(form, measured)]
            if aim
        ]

    @property
    def is_sound(self) -> bool:
        return not any(form.errors for form in self.forms)


def _aim(form: RowForm, measured: Measured) -> Aim | None:
    data = form.cleaned_data
    measure, _, item = data["aim"].partition("/")
    taken, names = measured.values.get(data["aim"]), measured.names
    least, most = SCALES[measure]
    baseline = data["baseline"] if data["baseline"] not in {None, ""} else taken
    if measure == "PSFS" and data["aim"] not in names:
        form.add_error("aim", f"Activity {item} is not written above.")
    elif baseline is None:
        form.add_error("baseline", "Nothing above measures this: write where it stands now.")
    elif Decimal(str(baseline)) == data["target"]:
        form.add_error("target", "The target must differ from where it stands now.")
    elif not (least <= baseline <= most and least <= data["target"] <= most):
        form.add_error("target", f"Both values lie between {least} and {most}.")
    else:
        return Aim(
            measure=measure,
            item=names.get(data["aim"], item),
            baseline=Decimal(str(baseline)),
            target=data["target"],
            due_on=data["due_on"],
            words=data["words"],
            is_primary=data["is_primary"],
        )
    return None


Goals = rows_of(GoalRow, GoalRows, extra=2)


def goal_initial(goals: Iterable[Aim], activities: Sequence[str], *, primary_stands: bool) -> list[dict[str, Any]]:
    """`activities`: the activities of the page in their order, to find the row a goal points at."""
    return [
        {
            "aim": _aim_value(goal, activities),
            "baseline": _typed(goal, goal.baseline),
            "target": _typed(goal, goal.target),
            "due_on": goal.due_on,
            "words": goal.words,
            "is_primary": goal.is_primary,
        }
        for goal in goals
    ] or [{"is_primary": not primary_stands}]


def _typed(goal: Aim, number: Decimal) -> str:
    return aim_value("MMT", goal.item, float(number)) if goal.measure == "MMT" else f"{float(number):g}"


def _aim_value(goal: Aim, activities: Sequence[str]) -> str:
    if goal.measure == "PSFS":
        return f"PSFS/{activities.index(goal.item) + 1}" if goal.item in activities else ""
    return f"{goal.measure}/{goal.item}" if goal.item else str(goal.measure)
