"""The reports panel of the patient page: for those who may read clinical pages, empty for everybody else."""

from typing import Any

from django.utils import timezone

from clinic.models import Staff
from clinic.selectors.days import today
from patients.models import Patient
from reports.selectors.listing import Line, reports_of
from reports.selectors.progress import machinery, progress

MOST = 5


def build(patient: Patient, staff: Staff) -> dict[str, Any]:
    now = timezone.now()
    rows = list(reports_of(staff, today=today(now=now)).filter(episode__patient=patient)[:MOST])
    behind = machinery(rows)
    return {"lines": [Line(row, progress(row, behind, now=now)) for row in rows]}
