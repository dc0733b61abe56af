"""The clinic's thresholds as a form, made from the rules' own list."""

from typing import Any

from django import forms

from clinic.rules.policy import SCALARS, Scalar, contradictions


class PolicyForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for scalar in SCALARS:
            self.fields[scalar.name] = _field(scalar)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, why in contradictions(cleaned):
            self.add_error(name, why)
        return cleaned


class ReasonForm(forms.Form):
    """What is said when a change is put in force, and the version it was made on."""

    reason = forms.CharField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 3, "data-autosize": ""}),
        help_text="Kept with the version, for whoever asks later.",
        max_length=1000,
    )
    seen_version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


def _field(scalar: Scalar) -> forms.Field:
    described = {"aria-describedby": f"id_{scalar.name}_helptext"}
    if scalar.is_switch:
        choose = forms.Select(attrs={"class": "form-select"} | described)
        return forms.TypedChoiceField(label=scalar.about, choices=[(1, "Yes"), (0, "No")], coerce=int, widget=choose)
    number = forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"} | described)
    return forms.IntegerField(label=scalar.about, min_value=scalar.low, max_value=scalar.high, widget=number)
