"""A referring physician: the NPI is checked here so that the message can say what is wrong with it."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from clinic.rules.npi import is_valid_npi
from patients.forms.fields import PhoneField, PlainText
from referrals.models import Physician

NPI_LENGTH = 10


class PhysicianForm(forms.Form):
    name = PlainText(max_length=120, help_text="As it stands on the letters, such as Dr. Lena Albrecht.")
    specialty = PlainText(max_length=80, required=False)
    practice = PlainText(max_length=120, required=False)
    npi = PlainText(
        label="NPI",
        max_length=20,
        required=False,
        help_text="Ten digits; may follow later.",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    reports_by = forms.ChoiceField(
        label="Reports go by",
        choices=Physician.Channel.choices,
        widget=forms.RadioSelect,
        initial=Physician.Channel.EMAIL,
    )
    email = forms.EmailField(label="E-mail", max_length=254, required=False)
    phone = PhoneField(required=False)
    fax = PhoneField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset(
                "Physician",
                Row(Column("name"), Column("npi")),
                Row(Column("specialty"), Column("practice")),
                css_class="card-section",
            ),
            Fieldset(
                "Reports",
                Field("reports_by", wrapper_class="choice-row"),
                "email",
                Row(Column("phone"), Column("fax")),
                css_class="card-section",
            ),
        )

    def clean_npi(self) -> str:
        """Spaces and dashes between the digits do no harm."""
        npi: str = self.cleaned_data["npi"].replace(" ", "").replace("-", "")
        if not npi:
            return ""
        if not (npi.isascii() and npi.isdigit()):
            raise ValidationError("An NPI has digits only.")
        if len(npi) != NPI_LENGTH:
            raise ValidationError(f"An NPI has ten digits; this has {len(npi)}.")
        if npi[0] not in "12":
            raise ValidationError("An NPI begins with 1 or 2.")
        if not is_valid_npi(npi):
            raise ValidationError(
                "The check digit does not fit: one digit is wrong or two are swapped. Compare it with the referral."
            )
        return npi

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("reports_by") == Physician.Channel.EMAIL and not given.get("email") and "email" not in self.errors:
            self.add_error("email", "Reports go by e-mail: give the address, or choose fax or paper.")
        return given
