"""Day sheets to open and print: drawn in the morning and the evening before, or anew when somebody asks."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST, require_safe

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.models import Location, Role
from clinic.views.files import response
from sessions.models import DaySheet
from sessions.selectors.day_sheets import FURTHEST, listed
from sessions.services import day_sheets

DESK = (Role.MANAGER, Role.FRONT_DESK)


@require_safe
@requires(*DESK)
def sheets(request: StaffRequest) -> HttpResponse:
    context = {"sheets": listed(now=timezone.now()), "kept_days": day_sheets.KEPT_DAYS}
    return render(request, "sessions/day_sheets.html", context)


@require_safe
@requires(*DESK)
def sheet(request: StaffRequest, sheet_id: int) -> FileResponse:
    row = get_object_or_404(DaySheet.objects.select_related("file"), pk=sheet_id)
    read(request, "day sheet", patient_id=None)
    return response(row.file, inline="download" not in request.GET)


@require_POST
@requires(*DESK)
def draw(request: StaffRequest) -> HttpResponse:
    """A day of one location anew; the worker draws it, so that no page waits for it."""
    now, asked = timezone.now(), request.POST.get("location", "")
    location = get_object_or_404(Location, pk=int(asked) if asked.isdecimal() and asked.isascii() else 0)
    try:
        day = parse_date(request.POST.get("day", ""))
    except ValueError:
        day = None
    if day is None or abs((day - now.astimezone(location.tz).date()).days) > FURTHEST:
        raise Http404
    day_sheets.ask(location=location, day=day, why=now.isoformat(), by=actor_of(request), now=now)
    messages.info(request, f"The day sheet of {location.name} is being drawn. It stands here in a moment.")
    return redirect("sessions:day_sheets")
