"""A clearance or a refusal as the paper says it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Field
from django import forms
from django.core.exceptions import ValidationError

from referrals.forms.order import KeyField
from referrals.forms.papers import PaperForm
from referrals.rules.rows import ROWS

GRANTED, REFUSED = "yes", "no"
OTHERS = HTML('{% include "referrals/_other_rows.html" %}')


class RowsField(forms.MultipleChoiceField):
    """Rows of the clinical reference: those at hand as boxes, every other one may be sent as well."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def valid_value(self, value: Any) -> bool:
        return value in ROWS

    def offer(self, rows: Iterable[str]) -> None:
        self.choices = [(row, ROWS[row]) for row in rows if row in ROWS]


class ClearanceForm(PaperForm):
    inquiry = KeyField(label="Letter")
    granted = forms.ChoiceField(
        label="The answer",
        choices=[(GRANTED, "Cleared"), (REFUSED, "Not cleared")],
        widget=forms.RadioSelect,
        initial=GRANTED,
    )
    lifts = RowsField(label="What it answers")

    def __init__(self, *args: Any, rows: Sequence[str], today: date, days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_on"].initial = today
        self.fields["until_on"].help_text = f"Empty: {days} days from the first day."
        lifts = self.fields["lifts"]
        assert isinstance(lifts, RowsField)  # noqa: S101 - declared above
        lifts.offer(rows)
        self.helper = self.helper_with(
            Field("granted", wrapper_class="choice-row"),
            Field("lifts", wrapper_class="check-grid"),
            OTHERS,
            "inquiry",
            legend="The answer",
        )

    def clean_granted(self) -> bool:
        return bool(self.cleaned_data["granted"] == GRANTED)

    def clean_lifts(self) -> list[str]:
        rows: list[str] = self.cleaned_data["lifts"]
        if not rows:
            raise ValidationError("Tick what it answers.")
        return rows
