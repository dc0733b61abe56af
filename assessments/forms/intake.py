"""The whole intake page as one form: parsed section by section, saved as one."""

from typing import Any

from django import forms
from django.http import QueryDict

from assessments.forms.goals import GoalRows, Goals, goal_initial
from assessments.forms.history import HistoryForm
from assessments.forms.measurements import (
    Activities,
    ActivityRows,
    PainMarks,
    PainRows,
    RangeRows,
    Ranges,
    activity_initial,
    pain_initial,
    range_initial,
)
from assessments.forms.screening import ScreeningForm, screening_initial
from assessments.rules.entries import Activity
from assessments.selectors.content import HISTORY
from assessments.selectors.record import Record


class EditionForm(forms.Form):
    edition = forms.IntegerField(min_value=1, max_value=2_000_000_000)


class IntakeForm:
    """`data` is what was sent, or None to show what stands."""

    def __init__(self, record: Record, data: QueryDict | None = None) -> None:
        self.edition = EditionForm(data)
        self.history = HistoryForm(data, initial={name: getattr(record.assessment, name) for name in HISTORY})
        self.screening = ScreeningForm(data, initial=screening_initial(record.answers))
        self.pain: Any = PainMarks(data, prefix="pain", initial=pain_initial(record.pain))
        self.ranges: Any = Ranges(data, prefix="rom", initial=range_initial(record.ranges))
        activities = activity_initial(record.scores)
        self.activities: Any = Activities(data, prefix="psfs", initial=activities)
        self.goals: Any = Goals(
            data, prefix="goal", initial=goal_initial(record.goals, [a["activity"] for a in activities])
        )
        self.rest_no = bool(data and "rest_no" in data)
        self._sections: dict[str, Any] = {}

    @property
    def parts(
        self,
    ) -> tuple[HistoryForm | ScreeningForm | EditionForm | PainRows | RangeRows | ActivityRows | GoalRows, ...]:
        return (self.edition, self.history, self.screening, self.pain, self.ranges, self.activities, self.goals)

    def is_valid(self) -> bool:
        valid = [part.is_valid() for part in self.parts]
        if all(valid):
            self._sections = self._parsed()
        return all(valid) and self.goals.is_sound

    @property
    def sections(self) -> dict[str, Any]:
        """What the service takes. Only after `is_valid`."""
        return self._sections

    def _parsed(self) -> dict[str, Any]:
        pain, ranges = self.pain.entries(), self.ranges.entries()
        rows = [(n, form) for n, form in enumerate(self.activities.forms, 1) if form.has_changed()]
        numbered = [(n, Activity(f.cleaned_data["activity"], int(f.cleaned_data["value"]))) for n, f in rows]
        return {
            "history": self.history.cleaned_data,
            "answers": self.screening.answers(rest_no=self.rest_no),
            "pain": pain,
            "ranges": ranges,
            "activities": [activity for _, activity in numbered],
            "goals": self.goals.aims(pain=pain, ranges=ranges, activities=numbered),
        }

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, as (section of the page, message), for the summary above the form."""
        found = [
            ("history", f"{self.history[name].label}: {e}")
            for name, errors in self.history.errors.items()
            for e in errors
        ]
        found += [("screening", str(e)) for errors in self.screening.errors.values() for e in errors]
        for section, rows in (
            ("pain", self.pain),
            ("rom", self.ranges),
            ("psfs", self.activities),
            ("goals", self.goals),
        ):
            if rows.is_bound:
                found += [(section, message) for message in rows.problems]
                found += [
                    (section, f"{f[n].label}: {e}")
                    for f in rows.forms
                    for n, errors in f.errors.items()
                    for e in errors
                ]
        return found
