"""The screening list: each question answered by hand, or all that are left by one deliberate no."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from assessments.forms.places import PLACE_CHOICES, place, select
from assessments.forms.rows import day, number, words
from assessments.rules.endings import ENDINGS
from assessments.rules.entries import Answer
from clinic.rules.conditions import MOST_PLATELETS, VARIANTS, Condition, ConditionCode, Scope
from clinic.rules.regions import check_places
from clinic.rules.screening import full_list, short_list

ANSWERS = [("no", "No"), ("yes", "Yes"), ("unsure", "Not sure")]


@dataclass(frozen=True)
class Question:
    """One question as it stands on the page; fields that are not asked of this condition are None."""

    condition: Condition
    answer: BoundField
    note: BoundField
    boxes: BoundField | None
    other: BoundField | None
    since: BoundField | None
    unknown: BoundField | None
    variant: BoundField | None
    platelets: BoundField | None
    ending: BoundField | None  # these three: asked where it stands confirmed on record
    ended_on: BoundField | None
    ending_why: BoundField | None
    stands_since: date | None

    @property
    def errors(self) -> list[tuple[str, list[str]]]:
        """By the id of the field, for those that are not drawn as a cell."""
        fields = [field for field in (self.answer, self.boxes) if field is not None]
        return [(field.auto_id, [str(error) for error in field.errors]) for field in fields if field.errors]


class ScreeningForm(forms.Form):
    def __init__(
        self, *args: Any, full: bool = True, standing: Mapping[str, date] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = full_list() if full else short_list()
        self.standing = standing or {}
        for condition in self.asked:
            self._ask(condition)

    def _ask(self, condition: Condition) -> None:
        code = condition.code.value
        self.fields[f"answer_{code}"] = forms.ChoiceField(
            label=condition.question, choices=ANSWERS, required=False, widget=forms.RadioSelect
        )
        if condition.scope is not Scope.GLOBAL:
            self.fields[f"places_{code}"] = forms.MultipleChoiceField(
                label="Where", choices=PLACE_CHOICES, required=False, widget=forms.CheckboxSelectMultiple
            )
            self.fields[f"other_{code}"] = place("Where", empty="add a place")
        if condition.code in VARIANTS:
            kinds = [("", "None of these"), *VARIANTS[condition.code]]
            self.fields[f"variant_{code}"] = select("Kind", kinds)
        if condition.code is ConditionCode.BLEED:
            self.fields[f"platelets_{code}"] = number("Platelets, thousand per µL", 0, MOST_PLATELETS)
        if condition.needs_since:
            self.fields[f"since_{code}"] = day("Since when")
            self.fields[f"unknown_{code}"] = forms.BooleanField(
                label="not known", required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"})
            )
        if code in self.standing:
            self.fields[f"ending_{code}"] = select("What became of it", [("", "Choose"), *ENDINGS])
            self.fields[f"ended_on_{code}"] = day("Ended on")
            self.fields[f"ending_why_{code}"] = words(f"What shows it: {condition.label}", 200)
        self.fields[f"note_{code}"] = words(f"Note: {condition.label}", 200)

    @property
    def questions(self) -> list[Question]:
        return [self._question(condition) for condition in self.asked]

    def _question(self, condition: Condition) -> Question:
        code = condition.code.value
        return Question(
            condition=condition,
            answer=self[f"answer_{code}"],
            note=self[f"note_{code}"],
            boxes=self._bound(f"places_{code}"),
            other=self._bound(f"other_{code}"),
            since=self._bound(f"since_{code}"),
            unknown=self._bound(f"unknown_{code}"),
            variant=self._bound(f"variant_{code}"),
            platelets=self._bound(f"platelets_{code}"),
            ending=self._bound(f"ending_{code}"),
            ended_on=self._bound(f"ended_on_{code}"),
            ending_why=self._bound(f"ending_why_{code}"),
            stands_since=self.standing.get(code),
        )

    def answers(self, *, rest_no: bool, before: Mapping[str, Answer]) -> list[Answer]:
        """What was answered, in the order of the list; `rest_no` answers what is left with no. What is wrong stays as it was."""
        found = [self._answer(condition, rest_no=rest_no, before=before) for condition in self.asked]
        return [answer for answer in found if answer is not None]

    def _answer(self, condition: Condition, *, rest_no: bool, before: Mapping[str, Answer]) -> Answer | None:
        code, data = condition.code.value, self.cleaned_data
        old = before.get(code)
        if f"answer_{code}" in self.errors:
            return old
        said = data[f"answer_{code}"] or ("no" if rest_no else "")
        if not said:
            return None
        note = data.get(f"note_{code}", old.note if old else "")
        if said == "no":
            return Answer(code, said, note, **self._ending(code, old))
        where = [*(data.get(f"places_{code}") or []), *filter(None, [data.get(f"other_{code}")])]
        since = data.get(f"since_{code}")
        return Answer(
            code,
            said,
            note,
            check_places(where),
            variant=data.get(f"variant_{code}") or "",
            platelets=data.get(f"platelets_{code}", old.platelets if old else None),
            since_on=since,
            since_unknown=bool(data.get(f"unknown_{code}")) and since is None,
        )

    def _ending(self, code: str, old: Answer | None) -> dict[str, Any]:
        """What a no says of the condition on record; a day that cannot be read stays as it was."""
        if code not in self.standing:
            return {}
        data = self.cleaned_data
        return {
            "ending": data.get(f"ending_{code}") or "",
            "ended_on": data.get(f"ended_on_{code}", old.ended_on if old else None),
            "ending_why": data.get(f"ending_why_{code}") or "",
        }

    def _bound(self, name: str) -> BoundField | None:
        return self[name] if name in self.fields else None


def screening_initial(answers: Iterable[Answer]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in answers:
        found |= {
            f"answer_{row.code}": row.answer,
            f"note_{row.code}": row.note,
            f"places_{row.code}": list(row.places),
            f"variant_{row.code}": row.variant,
            f"platelets_{row.code}": row.platelets,
            f"since_{row.code}": row.since_on,
            f"unknown_{row.code}": row.since_unknown,
            f"ending_{row.code}": row.ending,
            f"ended_on_{row.code}": row.ended_on,
            f"ending_why_{row.code}": row.ending_why,
        }
    return found
