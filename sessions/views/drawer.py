"""The booking drawer on the board: the patient, what is left for them, the next free times; one click books. Its pages are fragments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import reswap, retarget, trigger_client_event

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.models import Location, Room, Staff
from clinic.rules.findings import Finding
from clinic.selectors.profile import policy_in_force
from patients.models import Patient
from patients.rules import phones
from patients.rules.likeness import Known
from patients.selectors.duplicates import Likely, likely
from patients.services import people
from patients.services.refusal import Refused as NotRegistered
from patients.views.people import explain, searched
from sessions.forms.appointments import DAY_REASON_MOST
from sessions.forms.offering import PART_LABELS, WEEKDAYS, NewPatientForm, WishForm
from sessions.forms.series import Taken, taken
from sessions.models import Appointment, Plan
from sessions.rules.appointments import NoSuchTime, moment, standing
from sessions.rules.hours import lifted_by
from sessions.selectors import booking
from sessions.selectors.booking import EVALUATION_MINUTES, Course, course_of
from sessions.selectors.guard_facts import visits_of, with_guard_facts
from sessions.selectors.offering import ANY, Asked, Case, Gap, Offer, Offered, offered
from sessions.selectors.telling import reachable
from sessions.services import appointments
from sessions.views.booking import done_words, to_mind
from sessions.views.findings import Shown, shown

GAP = ("day", "at", "therapist", "room", "location")
BODY = "#drawer-body"


@require_GET
@requires()
def offers(request: StaffRequest, patient_id: int) -> HttpResponse:
    """What can be booked for this patient, as a fragment. ?kind=&who=&weekday=&part=&after= narrow it down; the rest is the free time."""
    patient: Any = get_object_or_404(with_guard_facts(Patient.objects.current()), pk=patient_id)
    case, courses, asked = read_case(request, patient)
    read(request, "booking", patient_id=patient.pk)
    found = offered(case, asked)
    context = _header(case, courses, found) | _list(request, case, asked, found)
    kept = {name: request.GET[name] for name in GAP if request.GET.get(name)}
    context |= {"kept": kept, "is_narrowed": "narrowed" in request.GET}
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
        "kept": {"location": visit.location_id},
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
                return render(request, "sessions/drawer_registered.html", {"patient": patient, "query": _kept(request)})
    if same:
        read(request, "possible duplicates", patient_id=None, reason="possible duplicates")
    context = {
        "form": form,
        "same": [(each, phones.shown(each.patient.phone)) for each in same],
        "same_ids": ",".join(str(each.patient.pk) for each in same),
        "query": _kept(request),
    }
    return render(request, "sessions/drawer_new.html", context)


# What is read


def read_case(
    request: StaffRequest, patient: Any, *, visits: list[Any] | None = None
) -> tuple[Case, list[Course], Asked]:
    """All that offering times asks for; `patient` comes from `with_guard_facts`."""
    given = WishForm(request.GET).wished()
    rooms = {room.pk: room for room in Room.objects.select_related("location").order_by("name")}
    places = {room.location_id: room.location for room in rooms.values()}
    if not places:
        raise Http404
    asked_place = request.GET.get("location", "")
    place = places.get(int(asked_place) if asked_place.isdecimal() else 0) or next(iter(places.values()))
    now, policy = timezone.now(), policy_in_force()
    courses = [
        course
        for course in booking.courses(patient, staff=request.user, today=now.astimezone(place.tz).date(), policy=policy)
        if course.is_open
    ]
    therapists = {person.pk: person for person in Staff.objects.therapists().order_by("name")}
    case = Case(
        patient=patient,
        course=course_of(courses, request.GET.get("episode", "")),
        visits=list(visits_of(patient.pk)) if visits is None else visits,
        therapists=therapists,
        rooms=rooms,
        place=place,
        policy=policy,
        now=now,
    )
    return case, courses, _asked(given, case)


def _asked(given: dict[str, Any], case: Case) -> Asked:
    who = given.get("who", "")
    after = given.get("after")
    return Asked(
        kind=given.get("kind", ""),
        therapist=who if who in ("", ANY) or int(who) in case.therapists else "",
        weekday=given.get("weekday"),
        part=given.get("part", ""),
        after=after if after and after > case.now else None,
        gap=_gap(given, case.place),
    )


def _gap(given: dict[str, Any], place: Location) -> Gap | None:
    day, at = given.get("day"), given.get("at")
    if day is None or at is None:
        return None
    try:
        starts_at = moment(day, at, place.tz)
    except NoSuchTime:
        return None
    therapist, room = given.get("therapist"), given.get("room")
    return Gap(starts_at, therapist, room) if therapist or room else None


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
    def day(self) -> Any:
        return self.starts_at.astimezone(self.room.location.tz).date()

    @property
    def offer(self) -> Offer:
        return Offer(self.therapist, self.room, self.starts_at.astimezone(self.room.location.tz))


def _known(form: NewPatientForm) -> Known:
    given = form.cleaned_data
    return Known(given["family_name"], given["given_name"], given["birth_on"], given["phone"], given["email"])


def _kept(request: StaffRequest) -> str:
    """The free time pointed at, for the next address."""
    return urlencode({name: request.GET[name] for name in GAP if request.GET.get(name)})


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
        day_reason=" ".join(request.POST.get("day_reason", "").replace("\x00", "").split())[:DAY_REASON_MOST],
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
    may_override, arranges = _may(request, course, chosen.therapist)
    only_day = bool(findings) and not standing(findings, override_reason="", may_override=False, day_reason="given")
    context = {
        "patient": patient,
        "said": "" if findings else str(refused),
        "findings": shown(findings, patient, course, may_override=may_override, arranges=arranges),
        "offer": chosen.offer,
        "asks_day_reason": only_day,
        "kind": _kind(request),
        "course": course,
        "page": _page(patient, course, _kind(request), chosen.offer),
        "day_reason_most": DAY_REASON_MOST,
    }
    response = render(request, "sessions/drawer_refused.html", context)
    return reswap(retarget(response, "#drawer-said"), "innerHTML")


def _may(request: StaffRequest, course: Course | None, therapist: Staff) -> tuple[bool, frozenset[str]]:
    """What a reason of this person lifts."""
    user = request.user
    own = user.is_therapist and course is not None and course.is_own
    return user.is_manager or own, lifted_by(is_manager=user.is_manager, is_own_time=user.pk == therapist.pk)


# What is shown


def _page(patient: Patient, course: Course | None, kind: str, offer: Offer) -> str:
    """The booking page with this time, where a reason can be typed."""
    more = urlencode({"kind": kind, **({"episode": course.episode.pk} if course else {})})
    return f"{reverse('sessions:book', args=[patient.pk])}?{offer.query}&{more}"


def _header(case: Case, courses: Sequence[Course], found: Offered) -> dict[str, Any]:
    """Who, and what is left for them."""
    course, version = case.course, found.running.version if found.running else None
    given = sum(
        course is not None and visit.plan_id == course.plan_id and visit.kind == Appointment.Kind.TREATMENT.value
        for visit in case.visits
        if visit.plan_id is not None
    )
    coming = [visit for visit in case.visits if visit.starts_at > case.now]
    return {
        "patient": case.patient,
        "phone": phones.shown(case.patient.phone),
        "course": course,
        "courses": courses,
        "order": found.order,
        "version": version,
        "planner": case.therapists.get(version.therapist_id) if version else None,
        "plan_given": given,
        "plan_left": max(version.visits_planned - given, 0) if version else 0,
        "next_visit": coming[-1] if coming else None,
        "tz": case.place.tz,
    }


def _list(request: StaffRequest, case: Case, asked: Asked, found: Offered) -> dict[str, Any]:
    may_override, arranges = _may(request, case.course, found.gap.therapist if found.gap else request.user)

    def words(findings: Sequence[Finding]) -> list[Shown]:
        return shown(list(findings), case.patient, case.course, may_override=may_override, arranges=arranges)

    today = case.now.astimezone(case.place.tz).date()
    return {
        "found": found,
        "is_free": found.is_free,
        "may_override": may_override,
        "findings": words(found.findings),
        "gap_findings": words(found.gap_findings),
        "gap": found.gap,
        "gap_page": _page(case.patient, case.course, found.kind, found.gap) if found.gap else "",
        "offers": [
            (offer, offer.starts_at.date() == today, _page(case.patient, case.course, found.kind, offer))
            for offer in found.offers
        ],
        "later": found.offers[-1].starts_at.isoformat() if found.offers else "",
        "is_later": asked.after is not None,
        "kinds": [(value, label, value == found.kind) for value, label in Appointment.Kind.choices],
        "people": _people(case, found),
        "weekdays": [(number, label, number == asked.weekday) for number, label in enumerate(WEEKDAYS)],
        "parts": [(value, label, value == asked.part) for value, label in PART_LABELS],
        "day_reason_most": DAY_REASON_MOST,
    }


def _people(case: Case, found: Offered) -> list[tuple[str, str, bool]]:
    listed = [(str(person.pk), person.name) for person in case.therapists.values()]
    return [(key, label, key == found.therapist) for key, label in ((ANY, "Anybody who is free"), *listed)]
