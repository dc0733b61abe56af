"""Working hours, time off, closures and rooms, kept by the manager; therapists enter their own time off.

A change that would leave booked visits without a place shows them first and is saved once that was seen.
"""

from datetime import datetime, time, timedelta
from functools import partial
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clinic.access import StaffRequest, actor_of, read, requires
from clinic.models import Closure, Role, Room, Staff
from clinic.selectors.days import today
from sessions.forms.hours import ClosureForm, ExtraHoursForm, RoomOutForm, TimeOffForm, WeekForm
from sessions.models import ExtraHours, TimeOff, WorkingHours
from sessions.selectors import hours as known
from sessions.selectors.hours import Displaced
from sessions.services import hours

OWN = (Role.MANAGER, Role.THERAPIST)


@require_safe
@requires(Role.MANAGER, Role.FRONT_DESK)
def overview(request: StaffRequest) -> HttpResponse:
    now = timezone.now()
    day = today(now=now)
    context = {
        "weeks": known.weeks(today=day, now=now),
        "weekdays": [label[:3] for label in WorkingHours.Weekday.labels],
        "closures": known.closures_ahead(today=day),
        "rooms": known.rooms_with_outages(),
        "displaced_count": len(known.displaced_ids(now=now)),
        "may_change": request.user.is_manager,
        "today": day,
    }
    return render(request, "sessions/hours.html", context)


@require_safe
@requires(Role.MANAGER, Role.FRONT_DESK)
def displaced(request: StaffRequest) -> HttpResponse:
    """The list to work through: visits whose time or room is no longer there."""
    read(request, "visits without a place", patient_id=None)
    found = known.displaced(known.displaced_ids(now=timezone.now()))
    away: dict[Staff, list[Displaced]] = {}
    for one in found:
        if one.why == "off":
            away.setdefault(one.visit.therapist, []).append(one)
    context = {"displaced": found, "away": [(member, _days_url(member, rows)) for member, rows in away.items()]}
    return render(request, "sessions/hours_displaced.html", context)


@require_safe
@requires(*OWN)
def therapist(request: StaffRequest, staff_id: int) -> HttpResponse:
    member, now = _member(request, staff_id), timezone.now()
    day = today(now=now)
    rows = WorkingHours.objects.standing(day).filter(therapist=member).select_related("location")
    home = known.home_of(member)
    off = TimeOff.objects.ahead(now).filter(therapist=member).select_related("entered_by")
    context = {
        "member": member,
        "week": known.week_of(member, rows, today=day),
        "weekdays": WorkingHours.Weekday.labels,
        "extra": known.extra_ahead(member, today=day),
        "time_off": [(row, _away_url(member, row.starts_at, row.ends_at, row.kind)) for row in off],
        "tz": home.tz if home else None,
        "may_change": request.user.is_manager,
    }
    return render(request, "sessions/hours_therapist.html", context)


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def week(request: StaffRequest, staff_id: int) -> HttpResponse:
    member, now = _member(request, staff_id), timezone.now()
    day = today(now=now)
    standing = WorkingHours.objects.standing(day).filter(therapist=member, valid_from__lte=day)
    form = WeekForm(
        request.POST or None,
        standing=standing.select_related("location"),
        places=known.may_work_at(member),
        today=day,
    )
    found: list[Displaced] = []
    if form.is_valid():
        given = {"shifts": form.cleaned_data["shifts"], "valid_from": form.cleaned_data["valid_from"]}
        change = partial(hours.set_week, therapist=member, **given, by=actor_of(request), now=now)
        found = hours.would_displace(change, now=now, therapist=member)
        if _is_seen(request, found):
            change()
            return _saved(request, found, f"The hours of {member.name} are saved.", _page_of(member))
    context = _asking(request, form, found, title=f"Hours of {member.name}", button="Save the hours")
    return render(request, "sessions/hours_week.html", context | {"back": _page_of(member)})


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def extra_add(request: StaffRequest, staff_id: int) -> HttpResponse:
    member, now = _member(request, staff_id), timezone.now()
    form = ExtraHoursForm(request.POST or None, places=known.may_work_at(member), today=today(now=now))
    if form.is_valid():
        try:
            hours.add_extra(therapist=member, **form.cleaned_data, by=actor_of(request), now=now)
        except hours.Overlapping as error:
            form.add_error("from_time", str(error))
        else:
            return _saved(request, [], "The extra hours are saved.", _page_of(member))
    context = _asking(request, form, [], title=f"Extra hours of {member.name}", button="Save")
    return render(request, "sessions/hours_form.html", context | {"back": _page_of(member)})


@require_POST
@requires(Role.MANAGER)
def extra_remove(request: StaffRequest, extra_id: int) -> HttpResponse:
    extra = get_object_or_404(ExtraHours.objects.select_related("therapist"), pk=extra_id)
    remove = partial(hours.remove_extra, extra=extra, by=actor_of(request), now=timezone.now())
    found = hours.would_displace(remove, now=timezone.now(), therapist=extra.therapist)
    remove()
    return _saved(request, found, "The extra hours are removed.", _page_of(extra.therapist))


@require_http_methods(["GET", "POST"])
@requires(*OWN)
def time_off_add(request: StaffRequest, staff_id: int) -> HttpResponse:
    member, now = _member(request, staff_id), timezone.now()
    home = known.home_of(member)
    form = TimeOffForm(request.POST or None, zone=home.tz if home else timezone.get_default_timezone())
    found: list[Displaced] = []
    if form.is_valid():
        change = partial(hours.add_time_off, therapist=member, **form.change, by=actor_of(request), now=now)
        found = hours.would_displace(change, now=now, therapist=member)
        if _is_seen(request, found):
            change()
            given = form.change
            then = _away_url(member, given["starts_at"], given["ends_at"], given["kind"])
            return _saved(request, found, f"{member.name} is away then.", _page_of(member), then=then)
    context = _asking(request, form, found, title=f"Time off of {member.name}", button="Save the time off")
    return render(request, "sessions/hours_form.html", context | {"back": _page_of(member)})


