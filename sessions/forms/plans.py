"""The plan builder: rhythm and words once, and one row for each technique of the catalogue. Parsing only."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from assessments.forms.places import PLACE_CHOICES, place, select
from assessments.forms.rows import number, words
from clinic.rules.regions import check_places
from clinic.rules.techniques import PRESSURE_NAMES
from referrals.models import Referral
from sessions.models import PlanTemplate, PlanVersion, Technique
from sessions.rules.plans import PlannedTechnique

MOST_MINUTES = 60


class RhythmForm(forms.Form):
    edition = forms.IntegerField(min_value=1, max_value=2_000_000_000, widget=forms.HiddenInput)
    purpose = select("Purpose", Referral.Purpose.choices)
    phase = select("Phase", PlanVersion.Phase.choices, required=True)
    visits_planned = number("Treatment visits in all", 1, 60)
    visits_per_week = number("Visits per week", 1, 7)
    visit_minutes = number("Minutes per visit", 15, 120)
    starts_on = forms.DateField(
        label="First visit", widget=forms.DateInput(attrs={"type": "date", "class": "form-control"})
    )
    precautions = words("Precautions", 400, lines=2)
    home_program = words("Home program", 400, lines=2)
    guard_reason = words("Why in spite of what the guards say", 300, lines=2)
    change_reason = words("Why it changes", 300)

    def __init__(self, *args: Any, is_change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("visits_planned", "visits_per_week", "visit_minutes"):
            self.fields[name].required = True
        if is_change:
            self.fields["change_reason"].required = True
        else:
            del self.fields["change_reason"]


class TechniqueRow(forms.Form):
    """One technique of the catalogue. What stands in a row that is not used is not read."""

    use = forms.BooleanField(
        label="Use", required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input plan-use"})
    )
    places = forms.MultipleChoiceField(
        label="Where", choices=PLACE_CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )
    other = place("Another place", empty="add a place")
    minutes = number("Minutes", 1, MOST_MINUTES)
    ceiling = select("Pressure at most", [])
    from_on = forms.DateField(
        label="Not before", required=False, widget=forms.DateInput(attrs={"type": "date", "class": "form-control"})
    )

    def __init__(self, *args: Any, technique: Technique, near: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.technique, self.near = technique, near
        span = range(technique.pressure_min, technique.pressure_max + 1)
        self.fields["ceiling"].choices = [(str(n), f"{n}: {PRESSURE_NAMES[n]}") for n in span]  # type: ignore[attr-defined]

    @property
    def boxes(self) -> list[Any]:
        """Boxes for the places near the problem and for those chosen already."""
        return [box for box in self["places"] if box.data["selected"] or box.data["value"] in self.near]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if not data.get("use"):
            self.errors.clear()
            return data
        if not self.where and not {"places", "other"} & set(self.errors):
            self.add_error("other", "Choose where.")
        for name, message in (("minutes", "Write the minutes."), ("ceiling", "Choose the pressure.")):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, message)
        return data

    @property
    def where(self) -> tuple[str, ...]:
        data = self.cleaned_data
        return check_places([*data.get("places", []), *filter(None, [data.get("other")])])

    def planned(self) -> PlannedTechnique | None:
        data = self.cleaned_data
        if not data.get("use"):
            return None
        return PlannedTechnique(
            self.technique.code, self.where, data["minutes"], int(data["ceiling"]), data.get("from_on")
        )


class PlanForm:
    """`data` is what was sent, or None to show what stands. `near`: places offered as boxes."""

    def __init__(
        self,
        version: PlanVersion,
        catalogue: Sequence[Technique],
        planned: Iterable[PlannedTechnique],
        near: Collection[str],
        data: QueryDict | None = None,
    ) -> None:
        self.rhythm = RhythmForm(data, initial=_rhythm(version), is_change=version.number > 1)
        chosen = {row.code: row for row in planned}
        self.rows = [
            TechniqueRow(data, prefix=technique.code, technique=technique, near=near, initial=_row(technique, chosen))
            for technique in catalogue
        ]

    def is_valid(self) -> bool:
        return all([self.rhythm.is_valid(), *(row.is_valid() for row in self.rows)])

    def values(self) -> dict[str, Any]:
        """What the service takes. Only after `is_valid`."""
        return {**self.rhythm.cleaned_data, "techniques": self.planned()}

    def planned(self) -> list[PlannedTechnique]:
        """The rows that are in use and can be read."""
        return [row for form in self.rows if form.is_valid() and (row := form.planned())]

    def onto(self, version: PlanVersion) -> PlanVersion:
        """The version, not saved, as what can be read of the rhythm would make it."""
        self.rhythm.is_valid()
        for name, value in self.rhythm.cleaned_data.items():
            if name != "edition" and value not in (None, ""):
                setattr(version, name, value)
        return version

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, as (anchor, message)."""
        found = [("rhythm", f"{self.rhythm[n].label}: {e}") for n, errors in self.rhythm.errors.items() for e in errors]
        for row in self.rows:
            name = row.technique.name
            found += [(f"t-{row.prefix}", f"{name}: {e}") for errors in row.errors.values() for e in errors]
        return found


class TemplateChoice(forms.Form):
    """Which template, over which edition of the draft."""

    template = forms.ModelChoiceField(PlanTemplate.objects.in_force())
    edition = forms.IntegerField(min_value=1, max_value=2_000_000_000)


class ReferralChoice(forms.Form):
    """Under which verified referral, and for a change why."""

    referral = forms.ModelChoiceField(Referral.objects.none(), required=False)
    change_reason = words("Why the plan changes", 300)

    def __init__(self, *args: Any, referrals: "Any", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["referral"].queryset = referrals  # type: ignore[attr-defined]


def _rhythm(version: PlanVersion) -> dict[str, Any]:
    names = [name for name in RhythmForm.base_fields if name != "edition"]
    return {name: getattr(version, name) for name in (*names, "edition")}


def _row(technique: Technique, chosen: dict[str, PlannedTechnique]) -> dict[str, Any]:
    """A technique that is not chosen shows the minutes and pressure of a first visit."""
    row = chosen.get(technique.code)
    if row is None:
        return {"minutes": technique.minutes_default, "ceiling": technique.pressure_start}
    return {
        "use": True,
        "places": row.places,
        "minutes": row.minutes,
        "ceiling": row.pressure_ceiling,
        "from_on": row.from_on,
    }
