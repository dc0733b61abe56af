"""Referring physicians: found, registered, corrected."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from clinic.access import StaffRequest, actor_of, requires
from patients.rules import phones
from patients.services.refusal import Refused
from patients.views.people import explain
from patients.views.returning import return_path, with_parameter
from referrals.forms.physicians import PhysicianForm
from referrals.models import Physician
from referrals.selectors import physicians as found
from referrals.services import physicians

PER_PAGE = 25
LONGEST = 120


def typed(request: StaffRequest, name: str) -> str:
    """A search text without hidden characters, not longer than any sensible one."""
    text = "".join(char if char.isprintable() else " " for char in request.GET.get(name, ""))
    return " ".join(text.split())[:LONGEST]


@require_GET
@requires()
def physician_list(request: StaffRequest) -> HttpResponse:
    q = typed(request, "q")
    page = Paginator(found.find(q), PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"physician": physician, "phone": phones.shown(physician.phone)} for physician in page.object_list]
    context = {"q": q, "page": page, "rows": rows, "query": urlencode({"q": q}) if q else ""}
    return render(request, "referrals/physician_list.html", context)


@require_http_methods(["GET", "POST"])
@requires()
def physician_register(request: StaffRequest) -> HttpResponse:
    back = return_path(request)
    form = PhysicianForm(request.POST if request.method == "POST" else None, initial={"name": typed(request, "q")})
    if form.is_valid():
        try:
            physician = physicians.register(**form.cleaned_data, by=actor_of(request), now=timezone.now())
        except Refused as error:
            explain(form, error)
        else:
            messages.success(request, f"{physician.name} is registered.")
            return redirect(with_parameter(back, "physician", physician.pk) if back else "referrals:physicians")
    return render(
        request, "referrals/physician_form.html", {"form": form, "title": "Register a physician", "next": back}
    )


@require_http_methods(["GET", "POST"])
@requires()
def physician_edit(request: StaffRequest, physician_id: int) -> HttpResponse:
    physician = get_object_or_404(Physician, pk=physician_id)
    initial = {field: getattr(physician, field) for field in PhysicianForm.base_fields}
    form = PhysicianForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            physicians.change(physician=physician, **form.cleaned_data, by=actor_of(request), now=timezone.now())
        except Refused as error:
            explain(form, error)
        else:
            messages.success(request, "Saved.")
            return redirect("referrals:physicians")
    return render(request, "referrals/physician_form.html", {"form": form, "title": initial["name"], "next": ""})
