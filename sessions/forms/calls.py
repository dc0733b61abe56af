"""What came of a call."""

from typing import Any

from django import forms

from sessions.models import Call

NO_ANSWER = "none"


class CallForm(forms.Form):
    outcome = forms.ChoiceField(
        label="What came of it", choices=[*Call.Outcome.choices, (NO_ANSWER, "Nobody answered")]
    )
    note = forms.CharField(label="Note", max_length=200, required=False)

    @property
    def is_answered(self) -> bool:
        given: dict[str, Any] = self.cleaned_data
        return bool(given["outcome"] != NO_ANSWER)
