"""History and findings, in words."""

from django import forms

from assessments.forms.rows import words

LONG = 4000


class HistoryForm(forms.Form):
    complaint = words("Chief complaint", LONG, lines=3)
    onset = words("Onset: when and how", 200)
    aggravating = words("What makes it worse", 300)
    easing = words("What eases it", 300)
    medications = words("Medications", 300)
    allergies = words("Allergies", 200)
    prior_therapy = words("Therapy so far", 300)
    demands = words("Work and sport", 300)
    findings = words("Posture, palpation and other findings", LONG, lines=4)
