"""Moving a visit: by the board's script, which asks before it moves, or by the form on the visit's page."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from psycopg2.extras import DateTimeTZRange

from clinic.access import StaffRequest, read, requires
from clinic.selectors.profile import policy_in_force
from sessions.forms.appointments import MoveForm
from sessions.models import Appointment
from sessions.rules.appointments import LENGTH, MOVABLE, NoSuchTime, moment
from sessions.selectors.appointments import free_room
from sessions.services import moving
from sessions.services.appointments import NotPossible, Refused, SlotTaken
from sessions.services.moving import SeriesRefused, Stale, Target
from sessions.views.appointments import fetch

NO_REASON_YET = "Asked before it is done"


@require_http_methods(["GET", "POST"])
@requires()
def move(request: StaffRequest, appointment_id: int) -> HttpResponse:
    """A GET shows the form. A POST that accepts JSON is answered with an `outcome`: allowed, moved, refused or stale, in words."""
    visit, now = fetch(appointment_id), timezone.now()
    read(request, "visit", patient_id=visit.patient_id)
    by_script = request.headers.get("Accept", "") == "application/json"
    in_series = visit.series is not None
    form = MoveForm(request.POST or None, initial=_initial(visit), in_series=in_series)
    if request.method == "POST" and form.is_valid():
        answer = _answer(request, form, visit, now)
        if by_script:
            return JsonResponse(answer)
        if answer["outcome"] == "moved":
            messages.success(request, answer["words"])
            for words in answer["mind"]:
                messages.warning(request, words)
            return redirect("sessions:appointment", visit.pk)
        if answer["outcome"] == "stale":
            messages.error(request, answer["words"])
            return redirect("sessions:appointment_move", visit.pk)
        form.add_error(None, answer["words"])
    elif by_script:
        words = "; ".join(" ".join(map(str, errors)) for errors in form.errors.values())
        return JsonResponse({"outcome": "refused", "words": words or "Nothing was asked for.", "mind": []})
    context = {"visit": visit, "form": form, "tz": visit.location.tz, "can_move": visit.status in MOVABLE}
    return render(request, "sessions/appointment_move.html", context)


def _initial(visit: Appointment) -> dict[str, Any]:
    local = visit.starts_at.astimezone(visit.location.tz)
    return {
        "day": local.date(),
        "at": local.time(),
        "minutes": visit.minutes,
        "therapist": visit.therapist_id,
        "room": visit.room_id,
        "length_reason": visit.length_reason,
        "seen": visit.seen_as,
    }


def _answer(request: StaffRequest, form: MoveForm, visit: Appointment, now: datetime) -> dict[str, Any]:
    given = form.cleaned_data
    try:
        to = _target(form, visit)
        asked = {"appointment": visit, "to": to, "seen_as": given["seen"], "by": request.user, "now": now}
        if form.takes_later:
            moved = moving.move_series(**asked, reason=given["reason"])
            return {"outcome": "moved", "words": _moved_words(moved), "mind": []}
        asked["length_reason"] = given["length_reason"]
        if given["check"]:
            found = moving.move_on_trial(**asked, reason=given["reason"] or NO_REASON_YET)
            return {"outcome": "allowed", "words": _where(found, visit), "mind": moving.to_mind(found)}
        found = moving.move(**asked, reason=given["reason"])
    except Stale as error:
        return {"outcome": "stale", "words": str(error), "mind": []}
    except Refused as error:
        only_length = {finding.code for finding in error.findings} == {LENGTH}
        return {"outcome": "refused", "words": str(error), "mind": [], "asks_length": only_length}
    except (NotPossible, SlotTaken, SeriesRefused, NoSuchTime) as error:
        return {"outcome": "refused", "words": str(error), "mind": []}
    return {"outcome": "moved", "words": _moved_words([found]), "mind": moving.to_mind(found)}


def _target(form: MoveForm, visit: Appointment) -> Target:
    given = form.cleaned_data
    location = given["room"].location if given["room"] else visit.location
    starts_at = moment(given["day"], given["at"], location.tz)
    taken = timedelta(minutes=given["minutes"] + policy_in_force().turnover_minutes)
    room = given["room"] or free_room(
        visit,
        therapist=given["therapist"],
        location=location,
        occupies=DateTimeTZRange(starts_at, starts_at + taken),
    )
    return Target(starts_at, given["minutes"], given["therapist"], room)


def _where(found: Appointment, was: Appointment) -> str:
    """“Tue 24 Nov, 14:15 to 15:15, with Jonas Lind, in Room 2 instead of Room 1”."""
    until = found.ends_at.astimezone(found.location.tz)
    room = found.room.name if found.room_id == was.room_id else f"{found.room.name} instead of {was.room.name}"
    return f"{moving.when_in_words(found)} to {until:%H:%M}, with {found.therapist.name}, in {room}"


def _moved_words(moved: list[Appointment]) -> str:
    if not moved:
        return "Nothing had to be moved."
    name = moved[0].patient.name
    if len(moved) == 1:
        return f"{name} is now booked for {moving.when_in_words(moved[0])}, with {moved[0].therapist.name}."
    return f"{len(moved)} visits of {name} are moved: {', '.join(map(moving.when_in_words, moved))}."
