"""Techniques, plans, appointments, charts, exercises."""

from sessions.models.absences import Handover
from sessions.models.appointments import LIVE, Appointment, Reschedule
from sessions.models.calls import Call
from sessions.models.charting import Addendum, Chart, PainCheck, TechniqueApplied
from sessions.models.day_sheets import DaySheet
from sessions.models.exercises import Exercise, Prescription
from sessions.models.hours import ExtraHours, TimeOff, WorkingHours
from sessions.models.notices import CalendarFeed, VisitNotice
from sessions.models.plans import Plan, PlanTechnique, PlanVersion
from sessions.models.techniques import Technique
from sessions.models.templates import PlanTemplate, PlanTemplateTechnique
from sessions.models.waitlist import Offer, WaitlistEntry

__all__ = [
    "LIVE",
    "Addendum",
    "Appointment",
    "CalendarFeed",
    "Call",
    "Chart",
    "DaySheet",
    "Exercise",
    "ExtraHours",
    "Handover",
    "Offer",
    "PainCheck",
    "Plan",
    "PlanTechnique",
    "PlanTemplate",
    "PlanTemplateTechnique",
    "PlanVersion",
    "Prescription",
    "Reschedule",
    "Technique",
    "TechniqueApplied",
    "TimeOff",
    "VisitNotice",
    "WaitlistEntry",
    "WorkingHours",
]
