"""Licenses of a member of staff and the techniques they are trained for."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from clinic.access import StaffRequest, actor_of, requires
from clinic.forms.staff import LicenseForm, TechniqueForm
from clinic.models import License, Role, Staff, TechniqueCredential
from clinic.services import credentials


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def license_add(request: StaffRequest, staff_id: int) -> HttpResponse:
    member = get_object_or_404(Staff, pk=staff_id)
    form = LicenseForm(request.POST or None)
    if form.is_valid():
        try:
            credentials.add_license(staff=member, **form.cleaned_data, by=actor_of(request), now=timezone.now())
        except credentials.Known as error:
            form.add_error("number", str(error))
        else:
            messages.success(request, "The license is on file.")
            return redirect("clinic:staff_detail", member.pk)
    return render(request, "clinic/form.html", {"form": form, "title": f"License of {member.name}", "button": "Add"})


@require_POST
@requires(Role.MANAGER)
def license_remove(request: StaffRequest, license_id: int) -> HttpResponse:
    held = get_object_or_404(License, pk=license_id)
    credentials.remove_license(held=held, by=actor_of(request), now=timezone.now())
    messages.success(request, "The license is removed.")
    return redirect("clinic:staff_detail", held.staff_id)


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def technique_add(request: StaffRequest, staff_id: int) -> HttpResponse:
    member = get_object_or_404(Staff, pk=staff_id)
    form = TechniqueForm(request.POST or None)
    if form.is_valid():
        try:
            credentials.add_technique(staff=member, **form.cleaned_data, by=actor_of(request), now=timezone.now())
        except credentials.Known as error:
            form.add_error("technique", str(error))
        else:
            messages.success(request, "The technique is on file.")
            return redirect("clinic:staff_detail", member.pk)
    return render(request, "clinic/form.html", {"form": form, "title": f"Technique of {member.name}", "button": "Add"})


@require_POST
@requires(Role.MANAGER)
def technique_remove(request: StaffRequest, credential_id: int) -> HttpResponse:
    held = get_object_or_404(TechniqueCredential, pk=credential_id)
    credentials.remove_technique(held=held, by=actor_of(request), now=timezone.now())
    messages.success(request, "The technique is removed.")
    return redirect("clinic:staff_detail", held.staff_id)
