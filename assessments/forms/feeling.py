"""The twelve things a patient rates 0 to 10, and at a re-assessment how it has changed overall."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from assessments.forms.places import select
from assessments.forms.rows import sound, whole
from assessments.rules.entries import Rating
from assessments.rules.scoring import GROC_VALUES, groc_text
from clinic.rules.wellbeing import DIMENSIONS, Dimension

SCALE = [(str(n), str(n)) for n in range(11)]
GROC = [("", "Not asked"), *((str(n), f"{n:+d} {groc_text(n)}" if n else "0 about the same") for n in GROC_VALUES)]


class FeelingForm(forms.Form):
    def __init__(self, *args: Any, groc: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measures = [code.value for code in DIMENSIONS]
        for code, dimension in DIMENSIONS.items():
            self.fields[f"rate_{code}"] = forms.ChoiceField(
                label=dimension.prompt, choices=SCALE, required=False, widget=forms.RadioSelect
            )
        if groc:
            self.measures.append("GROC")
            self.fields["rate_GROC"] = select("Since the start, how has it changed overall?", GROC)

    @property
    def rows(self) -> list[tuple[Dimension, Any]]:
        return [(dimension, self[f"rate_{code}"]) for code, dimension in DIMENSIONS.items()]

    @property
    def groc(self) -> Any:
        return self["rate_GROC"] if "rate_GROC" in self.fields else None

    def entries(self, before: Mapping[str, int]) -> list[Rating]:
        """What is wrong stays as it was saved."""
        data = sound(self)
        given = {code: whole(data.get(f"rate_{code}", before.get(code))) for code in self.measures}
        return [Rating(code, value) for code, value in given.items() if value is not None]


def feeling_initial(entries: Iterable[Rating]) -> dict[str, Any]:
    return {f"rate_{entry.measure}": entry.value for entry in entries}
