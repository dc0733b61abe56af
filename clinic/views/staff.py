"""Members of staff: who may sign in as what; a new one is sent a link to choose a password."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clinic.access import StaffRequest, actor_of, requires
from clinic.forms.staff import StaffForm
from clinic.models import Role, Staff
from clinic.rules.licenses import ending_words
from clinic.rules.techniques import TECHNIQUE_NAMES, TechniqueCode
from clinic.selectors.days import today
from clinic.selectors.profile import policy_in_force
from clinic.services import invitations
from clinic.services import staff as staffing

INVITED = "A link to choose a password is on its way to {email}; the outbox shows when it has left."


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def staff_add(request: StaffRequest) -> HttpResponse:
    form = StaffForm(request.POST or None, initial={"roles": request.GET.getlist("role")})
    if form.is_valid():
        now, by = timezone.now(), actor_of(request)
        try:
            with transaction.atomic():
                member = staffing.add(**form.cleaned_data, by=by, now=now)
                invitations.invite(staff=member, by=by, now=now)
        except staffing.EmailTaken as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, f"{member.name} is added. {INVITED.format(email=member.email)}")
            return redirect("clinic:staff_detail", member.pk)
    context = {"form": form, "title": "New member of staff", "button": "Add and send the link"}
    return render(request, "clinic/form.html", context)


@require_safe
@requires(Role.MANAGER)
def staff_detail(request: StaffRequest, staff_id: int) -> HttpResponse:
    member = get_object_or_404(Staff.objects.select_related("actor"), pk=staff_id)
    on, told = today(now=timezone.now()), policy_in_force().license_notice_days
    held = member.technique_credentials.order_by("technique", "since_on")
    context = {
        "member": member,
        "licenses": [
            (one, ending_words(one.expires_on, on, told))
            for one in member.licenses.order_by("state", "kind", "-expires_on")
        ],
        "techniques": [
            (TECHNIQUE_NAMES[TechniqueCode(one.technique)], one, ending_words(one.until_on, on, told)) for one in held
        ],
        "member_locations": member.locations.all(),
        "is_self": member.pk == request.user.pk,
    }
    return render(request, "clinic/staff_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def staff_edit(request: StaffRequest, staff_id: int) -> HttpResponse:
    member = get_object_or_404(Staff, pk=staff_id)
    form = StaffForm(request.POST or None, instance=member)
    if form.is_valid():
        try:
            staffing.change(staff=member, **form.cleaned_data, by=actor_of(request), now=timezone.now())
        except staffing.EmailTaken as error:
            form.add_error("email", str(error))
        except staffing.LastManager as error:
            form.add_error("roles", str(error))
        else:
            messages.success(request, "Saved.")
            return redirect("clinic:staff_detail", member.pk)
    return render(request, "clinic/form.html", {"form": form, "title": "Member of staff", "button": "Save"})


@require_POST
@requires(Role.MANAGER)
def staff_invite(request: StaffRequest, staff_id: int) -> HttpResponse:
    member = get_object_or_404(Staff.objects.active(), pk=staff_id)
    invitations.invite(staff=member, by=actor_of(request), now=timezone.now())
    messages.success(request, INVITED.format(email=member.email))
    return redirect("clinic:staff_detail", member.pk)


@require_POST
@requires(Role.MANAGER)
def staff_deactivate(request: StaffRequest, staff_id: int) -> HttpResponse:
    member = get_object_or_404(Staff, pk=staff_id)
    if member.pk == request.user.pk:
        messages.error(request, "You cannot end your own access. Ask another manager.")
        return redirect("clinic:staff_detail", member.pk)
    try:
        staffing.deactivate(staff=member, by=actor_of(request), now=timezone.now())
    except staffing.LastManager as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"{member.name} cannot sign in any more. What they wrote stays.")
    return redirect("clinic:staff_detail", member.pk)


@require_POST
@requires(Role.MANAGER)
def staff_reactivate(request: StaffRequest, staff_id: int) -> HttpResponse:
    member = get_object_or_404(Staff, pk=staff_id)
    staffing.reactivate(staff=member, by=actor_of(request), now=timezone.now())
    messages.success(request, f"{member.name} may sign in again.")
    return redirect("clinic:staff_detail", member.pk)
