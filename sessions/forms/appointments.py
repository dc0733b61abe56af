"""Forms of visits: booking, cancelling, opening a chart. They parse; the services judge."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from clinic.models import Room, Staff
from referrals.models import Episode
from sessions.models import Appointment

MIN_YEAR, MAX_YEAR = 2000, 2100
DAY_REASON_MOST, REASONS_MOST = 140, 300  # both reasons are kept in one line


def day_reason_of(posted: QueryDict) -> str:
    """From a page that asks for this alone: one line, as long as the booking page takes it."""
    return " ".join(posted.get("day_reason", "").replace("\x00", "").split())[:DAY_REASON_MOST]


class RoomField(forms.ModelChoiceField[Room]):
    """Rooms with their location, for a clinic may have several rooms of one name."""

    def label_from_instance(self, obj: Room) -> str:
        return f"{obj.name} · {obj.location.name}"


class BookingForm(forms.Form):
    """One visit. Day and time are those of the clock at the room's location."""

    episode = forms.ModelChoiceField(Episode.objects.none(), required=False, label="Course of care", empty_label=None)
    kind = forms.ChoiceField(choices=Appointment.Kind.choices, label="Kind of visit", widget=forms.RadioSelect)
    service = forms.ChoiceField(
        choices=[("medical", "Medical, under the referral"), ("wellness", "Wellness, without a referral")],
        label="Service",
        initial="medical",
        required=False,
    )
    therapist = forms.ModelChoiceField(Staff.objects.none(), label="Therapist", empty_label="Choose a therapist")
    room = RoomField(Room.objects.none(), label="Room", empty_label="Choose a room")
    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    at = forms.TimeField(
        label="Time",
        widget=forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M"),
    )
    minutes = forms.IntegerField(
        label="Minutes",
        min_value=15,
        max_value=180,
        widget=forms.NumberInput(attrs={"step": 5, "inputmode": "numeric"}),
    )
    length_reason = forms.CharField(
        label="Why shorter or longer",
        max_length=200,
        required=False,
        help_text="Only for a treatment outside 45 to 60 minutes.",
    )
    day_reason = forms.CharField(
        label="Why twice on one day",
        max_length=DAY_REASON_MOST,
        required=False,
        help_text="Only where the patient has another visit that day.",
    )
    override_reason = forms.CharField(
        label="Your reason to book all the same",
        max_length=300,
        required=False,
        help_text="Without a valid referral the visit then counts under none. Your name and reason are kept.",
        widget=forms.Textarea(attrs={"rows": 2, "data-autosize": True}),
    )
    note = forms.CharField(label="Note for the day", max_length=200, required=False)

    def __init__(
        self,
        *args: Any,
        episodes: list[Episode],
        therapists: list[Staff],
        rooms: list[Room],
        may_override: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choose("episode", Episode.objects.filter(pk__in=[episode.pk for episode in episodes]))
        self._choose("therapist", Staff.objects.therapists())
        self._choose("room", Room.objects.select_related("location"))
        self._list("therapist", [(person.pk, person.name) for person in therapists])
        self._list("room", [(room.pk, f"{room.name} · {room.location.name}") for room in rooms])
        choice: Any = self.fields["episode"]
        if len(episodes) > 1:
            choice.choices = [(episode.pk, episode.problem) for episode in episodes]  # they are at hand: no query
        else:
            choice.widget = forms.HiddenInput()
        if not may_override:
            del self.fields["override_reason"]

    def _choose(self, name: str, rows: QuerySet[Any]) -> None:
        field: Any = self.fields[name]
        field.queryset = rows

    def _list(self, name: str, choices: list[tuple[int, str]]) -> None:
        """They are at hand: no query."""
        field: Any = self.fields[name]
        field.choices = [("", field.empty_label), *choices]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not MIN_YEAR <= day.year <= MAX_YEAR:
            raise forms.ValidationError("Enter a day of this century.")
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if len(given.get("day_reason", "")) + len(given.get("override_reason", "")) >= REASONS_MOST:
            self.add_error("override_reason", "Write both reasons in fewer words.")
        return given


THIS, LATER = "this", "later"
SCOPES = [(THIS, "This visit only"), (LATER, "This and the later ones of its series")]


class ScopedForm(forms.Form):
    """Of a visit that was booked alone there is nothing to choose."""

    scope = forms.ChoiceField(
        choices=SCOPES, label="Which visits", widget=forms.RadioSelect, required=False, initial=THIS
    )

    def __init__(self, *args: Any, in_series: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not in_series:
            del self.fields["scope"]

    @property
    def takes_later(self) -> bool:
        return self.cleaned_data.get("scope") == LATER


class CancelForm(ScopedForm):
    reason = forms.CharField(label="Why", max_length=200)
    excused = forms.BooleanField(label="Do not keep it as cancelled late", required=False)

    field_order = ("scope", "reason", "excused")

    def __init__(self, *args: Any, is_late: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_late and "scope" not in self.fields:
            del self.fields["excused"]


class MoveForm(ScopedForm):
    """Another time, therapist or room for a visit. `seen` is how the page saw it; `check` only asks. Without a room a free one is found."""

    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    at = forms.TimeField(label="Time", widget=forms.TimeInput(attrs={"type": "time", "step": 300}, format="%H:%M"))
    minutes = forms.IntegerField(
        label="Minutes", min_value=5, max_value=240, widget=forms.NumberInput(attrs={"step": 5, "inputmode": "numeric"})
    )
    therapist = forms.ModelChoiceField(Staff.objects.none(), label="Therapist", empty_label=None)
    room = RoomField(Room.objects.none(), label="Room", empty_label="The same, or a free one", required=False)
    reason = forms.CharField(label="Why", max_length=200, required=False)
    length_reason = forms.CharField(
        label="Why shorter or longer",
        max_length=200,
        required=False,
        help_text="Only for a treatment outside 45 to 60 minutes.",
    )
    seen = forms.CharField(max_length=200, widget=forms.HiddenInput)
    check = forms.BooleanField(required=False, widget=forms.HiddenInput)

    field_order = ("scope", "day", "at", "minutes", "therapist", "room", "length_reason", "reason", "seen", "check")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        therapist: Any = self.fields["therapist"]
        therapist.queryset = Staff.objects.therapists()
        room: Any = self.fields["room"]
        room.queryset = Room.objects.select_related("location")

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not MIN_YEAR <= day.year <= MAX_YEAR:
            raise forms.ValidationError("Enter a day of this century.")
        return day


class OpenChartForm(forms.Form):
    """A therapist who is not on the care team says why they open a chart."""

    reason = forms.CharField(
        label="Why do you need to see this chart?",
        min_length=10,
        max_length=180,
        help_text="At least 10 characters. Your reason is kept; the chart is open to you until the end of the day.",
    )
