"""Which alerts are due: after a chart is signed, and by the passing of time. Reads only; `services.watching` raises what is found."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, Subquery

from assessments.models import Assessment, PainMark
from assessments.rules.girth import GirthLimits, girth_measure
from assessments.rules.limits import girth_limits
from clinic.rules.measures import MEASURES, Measure
from clinic.rules.policy import Policy
from patients.models import Alert
from referrals.models import Episode
from sessions.models import Appointment, Chart, PlanVersion
from sessions.rules.alerts import Due, Kind
from sessions.rules.limits import pacing_limits, response_limits
from sessions.rules.measuring import Entry, Line, Measures, item_of, value_of
from sessions.rules.pacing.elsewhere import p12
from sessions.rules.pacing.facts import PastVisit, treated
from sessions.rules.pacing.flare import flared_twice
from sessions.rules.plateau import RE_ASSESSMENTS, Readings, is_plateau
from sessions.rules.response import judge_response
from sessions.selectors.chart_measures import assessed_sets
from sessions.selectors.guard_facts import guard_facts
from sessions.selectors.response_facts import course_of, response_facts
from sessions.selectors.taped import Taped, taped_sets


def after_signing(chart: Chart, policy: Policy) -> list[Due]:
    """What this signed chart means: response, two flares in a row, pain where nobody treats."""
    visit = chart.appointment
    if visit.episode_id is None:
        return []
    day = visit.starts_at.astimezone(visit.location.tz).date()
    return [
        *no_response(visit.patient_id, visit.episode_id, day, policy),
        *flares(visit.patient_id, visit.episode_id, policy),
        *elsewhere(chart, policy),
    ]


def no_response(patient_id: int, episode_id: int, day: date, policy: Policy) -> list[Due]:
    """T1 to T3 and T-WORSE, each once in a course of care."""
    facts = response_facts(episode_id)
    if not facts:
        return []
    return [
        Due(patient_id, found.code, f"{found.code}:episode:{episode_id}", episode_id, found.message)
        for found in judge_response(course_of(episode_id, day), facts[-1], response_limits(policy))
    ]


def flares(patient_id: int, episode_id: int, policy: Policy) -> list[Due]:
    """Two flares hold every open course of care of the patient, so that each is told. (P5-TWICE)"""
    visits = treated(guard_facts(patient_id, episode_id=episode_id).history)
    if not flared_twice(visits, pacing_limits(policy)):
        return []
    evidence = " ".join(["Pain rose during the last two visits.", *(_felt(visit) for visit in visits[-2:])])
    open_ones = Episode.objects.open().filter(patient=patient_id).values_list("pk", flat=True)
    return [
        Due(patient_id, Kind.FLARED_TWICE, f"P5-TWICE:{number}:{visits[-1].ended_at:%Y%m%dT%H%M}", number, evidence)
        for number in sorted({episode_id, *open_ones})
    ]


def _felt(visit: PastVisit) -> str:
    """“20 Nov: 3 before, 6 after.” of where it rose most."""
    rose = [
        (felt.after - felt.before, felt) for felt in visit.felt if felt.before is not None and felt.after is not None
    ]
    felt = max(rose, key=lambda row: row[0])[1]
    return f"{visit.day:%-d %b}: {felt.before} before, {felt.after} after."


def elsewhere(chart: Chart, policy: Policy) -> list[Due]:
    """Pain marked at this visit where the plan does not work, against the marks of the intake. (P12)"""
    episode_id, patient_id = chart.appointment.episode_id, chart.appointment.patient_id
    if episode_id is None or chart.plan_version is None:
        return []
    intake = Assessment.objects.signed().filter(episode=episode_id, kind=Assessment.Kind.INTAKE)
    owned = Q(measurements=chart.measurements_id) | Q(measurements__assessment__in=intake)
    now: dict[str, int] = {}
    at_start: dict[str, int] = {}
    for place, pain, measured in PainMark.objects.filter(owned, pain__isnull=False).values_list(
        "place", "pain", "measurements"
    ):
        (now if measured == chart.measurements_id else at_start)[place] = int(pain or 0)
    planned = {place for row in chart.plan_version.techniques.all() for place in row.places}
    return [
        Due(patient_id, Kind.ELSEWHERE, f"P12:episode:{episode_id}:{found.regions[0]}", episode_id, found.message)
        for found in p12(now, at_start, planned, pacing_limits(policy))
    ]


# --- with time ------------------------------------------------------------------------------------------------------


def running() -> Any:
    """Open courses of care under a running plan, with what time is counted from."""
    signed = Chart.objects.signed().filter(appointment__episode=OuterRef("pk"), appointment__kind="treatment")
    evaluated = Appointment.objects.filter(episode=OuterRef("pk"), kind="evaluation", status="completed")
    later = Assessment.objects.signed().filter(episode=OuterRef("pk")).exclude(kind=Assessment.Kind.INTAKE)
    ahead = Appointment.objects.filter(
        episode=OuterRef("pk"), kind="treatment", status__in=["held", "booked", "confirmed"]
    )
    planned = PlanVersion.objects.signed().filter(plan__episode=OuterRef("pk"), plan__ended_on__isnull=True)
    return (
        Episode.objects.open()
        .filter(Exists(planned))
        .annotate(
            first_treated_at=Subquery(signed.order_by("started_at").values("started_at")[:1]),
            evaluated_at=Subquery(evaluated.order_by("during").values("during__startswith")[:1]),
            reassessed_at=Subquery(later.order_by("-signature__signed_at").values("signature__signed_at")[:1]),
            has_ahead=Exists(ahead),
            is_discharged=Exists(later.filter(kind=Assessment.Kind.DISCHARGE)),
        )
        .order_by("pk")
    )


def late_response(episodes: Iterable[Any], today: date, policy: Policy) -> Iterator[Due]:
    """By days alone, while treatment goes on: those whose first day lies far enough back. (T1, T2, T3)"""
    for episode in episodes:
        begun = episode.first_treated_at
        if begun is None or not episode.has_ahead or (today - begun.date()).days < response_limits(policy).few_days:
            continue
        yield from no_response(episode.patient_id, episode.pk, today, policy)


def standing_flares(episodes: Iterable[Any], policy: Policy) -> Iterator[Due]:
    """Two flares hold a course of care that was opened after them as well: so it is told there too. (P5-TWICE)"""
    by_patient = {episode.patient_id: episode.pk for episode in episodes}
    pain = {phase: Max("pain_checks__pain", filter=Q(pain_checks__phase=phase)) for phase in ("before", "after")}
    charts: Any = Chart.objects.signed().filter(appointment__patient__in=by_patient).annotate(**pain)
    rose = charts.filter(after__gte=F("before") + pacing_limits(policy).pain_rise)
    patients = Counter(rose.values_list("appointment__patient", flat=True))
    for patient_id in sorted(patient for patient, times in patients.items() if times > 1):
        yield from flares(patient_id, by_patient[patient_id], policy)


def plateaus(policy: Policy, *, only: int | None = None) -> Iterator[Due]:
    """Told once for each re-assessment; of one course of care, or of all. (D-PLATEAU)"""
    told = set(Alert.objects.filter(kind=Kind.PLATEAU).values_list("key", flat=True))
    rows = Assessment.objects.signed().filter(episode__closed_on__isnull=True, kind=Assessment.Kind.REASSESSMENT)
    rows = rows if only is None else rows.filter(episode=only)
    newest: dict[int, list[int]] = {}
    for pk, episode_id in rows.order_by("signature__signed_at").values_list("pk", "episode"):
        newest.setdefault(episode_id, []).append(pk)
    candidates = {episode: found[-1] for episode, found in newest.items() if len(found) >= RE_ASSESSMENTS}
    patients = dict(Episode.objects.filter(pk__in=candidates).values_list("pk", "patient"))
    for episode_id, assessment_id in candidates.items():
        key = f"PLATEAU:assessment:{assessment_id}"
        if key in told:
            continue
        measures: dict[tuple[str, str], Measure] = {}
        taped = {taken.at: taken for taken in taped_sets(episode_id) if taken.is_assessment}
        assessed = [
            {**_readings(taken.measures, measures), **_by_tape(taped.get(taken.at), measures, girth_limits(policy))}
            for taken in assessed_sets(episode_id)
        ]
        if is_plateau(assessed, measures, response_limits(policy)):
            words = "Nothing that was read at the last three assessments has changed by what matters."
            yield Due(patients[episode_id], Kind.PLATEAU, key, episode_id, words)


def _by_tape(taken: Taped | None, judged: dict[tuple[str, str], Measure], limits: GirthLimits) -> Readings:
    """Trunk girths, and the excess of a limb for its own girths. Strength has no known error, so it can claim nothing."""
    if taken is None:
        return {}
    found = {("VOLUME", key): excess for key, excess in taken.excess.items()}
    found |= {key: value for key, value in taken.values.items() if key[1].startswith("trunk:")}
    judged |= {key: girth_measure(key[1], limits) if key[0] == "GIRTH" else MEASURES[key[0]] for key in found}
    return found


def _readings(measures: Measures, judged: dict[tuple[str, str], Measure]) -> Readings:
    """The values of one assessment by measure and item; how each is judged is added to `judged`."""
    found: dict[tuple[str, str], float] = {}
    entries: tuple[Entry, ...] = (*measures.activities, *measures.ranges, *measures.pain)
    for entry in entries:
        measure, value = Line(entry).measure, value_of(entry)
        if value is not None:
            key = (measure.code, item_of(entry))
            judged[key], found[key] = measure, value
    return found
