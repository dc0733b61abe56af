"""A therapist's calendar link: made and ended by themselves; managers see all of them and end any."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from clinic.access import StaffRequest, actor_of, requires
from clinic.models import Role, Staff
from sessions.selectors import feeds as select
from sessions.services import feeds


@require_GET
@requires(Role.THERAPIST, Role.MANAGER)
def calendar_links(request: StaffRequest) -> HttpResponse:
    return _page(request, "")


@require_POST
@requires(Role.THERAPIST)
def calendar_link_make(request: StaffRequest) -> HttpResponse:
    """The address is shown in this one answer and never again, so there is no page to go on to."""
    token = feeds.make(staff=request.user, by=actor_of(request), now=timezone.now())
    return _page(request, settings.BASE_URL + reverse("portal:calendar", args=[token]))


@require_POST
@requires(Role.THERAPIST, Role.MANAGER)
def calendar_link_end(request: StaffRequest, staff_id: int) -> HttpResponse:
    """Somebody else's is not there for a therapist."""
    whose = Staff.objects.all() if request.user.is_manager else Staff.objects.filter(pk=request.user.pk)
    staff = get_object_or_404(whose, pk=staff_id)
    if feeds.revoke(staff=staff, by=actor_of(request), now=timezone.now()):
        messages.success(request, f"The calendar link of {staff.name} has ended.")
    else:
        messages.info(request, f"{staff.name} has no calendar link.")
    return redirect("sessions:calendar_links")


def _page(request: StaffRequest, address: str) -> HttpResponse:
    context = {
        "address": address,
        "own": select.own(request.user) if request.user.is_therapist else None,
        "is_therapist": request.user.is_therapist,
        "is_manager": request.user.is_manager,
        "feeds": select.everybody() if request.user.is_manager else [],
    }
    return render(request, "sessions/calendar_links.html", context)
