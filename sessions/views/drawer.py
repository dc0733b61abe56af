"""The booking drawer on the board: the patient, what is left for them, the next free times; one click books. Its pages are fragments."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.models import Room, Staff
from clinic.selectors.profile import policy_in_force
from patients.models import Patient
from patients.rules import phones
from patients.rules.likeness import Known
from patients.selectors.duplicates import Likely, likely
from patients.services import people
from patients.services.refusal import Refused as NotRegistered
from patients.views.people import explain, searched
from sessions.forms.appointments import DAY_REASON_MOST, day_reason_of
from sessions.forms.offering import NewPatientForm
from sessions.forms.series import Taken, taken
from sessions.models import Appointment, Plan
from sessions.rules.appointments import standing
from sessions.selectors import booking
from sessions.selectors.booking import EVALUATION_MINUTES, Course, course_of
from sessions.selectors.offering import Offer, bookable, offered
from sessions.selectors.telling import reachable
from sessions.services import appointments
from sessions.views.booking import PRESETS, done_words, to_mind
from sessions.views.findings import shown
from sessions.views.offering import case_of, header, listed, may_lift, page_of, read_desk


@require_GET
@requires()
def offers(request: StaffRequest, patient_id: int) -> HttpResponse:
    """What can be booked for this patient, as a fragment. ?kind=&who=&weekday=&part=&after= narrow it down; the rest is the free time."""
    desk = read_desk(request)
    patient: Any = get_object_or_404(bookable(place=desk.place, gap=desk.asked.gap), pk=patient_id)
    case, courses = case_of(request, desk, patient)
    read(request, "booking", patient_id=patient.pk)
    asked = replace(desk.asked, therapist=case.known_therapist(desk.asked.therapist))
    found = offered(case, asked)
    context = header(case, courses, found) | listed(request, case, asked, found)
    context |= {"kept": _kept(request), "is_narrowed": "narrowed" in request.GET}
    return render(request, "sessions/drawer_offers.html", context)


@require_POST
@requires()
def book(request: StaffRequest, patient_id: int) -> HttpResponse:
    """Books one of the openings. A second click finds the visit that the first one has booked."""
    patient = get_object_or_404(Patient.objects.current(), pk=patient_id)
    chosen = _chosen(request.POST.get("opening", ""))
    read(request, "booking", patient_id=patient.pk)
    now, policy = timezone.now(), policy_in_force()
    found = booking.courses(patient, staff=request.user, today=chosen.day, policy=policy)
    course = course_of([course for course in found if course.is_open], request.POST.get("episode", ""))
    try:
        visit = _booked(request, patient, course, chosen, now)
    except (appointments.Refused, appointments.SlotTaken) as refused:
        earlier = _already(request, patient, chosen)
        if earlier is None:
            return _refused(request, patient, course, chosen, refused)
        visit = earlier
    told = Appointment.objects.filter(reachable(), pk=visit.pk).exists()
    context = {
        "visit": visit,
        "words": done_words(visit),
        "mind": to_mind(visit),
        "is_told": told,
        "has_email": bool(patient.email),
    }
    response = render(request, "sessions/drawer_booked.html", context)
    return trigger_client_event(response, "mend:booked", {"visit": visit.pk})


@require_http_methods(["GET", "POST"])
@requires()
def new_patient(request: StaffRequest) -> HttpResponse:
    """Registers whoever is on the phone, and goes on with them. Whoever may be the same person is shown first."""
    posted = request.POST if request.method == "POST" else None
    form = NewPatientForm(posted, initial=searched(request.GET.get("q", "").replace("\x00", "")[:100]))
    same: list[Likely] = []
    if form.is_valid():
        same = likely(_known(form))
        seen = set(request.POST.get("register_anyway", "").split(","))
        if {str(each.patient.pk) for each in same} <= seen:
            try:
                patient = people.register(**form.cleaned_data, by=actor_of(request), now=timezone.now())
            except NotRegistered as error:
                explain(form, error)
                same = []
            else:
                return render(
                    request, "sessions/drawer_registered.html", {"patient": patient, "query": urlencode(_kept(request))}
                )
    if same:
        read(request, "possible duplicates", patient_id=None, reason="possible duplicates")
    context = {
        "form": form,
        "same": [(each, phones.shown(each.patient.phone)) for each in same],
        "same_ids": ",".join(str(each.patient.pk) for each in same),
        "query": urlencode(_kept(request)),
    }
    return render(request, "sessions/drawer_new.html", context)


# What is read


def _chosen(posted: str) -> "Chosen":
    """The opening that was clicked. Raises Http404 for anything else."""
    found = taken([posted])
    if not found:
        raise Http404
    one: Taken = found[0]
    therapist = get_object_or_404(Staff.objects.therapists(), pk=one.therapist_id)
    room = get_object_or_404(Room.objects.select_related("location"), pk=one.room_id)
    return Chosen(therapist, room, one.starts_at.astimezone(UTC))


@dataclass(frozen=True)
class Chosen:
    therapist: Staff
    room: Room
    starts_at: datetime

    @property
    def day(self) -> date:
        return self.offer.starts_at.date()

    @property
    def offer(self) -> Offer:
        return Offer(self.therapist, self.room, self.starts_at.astimezone(self.room.location.tz))


def _known(form: NewPatientForm) -> Known:
    given = form.cleaned_data
    return Known(given["family_name"], given["given_name"], given["birth_on"], given["phone"], given["email"])


def _kept(request: StaffRequest) -> dict[str, str]:
    """The free time pointed at, for the next address."""
    return {name: request.GET[name] for name in PRESETS if request.GET.get(name)}


# What is booked


def _kind(request: StaffRequest) -> str:
    kind = request.POST.get("kind", "")
    if kind not in Appointment.Kind.values:
        raise Http404
    return kind


def _booked(
    request: StaffRequest, patient: Patient, course: Course | None, chosen: Chosen, now: datetime
) -> Appointment:
    kind = _kind(request)
    treats = kind == Appointment.Kind.TREATMENT.value
    order = course.order_on(chosen.day) if course else None
    return appointments.book(
        patient=patient,
        kind=kind,
        therapist=chosen.therapist,
        room=chosen.room,
        starts_at=chosen.starts_at,
        minutes=course.next_minutes if course and treats else EVALUATION_MINUTES,
        episode=course.episode if course else None,
        referral=order.referral if order else None,
        plan=Plan.objects.get(pk=course.plan_id) if course and course.plan_id else None,
        day_reason=day_reason_of(request.POST),
        by=request.user,
        now=now,
    )


def _already(request: StaffRequest, patient: Patient, chosen: Chosen) -> Appointment | None:
    """The same visit, booked by this person a moment ago."""
    rows = Appointment.objects.live().select_related("patient", "therapist", "room", "location")
    same = rows.filter(patient=patient, therapist=chosen.therapist, room=chosen.room, booked_by=request.user.actor_id)
    return same.filter(during__startswith=chosen.starts_at).first()


def _refused(
    request: StaffRequest,
    patient: Patient,
    course: Course | None,
    chosen: Chosen,
    refused: appointments.Refused | appointments.SlotTaken,
) -> HttpResponse:
    """In words, above the openings, which stay as they were."""
    findings = refused.findings if isinstance(refused, appointments.Refused) else []
    may_override, arranges = may_lift(request, course, chosen.therapist)
    only_day = bool(findings) and not standing(findings, override_reason="", may_override=False, day_reason="given")
    context = {
        "patient": patient,
        "said": "" if findings else str(refused),
        "findings": shown(findings, patient, course, may_override=may_override, arranges=arranges),
        "offer": chosen.offer,
        "asks_day_reason": only_day,
        "kind": _kind(request),
        "course": course,
        "page": page_of(patient, course, _kind(request), chosen.offer),
        "day_reason_most": DAY_REASON_MOST,
    }
    response = render(request, "sessions/drawer_refused.html", context)
    return reswap(retarget(response, "#drawer-said"), "innerHTML")
