"""The chart of a visit: start, write, sign, read, add to. One page; every button saves what was typed first."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from clinic.access import StaffRequest, read, requires
from clinic.models import Role
from clinic.rules.findings import Finding, by_weight
from sessions.forms.charting import SHORT_LIST, ChartInput
from sessions.forms.exercises import PrescribeForm
from sessions.models import Appointment, Chart, Prescription
from sessions.rules.charting import minutes_sum, refusals, responses
from sessions.selectors import chart_page
from sessions.selectors import charting as select
from sessions.services import charting, exercises
from sessions.views.exercises import prescribe_from

SHOWN, CONFLICT = 200, 409
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
        return _first(request, visit, may_write=may_write)
    if row.signature_id is not None or not may_write:
        return _read(request, visit, row, may_add=may_write)
    return _edit(request, visit, row)


@require_POST
@requires(Role.THERAPIST, Role.MANAGER)
def chart_start(request: StaffRequest, appointment_id: int) -> HttpResponse:
    visit, may_write = _visit(request, appointment_id)
    try:
        charting.start(appointment=visit, staff=request.user, now=timezone.now())
    except charting.Refused as error:
        return _first(request, visit, may_write=may_write, findings=error.findings)
    return redirect("sessions:chart", appointment_id=visit.pk)


@require_POST
@requires(Role.THERAPIST, Role.MANAGER)
def chart_sign(request: StaffRequest, appointment_id: int) -> HttpResponse:
    def act(visit: Appointment, row: Chart, sent: ChartInput) -> HttpResponse:
        try:
            charting.sign(chart=row, staff=request.user, now=timezone.now())
        except charting.NotReady as error:
            return _edit(request, visit, row, sent=sent, missing=error.missing)
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
        return _edit(request, visit, row, sent=sent, prescribe=form)

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
    except charting.NotReady as error:
        too_long = error.missing
    if too_long:
        return _read(request, visit, row, may_add=may_write, text=text, errors=too_long)
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


def _store(request: StaffRequest, row: Chart, sent: ChartInput) -> Chart:
    news = sent.news()
    return charting.save(
        chart=row,
        edition=_edition(request.POST),
        soap=sent.soap(),
        techniques=sent.done(),
        pain_checks=sent.asked(),
        screening=None if news is None else charting.short_list_answers(news),
        by=request.user.actor,
        now=timezone.now(),
    )


def _edition(data: QueryDict) -> int:
    given = data.get("edition", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= LONGEST_NUMBER else 0


def _with_draft(request: StaffRequest, appointment_id: int, act: Act) -> HttpResponse:
    """Save what was typed, then do what the button says. Nothing typed is lost on the way."""
    visit, row = _draft(request, appointment_id)
    room = chart_page.room_of(row)
    sent = ChartInput(request.POST, limits=room.limits, near=room.near)
    if row.signature_id is None and not sent.is_valid():
        return _edit(request, visit, row, sent=sent, edition=_edition(request.POST))
    try:
        stored = _store(request, row, sent) if row.signature_id is None else row
    except charting.EditedMeanwhile as error:
        return _edit(request, visit, error.current, sent=sent, conflict=True)
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
    room = chart_page.room_of(row)
    sent = ChartInput(request.POST, limits=room.limits, near=room.near)
    wrong = [] if sent.is_valid() else sent.errors()
    try:
        row = _store(request, row, sent)
    except (charting.EditedMeanwhile, charting.Signed) as error:
        context = {
            "state": "failed",
            "text": f"Not saved. {error} Press Save draft.",
            "edition": _edition(request.POST),
        }
        return render(request, "sessions/chart_state.html", context, status=CONFLICT)
    clock = f"{timezone.now().astimezone(visit.location.tz):%H:%M}"
    state, text = ("unsaved", f"Not saved yet: {wrong[0]}") if wrong else ("saved", f"saved {clock}")
    return render(request, "sessions/chart_state.html", {"state": state, "text": text, "edition": row.edition})


# --- showing -----------------------------------------------------------------------------------------------------


def _around(request: StaffRequest, visit: Appointment) -> dict[str, Any]:
    """What stands around every form of the chart; being shown, it leaves its access row."""
    read(request, "chart", patient_id=visit.patient_id)
    return {"visit": visit, "around": chart_page.surroundings(visit, now=timezone.now()), "tz": visit.location.tz}


def _first(
    request: StaffRequest, visit: Appointment, *, may_write: bool, findings: Sequence[Finding] = ()
) -> HttpResponse:
    context = {"may_write": may_write, "findings": shown(findings), **_around(request, visit)}
    return render(request, "sessions/chart_start.html", context)


def _edit(
    request: StaffRequest,
    visit: Appointment,
    row: Chart,
    *,
    sent: ChartInput | None = None,
    edition: int | None = None,
    missing: Sequence[str] = (),
    prescribe: PrescribeForm | None = None,
    conflict: bool = False,
) -> HttpResponse:
    """The form. `edition` stays the one that was sent while nothing could be stored, so that a clash is still found."""
    context = _around(request, visit)
    done, asked = select.done_of(row.techniques.select_related("technique")), context["around"].asked
    room = chart_page.room_of(row)
    form = sent or ChartInput(first=_written(visit, row), done=done, asked=asked, limits=room.limits, near=room.near)
    judged = select.visit_of(row, limits=room.limits, done=done, asked=asked)
    pain_rise: int = getattr(visit, "pain_rise")  # noqa: B009 - annotated by visits()
    context |= {
        "chart": row,
        "edition": row.edition if edition is None else edition,
        "form": form,
        "wrong": form.errors() if sent else [],
        "missing": missing,
        "standing": judged if conflict else None,
        "minutes": minutes_sum(done),
        "findings": shown([*refusals(judged), *responses(judged, pain_rise=pain_rise)]),
        "short_list": SHORT_LIST,
        "news": form.note["news"].value() or [],
        "prescribe": prescribe or PrescribeForm(),
        "note_rows": [
            (letter, form.note[name], getattr(row, name)) for letter, name in zip("SOAP", charting.SOAP, strict=True)
        ],
    }
    return render(request, "sessions/chart_edit.html", context, status=CONFLICT if conflict else SHOWN)


def _written(visit: Appointment, row: Chart) -> dict[str, Any]:
    """What stands in the chart, as first values of the form."""
    yes = list(getattr(visit, "said_yes", []))
    asked = {"screened": "something" if yes else "nothing", "news": yes} if row.screening_id is not None else {}
    return {**{name: getattr(row, name) for name in charting.SOAP}, **asked}


def _read(
    request: StaffRequest, visit: Appointment, row: Chart, *, may_add: bool, text: str = "", errors: Sequence[str] = ()
) -> HttpResponse:
    context = {
        "chart": row,
        "note_rows": [(letter, getattr(row, name)) for letter, name in zip("SOAP", charting.SOAP, strict=True)],
        "techniques": list(row.techniques.select_related("technique")),
        "said_yes": chart_page.said_yes(visit),
        "addenda": list(row.addenda.select_related("signature")),
        "may_add": may_add and row.signature_id is not None,
        "text": text,
        "errors": errors,
        **_around(request, visit),
    }
    return render(request, "sessions/chart_read.html", context)


def shown(findings: Sequence[Finding]) -> list[dict[str, str]]:
    """Findings as the component draws them."""
    return [
        {
            "level": finding.level.name.lower(),
            "message": finding.message,
            "source": finding.source,
            "lifted_by": finding.lifted_by,
        }
        for finding in by_weight(list(findings))
    ]
