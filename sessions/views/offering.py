"""What the drawer and the booking page read and show of the next free times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from clinic.access import StaffRequest
from clinic.models import Location, Room, Staff
from clinic.rules.findings import Finding, Level
from clinic.selectors.profile import policy_in_force
from patients.models import Patient
from patients.rules import phones
from sessions.forms.appointments import DAY_REASON_MOST
from sessions.forms.offering import PART_LABELS, WEEKDAYS, WishForm
from sessions.models import Appointment
from sessions.rules.appointments import NoSuchTime, moment
from sessions.rules.hours import lifted_by
from sessions.selectors import booking
from sessions.selectors.booking import Course, course_of
from sessions.selectors.guard_facts import visits_of
from sessions.selectors.offering import ANY, Asked, Case, Gap, Offer, Offered
from sessions.views.findings import Shown, shown


@dataclass(frozen=True)
class Desk:
    """What is asked for, and where. `rooms`: all of the clinic, those of this person's own locations first."""

    place: Location
    rooms: Mapping[int, Room]
    asked: Asked


def read_desk(request: StaffRequest) -> Desk:
    """One query, one more in a clinic that has no room yet."""
    own = Location.objects.filter(pk=OuterRef("location"), staff=request.user)
    listed_rooms = Room.objects.select_related("location").annotate(own=Exists(own))
    rooms = {room.pk: room for room in listed_rooms.order_by("-own", "location__name", "name")}
    places = {str(room.location_id): room.location for room in rooms.values()}
    place = places.get(request.GET.get("location", "")) or next(iter(places.values()), None) or _roomless()
    given = WishForm(request.GET).wished()
    after, now = given.get("after"), timezone.now()
    gap = gap_at(given.get("day"), given.get("at"), place, given.get("therapist"), given.get("room"))
    asked = Asked(
        kind=given.get("kind", ""),
        therapist=given.get("who", ""),
        weekday=given.get("weekday"),
        part=given.get("part", ""),
        after=after if after and after > now else None,
        gap=gap if rooms and gap and (gap.therapist_id or gap.room_id) else None,
    )
    return Desk(place, rooms, asked)


def _roomless() -> Location:
    """Where nothing can be booked yet, but said."""
    return Location.objects.order_by("name").first() or Location(zone="UTC", opens_at=time(8), closes_at=time(18))


def gap_at(
    day: date | None, at: time | None, place: Location, therapist_id: int | None, room_id: int | None
) -> Gap | None:
    if day is None or at is None:
        return None
    try:
        return Gap(moment(day, at, place.tz), therapist_id, room_id)
    except NoSuchTime:
        return None


def case_of(request: StaffRequest, desk: Desk, patient: Any) -> tuple[Case, list[Course]]:
    """`patient` comes from `bookable`. Four queries."""
    now, policy = timezone.now(), policy_in_force()
    today = now.astimezone(desk.place.tz).date()
    found = booking.courses(patient, staff=request.user, today=today, policy=policy)
    courses = [course for course in found if course.is_open]
    course = course_of(courses, request.GET.get("episode", ""))
    visits = list(visits_of(patient.pk))
    return Case(patient, course, visits, desk.rooms, desk.place, policy, now), courses


def may_lift(request: StaffRequest, course: Course | None, therapist: Staff) -> tuple[bool, frozenset[str]]:
    """What a typed reason of this person lifts: see `standing`."""
    user = request.user
    own = user.is_therapist and course is not None and course.is_own
    return user.is_manager or own, lifted_by(is_manager=user.is_manager, is_own_time=user.pk == therapist.pk)


def page_of(patient: Patient, course: Course | None, kind: str, offer: Offer) -> str:
    """The booking page with this time, where a reason can be typed."""
    more = {"kind": kind} | ({"episode": str(course.episode.pk)} if course else {})
    return f"{reverse('sessions:book', args=[patient.pk])}?{offer.query}&{urlencode(more)}"


def header(case: Case, courses: Sequence[Course], found: Offered) -> dict[str, Any]:
    """Who, and what is left for them."""
    course, version = case.course, found.running.version if found.running else None
    treated = [visit for visit in case.visits if visit.kind == Appointment.Kind.TREATMENT.value and visit.plan_id]
    given = sum(course is not None and visit.plan_id == course.plan_id for visit in treated)
    coming = [visit for visit in case.visits if visit.starts_at > case.now]
    return {
        "patient": case.patient,
        "phone": phones.shown(case.patient.phone),
        "course": course,
        "courses": courses,
        "order": found.order,
        "version": version,
        "planner": case.therapists.get(version.therapist_id) if version else None,
        "plan_left": max(version.visits_planned - given, 0) if version else 0,
        "next_visit": coming[-1] if coming else None,
        "tz": case.place.tz,
    }


def listed(request: StaffRequest, case: Case, asked: Asked, found: Offered) -> dict[str, Any]:
    """What speaks against it, the free time pointed at, the openings, and what they were narrowed down by."""
    may_override, arranges = may_lift(request, case.course, found.gap.therapist if found.gap else request.user)

    def words(findings: Sequence[Finding]) -> list[Shown]:
        return shown(list(findings), case.patient, case.course, may_override=may_override, arranges=arranges)

    return {
        "found": found,
        "may_override": may_override,
        "against": words([one for one in found.findings if one.level is not Level.WARN]),
        "mind": words([one for one in found.findings if one.level is Level.WARN]),
        "gap_findings": words([one for one in found.gap_findings if one not in found.findings]),
        "gap": found.gap,
        "gap_page": page_of(case.patient, case.course, found.kind, found.gap) if found.gap else "",
        "offers": offer_rows(case, found),
        "later": found.offers[-1].starts_at.isoformat() if found.offers else "",
        "is_later": asked.after is not None,
        "kinds": [(value, label, value == found.kind) for value, label in Appointment.Kind.choices],
        "people": _people(case, asked, found),
        "weekdays": [(number, label, number == asked.weekday) for number, label in enumerate(WEEKDAYS)],
        "parts": [(value, label, value == asked.part) for value, label in PART_LABELS],
        "day_reason_most": DAY_REASON_MOST,
    }


def offer_rows(case: Case, found: Offered) -> list[tuple[Offer, bool, str]]:
    """Each opening, whether it is today's, and its address on the booking page."""
    return [
        (offer, offer.starts_at.date() == case.today, page_of(case.patient, case.course, found.kind, offer))
        for offer in found.offers
    ]


def _people(case: Case, asked: Asked, found: Offered) -> list[tuple[str, str, bool]]:
    """Whoever treats the patient stands first, without a key: then the free time pointed at counts too, whoever's it is."""
    people = [(str(person.pk), person.name) for person in case.therapists.values()]
    usual = [("", f"{found.usual.name} (usual)")] if found.usual else []
    chosen = ANY if found.widened or not found.usual else ""
    chosen = asked.therapist or chosen
    return [(key, label, key == chosen) for key, label in (*usual, (ANY, "Anybody"), *people)]
