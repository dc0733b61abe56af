"""Prescribing an exercise: which one and how much; an empty amount means the library's own dose."""

from typing import Any

from django import forms

from sessions.rules.exercises import EXERCISES, dose_text, not_with

CHOICES = [(str(number), entry.name) for number, entry in sorted(EXERCISES.items())]
DOSE = ("sets", "reps", "hold_seconds", "minutes", "times_per_day", "days_per_week")


def amount(label: str, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=most, required=False)


class PrescribeForm(forms.Form):
    exercise = forms.ChoiceField(
        choices=[("", "Choose an exercise"), *CHOICES], error_messages={"required": "Choose an exercise."}
    )
    sets = amount("Sets", 20)
    reps = amount("Times", 200)
    hold_seconds = amount("Hold, seconds", 600)
    minutes = amount("Minutes", 120)
    times_per_day = amount("Times a day", 10)
    days_per_week = amount("Days a week", 7)
    note = forms.CharField(max_length=200, required=False, widget=forms.TextInput())

    prefix = "x"

    @property
    def options(self) -> list[dict[str, Any]]:
        """The library for the list, each with its dose as words and as figures for the fields."""
        return [
            {
                "number": str(number),
                "name": entry.name,
                "dose": dose_text(entry),
                "sets": "" if entry.minutes else entry.sets,
                "reps": "" if entry.minutes else entry.reps,
                "hold_seconds": entry.hold_s or "",
                "minutes": entry.minutes or "",
                "times_per_day": entry.times_per_day,
                "days_per_week": entry.days_per_week,
                "about": f"Not with: {words}." if (words := not_with(entry)) else "",
            }
            for number, entry in sorted(EXERCISES.items())
        ]

    @property
    def dose_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in DOSE]

    def dose(self) -> dict[str, int | None]:
        return {name: self.cleaned_data[name] for name in DOSE}


class LibraryFilter(forms.Form):
    region = forms.CharField(max_length=8, required=False)
    q = forms.CharField(max_length=80, required=False)