@require_POST
@requires(*OWN)
def time_off_remove(request: StaffRequest, time_off_id: int) -> HttpResponse:
    row = get_object_or_404(TimeOff.objects.select_related("therapist"), pk=time_off_id)
    member = _member(request, row.therapist_id)
    hours.remove_time_off(time_off=row, by=actor_of(request), now=timezone.now())
    return _saved(request, [], "The time off is removed.", _page_of(member))


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def closure_add(request: StaffRequest) -> HttpResponse:
    form, now = ClosureForm(request.POST or None), timezone.now()
    found: list[Displaced] = []
    if form.is_valid():
        change = partial(hours.close, **form.cleaned_data, by=actor_of(request), now=now)
        found = hours.would_displace(change, now=now)
        if _is_seen(request, found):
            change()
            return _saved(request, found, "The closure is saved.", reverse("sessions:hours"))
    context = _asking(request, form, found, title="New closure", button="Save the closure")
    return render(request, "sessions/hours_form.html", context | {"back": reverse("sessions:hours")})


@require_POST
@requires(Role.MANAGER)
def closure_remove(request: StaffRequest, closure_id: int) -> HttpResponse:
    closure = get_object_or_404(Closure, pk=closure_id)
    hours.reopen(closure=closure, by=actor_of(request), now=timezone.now())
    return _saved(request, [], "The closure is removed.", reverse("sessions:hours"))


@require_http_methods(["GET", "POST"])
@requires(Role.MANAGER)
def room(request: StaffRequest, room_id: int) -> HttpResponse:
    row, now = get_object_or_404(Room.objects.select_related("location"), pk=room_id), timezone.now()
    form = RoomOutForm(request.POST or None, instance=row)
    found: list[Displaced] = []
    if form.is_valid():
        change = partial(hours.turn_off_room, room=row, **form.cleaned_data, by=actor_of(request), now=now)
        found = hours.would_displace(change, now=now)
        if _is_seen(request, found):
            change()
            return _saved(request, found, "The room is saved.", reverse("sessions:hours"))
    context = _asking(request, form, found, title=f"{row.name}, {row.location.name}", button="Save")
    return render(request, "sessions/hours_form.html", context | {"back": reverse("sessions:hours")})


def _member(request: StaffRequest, staff_id: int) -> Staff:
    """Managers keep everybody's hours; a therapist finds only themself."""
    rows = Staff.objects.therapists()
    if not request.user.is_manager:
        rows = rows.filter(pk=request.user.pk)
    member: Staff = get_object_or_404(rows, pk=staff_id)
    return member


def _page_of(member: Staff) -> str:
    return reverse("sessions:hours_therapist", args=[member.pk])


def _stamp(found: list[Displaced]) -> str:
    """Which visits were shown: others that come up in between are shown first, too."""
    return sha256(",".join(str(one.visit.pk) for one in found).encode()).hexdigest()[:16]


def _is_seen(request: StaffRequest, found: list[Displaced]) -> bool:
    return not found or request.POST.get("seen") == _stamp(found)


def _asking(request: StaffRequest, form: Any, found: list[Displaced], *, title: str, button: str) -> dict[str, Any]:
    if found:
        read(request, "visits that a change of hours displaces", patient_id=None)
    return {"form": form, "displaced": found, "seen": _stamp(found) if found else "", "title": title, "button": button}


def _days_url(member: Staff, rows: list[Displaced]) -> str:
    """From the first to the last of these visits, in the order of time."""
    days = [row.visit.starts_at.astimezone(row.visit.location.tz).date() for row in rows]
    asked = {"kind": TimeOff.Kind.OTHER.value, "from_on": str(days[0]), "until_on": str(days[-1])}
    return f"{reverse('sessions:away', args=[member.pk])}?{urlencode(asked)}"


def _away_url(member: Staff, starts_at: datetime, ends_at: datetime, kind: str) -> str:
    """The page that arranges the visits of this time off. Whole days are asked for as days."""
    home = known.home_of(member)
    zone = home.tz if home else timezone.get_default_timezone()
    begin, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    asked = {"kind": kind, "from_on": f"{begin:%Y-%m-%d}", "until_on": f"{end:%Y-%m-%d}"}
    if begin.time() == end.time() == time.min:
        asked["until_on"] = f"{end - timedelta(days=1):%Y-%m-%d}"
    else:
        asked |= {"from_time": f"{begin:%H:%M}", "until_time": f"{end:%H:%M}"}
    return f"{reverse('sessions:away', args=[member.pk])}?{urlencode(asked)}"


def _saved(request: StaffRequest, found: list[Displaced], words: str, back: str, *, then: str = "") -> HttpResponse:
    """Where there are visits that need another time: to the page that arranges them (`then`), else to the list of them, for those who
    work through it."""
    if not found:
        messages.success(request, words)
        return redirect(back)
    count = len(found)
    messages.warning(request, f"{words} {count} visit{'s' if count > 1 else ''} need another time.")
    if then:
        return redirect(then)
    may_list = request.user.is_manager or request.user.is_front_desk
    return redirect(reverse("sessions:hours_displaced") if may_list else back)
