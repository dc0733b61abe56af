"""Forms of a whole plan: what every visit should be like, and which openings were taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator

from clinic.models import Staff
from sessions.rules.availability import Opening

LEFT_OUT = ""


class LayOutForm(forms.Form):
    """What every visit should be like. Asked by GET, so that the page can be laid anew without losing its address."""

    count = forms.IntegerField(
        label="Visits", min_value=1, widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": 1})
    )
    first_on = forms.DateField(label="From", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    therapist = forms.TypedChoiceField(label="Therapist", required=False, coerce=int, empty_value=None)
    at = forms.TimeField(
        label="Time of day",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "step": 900}, format="%H:%M"),
    )

    def __init__(self, *args: Any, therapists: Sequence[Staff], most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        count: Any = self.fields["count"]
        count.max_value = most
        count.validators.append(MaxValueValidator(most))
        count.widget.attrs["max"] = most
        therapist: Any = self.fields["therapist"]
        therapist.choices = [("", "Whoever is free"), *((one.pk, one.name) for one in therapists)]


@dataclass(frozen=True, slots=True)
class Taken:
    """One posted opening: keys and a moment, judged when it is booked."""

    therapist_id: int
    room_id: int
    starts_at: datetime


def key_of(opening: Opening) -> str:
    return f"{opening.therapist_id}.{opening.room_id}.{opening.starts_at.isoformat()}"


def taken(posted: Sequence[str]) -> list[Taken] | None:
    """The openings that were chosen, without those left out; None where something is not an opening at all."""
    found = []
    for text in posted:
        if text == LEFT_OUT:
            continue
        therapist, room, moment = [*text.split(".", 2), "", ""][:3]
        try:
            starts_at = datetime.fromisoformat(moment)
            found.append(Taken(int(therapist), int(room), starts_at))
        except ValueError:
            return None
        if starts_at.tzinfo is None:
            return None
    return found
