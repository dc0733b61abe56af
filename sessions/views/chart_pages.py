"""The pages of a visit's chart as drawn: before it begins, the form, the signed chart. Each leaves its access row."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from clinic.access import StaffRequest, read
from clinic.rules.findings import Finding, Level, by_weight
from sessions.forms.charting import SHORT_LIST, ChartInput
from sessions.forms.exercises import PrescribeForm
from sessions.models import Appointment, Chart
from sessions.rules.charting import minutes_sum, refusals, responses
from sessions.selectors import alerts, chart_measures, chart_page, judging
from sessions.selectors import charting as select
from sessions.services import charting
from sessions.views.alerts import with_forms

SHOWN, CONFLICT = 200, 409


def around(request: StaffRequest, visit: Appointment) -> dict[str, Any]:
    """What stands around every form of the chart; being shown, it leaves its access row."""
    read(request, "chart", patient_id=visit.patient_id)
    return {"visit": visit, "around": chart_page.surroundings(visit, now=timezone.now()), "tz": visit.location.tz}


def first_page(
    request: StaffRequest, visit: Appointment, *, may_write: bool, findings: Sequence[Finding] = ()
) -> HttpResponse:
    found = alerts.open_of_episode(visit.episode_id or 0, request.user)
    context = {
        "may_write": may_write,
        "findings": shown(findings),
        "alerts": with_forms(found),
        "back": reverse("sessions:chart", args=[visit.pk]),
        **around(request, visit),
    }
    return render(request, "sessions/chart_start.html", context)


def form_page(
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
    context = around(request, visit)
    done, asked = select.done_of(row.techniques.select_related("technique")), context["around"].asked
    room = chart_page.room_of(row)
    lines = chart_measures.lines_of(row)
    form = sent or ChartInput(
        first=written(visit, row), done=done, asked=asked, limits=room.limits, near=room.near, lines=lines
    )
    stop_pain: int = getattr(visit, "stop_pain")  # noqa: B009 - annotated by visits()
    judged = select.visit_of(row, limits=room.limits, stop_pain=stop_pain, done=done, asked=asked)
    known = judging.Known(context["around"].patient, context["around"].visits, room.rulebook)
    # The visit was read before what was sent was stored.
    said = select.alarming(row) if sent else chart_page.said_facts(visit)
    guards = judging.judge_chart(row, done=done, asked=asked, said=said, lines=lines, known=known).findings
    pain_rise: int = getattr(visit, "pain_rise")  # noqa: B009 - annotated by visits()
    context |= {
        "chart": row,
        "edition": row.edition if edition is None else edition,
        "form": form,
        "wrong": form.errors() if sent else [],
        "missing": missing,
        "standing": judged if conflict else None,
        "measured": [line for line in lines if line.now is not None],
        "measure_rows": form.measured.rows(lines),
        "saved_by": chart_page.saved_by(row) if conflict else "",
        "minutes": minutes_sum(done),
        "findings": shown([*refusals(judged), *responses(judged, pain_rise=pain_rise)]),
        "guards": shown(guards),
        "left_out": judging.left_out(row, planned=room.planned, done=done, said=said, known=known),
        "asks_soreness": bool(context["around"].trend),
        "needs_reason": bool(row.guard_reason) or any(finding.level is not Level.WARN for finding in guards),
        "short_list": SHORT_LIST,
        "news": form.note["news"].value() or [],
        "prescribe": prescribe or PrescribeForm(),
        "note_rows": [
            (letter, form.note[name], getattr(row, name)) for letter, name in zip("SOAP", charting.SOAP, strict=True)
        ],
    }
    return render(request, "sessions/chart_edit.html", context, status=CONFLICT if conflict else SHOWN)


def written(visit: Appointment, row: Chart) -> dict[str, Any]:
    """What stands in the chart, as first values of the form."""
    yes = list(getattr(visit, "said_yes", []))
    asked = {"screened": "something" if yes else "nothing", "news": yes} if row.screening_id is not None else {}
    arrival = {
        "soreness_hours": row.last_soreness_hours,
        "sleep_lost": None if row.last_sleep_lost is None else "yes" if row.last_sleep_lost else "no",
        "guard_reason": row.guard_reason,
    }
    return {**{name: getattr(row, name) for name in charting.SOAP}, **arrival, **asked}


def signed_page(
    request: StaffRequest, visit: Appointment, row: Chart, *, may_add: bool, text: str = "", errors: Sequence[str] = ()
) -> HttpResponse:
    context = {
        "chart": row,
        "note_rows": [(letter, getattr(row, name)) for letter, name in zip("SOAP", charting.SOAP, strict=True)],
        "techniques": list(row.techniques.select_related("technique")),
        "said_yes": chart_page.said_yes(visit),
        "measured": [line for line in chart_measures.lines_of(row) if line.now is not None],
        "addenda": list(row.addenda.select_related("signature")),
        "may_add": may_add and row.signature_id is not None,
        "text": text,
        "errors": errors,
        **around(request, visit),
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
