"""All reports of the episodes one may read, by what has to be done about them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clinic.access import StaffRequest, read, requires
from clinic.models import Role
from clinic.selectors.days import today
from reports.selectors.listing import listing


@require_safe
@requires(Role.THERAPIST, Role.MANAGER)
def report_list(request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    found = listing(request.user, today=today(now=now), now=now)
    read(request, "names and states of reports", patient_id=None)
    return render(request, "reports/report_list.html", {"listing": found, "can_write": request.user.is_therapist})
