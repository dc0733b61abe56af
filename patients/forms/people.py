"""Registering and changing a patient; adding a person beside them."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Fieldset, Layout, Row
from django import forms
from django.conf import settings

from patients.forms.fields import DayField, PhoneField, PlainText
from patients.models import Patient, RelatedPerson


class PatientForm(forms.Form):
    given_name = PlainText(max_length=80)
    family_name = PlainText(max_length=80)
    birth_on = DayField(
        label="Birth date", error_messages={"invalid": "Give the birth date as a day, like 1972-05-04."}
    )
    sex = forms.ChoiceField(choices=Patient.Sex.choices, required=False, widget=forms.RadioSelect)
    pronouns = PlainText(max_length=20, required=False)
    phone = PhoneField(required=False)
    email = forms.EmailField(label="E-mail", max_length=254, required=False)
    address = PlainText(max_length=200, required=False)
    language = forms.ChoiceField(choices=settings.LANGUAGES, initial="en")
    payer = PlainText(max_length=80, required=False, help_text="Such as an insurer and plan.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset(
                "Who",
                Row(Column("given_name"), Column("family_name")),
                Row(Column("birth_on"), Column("pronouns")),
                Field("sex", wrapper_class="choice-row"),
                css_class="card-section",
            ),
            Fieldset(
                "How to reach them, and who pays",
                Row(Column("phone"), Column("email")),
                "address",
                Row(Column("language"), Column("payer")),
                css_class="card-section",
            ),
        )


class RelatedPersonForm(forms.Form):
    name = PlainText(max_length=160)
    relation = forms.ChoiceField(choices=RelatedPerson.Relation.choices)
    phone = PhoneField(required=False)
    email = forms.EmailField(label="E-mail", max_length=254, required=False)
    may_consent = forms.BooleanField(label="May consent for the patient", required=False)
    may_use_pages = forms.BooleanField(label="May use the patient's pages", required=False)
    until_on = DayField(
        label="Until", required=False, help_text="The last day they may act for the patient; empty: no end."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset(
                "Person",
                Row(Column("name"), Column("relation")),
                Row(Column("phone"), Column("email")),
                css_class="card-section",
            ),
            Fieldset("What they may do", "may_consent", "may_use_pages", "until_on", css_class="card-section"),
        )
