"""The chart of a visit: start, write, sign, read, add to. One page; every button saves what was typed first."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from clinic.access import StaffRequest, requires
from clinic.models import Role
from clinic.rules.findings import Level
from clinic.services.drafts import EditedMeanwhile, NotReady
from sessions.forms.charting import ChartInput
from sessions.forms.exercises import PrescribeForm
from sessions.models import Appointment, Chart, Prescription
from sessions.selectors import chart_measures, chart_page, judging
from sessions.selectors import charting as select
from sessions.services import charting, exercises, watching
from sessions.views.chart_pages import CONFLICT, first_page, form_page, signed_page
from sessions.views.exercises import prescribe_from

LONGEST_NUMBER = 9
Act = Callable[[Appointment, Chart, ChartInput], HttpResponse]


def _visit(request: StaffRequest, appointment_id: int) -> tuple[Appointment, bool]:
    """The visit, and whether this person may write; 404 for whoever may not even read it."""
    visit = get_object_or_404(chart_page.visits(), pk=appointment_id, episode__isnull=False)
    today = timezone.now().astimezone(visit.location.tz).date()
    on_team = select.on_care_team(request.user, visit, today=today)
    if not on_team and not request.user.is_manager:
        raise Http404
    return visit, on_team


@require_http_methods(["GET", "POST"])
@requires(Role.THERAPIST, Role.MANAGER)
def chart(request: StaffRequest, appointment_id: int) -> HttpResponse:
    """The visit's chart: a start button, the form, or what was signed. A POST saves the draft."""
    if request.method == "POST":
        return (
            _autosave(request, appointment_id)
            if request.htmx
            else _with_draft(request, appointment_id, _say_saved(request))
        )
    visit, may_write = _visit(request, appointment_id)
    row = chart_page.chart_of(visit)
    if row is None:
        return first_page(request, visit, may_write=may_write)
    if row.signature_id is not None or not may_write:
        return signed_page(request, visit, row, may_add=may_write)
    return form_page(request, visit, row)


@require_POST
@requires(Role.THERAPIST, Role.MANAGER)
def chart_start(request: StaffRequest, appointment_id: int) -> HttpResponse:
    visit, may_write = _visit(request, appointment_id)
    try:
        charting.start(appointment=visit, staff=request.user, now=timezone.now())
    except charting.Refused as error:
        watching.after_refusal(visit=visit, findings=error.findings, now=timezone.now())
        return first_page(request, visit, may_write=may_write, findings=error.findings)
    return redirect("sessions:chart", appointment_id=visit.pk)


@require_POST
@requires(Role.THERAPIST, Role.MANAGER)
def chart_sign(request: StaffRequest, appointment_id: int) -> HttpResponse:
    def act(visit: Appointment, row: Chart, sent: ChartInput) -> HttpResponse:
        try:
            seen = frozenset(request.POST.getlist("guards_seen"))
            charting.sign(chart=row, staff=request.user, seen=seen, now=timezone.now())
        except NotReady as error:
            return form_page(request, visit, row, sent=sent, missing=error.missing)
        messages.success(request, "The chart is signed and the visit completed.")
        return redirect("sessions:chart", appointment_id=appointment_id)

    return _with_draft(request, appointment_id, act)


@require_POST
@requires(Role.THERAPIST, Role.MANAGER)
def chart_prescribe(request: StaffRequest, appointment_id: int) -> HttpResponse:
    """Prescribe an exercise from within the chart."""

    def act(visit: Appointment, row: Chart, sent: ChartInput) -> HttpResponse:
        form, episode = PrescribeForm(request.POST), visit.episode
        if episode is not None and form.is_valid() and prescribe_from(form, episode, request, chart=row):
            return _to_exercises(appointment_id)
        return form_page(request, visit, row, sent=sent, prescribe=form)

    return _with_draft(request, appointment_id, act)


def _to_exercises(appointment_id: int) -> HttpResponse:
    return redirect(reverse("sessions:chart", args=[appointment_id]) + "#exercises")


@require_POST
@requires(Role.THERAPIST, Role.MANAGER)
def chart_stop_exercise(request: StaffRequest, appointment_id: int, prescription_id: int) -> HttpResponse:
    """Stop a prescription from within the chart."""

    def act(visit: Appointment, _row: Chart, _sent: ChartInput) -> HttpResponse:
        prescription = get_object_or_404(Prescription, pk=prescription_id, episode=visit.episode)
        exercises.stop(prescription=prescription, by=request.user.actor, now=timezone.now())
        messages.success(request, "The exercise is stopped.")
        return _to_exercises(appointment_id)

    return _with_draft(request, appointment_id, act)


