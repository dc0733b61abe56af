"""Booking the whole plan: every remaining visit laid out, each can be changed or left out, all are booked or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clinic.access import StaffRequest, read, requires
from clinic.models import Room, Staff
from clinic.selectors.profile import policy_in_force
from patients.models import Patient
from sessions.forms.appointments import DAY_REASON_MOST, day_reason_of
from sessions.forms.series import LayOutForm, Taken, key_of, taken
from sessions.models import Plan, PlanVersion
from sessions.rules.appointments import SAME_DAY
from sessions.rules.availability import Opening
from sessions.rules.laying_out import Anchor, Laid
from sessions.selectors import booking
from sessions.selectors.booking import Course
from sessions.selectors.laying_out import MOST_VISITS, lay_out, plan_in_force, treatments
from sessions.services.appointments import Place
from sessions.services.series import NotAll, book_plan
from sessions.views.options import Option


@dataclass(frozen=True)
class Line:
    """One visit on the page. `number` within the plan."""

    number: int
    meant_on: date
    options: list[Option]
    deviations: tuple[str, ...]


@dataclass(frozen=True)
class Rest:
    """How many visits of the plan are not booked yet, and what limits them. `most`: what one booking may hold."""

    planned: int
    booked: int
    authorized: int

    @property
    def most(self) -> int:
        return max(min(self.planned - self.booked, self.authorized, MOST_VISITS), 0)


@require_http_methods(["GET", "POST"])
@requires()
def book_whole_plan(request: StaffRequest, patient_id: int, plan_id: int) -> HttpResponse:
    current = Patient.objects.current().filter(pk=patient_id)
    plan = get_object_or_404(Plan.objects.select_related("episode__patient"), pk=plan_id, episode__patient__in=current)
    patient = plan.episode.patient
    version = plan_in_force(plan)
    if version is None:
        raise Http404
    now, policy = timezone.now(), policy_in_force()
    today = timezone.localdate(now)
    read(request, "booking of a plan", patient_id=patient.pk)
    courses = booking.courses(patient, staff=request.user, today=today, policy=policy)
    course = next(each for each in courses if each.episode.pk == plan.episode_id)
    rest, anchor = _rest(course, plan, version, today)
    people: list[Staff] = list(Staff.objects.therapists())
    form = LayOutForm(
        request.GET if "count" in request.GET else None, initial=anchor, therapists=people, most=max(rest.most, 1)
    )
    context: dict[str, Any] = {"patient": patient, "plan": plan, "version": version, "form": form, "rest": rest}
    if not rest.most or (form.is_bound and not form.is_valid()):
        return render(request, "sessions/book_plan.html", context)
    wanted = form.cleaned_data if form.is_bound else anchor
    refused: NotAll | None = None
    if request.method == "POST":
        chosen = taken(request.POST.getlist("visit"))
        try:
            done = _booked(request, plan, version, course, chosen, most=rest.most, now=now)
        except NotAll as error:
            refused = error
        else:
            if done:
                messages.success(
                    request,
                    f"{done} visits of {patient.name} are booked."
                    if done > 1
                    else f"One visit of {patient.name} is booked.",
                )
                return redirect("sessions:patient", patient.pk)
            messages.error(request, "Choose at least one time.")
    visits = lay_out(
        patient=patient,
        plan=plan,
        count=wanted["count"],
        first_on=wanted["first_on"],
        anchor=Anchor(wanted["therapist"] or None, wanted["at"]),
        policy=policy,
        now=now,
    )
    context |= {
        "lines": _lines(visits, people, rest.booked, request.POST.getlist("visit")),
        "refused": _refused_words(refused),
        "asks_day_reason": refused is not None and SAME_DAY in refused.codes,
        "day_reason": day_reason_of(request.POST),
        "day_reason_most": DAY_REASON_MOST,
        "placed": sum(each.opening is not None for each in visits),
        "query": request.GET.urlencode(),
    }
    return render(request, "sessions/book_plan.html", context, status=409 if refused else 200)


def _rest(course: Course, plan: Plan, version: PlanVersion, today: date) -> tuple[Rest, dict[str, Any]]:
    """What is left of the plan, and what its next visits should be like: as the latest one is."""
    known = list(treatments(plan))
    order = course.order_on(max(today, version.starts_on))
    rest = Rest(version.visits_planned, len(known), order.left if order else 0)
    last = known[0] if known else None
    local = last.starts_at.astimezone(last.location.tz) if last else None
    following = local.date() + timedelta(days=7 // version.visits_per_week) if local else version.starts_on
    return rest, {
        "count": rest.most,
        "first_on": max(following, today),
        "therapist": last.therapist_id if last else version.therapist_id,
        "at": local.time() if local else None,
    }


def _booked(
    request: StaffRequest,
    plan: Plan,
    version: PlanVersion,
    course: Course,
    chosen: list[Taken] | None,
    *,
    most: int,
    now: datetime,
) -> int:
    """How many were booked. Raises NotAll."""
    therapists = Staff.objects.therapists().in_bulk([one.therapist_id for one in chosen or []])
    rooms = Room.objects.select_related("location").in_bulk([one.room_id for one in chosen or []])
    if chosen is None or any(one.therapist_id not in therapists or one.room_id not in rooms for one in chosen):
        raise Http404
    places = [Place(therapists[one.therapist_id], rooms[one.room_id], one.starts_at) for one in chosen[:most]]
    if not places:
        return 0
    first = min(places, key=lambda place: place.starts_at)
    order = course.order_on(first.starts_at.astimezone(first.room.location.tz).date())
    visits = book_plan(
        patient=plan.episode.patient,
        episode=plan.episode,
        referral=order.referral if order else None,
        plan=plan,
        minutes=version.visit_minutes,
        places=places,
        day_reason=day_reason_of(request.POST),
        by=request.user,
        now=now,
    )
    return len(visits)


def _lines(visits: Sequence[Laid], people: Sequence[Staff], booked: int, posted: Sequence[str]) -> list[Line]:
    offered = [opening for each in visits for opening in (each.opening, *each.others) if opening is not None]
    therapists = {one.pk: one.name for one in people}
    rooms = Room.objects.select_related("location").in_bulk({each.room_id for each in offered})

    def words(opening: Opening) -> str:
        room = rooms[opening.room_id]
        local = opening.starts_at.astimezone(room.location.tz)
        return f"{local:%a} {local.day} {local:%b} {local:%H:%M}, {therapists[opening.therapist_id]}, {room.location.name}, {room.name}"

    lines = []
    for place, each in enumerate(visits):
        kept = posted[place] if place < len(posted) else None
        options = [each.opening, *sorted(each.others, key=lambda one: one.starts_at)] if each.opening else []
        shown = [Option(key_of(one), words(one), key_of(one) == kept) for one in options if one is not None]
        if shown and not any(option.chosen for option in shown) and kept != "":
            shown[0] = Option(shown[0].key, shown[0].words, chosen=True)
        lines.append(Line(booked + place + 1, each.meant_on, shown, each.deviations))
    return lines


def _refused_words(refused: NotAll | None) -> str:
    if refused is None:
        return ""
    local = refused.place.starts_at.astimezone(refused.place.room.location.tz)
    return f"Nothing was booked. {local:%a} {local.day} {local:%b}, {local:%H:%M}: {refused}"
