"""The clinic's thresholds as a form, made from the rules' own list."""

from typing import Any

from django import forms

from clinic.rules.policy import SCALARS, Scalar


class PolicyForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for scalar in SCALARS:
            self.fields[scalar.name] = _field(scalar)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        shortest, longest = cleaned.get("visit_minutes_min"), cleaned.get("visit_minutes_max")
        if shortest and longest and longest < shortest:
            self.add_error("visit_minutes_max", "The longest visit cannot be shorter than the shortest.")
        return cleaned


def _field(scalar: Scalar) -> forms.Field:
    if (scalar.low, scalar.high) == (0, 1):
        words = {0: "No", 1: "Yes"}
        about = f"Usual: {words[scalar.default].lower()}. ({scalar.row})"
        return forms.TypedChoiceField(label=scalar.about, choices=[(1, "Yes"), (0, "No")], coerce=int, help_text=about)
    about = f"{scalar.low} to {scalar.high} {scalar.unit}. Usual: {scalar.default}. ({scalar.row})"
    return forms.IntegerField(label=scalar.about, min_value=scalar.low, max_value=scalar.high, help_text=about)
