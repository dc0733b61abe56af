"""What is measured again at a visit: one optional field per line that the chart offers. Parsing only."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from assessments.rules.entries import Range, implausible
from assessments.rules.pain import pain_word
from sessions.rules.measuring import Kind, Line, Measures, gathered

PREFIX = "m"
MOST_TYPED = 999
NOT_ASKED = ("", "not asked")
NPRS = [NOT_ASKED, *((str(n), f"{n} {pain_word(n)}") for n in range(11))]
PSFS_ENDS = {0: "0 cannot", 10: "10 as before"}
PSFS = [NOT_ASKED, *((str(n), PSFS_ENDS.get(n, str(n))) for n in range(11))]


class MeasureForm(forms.Form):
    """The fields are named after what they measure, so that a value never lands on another line."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, lines: Sequence[Line]) -> None:
        super().__init__(data, prefix=PREFIX, initial={line.name: line.now for line in lines})
        self.lines = lines
        self.fields.update({line.name: _field(line) for line in lines})

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        for line in self.lines:
            value = data.get(line.name)
            if isinstance(line.entry, Range) and value is not None:
                problem = implausible(line.entry.movement, value)
                if problem:
                    self.add_error(line.name, problem)
        return data

    def measures(self) -> Measures | None:
        """None where something is not right: then nothing is to be written. A field that was not sent stays as it is."""
        if not self.is_valid():
            return None
        return gathered([(line, self._value(line)) for line in self.lines])

    def _value(self, line: Line) -> int | None:
        if self.add_prefix(line.name) not in self.data:
            return line.now
        value: int | None = self.cleaned_data[line.name]
        return value

    def rows(self, lines: Sequence[Line]) -> list[tuple[Line, BoundField]]:
        """Each field beside its line as it stands by now."""
        return [(line, self[line.name]) for line in lines if line.name in self.fields]

    @property
    def is_open(self) -> bool:
        """Whether anything was measured, or typed, already."""
        return bool(self.errors) or any(self[line.name].value() not in {None, ""} for line in self.lines)


def _field(line: Line) -> forms.Field:
    if line.kind is Kind.ROM:
        words = {
            "invalid": "Write a whole number.",
            "min_value": "This looks like a typing error.",
            "max_value": "This looks like a typing error.",
        }
        return forms.IntegerField(
            label=line.label, min_value=-MOST_TYPED, max_value=MOST_TYPED, required=False, error_messages=words
        )
    choices = PSFS if line.kind is Kind.PSFS else NPRS
    return forms.TypedChoiceField(label=line.label, choices=choices, coerce=int, empty_value=None, required=False)
