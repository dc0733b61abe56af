"""Forms about members of staff: who they are, their licenses, the techniques they are trained for."""

from typing import Any

from django import forms

from clinic.models import License, Location, Role, Staff, TechniqueCredential
from clinic.rules.techniques import TECHNIQUE_CHOICES

ROLE_WORDS = [
    (Role.FRONT_DESK.value, "Front desk: referrals, visits, consents; no clinical content"),
    (Role.THERAPIST.value, "Therapist: assesses, plans, treats; sees the charts of their own patients"),
    (Role.MANAGER.value, "Manager: staff, places, policy; sees everything, on record"),
]


class StaffForm(forms.ModelForm):  # type: ignore[type-arg]  # Django itself has no generic forms
    roles = forms.MultipleChoiceField(label="Roles", choices=ROLE_WORDS, widget=forms.CheckboxSelectMultiple)
    locations = forms.ModelMultipleChoiceField(
        label="Locations", queryset=Location.objects.all(), widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Staff
        fields = ["name", "email", "credentials", "roles", "locations"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not Location.objects.exists():
            del self.fields["locations"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if Staff.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Somebody already signs in with this e-mail.")
        return email


class LicenseForm(forms.ModelForm):  # type: ignore[type-arg]  # Django itself has no generic forms
    class Meta:
        model = License
        fields = ["state", "kind", "number", "expires_on"]
        widgets = {"expires_on": forms.DateInput(attrs={"type": "date"})}

    def clean_state(self) -> str:
        state: str = self.cleaned_data["state"].upper()
        if not (len(state) == 2 and state.isascii() and state.isalpha()):  # noqa: PLR2004 - a postal code of a state
            raise forms.ValidationError("Two letters, such as NV.")
        return state


class TechniqueForm(forms.ModelForm):  # type: ignore[type-arg]  # Django itself has no generic forms
    technique = forms.ChoiceField(label="Technique", choices=[("", "Choose…"), *TECHNIQUE_CHOICES])

    class Meta:
        model = TechniqueCredential
        fields = ["technique", "since_on", "until_on"]
        labels = {"since_on": "Trained since", "until_on": "Until"}
        widgets = {
            "since_on": forms.DateInput(attrs={"type": "date"}),
            "until_on": forms.DateInput(attrs={"type": "date"}),
        }
