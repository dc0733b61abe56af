"""Finding a patient: one box for names, birth date, phone and number."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from clinic.access import StaffRequest, read, requires
from clinic.models import Role
from clinic.selectors.days import today
from patients.rules import phones
from patients.selectors import people
from patients.views.searching import typed_text

PER_PAGE = 25


@require_GET
@requires()
def patient_list(request: StaffRequest) -> HttpResponse:
    q = typed_text(request)
    page = Paginator(people.find(q), PER_PAGE).get_page(request.GET.get("page"))
    day = today(now=timezone.now())
    rows = [
        {"patient": patient, "age": patient.age_on(day), "phone": phones.shown(patient.phone)}
        for patient in page.object_list
    ]
    read(request, "patients found", patient_id=None, reason=f"searched: {q}" if q else "")
    ways = {
        "may_settle": request.user.has(Role.MANAGER, Role.FRONT_DESK),
        "may_import": request.user.has(Role.MANAGER),
    }
    context = ways | {"q": q, "page": page, "rows": rows, "query": urlencode({"q": q}) if q else ""}
    return render(request, "patients/patient_list.html", context)
