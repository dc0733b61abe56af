"""A surgeon's protocol with its steps."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms

from clinic.rules.events import EVENT_CHOICES
from patients.forms.fields import PlainText
from referrals.forms.papers import CAPS, TechniquesField
from referrals.forms.taking_in import ScanField
from referrals.models import Physician
from referrals.services.protocols import LAST_DAY, MOST_STEPS, Step


class ProtocolForm(forms.Form):
    name = PlainText(max_length=120, help_text="Such as: Dr. Albrecht, abdomen.")
    event_kind = forms.ChoiceField(label="After", choices=EVENT_CHOICES)
    physician = forms.ModelChoiceField(
        Physician.objects.all(), label="Whose it is", required=False, empty_label="The clinic's own, for every surgeon"
    )
    note = PlainText(max_length=400, required=False)
    paper = ScanField(label="The protocol as it came", required=False, help_text="PDF, JPEG or PNG up to 15 MB.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Fieldset(
                "Protocol",
                "name",
                Row(Column("event_kind"), Column("physician")),
                "note",
                "paper",
                css_class="card-section",
            )
        )


class StepForm(forms.Form):
    """One step; a row left empty is none."""

    from_day = forms.IntegerField(label="From day", min_value=0, max_value=LAST_DAY, required=False)
    until_day = forms.IntegerField(label="Until day", min_value=0, max_value=2 * LAST_DAY, required=False)
    techniques = TechniquesField()
    pressure_cap = forms.TypedChoiceField(
        label="Pressure at most", choices=CAPS, coerce=int, empty_value=None, required=False
    )
    note = PlainText(max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_permitted = False  # a step that says what it said before is a step all the same

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("from_day"), given.get("until_day")
        others = any(
            given.get(name) not in (None, "", []) for name in ("until_day", "techniques", "pressure_cap", "note")
        )
        if first is None and others and "from_day" not in self.errors:
            self.add_error("from_day", "Give the first day.")
        if first is not None and last is not None and last < first:
            self.add_error("until_day", "This lies before the first day.")
        return given

    def step(self) -> Step | None:
        given = self.cleaned_data
        if given.get("from_day") is None:
            return None
        return Step(
            from_day=given["from_day"],
            until_day=given["until_day"],
            techniques=tuple(given["techniques"]),
            pressure_cap=given["pressure_cap"],
            note=given["note"],
        )


StepFormSet = forms.formset_factory(StepForm, extra=2, max_num=MOST_STEPS, absolute_max=MOST_STEPS, validate_max=True)
