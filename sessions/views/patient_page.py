"""The patient page, and opening its clinical part from outside the care team."""

from datetime import UTC, date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET, require_POST

from assessments.rules.limits import girth_limits
from clinic.access import StaffRequest, actor_of, read, requires
from clinic.models import Role
from clinic.registry import Panel, registry
from clinic.rules.policy import Policy
from clinic.selectors.profile import policy_in_force
from patients.models import Patient
from sessions.forms.appointments import OpenChartForm
from sessions.models import Appointment
from sessions.render.pictures import drawn, drawn_goal, drawn_maps
from sessions.rules.course import CourseRecord
from sessions.rules.limits import response_limits
from sessions.rules.path import PathFacts, path
from sessions.rules.pictures import goals_shown, maps, pictures
from sessions.rules.responding import told
from sessions.selectors import alerts, booking, patient_page
from sessions.selectors.banner import consent_rows, with_banner_facts
from sessions.selectors.board import locations_for
from sessions.selectors.booking import Course
from sessions.selectors.course_record import course_record
from sessions.selectors.first_visit import FirstVisitShown, first_visit_of
from sessions.selectors.guard_facts import with_guard_facts
from sessions.selectors.timeline import timeline
from sessions.services import opening
from sessions.views.alerts import with_forms
from sessions.views.next_action import next_action
from sessions.views.timeline import shown_timeline


@require_GET
@requires()
def patient(request: StaffRequest, patient_id: int) -> HttpResponse:
    """?episode=<id> chooses the course of care, ?tab=<panel> one clinical part, ?show=visits|letters what the timeline tells."""
    return _page(request, patient_id, OpenChartForm())


def _page(request: StaffRequest, patient_id: int, form: OpenChartForm) -> HttpResponse:
    known = with_guard_facts(with_banner_facts(Patient.objects.all()))
    known = alerts.with_open_alerts(known, request.user, today=timezone.localdate())
    row: Any = get_object_or_404(known, pk=patient_id)
    if row.merged_into_id is not None:
        return redirect("sessions:patient", row.merged_into_id)
    now, policy, locations = timezone.now(), policy_in_force(), locations_for(request.user)
    today = now.astimezone(locations[0].tz if locations else None).date()
    courses = booking.courses(row, staff=request.user, today=today, policy=policy)
    course = _chosen(courses, request.GET.get("episode", ""))
    readable = {each.episode.pk for each in courses if _reads(request, each)}
    panels = _panels(request, clinical=bool(readable))
    panel = _panel(request.GET.get("tab", ""), panels)
    visits = [] if panel else list(patient_page.visits_of(row))
    read(request, panel.label.lower() if panel else "patient page", patient_id=row.pk)
    read_course = course if course and course.episode.pk in readable else None
    context: dict[str, Any] = {
        "patient": row,
        "courses": courses,
        "course": course,
        "header": patient_page.header(
            row,
            course,
            courses,
            visits=visits,
            phase=read_course.phase.lower() if read_course else "",
            today=today,
            now=now,
        ),
        "tabs": _tabs(row, panel, panels),
        "actions": _actions(row),
    }
    if panel:
        context |= {"panel": panel, "back": request.get_full_path()} | import_string(panel.build)(row, request.user)
        return render(request, "sessions/patient_panel.html", context)
    facts = patient_page.path_facts(course, visits, policy=policy, today=today, now=now)
    record = course_record(read_course.episode.pk) if read_course else None
    moments = timeline(course, visits, record, readable=readable, desk=_at_desk(request), now=now)
    context |= _overview(request, row, course, visits=visits, facts=facts, now=now)
    context |= _pictured(record, today=today, policy=policy)
    context |= {
        "start": _start(row, course, visits, most=policy.first_visit_alert_days, now=now),
        "readable": readable,
        "timeline": shown_timeline(moments, request.GET.get("show", ""), episode=request.GET.get("episode", "")),
        "tz": locations[0].tz if locations else UTC,
        "has_orders": any(each.orders for each in courses),
        "may_open": request.user.is_therapist and len(readable) < len(courses),
        "form": form,
        "alerts": with_forms(alerts.open_cards(row, request.user)),
        "back": request.get_full_path(),
    }
    return render(request, "sessions/patient.html", context)


