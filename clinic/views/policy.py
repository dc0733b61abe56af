"""The clinic's thresholds: each with its range and who set it. A change is shown with what it affects before it is put in force."""

from typing import Any

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST

from clinic.access import StaffRequest, actor_of, requires
from clinic.forms.policy import PolicyForm, ReasonForm
from clinic.models import Role
from clinic.rules.policy import changes
from clinic.selectors.policy import Page, Standing, affected, policy_page
from clinic.services import policy


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def policy_detail(request: StaffRequest) -> HttpResponse:
    """Shows the thresholds; what is sent comes back as a preview of the change, nothing is written."""
    page = policy_page()
    form = PolicyForm(request.POST or None, initial=_values(page))
    if form.is_valid() and "back" not in request.POST:
        if form.cleaned_data == _values(page):
            messages.info(request, "Nothing was changed.")
            return redirect("clinic:policy")
        return _preview(request, page, form, ReasonForm(initial={"seen_version": page.number}))
    return render(request, "clinic/policy.html", _context(page, form))


@require_POST
@requires(Role.MANAGER)
def policy_approve(request: StaffRequest) -> HttpResponse:
    """Puts a previewed change in force, with its reason."""
    page = policy_page()
    form, reason = PolicyForm(request.POST, initial=_values(page)), ReasonForm(request.POST)
    if not form.is_valid():
        return render(request, "clinic/policy.html", _context(page, form))
    if not reason.is_valid():
        return _preview(request, page, form, reason)
    try:
        made = policy.approve(values=form.cleaned_data, **reason.cleaned_data, by=actor_of(request), now=timezone.now())
    except policy.Overtaken as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Version {made.version} is in force." if made else "Nothing was changed.")
    return redirect("clinic:policy")


def _preview(request: StaffRequest, page: Page, form: PolicyForm, reason: ReasonForm) -> HttpResponse:
    found = affected(changes(_values(page), form.cleaned_data), now=timezone.now())
    context = {
        "form": form,
        "reason_form": reason,
        "next_version": page.number + 1,
        "affected": found,
        "loosened": any(change.loosens for change, _ in found),
    }
    return render(request, "clinic/policy_preview.html", context)


def _values(page: Page) -> dict[str, int]:
    return {one.scalar.name: one.value for _, group in page.groups for one in group}


def _context(page: Page, form: PolicyForm) -> dict[str, Any]:
    groups: list[tuple[str, str, list[tuple[Standing, BoundField]]]] = [
        (label, slugify(label), [(one, form[one.scalar.name]) for one in group]) for label, group in page.groups
    ]
    return {"form": form, "groups": groups, "version": page.number, "versions": page.versions}
