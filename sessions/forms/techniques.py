"""A technique as the manager changes it, within the hard limits of its row. Parsing only."""

import re
from typing import Any

from django import forms

from clinic.rules.techniques import PRESSURE_NAMES
from sessions.rules.catalogue import LABELS, LONGEST_GAP_HOURS, NAMES, Terms, hard_terms, refusals
from sessions.rules.techniques import TechniqueEntry

LICENSE_LINE = re.compile(r"^([A-Za-z]{2})\s*:\s*(\S.{0,58})$")
TEXTS = ("purpose", "indications", "contraindications")
PRESSURES = ("pressure_min", "pressure_start", "pressure_max")
MINUTES = ("minutes_min", "minutes_default", "minutes_max")
PAIN = ("pain_low", "pain_high", "pain_stop")


class TermsForm(forms.Form):
    """`entry` is the row of the product: its hard limits are the choices and ranges."""

    def __init__(self, *args: Any, entry: TechniqueEntry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry, hard = entry, hard_terms(entry)
        for name in TEXTS:
            area = forms.Textarea(attrs={"rows": 3, "data-autosize": ""})
            self.fields[name] = forms.CharField(label=LABELS[name], max_length=1200, widget=area)
        levels = [(n, f"{n}: {PRESSURE_NAMES[n]}") for n in range(hard.pressure_min, hard.pressure_max + 1)]
        for name in PRESSURES:
            shown = [level for level in levels if name != "pressure_start" or level[0] <= hard.pressure_start]
            self.fields[name] = forms.TypedChoiceField(label=LABELS[name], choices=shown, coerce=int)
        for name in MINUTES:
            self.fields[name] = _number(LABELS[name], hard.minutes_min, hard.minutes_max)
        for name in PAIN:
            self.fields[name] = _number(LABELS[name], 0, hard.pain_stop if name == "pain_stop" else hard.pain_high)
        self.fields["gap_hours"] = _number(LABELS["gap_hours"], hard.gap_hours, LONGEST_GAP_HOURS)
        self.fields["needs_credential"] = forms.BooleanField(
            label=LABELS["needs_credential"],
            required=False,
            disabled=hard.needs_credential,
            help_text="Always, for this technique." if hard.needs_credential else "",
        )
        self.fields["licenses"] = forms.CharField(
            label=LABELS["licenses"],
            required=False,
            max_length=600,
            widget=forms.Textarea(attrs={"rows": 2, "data-autosize": "", "placeholder": "NV: Reflexologist"}),
            help_text="One state a line, with the kind of license as it stands on staff's pages.",
        )
        if self.initial:
            self.initial["licenses"] = license_lines(self.initial["licenses"])
        if hard.needs_credential:
            self.initial["needs_credential"] = True

    def clean_licenses(self) -> dict[str, str]:
        found = {}
        for line in self.cleaned_data["licenses"].splitlines():
            if not line.strip():
                continue
            match = LICENSE_LINE.match(line.strip())
            if match is None:
                raise forms.ValidationError(
                    f"“{line.strip()[:30]}”: write the state and the kind, as in NV: Reflexologist."
                )
            found[match[1].upper()] = match[2].strip()
        return found

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if set(NAMES) <= set(data):
            for name, sentence in refusals(self.entry, self.terms):
                self.add_error(name, sentence)
        return data

    @property
    def terms(self) -> Terms:
        """Only once every field is read."""
        return Terms(**{name: self.cleaned_data[name] for name in NAMES})


class ReasonForm(forms.Form):
    """What is said when a change is put in force, and the version it was made on."""

    reason = forms.CharField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 3, "data-autosize": ""}),
        help_text="Kept with the version, for whoever asks later.",
        max_length=1000,
    )
    seen_version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


def license_lines(licenses: dict[str, str]) -> str:
    return "\n".join(f"{state}: {kind}" for state, kind in sorted(licenses.items()))


def _number(label: str, least: int, most: int) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, widget=widget, help_text=f"{least} to {most}."
    )
