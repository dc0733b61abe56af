"""Forms of the waitlist: what somebody waits for, why an entry is closed, whom a time is offered to. They parse; the services judge."""

from typing import Any

from django import forms

from clinic.models import Location, Staff
from referrals.models import Episode
from sessions.models import Appointment, WaitlistEntry
from sessions.rules.waitlist import DAY_NAMES, LONGEST, SHORTEST

DAYS = list(enumerate(DAY_NAMES))


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _hour(label: str) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time", "step": 900}, format="%H:%M")
    return forms.TimeField(label=label, required=False, widget=widget)


class EntryForm(forms.Form):
    """What is left empty suits always."""

    episode = forms.ModelChoiceField(Episode.objects.none(), label="Course of care", empty_label=None)
    kind = forms.ChoiceField(choices=Appointment.Kind.choices, label="Kind of visit", widget=forms.RadioSelect)
    minutes = forms.IntegerField(
        label="Minutes",
        min_value=SHORTEST,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"step": 5, "inputmode": "numeric"}),
    )
    urgency = forms.ChoiceField(
        choices=WaitlistEntry.Urgency.choices, label="How urgent", widget=forms.RadioSelect, initial="routine"
    )
    weekdays = forms.TypedMultipleChoiceField(
        choices=DAYS, coerce=int, label="Days of the week", required=False, widget=forms.CheckboxSelectMultiple
    )
    from_time, until_time = _hour("Not before"), _hour("Over by")
    from_on, until_on = _day("First day"), _day("Last day")
    therapists = forms.ModelMultipleChoiceField(
        Staff.objects.none(), label="Therapists", required=False, widget=forms.CheckboxSelectMultiple
    )
    locations = forms.ModelMultipleChoiceField(
        Location.objects.none(), label="Locations", required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label="Note", max_length=200, required=False)

    def __init__(self, *args: Any, episodes: list[Episode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["episode"]
        choice.queryset = Episode.objects.filter(pk__in=[episode.pk for episode in episodes])
        if len(episodes) > 1:
            choice.choices = [(episode.pk, episode.problem) for episode in episodes]  # they are at hand: no query
        else:
            choice.widget = forms.HiddenInput()
        therapists: Any = self.fields["therapists"]
        therapists.queryset = Staff.objects.therapists().order_by("name")
        therapists.label_from_instance = lambda staff: staff.name
        locations: Any = self.fields["locations"]
        locations.queryset = Location.objects.order_by("name")

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for first, last, words in (
            ("from_time", "until_time", "This is before the time the visit may begin."),
            ("from_on", "until_on", "This is before the first day."),
        ):
            begin, end = given.get(first), given.get(last)
            if begin and end and (end < begin or (first == "from_time" and end == begin)):
                self.add_error(last, words)
        return given


class CloseForm(forms.Form):
    reason = forms.CharField(label="Why", max_length=200)


class ListForm(forms.Form):
    """Filters of the list."""

    urgency = forms.ChoiceField(
        choices=[("", "Any urgency"), *WaitlistEntry.Urgency.choices], required=False, label="Urgency"
    )
    kind = forms.ChoiceField(
        choices=[("", "Any kind"), *Appointment.Kind.choices], required=False, label="Kind of visit"
    )
    therapist = forms.ModelChoiceField(
        Staff.objects.none(), required=False, label="Suits therapist", empty_label="Any therapist"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        therapist: Any = self.fields["therapist"]
        therapist.queryset = Staff.objects.therapists().order_by("name")
        therapist.label_from_instance = lambda staff: staff.name
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"
