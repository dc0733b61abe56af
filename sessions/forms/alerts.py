"""What a person says to an alert."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms

from patients.models import Alert
from patients.services.alerts import NOTE_MOST
from sessions.rules.alerts import kind_of


class AlertForm(forms.Form):
    """Which choices there are depends on the kind; whether what was sent is an answer, the service decides."""

    action = forms.ChoiceField(label="What follows", widget=forms.RadioSelect, required=False)
    note = forms.CharField(
        label="Your note",
        max_length=NOTE_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-autosize": True}),
    )

    def __init__(self, alert: Alert, data: Any = None) -> None:
        super().__init__(data, auto_id=f"alert-{alert.pk}-%s")
        choices = list(kind_of(alert.kind).actions)
        if choices:
            self.fields["action"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["action"]
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*[Field("action", wrapper_class="choice-row")][: bool(choices)], "note")
