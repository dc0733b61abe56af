"""The one page on which a referral grows from a bare scan to complete. Nothing is required: what is there is saved."""

import re
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from clinic.rules.events import EVENT_CHOICES
from patients.forms.fields import DayField, PlainText
from patients.models import Patient
from referrals.forms.places import PlacesField
from referrals.models import Episode, Physician, Referral

RowT = TypeVar("RowT", bound=models.Model)
MOST_DIAGNOSES = 12
NEW_EPISODE = "new"
_BIGGEST_KEY = 2**63 - 1


class KeyField(forms.IntegerField):
    """The key of a row that was chosen from a list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=1, max_value=_BIGGEST_KEY, widget=forms.HiddenInput, **kwargs)


class CodesField(forms.Field):
    """Ticked diagnosis codes, as a list of texts; whether they are billable is not for the form to say."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[str]:
        return [str(code)[:12] for code in value or []][:MOST_DIAGNOSES]


class OrderForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    source = forms.ChoiceField(label="Came by", choices=Referral.Source.choices)
    received_on = DayField(label="Received")
    note = PlainText(lines=True, max_length=400, required=False, help_text="For the desk; never printed.")

    patient = KeyField(label="Patient")
    episode = forms.CharField(label="Episode", max_length=20, required=False)
    problem = PlainText(
        max_length=160, required=False, help_text="In a few words, such as: swelling of the left arm after mastectomy."
    )
    physician = KeyField(label="Physician")
    renews = KeyField(label="Renews")

    purpose = forms.ChoiceField(
        choices=Referral.Purpose.choices, widget=forms.RadioSelect, initial=Referral.Purpose.TREAT
    )
    diagnoses = CodesField(label="Diagnoses", required=False)
    codes = PlainText(
        label="Or type codes",
        max_length=200,
        required=False,
        help_text="Separated by commas or spaces, such as M54.50, I97.2.",
    )
    lead = forms.CharField(label="Leading diagnosis", max_length=12, required=False)
    affected_regions = PlacesField(label="Affected regions")
    no_touch_regions = PlacesField(label="No-touch regions")
    precautions = PlainText(lines=True, max_length=400, required=False)

    visits_authorized = forms.IntegerField(label="Visits authorized", min_value=1, max_value=100, required=False)
    earliest_start_on = DayField(label="Earliest start", required=False)
    start_by_on = DayField(label="Start by", required=False)
    valid_until_on = DayField(label="Valid until", required=False)

    event_kind = forms.ChoiceField(
        label="What happened", choices=[("", "No further event"), *EVENT_CHOICES], required=False
    )
    event_on = DayField(label="Day", required=False)
    event_procedure = PlainText(label="Procedure or circumstances", max_length=120, required=False)
    event_regions = PlacesField(label="Regions of the event")
    event_ended_on = DayField(label="Ended", required=False, help_text="Such as the day the cast came off.")
    event_confirmed_on = DayField(label="Confirmed", required=False, help_text="Such as the day union was confirmed.")

    def clean_patient(self) -> Patient | None:
        return _chosen(
            Patient.objects.all(), self.cleaned_data["patient"], "This patient is not here any more. Search again."
        )

    def clean_physician(self) -> Physician | None:
        return _chosen(
            Physician.objects.all(),
            self.cleaned_data["physician"],
            "This physician is not here any more. Search again.",
        )

    def clean_renews(self) -> Referral | None:
        return _chosen(Referral.objects.all(), self.cleaned_data["renews"], "This referral is not here any more.")

    def clean_episode(self) -> Episode | None:
        """An open episode of the patient, or None for a new one."""
        value, patient = self.cleaned_data["episode"], self.cleaned_data.get("patient")
        if not value.isascii() or not value.isdigit() or patient is None:
            return None
        found: Episode | None = Episode.objects.filter(patient=patient, pk=min(int(value), _BIGGEST_KEY)).first()
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        typed = [code for code in re.split(r"[,;\s]+", given.get("codes", "")) if code]
        codes = list(dict.fromkeys([*given.get("diagnoses", []), *typed]))
        lead = given.get("lead")
        given["all_codes"] = sorted(codes, key=lambda code: code != lead)
        if len(codes) > MOST_DIAGNOSES:
            self.add_error("codes", f"At most {MOST_DIAGNOSES} diagnoses fit on a referral.")
        self._clean_event(given)
        return given

    def _clean_event(self, given: dict[str, Any]) -> None:
        further = ("event_on", "event_procedure", "event_regions", "event_ended_on", "event_confirmed_on")
        kind = given.get("event_kind")
        if kind and not given.get("event_on") and "event_on" not in self.errors:
            self.add_error("event_on", "Give the day: everything is counted from it.")
        if kind and given.get("patient") is None and "patient" not in self.errors:
            self.add_error("event_kind", "Choose the patient first: an event belongs to a person.")
        if not kind and any(given.get(name) for name in further):
            self.add_error("event_kind", "Say what happened.")

    @property
    def wants_new_episode(self) -> bool:
        return self.data.get("episode") == NEW_EPISODE


def _chosen(rows: "models.QuerySet[RowT]", key: int | None, message: str) -> RowT | None:
    if key is None:
        return None
    found = rows.filter(pk=key).first()
    if found is None:
        raise ValidationError(message)
    return found
