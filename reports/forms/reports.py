"""The therapist's words of a report: one sentence, one request, and what else the physician should know."""

from typing import Any

from django import forms

LONGEST_NARRATIVE = 2000


class ReportForm(forms.Form):
    verdict = forms.CharField(
        label="In one sentence",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-autosize": ""}),
        help_text="Better, the same or worse, and what you suggest. It stands large on page one.",
    )
    request = forms.CharField(
        label="Asked of the physician",
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-autosize": ""}),
        help_text="One thing, answerable in one word. It stands in a box and again at the foot of the page.",
    )
    narrative = forms.CharField(
        label="Also worth knowing",
        max_length=LONGEST_NARRATIVE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "data-autosize": ""}),
        help_text="Optional. Short; figures are there already.",
    )
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def clean_verdict(self) -> str:
        return one_line(self.cleaned_data["verdict"])

    def clean_request(self) -> str:
        return one_line(self.cleaned_data["request"])

    def words(self) -> dict[str, Any]:
        """What `services.reports.save` takes."""
        return {name: self.cleaned_data[name] for name in ("verdict", "request", "narrative")}


def one_line(text: str) -> str:
    """A sentence has no line breaks, whatever was pasted."""
    return " ".join(text.split())
