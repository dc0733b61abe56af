"""Ending a standing condition outside an assessment: by a licensed therapist of the care team, with the day and a reason (X-END)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from assessments.forms.conditions import ConditionEndForm
from assessments.models import Condition
from assessments.selectors.conditions import line
from assessments.services import conditions
from assessments.views.fetching import own_episodes
from clinic.access import StaffRequest, read, requires
from clinic.models import Role
from patients.services.refusal import Refused


@require_http_methods(["GET", "POST"])
@requires(Role.THERAPIST)
def condition_end(request: StaffRequest, condition_id: int) -> HttpResponse:
    rows = Condition.objects.filter(patient__in=own_episodes(request).values("patient"))
    row = get_object_or_404(
        rows.select_related("patient", "confirmed_by", "recorded_by", "resolved_by"), pk=condition_id
    )
    home = reverse("sessions:patient", args=[row.patient_id]) + "?tab=assessments#conditions"
    if row.resolved_on is not None:
        messages.info(request, "This condition has been ended already.")
        return redirect(home)
    form = ConditionEndForm(request.POST or None, patient=row.patient)
    if form.is_valid():
        try:
            conditions.end(condition=row, **form.cleaned_data, staff=request.user, now=timezone.now())
        except Refused as error:
            form.add_error(error.field or None, str(error))
        else:
            messages.success(request, "The condition is ended. What it held is open again.")
            return redirect(home)
    read(request, "condition", patient_id=row.patient_id)
    context = {"condition": line(row), "patient": row.patient, "form": form, "back": home}
    return render(request, "assessments/condition_end.html", context)
