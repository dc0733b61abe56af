"""Blood pressure, pulse and temperature."""

from typing import Any

from django import forms

from assessments.forms.rows import measure, number
from assessments.rules.body_entries import Signs


class VitalsForm(forms.Form):
    systolic = number("Blood pressure, upper", 50, 300)
    diastolic = number("Blood pressure, lower", 20, 200)
    pulse = number("Pulse per minute", 20, 250)
    temperature = measure("Temperature, °C", 30, 45)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        upper, lower = data.get("systolic"), data.get("diastolic")
        if (upper is None) != (lower is None) and not self.errors:
            self.add_error("systolic" if upper is None else "diastolic", "Write both numbers of the blood pressure.")
        elif upper is not None and lower is not None and upper <= lower:
            self.add_error("systolic", "The upper number is the larger one.")
        return data


def signs_of(data: dict[str, Any], before: Signs | None) -> list[Signs]:
    """What was taken; what is wrong stays as it was saved. Blood pressure comes as a pair or not at all."""
    old = before or Signs()
    names = ("systolic", "diastolic", "pulse", "temperature")
    found = {name: data[name] if name in data else getattr(old, name) for name in names}
    pair = (found["systolic"], found["diastolic"])
    if None in pair or pair[0] <= pair[1]:
        found |= {"systolic": old.systolic, "diastolic": old.diastolic} if set(pair) != {None} else {}
    signs = Signs(**found)
    return [signs] if signs.taken else []
