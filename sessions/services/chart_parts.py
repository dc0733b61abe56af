"""The parts of a draft chart: each written only where it has changed, each saying whether it has."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assessments.models import MeasurementSet, Screening, ScreeningAnswer
from assessments.services import measurements
from clinic.models import Actor
from clinic.rules.screening import short_list
from sessions.models import Chart, PainCheck, Technique, TechniqueApplied
from sessions.rules.charting import Asked, Done
from sessions.rules.measuring import Measures
from sessions.selectors import charting as select
from sessions.selectors.chart_measures import measures_of

SOAP = ("subjective", "objective", "analysis", "next_steps")
ARRIVAL = ("last_soreness_hours", "last_sleep_lost")


@dataclass(frozen=True)
class Arrival:
    """What the patient says on arrival of the visit before: hours of soreness, whether it cost sleep; None: not asked."""

    last_soreness_hours: int | None = None
    last_sleep_lost: bool | None = None


def write_soap(chart: Chart, soap: Mapping[str, str]) -> bool:
    before = [getattr(chart, name) for name in SOAP]
    for name in SOAP:
        setattr(chart, name, soap.get(name, getattr(chart, name)).strip())
    return before != [getattr(chart, name) for name in SOAP]


def write_arrival(chart: Chart, arrival: Arrival) -> bool:
    before = [getattr(chart, name) for name in ARRIVAL]
    for name in ARRIVAL:
        setattr(chart, name, getattr(arrival, name))
    return before != [getattr(chart, name) for name in ARRIVAL]


def write_reason(chart: Chart, reason: str) -> bool:
    before, chart.guard_reason = chart.guard_reason, " ".join(reason.split())
    return before != chart.guard_reason


def write_techniques(chart: Chart, rows: Sequence[Done]) -> bool:
    if select.done_of(chart.techniques.select_related("technique")) == list(rows):
        return False
    known = {code: allowed.technique for code, allowed in select.allowed_techniques(chart.plan_version).items()}
    known = {row.code: row for row in Technique.objects.current() if row.code not in known} | known
    chart.techniques.all().delete()
    TechniqueApplied.objects.bulk_create(
        TechniqueApplied(
            chart=chart,
            technique=known[row.code],
            places=list(row.places),
            pressure=row.pressure,
            minutes=row.minutes,
            response=row.response,
            position=position,
        )
        for position, row in enumerate(rows)
    )
    return True


def write_pain(chart: Chart, rows: Sequence[Asked]) -> bool:
    if select.asked_of(chart.pain_checks.all()) == list(rows):
        return False
    chart.pain_checks.all().delete()
    PainCheck.objects.bulk_create(
        PainCheck(
            chart=chart,
            phase=row.phase,
            pain=row.pain,
            minute=row.minute,
            place=row.place,
            technique=row.technique,
            action=row.action,
            position=position,
        )
        for position, row in enumerate(rows)
    )
    return True


def short_list_answers(yes: Collection[str] = ()) -> dict[str, str]:
    """Every question of the short list answered: no, except those named."""
    return {row.code.value: "yes" if row.code.value in yes else "no" for row in short_list()}


def write_screening(chart: Chart, answers: Mapping[str, str], *, by: Actor, now: datetime) -> bool:
    if chart.screening is None:
        chart.screening = Screening.objects.create(
            patient=chart.appointment.patient, moment=Screening.Moment.VISIT, asked_at=now, asked_by=by
        )
    elif dict(chart.screening.answers.values_list("code", "answer")) == dict(answers):
        return False
    chart.screening.answers.all().delete()
    ScreeningAnswer.objects.bulk_create(
        ScreeningAnswer(screening=chart.screening, code=code, answer=answer) for code, answer in answers.items()
    )
    return True


def write_measures(chart: Chart, measures: Measures, *, by: Actor) -> bool:
    """The set keeps the moment at which the visit began; only who wrote it last changes."""
    if measures_of(chart) == measures:
        return False
    MeasurementSet.objects.filter(pk=chart.measurements_id).update(taken_by=by)
    measurements.write(
        into=chart.measurements, pain=measures.pain, ranges=measures.ranges, activities=measures.activities
    )
    return True
