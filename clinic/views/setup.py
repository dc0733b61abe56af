"""The clinic's set-up: what is still missing, its name and contact, the way to places, staff and policy."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clinic.access import StaffRequest, actor_of, requires
from clinic.forms.places import ProfileForm
from clinic.models import Role
from clinic.rules.licenses import ending_words
from clinic.selectors import setup
from clinic.selectors.profile import clinic_profile, policy_in_force
from clinic.services import places


@require_safe
@requires(Role.MANAGER)
def overview(request: StaffRequest) -> HttpResponse:
    named, locations = clinic_profile(), list(setup.locations())
    staff: list[Any] = list(setup.staff())
    day, told = timezone.localdate(), policy_in_force().license_notice_days
    context = {
        "first_steps": setup.first_steps(profile=named, locations=locations, staff=staff),
        "profile": named,
        "locations": locations,
        "staff": [(member, ending_words(member.license_until, day, told)) for member in staff],
        "has_mail": bool(settings.MAIL_DIR),
    }
    return render(request, "clinic/setup.html", context)


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def profile(request: StaffRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=clinic_profile())
    if form.is_valid():
        places.name_clinic(**form.cleaned_data, by=actor_of(request), now=timezone.now())
        messages.success(request, "Saved.")
        return redirect("clinic:setup")
    return render(request, "clinic/form.html", {"form": form, "title": "Name and contact", "button": "Save"})
