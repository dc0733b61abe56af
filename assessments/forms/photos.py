"""A photo: of a place of the body map or of the whole body from one side."""

from typing import Any

from django import forms

from assessments.forms.places import place, select
from assessments.forms.rows import words
from assessments.models import Photo


class PhotoForm(forms.Form):
    upload = forms.FileField(
        label="Picture",
        widget=forms.ClearableFileInput(
            attrs={"class": "form-control", "accept": "image/jpeg,image/png", "capture": "environment"}
        ),
    )
    place = place("Place", empty="not one place")
    view = select("Or the whole body", [("", "—"), *Photo.View.choices])
    note = words("Note", 120)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if not data.get("place") and not data.get("view") and not self.errors:
            self.add_error("place", "Say what the photo shows: a place, or the whole body from one side.")
        return data
