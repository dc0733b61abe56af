"""Booking one visit: from the board or from the patient's page. What speaks against it is said before and after."""

from collections.abc import MutableMapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.views.decorators.http import require_GET, require_http_methods

from clinic.access import StaffRequest, read, requires
from clinic.models import Location
from clinic.rules.findings import Finding, Level, by_weight
from clinic.rules.policy import Policy
from clinic.selectors.profile import policy_in_force
from patients.models import Consent, Patient
from patients.selectors import people
from sessions.forms.appointments import BookingForm
from sessions.models import Appointment, Plan
from sessions.rules.appointments import NoSuchTime, moment
from sessions.selectors import booking
from sessions.selectors.board import locations_for
from sessions.selectors.booking import Course, course_of
from sessions.selectors.guard_facts import visits_of, with_guard_facts
from sessions.selectors.judging import judge_known, slot_of
from sessions.services import appointments
from sessions.views.board import chosen
from sessions.views.findings import shown

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
    consent = Consent.objects.standing().filter(patient=OuterRef("pk"), kind=Consent.Kind.TREATMENT)
    known = with_guard_facts(Patient.objects.current()).annotate(consent=Exists(consent))
    patient: Any = get_object_or_404(known, pk=patient_id)
    place, now, policy = _place(request), timezone.now(), policy_in_force()
    local = now.astimezone(place.tz if place else UTC)
    found = booking.courses(patient, staff=request.user, today=local.date(), policy=policy)
    courses = [course for course in found if course.is_open]
    read(request, "booking", patient_id=patient.pk)
    visits = list(visits_of(patient.pk)) if request.method == "GET" else []
    form = BookingForm(
        request.POST or None,
        initial=_initial(request, visits, courses, local, place),
        episodes=[course.episode for course in courses],
        may_override=request.user.is_manager or any(course.is_own for course in courses),
    )
    findings: list[Finding] = []
    if request.method == "GET":
        findings = _judged(patient, visits, courses, form.initial, place=place, now=now, policy=policy)
    elif form.is_valid():
        visit, findings = _booked(request, form, patient, courses, now)
        if visit is not None:
            messages.success(request, done_words(visit))
            for message in to_mind(visit):
                messages.warning(request, message)
            day = visit.starts_at.astimezone(visit.location.tz).date()
            return redirect(f"{reverse('sessions:board')}?day={day}&location={visit.location_id}")
    course = course_of(courses, form["episode"].value())
    context = {
        "patient": patient,
        "form": form,
        "findings": shown(findings, patient, course, may_override="override_reason" in form.fields),
        "courses": courses,
        "query": _query(request),
    }
    return render(request, "sessions/book.html", context)


def _place(request: StaffRequest) -> Location | None:
    """The location asked for, or this person's own."""
    return chosen(locations_for(request.user), request.GET.get("location", ""))


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


def _initial(
    request: StaffRequest, visits: list[Any], courses: list[Course], local: datetime, place: Location | None
) -> dict[str, Any]:
    """What the page presets: from the address, else what is next for the patient, where and with whom they were last."""
    course = course_of(courses, request.GET.get("episode", ""))
    kind, therapist = request.GET.get("kind", ""), request.GET.get("therapist")
    if request.user.is_therapist:
        therapist = therapist or str(request.user.pk)
    last = visits[0] if visits else None
    therapist = therapist or (str(last.therapist_id) if last else "")
    same = last is not None and str(last.therapist_id) == therapist
    day, at = _next_time(local, place)
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


def _next_time(local: datetime, place: Location | None) -> tuple[date, time]:
    """The next quarter hour within the opening hours."""
    soon = local + timedelta(minutes=15 - local.minute % 15)
    if place is None or place.opens_at <= soon.time() < place.closes_at:
        return soon.date(), soon.time().replace(second=0, microsecond=0)
    return soon.date() + timedelta(days=1 if soon.time() >= place.closes_at else 0), place.opens_at


def _judged(
    patient: Any,
    visits: list[Any],
    courses: list[Course],
    initial: MutableMapping[str, Any],
    *,
    place: Location | None,
    now: datetime,
    policy: Policy,
) -> list[Finding]:
    """What would speak against the visit as the page presets it."""
    course, clock = course_of(courses, initial["episode"]), place.tz if place else ZoneInfo("UTC")
    found = booking.judge(
        course,
        kind=initial["kind"],
        service="medical",
        minutes=initial["minutes"],
        length_reason="",
        day=initial["day"],
        today=now.astimezone(clock).date(),
        consent=patient.consent,
        policy=policy,
    )
    if initial["kind"] != Appointment.Kind.TREATMENT.value or course is None:
        return found
    try:
        starts_at = moment(initial["day"], initial["at"], clock)
    except NoSuchTime:
        return found
    slot = slot_of(starts_at, initial["minutes"], clock, now=now)
    guards = judge_known(patient, visits, slot, episode_id=course.episode.pk, plan_id=course.plan_id)
    return by_weight([*found, *guards])


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
