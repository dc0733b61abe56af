"""A time that has become free: who could take it, offering it, and answering for somebody on the phone."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.selectors.profile import policy_in_force
from patients.views.returning import is_key
from sessions.models import Offer, WaitlistEntry
from sessions.selectors import waitlist as waiting
from sessions.selectors.waitlist import FreedTime
from sessions.services import offers
from sessions.services.appointments import NotPossible, SlotTaken


@require_GET
@requires()
def openings(request: StaffRequest) -> HttpResponse:
    """?visit=<id> of a visit that was cancelled, or ?move=<id> of a move: who could take that time, in order."""
    time, now, policy = _time(request.GET), timezone.now(), policy_in_force()
    read(request, "who could take a free time", patient_id=None)
    found = waiting.ranked(time, policy=policy, now=now)
    context = {
        "time": time,
        "tz": time.free.zone,
        "found": found,
        "fitting": [(one, waiting.shown(one.entry, now=now)) for one in found.fitting],
        "others": [(one, waiting.shown(one.entry, now=now)) for one in found.others],
        "is_over": time.starts_at <= now,
        "may_offer": time.starts_at > now and found.taken is None and not found.closed,
        "hold_minutes": policy.offer_hold_minutes,
    }
    return render(request, "sessions/openings.html", context)


def _time(given: Any) -> FreedTime:
    """Raises Http404 where the address names no freed time."""
    for name, find in (("visit", waiting.freed_by_cancelling), ("move", waiting.freed_by_moving)):
        number = given.get(name, "")
        if is_key(number):
            time = find(int(number))
            if time is not None:
                return time
    raise Http404


@require_POST
@requires()
def offer(request: StaffRequest, entry_id: int) -> HttpResponse:
    """Hold the time and offer it. What refuses is said where the button was."""
    time = _time(request.POST)
    entry = get_object_or_404(WaitlistEntry.objects.select_related("patient", "episode"), pk=entry_id)
    read(request, "waitlist entry", patient_id=entry.patient_id)
    back = f"{reverse('sessions:openings')}?{time.query}"
    place = time.visit
    try:
        made = offers.offer(
            entry=entry,
            therapist=place.therapist,
            room=place.room,
            starts_at=time.starts_at,
            by=request.user,
            now=timezone.now(),
        )
    except (offers.Unfit, NotPossible, SlotTaken) as error:
        messages.error(request, f"{entry.patient.name}: {error}")
        return redirect(back)
    until = made.holds_until.astimezone(time.free.zone)
    how = "A mail is on its way." if made.email_id else "There is no mail to this patient: please call."
    messages.success(request, f"The time is held for {entry.patient.name} until {until:%H:%M}. {how}")
    return redirect(back)


@require_POST
@requires()
def accepted(request: StaffRequest, offer_id: int) -> HttpResponse:
    """Said on the phone."""
    return _answered(request, offer_id, offers.accept, "{name} has the time; the visit is booked.")


@require_POST
@requires()
def declined(request: StaffRequest, offer_id: int) -> HttpResponse:
    return _answered(request, offer_id, offers.decline, "{name} goes on waiting.")


@require_POST
@requires()
def withdrawn(request: StaffRequest, offer_id: int) -> HttpResponse:
    return _answered(request, offer_id, offers.withdraw, "The offer to {name} is taken back.")


def _answered(request: StaffRequest, offer_id: int, act: Callable[..., object], done: str) -> HttpResponse:
    row = get_object_or_404(Offer.objects.select_related("entry__patient", "visit"), pk=offer_id)
    read(request, "waitlist offer", patient_id=row.entry.patient_id)
    try:
        act(offer=row, by=actor_of(request), now=timezone.now())
    except (offers.Unfit, offers.Gone, NotPossible) as error:
        messages.error(request, f"{row.entry.patient.name}: {error}")
    else:
        messages.success(request, done.format(name=row.entry.patient.name))
    return redirect("sessions:waitlist")
