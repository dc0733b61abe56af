"""Two records side by side: which side each field is taken from, and why they are one person."""

from typing import Any

from django import forms

from patients.forms.fields import PlainText
from patients.models import Patient
from patients.services.merging import FIELDS, REASON_MOST

SIDES = (("into", "the record that stays"), ("merged", "the record that goes"))


class MergeForm(forms.Form):
    """One choice for each field on which the two differ; what is empty on one side is taken from the other unless somebody says not."""

    reason = PlainText(max_length=REASON_MOST, label="How do you know that they are one person?")

    def __init__(self, *args: Any, into: Patient, merged: Patient, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differing = [field for field in FIELDS if getattr(into, field) != getattr(merged, field)]
        for field in self.differing:
            start = "into" if getattr(into, field) else "merged"
            self.fields[field] = forms.ChoiceField(choices=SIDES, initial=start, widget=forms.RadioSelect)

    @property
    def kept(self) -> dict[str, str]:
        return {field: self.cleaned_data[field] for field in self.differing}


class ProposalForm(forms.Form):
    reason = PlainText(max_length=REASON_MOST, required=False, label="What makes you think so?")


class OtherForm(forms.Form):
    """Which other record: chosen from the search box, or its number typed."""

    other = forms.CharField(max_length=40, required=False)
    other_id = forms.IntegerField(required=False, min_value=1)
