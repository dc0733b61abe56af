"""What kind of assessment is begun, and how much of the screening list is asked again."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms

from assessments.models import Assessment

KINDS = [(kind.value, kind.label) for kind in (Assessment.Kind.REASSESSMENT, Assessment.Kind.DISCHARGE)]
LISTS = [("full", "The full list, filled in with what stands on record"), ("short", "The short list of every visit")]


class ReassessmentForm(forms.Form):
    kind = forms.ChoiceField(label="What is written", choices=KINDS, initial="reassess", widget=forms.RadioSelect)
    screening = forms.ChoiceField(label="Screening", choices=LISTS, initial="full", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        rows = [Field(name, wrapper_class="choice-list") for name in self.fields]
        self.helper.layout = Layout(*rows)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if "screening" in data:
            data["full_screening"] = data.pop("screening") == "full"
        return data