@require_POST
@requires(Role.THERAPIST, Role.MANAGER)
def chart_addendum(request: StaffRequest, appointment_id: int) -> HttpResponse:
    visit, may_write = _visit(request, appointment_id)
    row = chart_page.chart_of(visit)
    if row is None:
        raise Http404
    text = request.POST.get("text", "").replace("\x00", "")
    too_long = ["At most 4000 characters."] if len(text) > charting.LONGEST_ADDENDUM else []
    try:
        if not too_long:
            charting.add_addendum(chart=row, text=text, staff=request.user, now=timezone.now())
    except NotReady as error:
        too_long = error.missing
    if too_long:
        return signed_page(request, visit, row, may_add=may_write, text=text, errors=too_long)
    messages.success(request, "The addendum is signed.")
    return redirect("sessions:chart", appointment_id=visit.pk)


# --- saving: every button of the page passes here ---------------------------------------------------------------


def _draft(request: StaffRequest, appointment_id: int) -> tuple[Appointment, Chart]:
    visit, may_write = _visit(request, appointment_id)
    row = chart_page.chart_of(visit)
    if row is None:
        raise Http404
    if not may_write:
        raise PermissionDenied("Only the care team writes in a chart.")
    return visit, row


def _sent(request: StaffRequest, row: Chart) -> ChartInput:
    room = chart_page.room_of(row)
    return ChartInput(request.POST, limits=room.limits, near=room.near, lines=chart_measures.lines_of(row))


def _store(request: StaffRequest, row: Chart, sent: ChartInput) -> Chart:
    news = sent.news()
    return charting.save(
        chart=row,
        edition=_edition(request.POST),
        soap=sent.soap(),
        techniques=sent.done(),
        pain_checks=sent.asked(),
        screening=None if news is None else charting.short_list_answers(news),
        measures=sent.measures(),
        arrival=sent.arrival(),
        guard_reason=sent.guard_reason(),
        by=request.user.actor,
        now=timezone.now(),
    )


def _edition(data: QueryDict) -> int:
    given = data.get("edition", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= LONGEST_NUMBER else 0


def _with_draft(request: StaffRequest, appointment_id: int, act: Act) -> HttpResponse:
    """Save what was typed, then do what the button says. Nothing typed is lost on the way."""
    visit, row = _draft(request, appointment_id)
    sent = _sent(request, row)
    if row.signature_id is None and not sent.is_valid():
        return form_page(request, visit, row, sent=sent, edition=_edition(request.POST))
    try:
        stored = _store(request, row, sent) if row.signature_id is None else row
    except EditedMeanwhile as error:
        return form_page(request, visit, error.current, sent=sent, conflict=True)
    except charting.Signed:
        stored = None
    if stored is None or row.signature_id is not None:
        messages.error(request, str(charting.Signed()))
        return redirect("sessions:chart", appointment_id=visit.pk)
    return act(visit, stored, sent)


def _say_saved(request: StaffRequest) -> Act:
    def act(visit: Appointment, _row: Chart, _sent: ChartInput) -> HttpResponse:
        messages.success(request, "The draft is saved.")
        return redirect("sessions:chart", appointment_id=visit.pk)

    return act


def _autosave(request: StaffRequest, appointment_id: int) -> HttpResponse:
    """Keep what is right of what stands on the screen, and say so; the page itself stays as it is."""
    visit, row = _draft(request, appointment_id)
    sent = _sent(request, row)
    wrong = [] if sent.is_valid() else sent.errors()
    try:
        row = _store(request, row, sent)
    except (EditedMeanwhile, charting.Signed) as error:
        context = {
            "state": "failed",
            "text": f"Not saved. {error} Press Save draft.",
            "edition": _edition(request.POST),
            "unread": False,
        }
        return render(request, "sessions/chart_state.html", context, status=CONFLICT)
    clock = f"{timezone.now().astimezone(visit.location.tz):%H:%M}"
    state, text = ("unsaved", f"Not saved yet: {wrong[0]}") if wrong else ("saved", f"saved {clock}")
    context = {"state": state, "text": text, "edition": row.edition, "unread": _speaks_against_unread(request, row)}
    return render(request, "sessions/chart_state.html", context)


def _speaks_against_unread(request: StaffRequest, row: Chart) -> bool:
    """Whether the guards ask for something the page does not show yet: it stays as it was drawn while the draft is kept."""
    guards = judging.judge_chart(
        row,
        done=select.done_of(row.techniques.select_related("technique")),
        asked=select.asked_of(row.pain_checks.all()),
        said=select.alarming(row),
        lines=chart_measures.lines_of(row),
    )
    seen = frozenset(request.POST.getlist("guards_seen"))
    return any(found.level is not Level.WARN and found.message not in seen for found in guards.findings)
