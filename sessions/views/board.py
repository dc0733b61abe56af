"""The day board of a location."""

import json
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_GET

from clinic.access import StaffRequest, read, requires
from clinic.models import Location
from clinic.rules.policy import Policy
from clinic.selectors.profile import policy_in_force
from sessions.render import board as draw
from sessions.selectors import board as boards
from sessions.selectors import board_data, referral_inbox

MOST_CALLS = 4
MIN_YEAR, MAX_YEAR = 2000, 2100
# As in the data that comes with the page: names are patients' own words and shall be no markup even where a browser guesses.
NO_MARKUP = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}
SHOW_LABELS = (("therapists", "Therapists"), ("rooms", "Rooms"), ("week", "Week"))


@require_GET
@requires()
def board(request: StaffRequest) -> HttpResponse:
    """?day=YYYY-MM-DD&location=<id>&show=therapists|rooms|week&therapist=<id>; today at the person's own location without them."""
    now, policy = timezone.now(), policy_in_force()
    locations = boards.locations_for(request.user)
    location = chosen(locations, request.GET.get("location", ""))
    read(request, "day board", patient_id=None)
    if location is None:
        return render(request, "sessions/board_empty.html", {"may_set_up": request.user.is_manager})
    shown = _shown(request, location, policy, now)
    context = {"board": shown, "data": board_data.as_data(shown), "locations": locations, "tz": location.tz}
    urls = {"visit_url": reverse("sessions:appointment", args=[0]), "book_url": reverse("sessions:book_choose")}
    context["columns"] = [(column, draw.entries(shown, column, **urls)) for column in shown.columns]
    context["shows"] = [(show, label, show == shown.show) for show, label in SHOW_LABELS]
    if request.user.is_front_desk or request.user.is_manager:
        context |= _calls(now.astimezone(location.tz).date(), policy)
    context["away_url"] = _away_url(request, shown)
    return render(request, "sessions/board.html", context)


@require_GET
@requires()
def board_json(request: StaffRequest) -> HttpResponse:
    """Another day of the board, or the same anew: asked like the page."""
    location = chosen(boards.locations_for(request.user), request.GET.get("location", ""))
    if location is None:
        raise Http404
    read(request, "day board", patient_id=None)
    found = board_data.as_data(_shown(request, location, policy_in_force(), timezone.now()))
    return HttpResponse(json.dumps(found).translate(NO_MARKUP), content_type="application/json")


def _shown(request: StaffRequest, location: Location, policy: Policy, now: datetime) -> boards.Board:
    asked = request.GET.get("show", "")
    therapist = request.GET.get("therapist", "")
    return boards.board(
        location=location,
        day=_asked_day(request.GET.get("day", ""), now.astimezone(location.tz)),
        show=asked if asked in boards.SHOWS else boards.SHOWS[0],
        therapist_id=int(therapist) if therapist.isdecimal() else request.user.pk,
        policy=policy,
        now=now,
    )


def _away_url(request: StaffRequest, shown: boards.Board) -> str:
    """Where the visits of the therapist whose week is shown are arranged; empty beside a day, and for who may not."""
    desk = request.user.is_manager or request.user.is_front_desk
    if shown.show == "week" and shown.therapist and (desk or str(request.user.pk) == shown.therapist):
        return reverse("sessions:away", args=[shown.therapist])
    return ""


def chosen(locations: list[Location], asked: str) -> Location | None:
    """The location asked for, else the first."""
    return next((location for location in locations if str(location.pk) == asked), locations[0] if locations else None)


def _asked_day(asked: str, local: datetime) -> date:
    try:
        day = parse_date(asked.replace("\x00", ""))
    except ValueError:
        day = None
    return day if day and MIN_YEAR <= day.year <= MAX_YEAR else local.date()


def _calls(today: date, policy: Policy) -> dict[str, Any]:
    waiting, ending = referral_inbox.awaiting(), referral_inbox.ending(today=today, policy=policy)
    return {
        "calls_waiting": waiting[:MOST_CALLS],
        "calls_ending": ending[:MOST_CALLS],
        "calls": len(waiting) + len(ending),
    }
