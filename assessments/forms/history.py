"""History and findings, in words and choices."""

from typing import Any

from django import forms

from assessments.forms.places import select
from assessments.forms.rows import day, words
from assessments.models import Assessment

LONG = 4000


def _choices(kind: Any) -> list[tuple[str, str]]:
    return [("", "—"), *kind.choices]


class HistoryForm(forms.Form):
    complaint = words("Chief complaint", LONG, lines=3)
    wishes = words("Goals in the patient's words", LONG, lines=2)
    onset = words("Onset: since when", 200)
    mechanism = words("How it happened", 300)
    surgery = words("Surgery: surgeon, implant", 300)
    drain_removed_on = day("Drain removed on")
    imaging = words("Imaging", 300)
    affected_side = select("Affected side", _choices(Assessment.Affected))
    dominant_hand = select("Dominant hand", _choices(Assessment.Hand))
    pattern = select("Pattern", _choices(Assessment.Pattern))
    night = select("Pain at night", _choices(Assessment.Night))
    aggravating = words("What makes it worse", 300)
    easing = words("What eases it", 300)
    prior_therapy = words("Therapy so far", 300)
    prior_response = words("How that helped", 300)
    medications = words("Medications", 300)
    allergies = words("Allergies", 200)
    demands = words("Work and sport", 300)
    sleep = words("Sleep", 200)
    stress = words("Stress and energy", 200)


class FindingsForm(forms.Form):
    findings = words("Other findings", LONG, lines=3)
