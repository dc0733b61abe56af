"""Conditions, screenings, measurements, assessments, goals."""

from assessments.models.assessments import Assessment, Goal
from assessments.models.conditions import Condition, Screening, ScreeningAnswer
from assessments.models.findings import LimbStage, PalpationFinding, Pitting, PostureFinding, Vitals
from assessments.models.limbs import GirthSeries, StrengthReading, TrunkGirth
from assessments.models.measurements import MeasurementSet, PainMark, RomReading, Score
from assessments.models.photos import Photo

__all__ = [
    "Assessment",
    "Condition",
    "GirthSeries",
    "Goal",
    "LimbStage",
    "MeasurementSet",
    "PainMark",
    "PalpationFinding",
    "Photo",
    "Pitting",
    "PostureFinding",
    "RomReading",
    "Score",
    "Screening",
    "ScreeningAnswer",
    "StrengthReading",
    "TrunkGirth",
    "Vitals",
]
