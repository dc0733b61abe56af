"""Forms of the clinic's name, locations and rooms."""

from typing import Any
from zoneinfo import available_timezones

from django import forms

from clinic.models import ClinicProfile, Location, Room

# Offered first; all others follow by name.
US_ZONES = (
    ("America/New_York", "Eastern"),
    ("America/Chicago", "Central"),
    ("America/Denver", "Mountain"),
    ("America/Phoenix", "Arizona"),
    ("America/Los_Angeles", "Pacific"),
    ("America/Anchorage", "Alaska"),
    ("Pacific/Honolulu", "Hawaii"),
)


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # Django itself has no generic forms
    class Meta:
        model = ClinicProfile
        fields = ["name", "phone", "email"]
        labels = {"name": "Name of the clinic", "email": "E-mail"}
        help_texts = {
            "name": "As it stands on letters to physicians.",
            "phone": "Patients and physicians are told to call this number.",
        }


class LocationForm(forms.ModelForm):  # type: ignore[type-arg]  # Django itself has no generic forms
    class Meta:
        model = Location
        fields = ["name", "address", "phone", "state", "zone", "opens_at", "closes_at"]
        widgets = {
            "opens_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "closes_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(name, name) for name in sorted(available_timezones() - {name for name, _label in US_ZONES})]
        groups = [("United States", [(name, f"{label} ({name})") for name, label in US_ZONES]), ("Elsewhere", others)]
        self.fields["zone"] = forms.ChoiceField(label="Time zone", choices=groups, initial="America/Los_Angeles")

    def clean_state(self) -> str:
        state: str = self.cleaned_data["state"].upper()
        if not (len(state) == 2 and state.isascii() and state.isalpha()):  # noqa: PLR2004 - a postal code of a state
            raise forms.ValidationError("Two letters, such as NV.")
        return state


class RoomForm(forms.ModelForm):  # type: ignore[type-arg]  # Django itself has no generic forms
    class Meta:
        model = Room
        fields = ["name", "equipment"]
        help_texts = {"equipment": "Such as a lift table, a sink, a wide door."}

    def clean_name(self) -> str:
        """The location is not part of the form, so the database's rule is asked here."""
        name: str = self.cleaned_data["name"]
        if Room.objects.filter(location=self.instance.location, name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("This location has a room of that name already.")
        return name
