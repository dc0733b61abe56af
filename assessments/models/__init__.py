"""Conditions, screenings, measurements, assessments, goals."""

from assessments.models.assessments import Assessment, Goal
from assessments.models.conditions import Condition, Screening, ScreeningAnswer
from assessments.models.measurements import MeasurementSet, PainMark, RomReading, Score

__all__ = [
    "Assessment",
    "Condition",
    "Goal",
    "MeasurementSet",
    "PainMark",
    "RomReading",
    "Score",
    "Screening",
    "ScreeningAnswer",
]