def _pictured(record: CourseRecord | None, *, today: date, policy: Policy) -> dict[str, Any]:
    """Goals and pictures; nothing for those who may not read the clinical part."""
    girths = girth_limits(policy)
    goals = goals_shown(record, girths) if record else []
    primary = next((goal for goal in goals if goal.is_primary and not goal.outcome), None)
    marked = maps(record) if record else None
    return {
        "primary": drawn_goal(primary) if primary else None,
        "goals": [drawn_goal(goal) for goal in goals if goal is not primary],
        "response": told(record, today=today, limits=response_limits(policy)) if record else None,
        "pictures": drawn(pictures(record, today=today, girths=girths)) if record else [],
        "maps": drawn_maps(marked) if marked else None,
    }


def _overview(
    request: StaffRequest,
    row: Patient,
    course: Course | None,
    *,
    visits: list[Appointment],
    facts: PathFacts,
    now: datetime,
) -> dict[str, Any]:
    """Where the course of care stands, what comes next, and the visits around now."""
    steps = path(facts)
    writes = request.user.is_therapist and course is not None and course.is_own
    coming = [visit for visit in visits if visit.ends_at > now and visit.is_live]
    return {
        "steps": [{"label": step.label, "state": step.state, "url": "", "note": step.note} for step in steps],
        "action": next_action(row, course, facts, visits, writes=writes),
        "next_label": next(step.label.lower() for step in steps if step.state == "now"),
        "coming": sorted(coming, key=lambda visit: visit.starts_at),
        "consents": consent_rows(row),
    }


def _start(
    row: Patient, course: Course | None, visits: list[Appointment], *, most: int, now: datetime
) -> FirstVisitShown | None:
    """When the first treatment is possible, as long as none was given. `most`: days a referral may wait for it."""
    order = course.order_on(now.date()) if course and course.is_open else None
    if course is None or order is None or not order.facts.verified:
        return None
    own = [visit for visit in visits if visit.episode_id == course.episode.pk and visit.is_live]
    treated = [visit for visit in own if visit.kind == Appointment.Kind.TREATMENT and visit.ends_at <= now]
    if treated:
        return None
    days = [visit.starts_at.astimezone(visit.location.tz).date() for visit in own]
    today = now.astimezone(own[0].location.tz).date() if own else now.date()
    return first_visit_of(row, order.referral, first_on=min(days, default=None), today=today, most=most)


def _chosen(courses: list[Course], asked: str) -> Course | None:
    return next((course for course in courses if str(course.episode.pk) == asked), courses[0] if courses else None)


def _reads(request: StaffRequest, course: Course) -> bool:
    """Whether this person may read the clinical part of this course of care."""
    return request.user.is_manager or (request.user.is_therapist and course.is_own)


def _panels(request: StaffRequest, *, clinical: bool) -> list[Panel]:
    """The parts of the page this person may read: all who may read the chart, and the desk those that came with the referral."""
    desk = _at_desk(request)
    return [panel for panel in registry.panels if clinical or (panel.desk and desk)]


def _at_desk(request: StaffRequest) -> bool:
    return request.user.is_front_desk or request.user.is_manager


def _panel(asked: str, panels: list[Panel]) -> Panel | None:
    """The part asked for; there is none for those who may not read it."""
    if not asked:
        return None
    found = next((panel for panel in panels if panel.name == asked), None)
    if found is None:
        raise Http404
    return found


def _tabs(row: Patient, shown: Panel | None, panels: list[Panel]) -> list[dict[str, Any]]:
    home = reverse("sessions:patient", args=[row.pk])
    tabs = [{"label": "Overview", "url": home, "active": shown is None, "count": None}]
    return tabs + [
        {"label": panel.label, "url": f"{home}?tab={panel.name}", "active": panel is shown, "count": None}
        for panel in panels
    ]


def _actions(row: Patient) -> list[dict[str, Any]]:
    return [
        {"label": "Edit", "url": reverse("patients:edit", args=[row.pk]), "primary": False},
        {"label": "Book", "url": reverse("sessions:book", args=[row.pk]), "primary": False},
    ]


@require_POST
@requires(Role.THERAPIST)
def open_chart(request: StaffRequest, patient_id: int) -> HttpResponse:
    """On the care team until the end of the day, for a reason that is kept."""
    row = get_object_or_404(Patient.objects.current(), pk=patient_id)
    form = OpenChartForm(request.POST)
    if not form.is_valid():
        return _page(request, patient_id, form)
    now, locations = timezone.now(), locations_for(request.user)
    today = now.astimezone(locations[0].tz if locations else None).date()
    reason = form.cleaned_data["reason"]
    opening.open_charts(patient=row, staff=request.user, reason=reason, today=today, by=actor_of(request), now=now)
    read(request, "chart opened from outside the care team", patient_id=row.pk, reason=reason)
    messages.success(request, "The chart is open to you until the end of the day. Your reason is kept.")
    return redirect("sessions:patient", row.pk)
