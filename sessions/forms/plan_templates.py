"""A plan template as the manager writes it: what it is for, its rhythm, and one row for each technique. Parsing only."""

import re
from typing import Any

from django import forms
from django.http import QueryDict

from assessments.forms.places import PLACE_CHOICES, select
from assessments.forms.rows import number, words
from clinic.rules.events import EVENT_CHOICES
from clinic.rules.techniques import PRESSURE_NAMES, TECHNIQUE_NAMES, TechniqueCode
from referrals.models import Referral, SurgeonProtocol
from sessions.models import PlanTemplate, PlanTemplateTechnique, PlanVersion
from sessions.rules.plan_templates import Step, Where
from sessions.rules.techniques import TECHNIQUES
from sessions.services.plan_templates import Wanted

MOST_MINUTES, LAST_DAY, MOST_GROUPS = 60, 730, 20
GROUP = re.compile(r"^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$")


class TemplateForm(forms.Form):
    name = words("Name", 120)
    about = words("What it is for", 300, lines=2)
    event_kind = select("Offered after", [("", "no event"), *EVENT_CHOICES])
    icd_prefixes = words("Or for these diagnoses", 200, example="M62.830, M54.5")
    protocol = forms.ModelChoiceField(
        SurgeonProtocol.objects.none(),
        label="Surgeon's protocol",
        required=False,
        empty_label="none: the days below hold",
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    purpose = select("Purpose", Referral.Purpose.choices, required=True)
    phase = select("Phase", PlanVersion.Phase.choices, required=True)
    visits = number("Treatment visits in all", 1, 60)
    visits_per_week = number("Visits per week", 1, 7)
    visit_minutes = number("Minutes per visit", 15, 120)
    home_program = words("Home program", 400, lines=2)
    precautions = words("Precautions", 400, lines=2)
    source = words("Source of its numbers", 120, example="LIPO1, PROP, our own practice")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        protocols = SurgeonProtocol.objects.filter(ended_at__isnull=True)
        self.fields["protocol"].queryset = protocols  # type: ignore[attr-defined]
        for name in ("name", "visits", "visits_per_week", "visit_minutes", "source"):
            self.fields[name].required = True

    def clean_icd_prefixes(self) -> tuple[str, ...]:
        found = tuple(dict.fromkeys(re.split(r"[\s,;]+", self.cleaned_data["icd_prefixes"].upper().strip())))
        groups = tuple(group for group in found if group)
        wrong = [group for group in groups if not GROUP.match(group)]
        if wrong:
            raise forms.ValidationError(
                f"“{wrong[0][:12]}” is no group of ICD-10-CM: write M54.5 for all that begins with it."
            )
        if len(groups) > MOST_GROUPS:
            raise forms.ValidationError(f"At most {MOST_GROUPS} groups.")
        return groups

    @property
    def wanted(self) -> Wanted:
        """Only after `is_valid`."""
        return Wanted(**self.cleaned_data)


class StepRow(forms.Form):
    """One technique. What stands in a row that is not used is not read."""

    use = forms.BooleanField(
        label="Use", required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input plan-use"})
    )
    minutes = number("Minutes", 1, MOST_MINUTES)
    ceiling = select("Pressure at most", [])
    from_day = number("From day", 0, LAST_DAY)
    where = select("Where", PlanTemplateTechnique.Where.choices)
    places = forms.MultipleChoiceField(
        label="Named regions",
        choices=PLACE_CHOICES,
        required=False,
        widget=forms.SelectMultiple(attrs={"class": "form-select", "size": 4}),
    )

    def __init__(self, *args: Any, code: TechniqueCode, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code, self.name, entry = code, TECHNIQUE_NAMES[code], TECHNIQUES[code]
        self.limits = entry
        span = range(entry.pressure.least, entry.pressure.most + 1)
        self.fields["ceiling"].choices = [(str(n), f"{n}: {PRESSURE_NAMES[n]}") for n in span]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if not data.get("use"):
            self.errors.clear()
            return data
        minutes, least, most = data.get("minutes"), self.limits.minutes.least, self.limits.minutes.most
        if "minutes" not in self.errors and not (minutes and least <= minutes <= most):
            self.add_error("minutes", f"{least} to {most} minutes.")
        if not data.get("ceiling") and "ceiling" not in self.errors:
            self.add_error("ceiling", "Choose the pressure.")
        if data.get("where") == Where.NAMED and not data.get("places") and "places" not in self.errors:
            self.add_error("places", "Choose the regions.")
        return data

    def step(self) -> Step | None:
        data = self.cleaned_data
        if not data.get("use"):
            return None
        where = Where(data["where"] or Where.AFFECTED)
        places = tuple(data["places"]) if where is Where.NAMED else ()
        return Step(self.code, data["minutes"], int(data["ceiling"]), data["from_day"] or 0, where, places)


class TemplatePage:
    """`data` is what was sent, or None to show what stands."""

    def __init__(self, template: PlanTemplate | None, data: QueryDict | None = None) -> None:
        self.main = TemplateForm(data, initial=_initial(template))
        steps = {row.code: row for row in template.techniques.all()} if template else {}
        self.rows = [
            StepRow(data, prefix=code, code=code, initial=_step(code, steps.get(code))) for code in TechniqueCode
        ]

    def is_valid(self) -> bool:
        return all([self.main.is_valid(), *(row.is_valid() for row in self.rows)])

    @property
    def steps(self) -> list[Step]:
        return [step for row in self.rows if (step := row.step())]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong, as (anchor, message)."""
        found = []
        for name, errors in self.main.errors.items():
            label = self.main[name].label if name in self.main.fields else ""
            found += [("about", f"{label}: {each}" if label else str(each)) for each in errors]
        for row in self.rows:
            found += [(f"t-{row.prefix}", f"{row.name}: {each}") for errors in row.errors.values() for each in errors]
        return found


def _initial(template: PlanTemplate | None) -> dict[str, Any]:
    if template is None:
        return {"phase": "subacute", "visits_per_week": 2, "visit_minutes": 60}
    values = {name: getattr(template, name) for name in TemplateForm.base_fields if name != "protocol"}
    return values | {"icd_prefixes": ", ".join(template.icd_prefixes), "protocol": template.protocol_id}


def _step(code: TechniqueCode, row: PlanTemplateTechnique | None) -> dict[str, Any]:
    if row is None:
        entry = TECHNIQUES[code]
        return {"minutes": entry.minutes.start, "ceiling": entry.pressure.start, "from_day": 0, "where": "affected"}
    return {
        "use": True,
        "minutes": row.minutes,
        "ceiling": row.pressure_ceiling,
        "from_day": row.from_day,
        "where": row.where,
        "places": row.places,
    }
