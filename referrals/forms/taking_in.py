"""A referral as it arrives: how, when, and its scan if there is one. And its ends: a reason."""

from datetime import date
from typing import Any
from uuid import uuid4

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Fieldset, Layout, Row
from django import forms

from patients.forms.fields import DayField, PlainText
from referrals.models import Referral

ACCEPTED = "application/pdf,image/jpeg,image/png"


class ScanField(forms.FileField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPTED}))
        super().__init__(allow_empty_file=True, max_length=500, **kwargs)


class TakeInForm(forms.Form):
    scan = ScanField(required=False, help_text="PDF, JPEG or PNG up to 15 MB. The rest can be filled in later.")
    source = forms.ChoiceField(
        label="Came by", choices=Referral.Source.choices, widget=forms.RadioSelect, initial=Referral.Source.FAX
    )
    received_on = DayField(label="Received")
    note = PlainText(lines=True, max_length=400, required=False, help_text="For the desk; never printed.")
    # Tells a form that is sent twice from two referrals that look alike.
    sending = forms.CharField(required=False, max_length=36, initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["received_on"].initial = today
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset(
                "As it arrived",
                "scan",
                "sending",
                Field("source", wrapper_class="choice-row"),
                Row(Column("received_on"), Column("note")),
                css_class="card-section",
            )
        )

    def clean_received_on(self) -> date:
        """Said here as well as by the service: what is refused there has its scan stored already."""
        received_on: date = self.cleaned_data["received_on"]
        if received_on > self.today:
            raise forms.ValidationError("A referral cannot be received in the future.")
        return received_on


class ScanForm(forms.Form):
    scan = ScanField(label="Scan", help_text="PDF, JPEG or PNG up to 15 MB.")


class ReasonForm(forms.Form):
    reason = PlainText(max_length=300)
