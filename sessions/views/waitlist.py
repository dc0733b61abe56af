"""The waitlist: who waits, for what, and which times have become free."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.selectors.days import today as day_of
from clinic.selectors.profile import policy_in_force
from patients.models import Patient
from patients.selectors import people
from patients.services.refusal import Refused
from patients.views.returning import is_key
from sessions.forms.waitlist import CloseForm, EntryForm, ListForm
from sessions.models import WaitlistEntry
from sessions.selectors import booking
from sessions.selectors import waitlist as waiting
from sessions.services import waitlist


@require_GET
@requires()
def waitlist_page(request: StaffRequest) -> HttpResponse:
    """?urgency=&kind=&therapist=<id>: who waits, in order; what is offered; which times ahead are free again."""
    now = timezone.now()
    form = ListForm(request.GET)
    rows: Any = waiting.entries()
    if form.is_valid():
        given = form.cleaned_data
        if given["urgency"]:
            rows = rows.filter(urgency=given["urgency"])
        if given["kind"]:
            rows = rows.filter(kind=given["kind"])
        if given["therapist"]:
            rows = rows.filter(Q(therapists=given["therapist"]) | Q(therapists=None))
    read(request, "waitlist", patient_id=None)
    context = {
        "form": form,
        "filtered": any(request.GET.get(name) for name in form.fields),
        "entries": [waiting.shown(row, now=now) for row in rows[: waiting.MOST]],
        "offers": [waiting.offer_shown(row, now=now) for row in waiting.offers_shown(now=now)],
        "freed": waiting.freed_ahead(now=now),
    }
    return render(request, "sessions/waitlist.html", context)


@require_http_methods(["GET", "POST"])
@requires()
def waitlist_add(request: StaffRequest) -> HttpResponse:
    """?patient=<id>: what they wait for. Without one, first who."""
    asked = request.GET.get("patient", "")
    if not is_key(asked):
        return _choose(request)
    patient = get_object_or_404(Patient.objects.current(), pk=int(asked))
    now, policy = timezone.now(), policy_in_force()
    found = booking.courses(patient, staff=request.user, today=day_of(now=now), policy=policy)
    courses = [course for course in found if course.is_open]
    read(request, "waitlist entry", patient_id=patient.pk)
    first = courses[0] if courses else None
    initial = {
        "episode": first.episode.pk if first else None,
        "kind": first.next_kind if first else None,
        "minutes": first.next_minutes if first else booking.EVALUATION_MINUTES,
        "urgency": WaitlistEntry.Urgency.ROUTINE,
    }
    form = EntryForm(request.POST or None, initial=initial, episodes=[course.episode for course in courses])
    if request.method == "POST" and form.is_valid():
        try:
            waitlist.add(patient=patient, by=actor_of(request), now=now, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, f"{patient.name} is on the waitlist.")
            return redirect("sessions:waitlist")
    return render(request, "sessions/waitlist_add.html", {"patient": patient, "form": form, "courses": courses})


def _choose(request: StaffRequest) -> HttpResponse:
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found = list(people.find(asked)[:20]) if asked else []
    read(request, "patients found for the waitlist", patient_id=None)
    return render(request, "sessions/waitlist_choose.html", {"asked": asked, "found": found})


@require_http_methods(["GET", "POST"])
@requires()
def waitlist_close(request: StaffRequest, entry_id: int) -> HttpResponse:
    entry = get_object_or_404(waiting.entries(), pk=entry_id)
    read(request, "waitlist entry", patient_id=entry.patient_id)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            waitlist.close(entry=entry, by=actor_of(request), now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, f"{entry.patient.name} is off the waitlist.")
            return redirect("sessions:waitlist")
    context = {"line": waiting.shown(entry, now=timezone.now()), "form": form}
    return render(request, "sessions/waitlist_close.html", context)
