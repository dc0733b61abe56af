"""The day board of a location."""

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from clinic.access import StaffRequest, read, requires
from clinic.models import Location
from clinic.selectors.profile import policy_in_force
from sessions.selectors import board as boards
from sessions.selectors import referral_inbox

MOST_CALLS = 4
MIN_YEAR, MAX_YEAR = 2000, 2100


@require_GET
@requires()
def board(request: StaffRequest) -> HttpResponse:
    """?day=YYYY-MM-DD&location=<id>; today at the person's own location without them."""
    now, policy = timezone.now(), policy_in_force()
    locations = boards.locations_for(request.user)
    location = chosen(locations, request.GET.get("location", ""))
    read(request, "day board", patient_id=None)
    if location is None:
        return render(request, "sessions/board_empty.html", {"may_set_up": request.user.is_manager})
    day = _asked_day(request.GET.get("day", ""), now.astimezone(location.tz))
    shown = boards.board(location=location, day=day, policy=policy, now=now)
    context = {"board": shown, "locations": locations, "tz": location.tz} | _days(day)
    if request.user.is_front_desk or request.user.is_manager:
        context |= _calls(now.astimezone(location.tz).date(), policy)
    return render(request, "sessions/board.html", context)


def chosen(locations: list[Location], asked: str) -> Location | None:
    """The location asked for, else the first."""
    return next((location for location in locations if str(location.pk) == asked), locations[0] if locations else None)


def _asked_day(asked: str, local: datetime) -> date:
    try:
        day = parse_date(asked.replace("\x00", ""))
    except ValueError:
        day = None
    return day if day and MIN_YEAR <= day.year <= MAX_YEAR else local.date()


def _days(day: date) -> dict[str, date]:
    return {"previous_day": day - timedelta(days=1), "next_day": day + timedelta(days=1)}


def _calls(today: date, policy: Any) -> dict[str, Any]:
    waiting, ending = referral_inbox.awaiting(), referral_inbox.ending(today=today, policy=policy)
    return {
        "calls_waiting": waiting[:MOST_CALLS],
        "calls_ending": ending[:MOST_CALLS],
        "calls": len(waiting) + len(ending),
    }
