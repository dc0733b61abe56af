"""What the booking drawer is asked for: a patient's next times, narrowed down; and somebody new."""

from datetime import date
from typing import Any

from django import forms

from patients.forms.people import PatientForm
from sessions.forms.appointments import MAX_YEAR, MIN_YEAR
from sessions.models import Appointment
from sessions.selectors.offering import ANY

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ESSENTIAL = {"given_name", "family_name", "birth_on", "phone", "email"}
PART_LABELS = (("", "Any time"), ("morning", "Morning"), ("afternoon", "Afternoon"), ("evening", "Evening"))


class WishForm(forms.Form):
    """Asked by GET, and each part for itself: what cannot be read is as if it had not been asked. `day` to `room`: the free time on the
    board that was pointed at."""

    kind = forms.ChoiceField(choices=Appointment.Kind.choices, required=False)
    who = forms.CharField(max_length=12, required=False)
    weekday = forms.TypedChoiceField(choices=list(enumerate(WEEKDAYS)), coerce=int, empty_value=None, required=False)
    part = forms.ChoiceField(choices=PART_LABELS, required=False)
    after = forms.DateTimeField(required=False)
    day = forms.DateField(required=False)
    at = forms.TimeField(required=False)
    therapist = forms.IntegerField(required=False, min_value=1, max_value=2**31)
    room = forms.IntegerField(required=False, min_value=1, max_value=2**31)

    def clean_who(self) -> str:
        who: str = self.cleaned_data["who"]
        if who not in ("", ANY) and not (who.isascii() and who.isdecimal()):
            raise forms.ValidationError("Choose a therapist.")
        return who

    def clean_day(self) -> date | None:
        day: date | None = self.cleaned_data["day"]
        if day is not None and not MIN_YEAR <= day.year <= MAX_YEAR:
            raise forms.ValidationError("Enter a day of this century.")
        return day

    def wished(self) -> dict[str, Any]:
        """What could be read."""
        self.is_valid()
        return self.cleaned_data


class NewPatientForm(PatientForm):
    """The essential part of registering somebody who is on the phone; the rest is asked when they come."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - ESSENTIAL:
            del self.fields[name]
