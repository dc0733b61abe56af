"""What all forms about a physician's word share: who, which techniques and places, how hard, which days, the paper itself."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Field, Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError

from clinic.rules.techniques import PRESSURE_NAMES, TECHNIQUE_CHOICES
from patients.forms.fields import DayField, PlainText
from referrals.forms.order import KeyField
from referrals.forms.places import PlacesField
from referrals.forms.taking_in import ScanField
from referrals.models import Physician

CAPS = [("", "No limit named"), *((str(level), f"{level}: {name}") for level, name in PRESSURE_NAMES.items())]
PAPER_HELP = "PDF, JPEG or PNG up to 15 MB: the fax, the signed letter, a photo of it."
PHYSICIAN = HTML('{% include "referrals/_pick_physician.html" %}')
PLACES = HTML('{% include "referrals/_pick_places.html" %}')


class TechniquesField(forms.MultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=TECHNIQUE_CHOICES, required=False, widget=forms.CheckboxSelectMultiple, label="Techniques", **kwargs
        )


class PhysicianField(KeyField):
    """The physician chosen from the list, as a row."""

    def __init__(self) -> None:
        super().__init__(label="Physician")

    def clean(self, value: Any) -> Physician:
        key = super().clean(value)
        found: Physician | None = Physician.objects.filter(pk=key).first() if key else None
        if found is None:
            raise ValidationError("Choose the physician.")
        return found


class PaperForm(forms.Form):
    """A clearance or an order as its paper says it."""

    physician = PhysicianField()
    techniques = TechniquesField(help_text="None ticked: all of them.")
    regions = PlacesField(label="Places")
    pressure_cap = forms.TypedChoiceField(
        label="Pressure at most", choices=CAPS, coerce=int, empty_value=None, required=False
    )
    from_on = DayField(label="From")
    until_on = DayField(label="Until", required=False)
    note = PlainText(label="In the physician's words", max_length=300, required=False)
    paper = ScanField(label="The paper", required=False, help_text=PAPER_HELP)

    def helper_with(self, *first: Any, limits: tuple[Any, ...] = (), legend: str) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.layout = Layout(
            Fieldset("The paper", "paper", PHYSICIAN, css_class="card-section"),
            Fieldset(legend, *first, Row(Column("from_on"), Column("until_on")), css_class="card-section"),
            Fieldset(
                "For what, and how far",
                Field("techniques", wrapper_class="check-grid"),
                PLACES,
                "pressure_cap",
                *limits,
                "note",
                css_class="card-section",
            ),
        )
        return helper


class ReasonForm(forms.Form):
    reason = PlainText(max_length=200, label="Why it holds no longer")
