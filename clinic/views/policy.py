"""The clinic's thresholds: each with its usual value and range; saving makes a new version."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clinic.access import StaffRequest, actor_of, requires
from clinic.forms.policy import PolicyForm
from clinic.models import Role
from clinic.selectors.profile import policy_in_force
from clinic.selectors.setup import policy_versions
from clinic.services import policy


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def policy_page(request: StaffRequest) -> HttpResponse:
    current = policy_in_force()
    form = PolicyForm(request.POST or None, initial=asdict(current))
    if form.is_valid():
        made = policy.approve(values=form.cleaned_data, by=actor_of(request), now=timezone.now())
        messages.success(request, f"Version {made.version} is in force." if made else "Nothing was changed.")
        return redirect("clinic:policy")
    context = {"form": form, "version": current.version, "versions": policy_versions()}
    return render(request, "clinic/policy.html", context)
