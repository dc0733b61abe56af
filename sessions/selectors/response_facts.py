"""What a response to treatment is judged by, visit by visit, and how far a course of care has come (T-RESPONDER, T1 to T3)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from statistics import fmean
from typing import Any

from django.db.models import Max, Q

from assessments.models import Assessment, Goal, Score
from assessments.rules.rom import MOVEMENTS, deficit
from patients.models import Alert
from sessions.models import Appointment, Chart, PainCheck
from sessions.rules.alerts import Kind, is_answer
from sessions.rules.measuring import Measures, Taken, item_of, value_of
from sessions.rules.response import Course, Now, ResponseFacts
from sessions.selectors.chart_measures import signed_sets
from sessions.selectors.taped import Taped, taped_sets

TRIGGERS = (Kind.T1, Kind.T2, Kind.T2_WORSE, Kind.T3)


def signed_treatments(episode_id: int) -> list[dict[str, Any]]:
    """Treatments with a signed chart, in order: `day` on the clock of the place, `at` of the measuring, `pain` on arrival."""
    arrival = Max("pain_checks__pain", filter=Q(pain_checks__phase=PainCheck.Phase.BEFORE))
    rows = Chart.objects.signed().filter(appointment__episode=episode_id, appointment__kind=Appointment.Kind.TREATMENT)
    found: Any = rows.select_related("appointment__location", "measurements").annotate(arrival=arrival)
    return [
        {"day": _day(row.appointment), "at": row.measurements.taken_at, "pain": row.arrival}
        for row in found.order_by("appointment__during")
    ]


def response_facts(episode_id: int) -> list[ResponseFacts]:
    """One for each signed treatment, in order. Nine queries, however many there are.

    Pain is that on arrival, the start that of the first visit: nothing was treated before it, and it was asked the same way. All else
    starts where it was first read, at the intake as a rule, and counts with its newest reading up to the visit.
    """
    visits, sets, taped = signed_treatments(episode_id), signed_sets(episode_id), taped_sets(episode_id)
    goals = Goal.objects.active().filter(episode=episode_id, measure=Goal.Measure.GIRTH, item__startswith="trunk:")
    landmark = goals.values_list("item", flat=True).first()
    felt = Score.objects.filter(
        measure=Score.Measure.GROC, measurements__episode=episode_id, measurements__signature__isnull=False
    )
    rated = list(felt.order_by("measurements__taken_at", "id").values_list("measurements__taken_at", "value"))
    return [
        replace(
            _facts(visits[:number], sets, rated),
            excess=_excess([taken for taken in taped if taken.at <= visits[number - 1]["at"]]),
            trunk=_trunk([taken for taken in taped if taken.at <= visits[number - 1]["at"]], landmark),
        )
        for number in range(1, len(visits) + 1)
    ]


def course_of(episode_id: int, today: date) -> Course:
    """Up to this day: what was signed later does not count."""
    found = [visit["day"] for visit in signed_treatments(episode_id) if visit["day"] <= today]
    days = (today - found[0]).days if found else 0
    return Course(visits=len(found), days=days, answered=answered(episode_id))


def answered(episode_id: int) -> frozenset[str]:
    """Triggers that were dealt with. Two queries."""
    signed = Assessment.objects.signed().filter(episode=episode_id, kind=Assessment.Kind.REASSESSMENT)
    reassessed_at = signed.aggregate(last=Max("signature__signed_at"))["last"]
    looked_at = Alert.objects.filter(
        reference=f"episode:{episode_id}", kind__in=TRIGGERS, acknowledged_at__isnull=False
    )
    return frozenset(
        kind
        for kind, action, raised_at in looked_at.values_list("kind", "action", "raised_at")
        if is_answer(kind, action=action, raised_at=raised_at, reassessed_at=reassessed_at)
    )


def _facts(
    visits: Sequence[Mapping[str, Any]], sets: Sequence[Taken], rated: Sequence[tuple[datetime, int]]
) -> ResponseFacts:
    at = visits[-1]["at"]
    known = [taken.measures for taken in sets if taken.at <= at]
    pains = [visit["pain"] for visit in visits if visit["pain"] is not None]
    return ResponseFacts(
        base_pain=pains[0] if pains else None,
        pains=tuple(pains),
        psfs=_activities(known),
        deficits=_deficits(known),
        groc=next((value for when, value in reversed(rated) if when <= at), None),
    )


def _excess(taped: Sequence[Taped]) -> Now | None:
    """Of the limb that was measured first, at the same points as then."""
    start = next((taken for taken in taped if taken.excess), None)
    if start is None:
        return None
    key, base = next(iter(start.excess.items()))
    later = [taken.excess[key] for taken in taped if taken is not start and key in taken.excess]
    return Now(base, later[-1]) if later else None


def _trunk(taped: Sequence[Taped], landmark: str | None) -> tuple[float, ...]:
    key = ("GIRTH", landmark or "")
    return tuple(taken.values[key] for taken in taped if key in taken.values)


def _activities(known: Sequence[Measures]) -> Now | None:
    """The mean of the activities rated first, over those that were rated again."""
    asked = [{row.words: row.value for row in measures.activities} for measures in known if measures.activities]
    if len(asked) < 2:  # noqa: PLR2004 - a start and a now
        return None
    newest: dict[str, int] = {}
    for values in asked[1:]:
        newest |= values
    shared = [words for words in asked[0] if words in newest]
    return Now(fmean(asked[0][words] for words in shared), fmean(newest[words] for words in shared)) if shared else None


def _deficits(known: Sequence[Measures]) -> tuple[Now, ...]:
    """Of every movement read twice in degrees, active with active and passive with passive: what it lacks to the norm."""
    first: dict[tuple[str, bool], float] = {}
    newest: dict[tuple[str, bool], float] = {}
    for measures in known:
        for row in measures.ranges:
            key, movement, value = (item_of(row), row.active is None), MOVEMENTS[row.movement], value_of(row)
            if value is None or movement.unit != "degrees":
                continue
            lacking = max(deficit(movement, value, movement.norm), 0)
            (newest if key in first else first)[key] = lacking
    return tuple(Now(first[key], lacking) for key, lacking in newest.items())


def _day(visit: Appointment) -> date:
    return visit.starts_at.astimezone(visit.location.tz).date()
