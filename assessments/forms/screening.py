"""The full screening list: each question answered by hand, or all that are left by one deliberate no."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from assessments.forms.places import PLACE_CHOICES, place
from assessments.forms.rows import words
from assessments.models import ScreeningAnswer
from assessments.rules.entries import Answer
from clinic.rules.conditions import Condition, Scope
from clinic.rules.regions import check_places
from clinic.rules.screening import full_list

ANSWERS = [("no", "No"), ("yes", "Yes"), ("unsure", "Not sure")]


@dataclass(frozen=True)
class Question:
    """One question as it stands on the page; `boxes` and `other` are None where no place is asked for."""

    condition: Condition
    answer: BoundField
    note: BoundField
    boxes: BoundField | None
    other: BoundField | None


class ScreeningForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for condition in full_list():
            code = condition.code.value
            self.fields[f"answer_{code}"] = forms.ChoiceField(
                label=condition.question, choices=ANSWERS, required=False, widget=forms.RadioSelect
            )
            self.fields[f"note_{code}"] = words(f"Note: {condition.label}", 200)
            if condition.scope is not Scope.GLOBAL:
                self.fields[f"places_{code}"] = forms.MultipleChoiceField(
                    label="Where", choices=PLACE_CHOICES, required=False, widget=forms.CheckboxSelectMultiple
                )
                self.fields[f"other_{code}"] = place("Where", empty="add a place")

    @property
    def questions(self) -> list[Question]:
        return [
            Question(
                condition=condition,
                answer=self[f"answer_{condition.code.value}"],
                note=self[f"note_{condition.code.value}"],
                boxes=self._bound(f"places_{condition.code.value}"),
                other=self._bound(f"other_{condition.code.value}"),
            )
            for condition in full_list()
        ]

    def answers(self, *, rest_no: bool) -> list[Answer]:
        """What was answered, in the order of the list; `rest_no` answers what is left with no."""
        found = []
        for condition in full_list():
            code, data = condition.code.value, self.cleaned_data
            said = data[f"answer_{code}"] or ("no" if rest_no else "")
            where = [*data.get(f"places_{code}", []), *filter(None, [data.get(f"other_{code}")])]
            if said:
                places = check_places(where) if said != "no" else ()
                found.append(Answer(code, said, data[f"note_{code}"], places))
        return found

    def _bound(self, name: str) -> BoundField | None:
        return self[name] if name in self.fields else None


def screening_initial(answers: Iterable[ScreeningAnswer]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for row in answers:
        found |= {f"answer_{row.code}": row.answer, f"note_{row.code}": row.note, f"places_{row.code}": row.places}
    return found
