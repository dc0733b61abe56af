"""Goals: what is measured, from where to where, until when. A baseline left empty is taken from the measurements of the page."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from assessments.forms.places import select
from assessments.forms.rows import RowForm, RowSet, rows_of, words
from assessments.models import Goal
from assessments.rules.entries import Activity, Aim, Pain, Range, range_item, range_label
from assessments.rules.rom import MOVEMENTS
from assessments.rules.scoring import PSFS_MOST

RANGE_AIMS = [
    (f"ROM/{item}", range_label(item)) for m in MOVEMENTS.values() for s in m.sides for item in [range_item(m.code, s)]
]
AIMS = [
    ("", "Choose what"),
    ("NPRS", "Pain at worst, 0 to 10"),
    ("Activities", [(f"PSFS/{n}", f"Activity {n} of this page, 0 to 10") for n in range(1, PSFS_MOST + 1)]),
    ("Range of motion", RANGE_AIMS),
]
STEP = forms.NumberInput(attrs={"class": "form-control num", "inputmode": "decimal", "step": "any"})


def value(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=-30, max_value=220, max_digits=5, decimal_places=1, required=False, widget=STEP
    )


class GoalRow(RowForm):
    keys: ClassVar = ("aim", "target", "due_on", "words")
    aim = select("What", AIMS)
    baseline = value("Now")
    target = value("Target")
    due_on = forms.DateField(
        label="By", required=False, widget=forms.DateInput(attrs={"type": "date", "class": "form-control"})
    )
    words = words("In the patient's words", 200)
    is_primary = forms.BooleanField(
        label="Primary goal", required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        for name, message in (
            ("aim", "Choose what is measured."),
            ("target", "Write the target."),
            ("due_on", "Write the day it should be reached by."),
        ):
            if data.get(name) in {None, ""} and name not in self.errors:
                self.add_error(name, message)
        return data


class GoalRows(RowSet):
    def clean(self) -> None:
        primaries = [form for form in self.forms if form.is_valid() and form.cleaned_data.get("is_primary")]
        for form in [form for form in primaries if form.has_changed()][1:]:
            form.add_error("is_primary", "Only one goal is the primary one.")

    def aims(
        self, *, pain: Sequence[Pain], ranges: Sequence[Range], activities: Sequence[tuple[int, Activity]]
    ) -> list[Aim]:
        """The goals with their baselines; what cannot be one gets its message at the field (check `is_sound` after this)."""
        taken = {
            "NPRS": max((p.pain for p in pain if p.pain is not None), default=None),
            **{f"PSFS/{n}": activity.value for n, activity in activities},
            **{f"ROM/{range_item(r.movement, r.side)}": r.passive if r.active is None else r.active for r in ranges},
        }
        names = {f"PSFS/{n}": activity.words for n, activity in activities}
        return [
            aim
            for form in self.forms
            if form.has_changed() and form.is_valid()
            for aim in [_aim(form, taken, names)]
            if aim
        ]

    @property
    def is_sound(self) -> bool:
        return not any(form.errors for form in self.forms)


def _aim(form: RowForm, taken: dict[str, int | None], names: dict[str, str]) -> Aim | None:
    data = form.cleaned_data
    measure, _, item = data["aim"].partition("/")
    measured = taken.get(data["aim"])
    baseline = data["baseline"] if data["baseline"] is not None else measured
    if measure == "PSFS" and data["aim"] not in names:
        form.add_error("aim", f"Activity {item} is not written above.")
    elif baseline is None:
        form.add_error("baseline", "Nothing above measures this: write where it stands now.")
    elif baseline == data["target"]:
        form.add_error("target", "The target must differ from where it stands now.")
    elif measure != "ROM" and not (0 <= baseline <= 10 and 0 <= data["target"] <= 10):  # noqa: PLR2004 - NPRS, PSFS
        form.add_error("target", "Both values lie between 0 and 10.")
    else:
        return Aim(
            measure=measure,
            item=names.get(data["aim"], item),
            baseline=Decimal(baseline),
            target=data["target"],
            due_on=data["due_on"],
            words=data["words"],
            is_primary=data["is_primary"],
        )
    return None


Goals = rows_of(GoalRow, GoalRows, extra=2)


def goal_initial(goals: Iterable[Goal], activities: Sequence[str]) -> list[dict[str, Any]]:
    """`activities`: the activities of the page in their order, to find the row a goal points at."""
    return [
        {
            "aim": _aim_value(goal, activities),
            "baseline": goal.baseline.normalize(),
            "target": goal.target.normalize(),
            "due_on": goal.due_on,
            "words": goal.words,
            "is_primary": goal.is_primary,
        }
        for goal in goals
    ] or [{"is_primary": True}]


def _aim_value(goal: Goal, activities: Sequence[str]) -> str:
    if goal.measure == Goal.Measure.PSFS:
        return f"PSFS/{activities.index(goal.item) + 1}" if goal.item in activities else ""
    return f"{goal.measure}/{goal.item}" if goal.item else str(goal.measure)
