"""A therapist's day."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from clinic.access import StaffRequest, read, requires
from clinic.models import Role
from clinic.selectors.profile import policy_in_force
from sessions.selectors import alerts as select
from sessions.selectors import today as days
from sessions.selectors.board import locations_for
from sessions.views.alerts import own_license

MOST_ALERTS = 6


@require_GET
@requires(Role.THERAPIST)
def today(request: StaffRequest) -> HttpResponse:
    locations, policy = locations_for(request.user), policy_in_force()
    read(request, "own visits of the day", patient_id=None)
    context: dict[str, Any] = {"day": None, "tz": None, "turns": [], "to_come": 0}
    if locations:
        tz = locations[0].tz
        day = timezone.now().astimezone(tz).date()
        turns = days.turns(request.user, location=locations[0], day=day, policy=policy)
        to_come = sum(turn.visit.status in {"booked", "confirmed", "arrived"} for turn in turns)
        context = {"day": day, "tz": tz, "turns": turns, "to_come": to_come}
    waiting = select.weightiest_first(select.visible_to(request.user, today=timezone.localdate()).open())
    context |= {
        "alerts": select.cards(waiting.select_related("patient")[:MOST_ALERTS], request.user),
        "own_license": own_license(request, policy),
        "charts": days.unsigned_charts(request.user),
        "assessments": days.draft_assessments(request.user),
        "plans": days.draft_plans(request.user),
        "may_arrange": request.user.is_manager,
    }
    return render(request, "sessions/today.html", context)
