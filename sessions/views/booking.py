"""Booking one visit: from the board or from the patient's page. What speaks against it is said before and after."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.views.decorators.http import require_GET, require_http_methods

from clinic.access import StaffRequest, read, requires
from clinic.models import Location, Staff
from clinic.rules.findings import Finding, Level
from patients.models import Patient
from patients.selectors import people
from sessions.forms.appointments import BookingForm
from sessions.models import Appointment, Plan
from sessions.rules.appointments import NoSuchTime, moment
from sessions.selectors import booking
from sessions.selectors.booking import Course, course_of
from sessions.selectors.offering import Asked, Case, bookable, offered
from sessions.services import appointments
from sessions.views.findings import shown
from sessions.views.offering import case_of, gap_at, may_lift, offer_rows, read_desk

FIRST_KIND = Appointment.Kind.EVALUATION.value
PRESETS = ("day", "at", "therapist", "room", "location")


@require_GET
@requires()
def choose_patient(request: StaffRequest) -> HttpResponse:
    """From a free time on the board: first who, then the rest of it with the time kept."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    kept = {name: request.GET[name] for name in PRESETS if name in request.GET}
    found = list(people.find(asked)[:20]) if asked else []
    read(request, "patients found for booking", patient_id=None)
    context = {
        "asked": asked,
        "found": found,
        "kept": kept,
        "query": _query(request),
        "when": _preset(request, "at", parse_time),
    }
    return render(request, "sessions/book_choose.html", context | {"day": _preset(request, "day", parse_date)})


@require_http_methods(["GET", "POST"])
@requires()
def book(request: StaffRequest, patient_id: int) -> HttpResponse:
    desk, now = read_desk(request), timezone.now()
    patient: Any = get_object_or_404(bookable(place=desk.place, gap=None), pk=patient_id)
    case, courses = case_of(request, desk, patient)
    read(request, "booking", patient_id=patient.pk)
    form = BookingForm(
        request.POST or None,
        initial=_initial(request, case),
        episodes=[course.episode for course in courses],
        therapists=list(case.therapists.values()),
        rooms=sorted(case.rooms.values(), key=lambda room: room.name),
        may_override=request.user.is_manager or any(course.is_own for course in courses),
    )
    findings: list[Finding] = []
    if form.is_valid():
        visit, findings = _booked(request, form, patient, courses, now)
        if visit is not None:
            messages.success(request, done_words(visit))
            for message in to_mind(visit):
                messages.warning(request, message)
            day = visit.starts_at.astimezone(visit.location.tz).date()
            return redirect(f"{reverse('sessions:board')}?day={day}&location={visit.location_id}")
    asked = _asked(form, case)
    found = offered(case, asked)
    if request.method == "GET":
        findings = list(found.gap_findings) if asked.gap else found.findings
    course = course_of(courses, form["episode"].value())
    may_override, arranges = may_lift(request, course, _therapist_of(asked, case) or request.user)
    context = {
        "patient": patient,
        "form": form,
        "findings": shown(findings, patient, course, may_override=may_override, arranges=arranges),
        "courses": courses,
        "query": _query(request),
        "offers": offer_rows(case, found),
    }
    return render(request, "sessions/book.html", context)


def _asked(form: BookingForm, case: Case) -> Asked:
    """The time on the page: judged whole, and where the openings beside it begin."""
    given = form.initial
    therapist, room = str(given["therapist"] or ""), given["room"]
    gap = gap_at(
        given["day"],
        given["at"],
        case.place,
        int(therapist) if therapist.isdecimal() else None,
        int(room) if str(room or "").isdecimal() else None,
    )
    return Asked(kind=given["kind"], gap=gap)


def _therapist_of(asked: Asked, case: Case) -> Staff | None:
    return case.therapists.get(asked.gap.therapist_id or 0) if asked.gap else None


def _query(request: StaffRequest) -> str:
    kept = request.GET.copy()
    kept.pop("q", None)
    return kept.urlencode()


def _preset(request: StaffRequest, name: str, parse: Any) -> Any:
    """A preset from the address, or None where it is not one."""
    try:
        return parse(request.GET.get(name, "").replace("\x00", ""))
    except ValueError:
        return None


def _initial(request: StaffRequest, case: Case) -> dict[str, Any]:
    """What the page presets: from the address, else what is next for the patient, where and with whom they were last."""
    course = case.course
    kind, therapist = request.GET.get("kind", ""), request.GET.get("therapist")
    if request.user.is_therapist:
        therapist = therapist or str(request.user.pk)
    last = case.visits[0] if case.visits else None
    therapist = therapist or (str(last.therapist_id) if last else "")
    same = last is not None and str(last.therapist_id) == therapist
    day, at = _next_time(case.now.astimezone(case.place.tz), case.place)
    return {
        "episode": course.episode.pk if course else None,
        "kind": kind if kind in Appointment.Kind.values else (course.next_kind if course else FIRST_KIND),
        "service": "medical",
        "minutes": course.next_minutes if course else booking.EVALUATION_MINUTES,
        "therapist": therapist,
        "room": request.GET.get("room") or (last.room_id if last and same else None),
        "day": _preset(request, "day", parse_date) or day,
        "at": _preset(request, "at", parse_time) or at,
    }


def _next_time(local: datetime, place: Location) -> tuple[date, time]:
    """The next quarter hour within the opening hours."""
    soon = local + timedelta(minutes=15 - local.minute % 15)
    if place.opens_at <= soon.time() < place.closes_at:
        return soon.date(), soon.time().replace(second=0, microsecond=0)
    return soon.date() + timedelta(days=1 if soon.time() >= place.closes_at else 0), place.opens_at


def _booked(
    request: StaffRequest, form: BookingForm, patient: Patient, courses: list[Course], now: datetime
) -> tuple[Appointment | None, list[Finding]]:
    """The visit, or what refused it; what is wrong with the time stands at the time."""
    given = form.cleaned_data
    episode = given.pop("episode")
    course = course_of(courses, episode.pk if episode else "")
    order = course.order_on(given["day"]) if course else None
    day, at = given.pop("day"), given.pop("at")
    try:
        visit = appointments.book(
            patient=patient,
            episode=course.episode if course else None,
            referral=order.referral if order else None,
            plan=Plan.objects.get(pk=course.plan_id) if course and course.plan_id else None,
            starts_at=moment(day, at, given["room"].location.tz),
            by=request.user,
            now=now,
            **{**given, "service": given["service"] or "medical"},
        )
    except (NoSuchTime, appointments.SlotTaken) as error:
        form.add_error("at", str(error))
    except appointments.Refused as refused:
        return None, refused.findings
    else:
        return visit, []
    return None, []


def to_mind(visit: Appointment) -> list[str]:
    """What the guards say of the visit as it was booked, which is seldom the one the page preset."""
    return [finding["message"] for finding in visit.judged if finding["level"] == Level.WARN.name.lower()]


def done_words(visit: Appointment) -> str:
    local = visit.starts_at.astimezone(visit.location.tz)
    return f"{visit.patient.name} is booked for {local:%a} {local.day} {local:%b}, {local:%H:%M}, with {visit.therapist.name}."
