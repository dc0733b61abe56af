"""What the chart page sends: the note, pain, techniques row by row, the short list. Parsing only; nothing is written here."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict

from clinic.rules.regions import PLACES, place_name
from clinic.rules.screening import short_list
from clinic.rules.techniques import PRESSURE_NAMES
from sessions.forms.chart_measures import MeasureForm
from sessions.models import PainCheck, TechniqueApplied
from sessions.rules.charting import AFTER, BEFORE, DURING, Asked, Done, Limits
from sessions.rules.measuring import Line, Measures
from sessions.services.chart_parts import Arrival

NPRS = [(n, str(n)) for n in range(11)]
PLACE_CHOICES = [(place, place_name(place)) for place in PLACES]
SHORT_LIST = short_list()
LONGEST_NOTE = 4000
ROWS_MOST = 20


def number(label: str, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=least, max_value=most, required=False)


def pain(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=[("", "not asked"), *NPRS], coerce=int, empty_value=None, required=False
    )


def note(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 1, "data-autosize": True}),
    )


def set_choices(field: forms.Field, none: str, limits: Mapping[str, Limits]) -> None:
    """A list of the techniques this chart may speak of, with the word for none of them."""
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
    field.choices = [("", none), *((code, entry.name) for code, entry in limits.items())]


class NoteForm(forms.Form):
    """The parts of the chart that are there once."""

    subjective = note("What the patient says")
    objective = note("What you find")
    analysis = note("What you make of it")
    next_steps = note("What comes next")
    soreness_hours = number("Soreness after the last visit, hours", 0, 336)
    sleep_lost = forms.TypedChoiceField(
        label="Did soreness cost sleep?",
        choices=[("", "not asked"), ("no", "No"), ("yes", "Yes")],
        coerce=lambda said: said == "yes",
        empty_value=None,
        required=False,
    )
    guard_reason = forms.CharField(
        label="Your reason, in spite of what the guards say",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1, "data-autosize": True}),
    )
    pain_before = pain("Pain before")
    pain_after = pain("Pain after")
    screened = forms.ChoiceField(
        label="New since the last visit",
        choices=[("", ""), ("nothing", "Nothing new"), ("something", "Something is new")],
        required=False,
    )
    news = forms.MultipleChoiceField(
        label="What is new", choices=[(row.code.value, row.label) for row in SHORT_LIST], required=False
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if data.get("screened") == "something" and not data.get("news") and "news" not in self.errors:
            self.add_error("news", "Choose what is new.")
        return data


class TechniqueForm(forms.Form):
    """One technique as done. A row without a technique and without minutes is an empty line."""

    technique = forms.ChoiceField(label="Technique", required=False)
    places = forms.MultipleChoiceField(label="Places", choices=PLACE_CHOICES, required=False)
    other_place = forms.ChoiceField(
        label="Another place", choices=[("", "another place"), *PLACE_CHOICES], required=False
    )
    pressure = forms.TypedChoiceField(
        label="Pressure",
        choices=[("", ""), *((n, str(n)) for n in PRESSURE_NAMES)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    minutes = number("Minutes", 1, 120)
    response = forms.ChoiceField(
        label="Response", choices=[("", "no response yet"), *TechniqueApplied.Response.choices], required=False
    )
    remove = forms.BooleanField(label="Remove", required=False)

    def __init__(
        self, *args: Any, limits: Mapping[str, Limits] | None = None, near: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.limits = limits or {}
        set_choices(self.fields["technique"], "Choose a technique", self.limits)
        self.near = near

    @property
    def is_spare(self) -> bool:
        """A line nobody has written in yet."""
        return not self["technique"].value() and not self.errors

    @property
    def chosen(self) -> Limits | None:
        return self.limits.get(self["technique"].value() or "")

    @property
    def cap(self) -> int:
        return self.chosen.cap if self.chosen else max(PRESSURE_NAMES)

    @property
    def chosen_places(self) -> list[str]:
        return [place for place in self["places"].value() or [] if place in PLACES]

    @property
    def place_boxes(self) -> list[tuple[str, str]]:
        """Places offered as boxes: those near the problem and those chosen already."""
        offered = {*self.near, *self.chosen_places}
        return [(place, name) for place, name in PLACE_CHOICES if place in offered]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if data.get("remove"):
            self.errors.clear()
        if data.get("remove") or not any(data.get(name) for name in ("technique", "minutes", "other_place")):
            return data
        if not data.get("technique") and "technique" not in self.errors:
            self.add_error("technique", "Choose the technique, or remove this line.")
        if not data.get("places") and not data.get("other_place") and not {"places", "other_place"} & set(self.errors):
            self.add_error("places", "Choose where.")
        for name, words in (("pressure", "Choose the pressure."), ("minutes", "Say how many minutes.")):
            if data.get(name) is None and name not in self.errors:
                self.add_error(name, words)
        return data

    def done(self) -> Done | None:
        data = self.cleaned_data
        if data.get("remove") or not data.get("technique"):
            return None
        chosen = {*data["places"], *filter(None, [data["other_place"]])}
        places = tuple(place for place in PLACES if place in chosen)
        return Done(data["technique"], places, data["pressure"], data["minutes"], data["response"])


class DuringForm(forms.Form):
    """Pain asked once during the work."""

    pain = pain("Pain now")
    minute = number("Minute", 0, 180)
    technique = forms.ChoiceField(label="While doing", required=False)
    action = forms.ChoiceField(label="Then", choices=[("", "then"), *PainCheck.Action.choices], required=False)
    remove = forms.BooleanField(label="Remove", required=False)

    def __init__(self, *args: Any, limits: Mapping[str, Limits] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self.fields["technique"], "while", limits or {})

    @property
    def is_spare(self) -> bool:
        return self["pain"].value() in {None, ""} and not self.errors

    def asked(self) -> Asked | None:
        data = self.cleaned_data
        if data.get("remove") or data.get("pain") is None:
            return None
        return Asked(DURING, data["pain"], data["minute"], technique=data["technique"], action=data["action"])


def _formset(form: type[forms.Form], *, extra: int) -> type[BaseFormSet[Any]]:
    return formset_factory(form, extra=extra, max_num=ROWS_MOST, absolute_max=ROWS_MOST + 1, validate_max=True)


TechniqueFormSet = _formset(TechniqueForm, extra=1)
DuringFormSet = _formset(DuringForm, extra=1)


class ChartInput:
    """The whole page as sent, or as it is shown at first: parts that are right or wrong each by itself."""

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        first: Mapping[str, Any] | None = None,
        done: Iterable[Done] = (),
        asked: Iterable[Asked] = (),
        limits: Mapping[str, Limits],
        near: Sequence[str] = (),
        lines: Sequence[Line] = (),
    ) -> None:
        asked = list(asked)
        rows = [
            {
                "technique": row.code,
                "places": list(row.places),
                "pressure": row.pressure,
                "minutes": row.minutes,
                "response": row.response,
            }
            for row in done
        ]
        pains = [
            {"pain": row.pain, "minute": row.minute, "technique": row.technique, "action": row.action}
            for row in asked
            if row.phase == DURING
        ]
        once = {f"pain_{row.phase}": row.pain for row in asked if row.phase != DURING}
        named = {"limits": limits}
        self.note = NoteForm(data, initial={**(first or {}), **once})
        self.techniques = TechniqueFormSet(data, initial=rows, prefix="t", form_kwargs={**named, "near": near})
        self.during = DuringFormSet(data, initial=pains, prefix="p", form_kwargs=named)
        self.measured = MeasureForm(data, lines=lines)

    def is_valid(self) -> bool:
        return all([self.note.is_valid(), self.techniques.is_valid(), self.during.is_valid(), self.measured.is_valid()])

    def soap(self) -> dict[str, str]:
        """Those of the four fields that can be kept."""
        return {
            name: self.note.cleaned_data[name]
            for name in ("subjective", "objective", "analysis", "next_steps")
            if name in self.note.cleaned_data
        }

    def done(self) -> list[Done] | None:
        """None where a line is not right: then nothing of them is to be written."""
        if not self.techniques.is_valid():
            return None
        return [row for form in self.techniques for row in [form.done()] if row is not None]

    def asked(self) -> list[Asked] | None:
        data = self.note.cleaned_data
        if not self.during.is_valid() or {"pain_before", "pain_after"} & set(self.note.errors):
            return None
        during = [row for form in self.during for row in [form.asked()] if row is not None]
        before, after = data["pain_before"], data["pain_after"]
        return [
            *([Asked(BEFORE, before)] if before is not None else []),
            *sorted(during, key=lambda row: row.minute if row.minute is not None else ROWS_MOST * 60),
            *([Asked(AFTER, after)] if after is not None else []),
        ]

    def news(self) -> list[str] | None:
        """What was said to be new; a ticked box counts whatever else was said. None: not asked yet."""
        data = self.note.cleaned_data
        if {"screened", "news"} & set(self.note.errors):
            return None
        return list(data["news"]) if data["news"] or data["screened"] else None

    def arrival(self) -> Arrival | None:
        """What was said of the visit before; None where a field is not right."""
        data = self.note.cleaned_data
        if {"soreness_hours", "sleep_lost"} & set(self.note.errors):
            return None
        return Arrival(data["soreness_hours"], data["sleep_lost"])

    def guard_reason(self) -> str | None:
        given: str | None = self.note.cleaned_data.get("guard_reason")
        return given

    def measures(self) -> Measures | None:
        return self.measured.measures()

    def errors(self) -> list[str]:
        """Every message once, for the band above the form and the state of autosave."""
        found = [
            message for form in (self.note, self.measured) for messages in form.errors.values() for message in messages
        ]
        for formset in (self.techniques, self.during):
            found += [message for form in formset for messages in form.errors.values() for message in messages]
            found += formset.non_form_errors()
        return list(dict.fromkeys(str(message) for message in found))
