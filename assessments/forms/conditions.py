"""How a standing condition ended: on which day, what shows it, with the paper where there is one."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms

from assessments.rules.endings import RESOLUTIONS
from patients.forms.fields import DayField, PlainText
from patients.models import Document, Patient


class ConditionEndForm(forms.Form):
    resolution = forms.ChoiceField(label="What became of it", choices=RESOLUTIONS, widget=forms.RadioSelect)
    on = DayField(label="Ended on", required=False, help_text="Left empty where it was entered by mistake.")
    why = PlainText(label="What shows it", max_length=200, help_text="Such as what was measured, or who said so.")
    evidence = forms.ModelChoiceField(
        label="Paper on file that shows it", queryset=Document.objects.none(), required=False, empty_label="None"
    )

    def __init__(self, *args: Any, patient: Patient, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].queryset = Document.objects.filter(patient=patient)  # type: ignore[attr-defined]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(Field("resolution", wrapper_class="choice-list"), "on", "why", "evidence")
