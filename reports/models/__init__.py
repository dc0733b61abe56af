"""Progress reports: the data they rest on, the drawn letter, its way to the physician."""

from reports.models.reports import Delivery, ProgressReport, ReportRendering

__all__ = ["Delivery", "ProgressReport", "ReportRendering"]
