"""The letter's page: figures and the therapist's words made ready for the template, for the PDF and for the preview alike."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import formats, timezone, translation

from clinic.models import Signature
from reports.models import ProgressReport
from reports.render import words
from reports.render.charts import charts
from reports.rules.figures import GoalLine, MeasureRow, ReportData
from reports.rules.measuring import Kind
from reports.rules.record import from_json

MOST_TECHNIQUES = 6


def context(report: ProgressReport, *, verdict: str, request: str, narrative: str) -> dict[str, Any]:
    """What both templates read. The words are given, so that a preview can show what is not saved yet."""
    data = from_json(report.data)
    return {
        "report": report,
        "data": data,
        "verdict": verdict,
        "verdict_tag": "h2",  # beside the form; the page has its own h1
        "request": request,
        "narrative": narrative,
        "signed": _signed(report.signature, ZoneInfo(data.header.zone)),
        "event": words.event(data.header.event) if data.header.event else "",
        "rows": [_row(row) for row in data.measures],
        "ratings": [_row(row) for row in data.ratings],
        "charts": charts(data),
        "techniques": [words.technique(done) for done in data.techniques[:MOST_TECHNIQUES]],
        "adverse": [words.adverse(one) for one in data.adverse],
        "home": [words.exercise(one) for one in data.home],
        "goals": [_goal(goal) for goal in data.goals],
        "visits_used": words.visits_used(data),
        "period": _period(data),
    }


def html(report: ProgressReport) -> str:
    """The whole document to be drawn, in the clinic's language."""
    with translation.override(settings.LANGUAGE_CODE):
        said = context(report, verdict=report.verdict, request=report.request, narrative=report.narrative)
        return render_to_string("reports/letter.html", {**said, "verdict_tag": "h1"})


def _row(row: MeasureRow) -> dict[str, Any]:
    values = {name: words.value(row.kind, getattr(row, name)) for name in ("start", "last", "now", "goal")}
    label = f"{words.measure(row.kind, row.item)}, {words.scale(row.kind, row.item)}"
    return {"label": label, "change": words.change(row), "important": row.change == "important", **values}


def _goal(goal: GoalLine) -> dict[str, Any]:
    return {
        "label": goal.words or words.measure(goal.kind, goal.item),
        "values": _with_unit(goal, words.from_to(goal.baseline, goal.target, goal.kind)),
        "now": words.value(goal.kind, goal.now),
        "due": words.day(goal.due_on),
        "state": goal.state,
    }


def _with_unit(goal: GoalLine, text: str) -> str:
    """A girth or a volume says in which unit; the other scales are known or stand in the table."""
    return f"{text} {words.scale(goal.kind, goal.item)}" if goal.kind in {Kind.GIRTH, Kind.VOLUME} else text


def _period(data: ReportData) -> str:
    return f"{words.day(data.period_from_on)} {words.NONE} {words.day(data.period_until_on)}"


def _signed(signature: Signature | None, zone: ZoneInfo) -> dict[str, str] | None:
    if signature is None:
        return None
    return {"by": str(signature), "at": _moment(signature.signed_at, zone)}


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return formats.date_format(timezone.localtime(at, zone), "j M Y, H:i T")
