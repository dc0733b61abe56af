"""A therapist is ill or away: one page for all their visits of the time, each with what is proposed, done in one piece."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe
from psycopg2.extras import DateTimeTZRange

from clinic.access import StaffRequest, read, requires
from clinic.models import ClinicProfile, Role, Room, Staff
from clinic.selectors.days import today
from clinic.selectors.profile import clinic_profile, policy_in_force
from clinic.templatetags.mend import day as day_words
from patients.models import Patient
from sessions.emails.appointments import BOOKED, CANCELLED, CHANGED, Item, about_visits
from sessions.emails.calls import LANGUAGES, spoken
from sessions.forms.hours import AwayForm
from sessions.forms.series import key_of, taken
from sessions.models import TimeOff
from sessions.rules.absences import CANCEL, LEAVE
from sessions.rules.availability import Opening
from sessions.rules.telling import COMING
from sessions.selectors import absences as select
from sessions.selectors import calls, drafts
from sessions.selectors import hours as known
from sessions.selectors.absences import Placed
from sessions.services import absences
from sessions.services.absences import Choice, Done, NotDone
from sessions.services.appointments import Place
from sessions.views.options import Option

WHO = (Role.MANAGER, Role.FRONT_DESK, Role.THERAPIST)
REASON = "The therapist is away"


@dataclass(frozen=True)
class Line:
    """One visit on the page."""

    placed: Placed
    options: list[Option]
    refusal: str

    @property
    def visit(self) -> Any:
        return self.placed.visit


@dataclass(frozen=True)
class Told:
    """What one patient is told, and how: by mail or by telephone."""

    patient: Patient
    words: str
    by_mail: bool

    @property
    def language(self) -> str:
        return LANGUAGES.get(self.patient.language[:2], self.patient.language)


@require_safe
@requires(Role.MANAGER, Role.FRONT_DESK)
def choose(request: StaffRequest) -> HttpResponse:
    """Who is away? Everybody with the next time off that stands."""
    now = timezone.now()
    weeks = known.weeks(today=today(now=now), now=now)
    people = [(week.therapist, off[0] if off else None) for week, off in weeks]
    return render(request, "sessions/away_choose.html", {"people": people, "tz": timezone.get_default_timezone()})


@require_http_methods(["GET", "POST"])
@requires(*WHO)
def away(request: StaffRequest, staff_id: int) -> HttpResponse:
    """?kind=&from_on=&until_on=&from_time=&until_time=&cover=; without days it asks for them.

    Showing takes 15 queries and one for each length of visit (45, 60, 90 minutes), however many visits, patients and therapists there are.
    """
    staff, now = select.therapists(), timezone.now()
    member = _member(request, staff, staff_id)
    home = known.home_of(member)
    zone = home.tz if home else timezone.get_default_timezone()
    form = AwayForm(
        request.GET if "from_on" in request.GET else None,
        initial={"kind": TimeOff.Kind.SICK, "from_on": now.astimezone(zone).date()},
        zone=zone,
        covers=[one for one in staff if one.pk != member.pk],
    )
    context: dict[str, Any] = {"member": member, "form": form, "back": _back(request, member)}
    if not form.is_bound or not form.is_valid():
        return render(request, "sessions/away.html", context)
    given, status = form.cleaned_data, 200
    visits = list(select.affected(member, starts_at=given["starts_at"], ends_at=given["ends_at"], now=now))
    chosen = _chosen(request, [visit.pk for visit in visits])
    refusals: Mapping[int, str] = {}
    if request.method == "POST" and request.POST.get("step") == "do":
        try:
            done = _arranged(request, member, staff, given, now=now)
        except NotDone as error:
            messages.error(request, str(error))
            refusals, status = error.refusals, 409
            visits = list(select.affected(member, starts_at=given["starts_at"], ends_at=given["ends_at"], now=now))
        else:
            messages.success(request, _words(member, done))
            return redirect(_next(request, member, done))
    read(request, "visits of an absence", patient_id=None)
    placed = select.place(
        visits,
        therapist=member,
        away=(given["starts_at"], given["ends_at"]),
        staff=staff,
        first=[given["cover"]] if given["cover"] else [],
        chosen={pk: one for pk, one in chosen.items() if pk not in refusals},
        policy=policy_in_force(),
        now=now,
    )
    context |= _shown(placed, member, staff, given, refusals)
    context |= {"query": request.GET.urlencode(), "reason": request.POST.get("reason", REASON)}
    context["when"] = _when(given["starts_at"].astimezone(zone), given["ends_at"].astimezone(zone))
    return render(request, "sessions/away.html", context, status=status)


def _member(request: StaffRequest, staff: Sequence[Any], staff_id: int) -> Any:
    """Desk and managers arrange for everybody; a therapist for themself."""
    everybody = request.user.is_manager or request.user.is_front_desk
    for one in staff:
        if one.pk == staff_id and (everybody or one.pk == request.user.pk):
            return one
    raise Http404


def _back(request: StaffRequest, member: Staff) -> str:
    if request.user.is_manager or member.pk == request.user.pk:
        return reverse("sessions:hours_therapist", args=[member.pk])
    return reverse("sessions:hours")


def _next(request: StaffRequest, member: Staff, done: Done) -> str:
    """To whoever is to be called where somebody is, by those who call."""
    desk = request.user.is_manager or request.user.is_front_desk
    return reverse("sessions:calls") if done.to_call and desk else _back(request, member)


def _chosen(request: StaffRequest, keys: Sequence[int]) -> dict[int, "tuple[int, int, datetime] | str"]:
    """What was posted of these visits, as far as it can be read."""
    found: dict[int, tuple[int, int, datetime] | str] = {}
    for key in keys:
        text = request.POST.get(f"visit-{key}", "")
        opening = taken([text]) if text not in {CANCEL, LEAVE} else None
        if text in {CANCEL, LEAVE}:
            found[key] = text
        elif opening:
            found[key] = (opening[0].therapist_id, opening[0].room_id, opening[0].starts_at)
    return found


def _arranged(
    request: StaffRequest, member: Staff, staff: Sequence[Any], given: dict[str, Any], *, now: datetime
) -> Done:
    """Raises NotDone."""
    shown = [name.removeprefix("visit-") for name in request.POST if name.startswith("visit-")]
    chosen = _chosen(request, calls.keys_of(shown))
    people = {one.pk: one for one in staff}
    places = {key: one for key, one in chosen.items() if not isinstance(one, str)}
    rooms = Room.objects.select_related("location").in_bulk([room for _who, room, _at in places.values()])
    if len(chosen) != len(shown) or any(one[0] not in people or one[1] not in rooms for one in places.values()):
        raise Http404
    return absences.arrange(
        therapist=member,
        starts_at=given["starts_at"],
        ends_at=given["ends_at"],
        kind=given["kind"],
        reason=request.POST.get("reason", "")[:200],
        choices=[
            Choice(
                key,
                request.POST.get(f"seen-{key}", ""),
                one if isinstance(one, str) else Place(people[one[0]], rooms[one[1]], one[2]),
            )
            for key, one in chosen.items()
        ],
        cover=people.get(given["cover"]),
        by=request.user,
        now=now,
    )


def _shown(
    placed: Sequence[Placed], member: Staff, staff: Sequence[Any], given: dict[str, Any], refusals: Mapping[int, str]
) -> dict[str, Any]:
    people = {one.pk: one for one in staff}
    told = _told(placed, people, clinic_profile())
    covers: dict[int, str] = {}
    for one in placed:
        if one.opening is not None and one.visit.episode_id and one.opening.therapist_id != member.pk:
            covers.setdefault(one.visit.episode_id, people[one.opening.therapist_id].name)
    cover = people[given["cover"]].name if given["cover"] else ""
    waiting = drafts.open_drafts(member)
    on_file = select.is_on_file(member, starts_at=given["starts_at"], ends_at=given["ends_at"])
    return {
        "lines": [_line(one, people, refusals) for one in placed],
        "moved": sum(one.opening is not None for one in placed),
        "cancelled": sum(one.chosen == CANCEL for one in placed),
        "told": told,
        "mails": sum(one.by_mail for one in told),
        "calls": sum(not one.by_mail for one in told),
        "drafts": [(one, covers.get(one.episode_id, cover)) for one in waiting],
        "on_file": on_file,
        "gone": [words for key, words in refusals.items() if key not in {one.visit.pk for one in placed}],
    }


def _when(begin: datetime, end: datetime) -> str:
    """Whole days as days, the rest with its hours."""
    if begin.time() == end.time() == time.min:
        last = end - timedelta(days=1)
        return (
            day_words(begin.date())
            if last.date() == begin.date()
            else f"{day_words(begin.date())} to {day_words(last.date())}"
        )
    return f"{day_words(begin.date())}, {begin:%H:%M} to {day_words(end.date())}, {end:%H:%M}"


def _line(placed: Placed, people: Mapping[int, Any], refusals: Mapping[int, str]) -> Line:
    visit = placed.visit

    def words(opening: Opening) -> str:
        local, was = opening.starts_at.astimezone(visit.location.tz), visit.starts_at.astimezone(visit.location.tz)
        when = (
            "Same time" if opening.starts_at == visit.starts_at else f"{local:%a} {local.day} {local:%b} {local:%H:%M}"
        )
        if local.date() == was.date() and opening.starts_at != visit.starts_at:
            when = f"Same day {local:%H:%M}"
        return f"{when}, {people[opening.therapist_id].name}, {placed.rooms.get(opening.room_id, '')}"

    options = [Option(key_of(one), words(one), one == placed.chosen) for one in placed.offered]
    options += [
        Option(CANCEL, "Cancel this visit", placed.chosen == CANCEL),
        Option(LEAVE, "Leave it for now, to be moved later", placed.chosen == LEAVE),
    ]
    lost = "What was chosen is no longer free." if placed.lost else ""
    return Line(placed, options, refusals.get(visit.pk, lost))


def _told(placed: Sequence[Placed], people: Mapping[int, Any], profile: ClinicProfile | None) -> list[Told]:
    """Each patient once, as the mail or the voice will say it. A visit that stays is not spoken of."""
    mails: dict[int, list[Item]] = {}
    voices: dict[int, list[str]] = {}
    patients: dict[int, Patient] = {}
    for one in placed:
        visit = one.visit
        if one.chosen == LEAVE or visit.status not in COMING:
            continue
        patients[visit.patient_id] = visit.patient
        after = _after(one, people)
        if calls.is_mailed(visit, off=one.chosen == CANCEL):
            kind = CANCELLED if one.chosen == CANCEL else CHANGED if visit.was_told else BOOKED
            mails.setdefault(visit.patient_id, []).append(Item(after, kind))
        else:
            words = spoken(after, visit.starts_at, visit.patient.language)
            voices.setdefault(visit.patient_id, []).append(words)
    found = [
        Told(patients[key], about_visits(items, patient=patients[key], profile=profile).text, by_mail=True)
        for key, items in mails.items()
    ]
    found += [Told(patients[key], "\n".join(words), by_mail=False) for key, words in voices.items()]
    return sorted(found, key=lambda told: (told.by_mail, told.patient.name_key))


def _after(placed: Placed, people: Mapping[int, Any]) -> Any:
    """The visit as it will stand, for the messages; never saved."""
    visit = copy(placed.visit)
    if placed.opening is None:
        visit.status = visit.Status.CANCELLED
        return visit
    visit.during = DateTimeTZRange(placed.opening.starts_at, placed.opening.ends_at)
    visit.therapist = people[placed.opening.therapist_id]
    return visit


def _words(member: Staff, done: Done) -> str:
    parts = [
        _count(done.moved, "visit was moved", "visits were moved"),
        _count(done.cancelled, "was cancelled", "were cancelled"),
        _count(done.left, "still waits for a time", "still wait for a time"),
        _count(done.drafts, "draft went to the cover", "drafts went to the cover"),
    ]
    said = ", ".join(filter(None, parts)) or "there were no visits to move"
    call = f" {done.to_call} to tell by telephone." if done.to_call else ""
    return f"{member.name} is away: {said}.{call}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""
