"""What was done, what went badly, what comes next: the paragraphs of the letter, from signed charts and the signed plan."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q

from assessments.models import Goal
from clinic.rules.change import reached
from clinic.selectors.profile import policy_in_force
from referrals.models import Episode
from reports.rules.figures import Adverse, GoalLine, HomeExercise, NextPlan, TechniqueDone, Visits
from reports.rules.measuring import Key, Kind, Reading, latest, primary_place
from reports.selectors.signed import SignedChart
from sessions.models import PlanVersion, Prescription, TechniqueApplied

GOAL_KINDS = {
    "NPRS": Kind.WORST,
    "PSFS": Kind.PSFS,
    "ROM": Kind.ROM,
    "GIRTH": Kind.GIRTH,
    "VOLUME": Kind.VOLUME,
    "MMT": Kind.STRENGTH,
}
MOST_ADVERSE, MOST_HOME = 6, 8


def goals(episode: Episode, readings: Sequence[Reading]) -> tuple[GoalLine, ...]:
    """Every goal of a signed assessment that was not dropped, the primary one first."""
    signed = episode.goals.filter(assessment__signature__isnull=False)
    rows = signed.exclude(outcome="dropped")
    return tuple(_goal(row, readings) for row in rows)


def _goal(row: Goal, readings: Sequence[Reading]) -> GoalLine:
    kind = GOAL_KINDS[row.measure]
    item = primary_place(readings, row.item) if kind is Kind.WORST else row.item
    baseline, target = float(row.baseline), float(row.target)
    now = latest((kind, item), readings)
    met = row.outcome == "achieved" or reached(baseline=baseline, target=target, now=now)
    state = "met" if met else "missed" if row.outcome == "missed" else "open"
    return GoalLine(kind, item, row.words, baseline, target, row.due_on, now, state)


def targets(lines: Sequence[GoalLine]) -> dict[Key, float]:
    return {(Kind(line.kind), line.item): line.target for line in lines}


def techniques(charts: Sequence[SignedChart]) -> tuple[TechniqueDone, ...]:
    """Summed by technique, the longest first."""
    by_name: dict[str, list[TechniqueApplied]] = {}
    for chart in charts:
        for row in chart.row.techniques.all():
            by_name.setdefault(row.technique.name, []).append(row)
    done = [
        TechniqueDone(
            name=name,
            places=tuple(dict.fromkeys(place for row in rows for place in row.places)),
            pressure_from=min(row.pressure for row in rows),
            pressure_to=max(row.pressure for row in rows),
            minutes=sum(row.minutes for row in rows),
            visits=len({row.chart_id for row in rows}),
        )
        for name, rows in by_name.items()
    ]
    return tuple(sorted(done, key=lambda one: (-one.minutes, one.name)))


def adverse(charts: Sequence[SignedChart]) -> tuple[Adverse, ...]:
    """Visits after which pain stood above where it began by the clinic's limit (P5), that pain stopped, or that made something worse."""
    limit = policy_in_force().pain_rise
    found: list[Adverse] = []
    for chart in charts:
        before, after = chart.pain("before"), chart.pain("after")
        if before is not None and after is not None and after - before >= limit:
            found.append(Adverse(chart.on, "rise", before, after))
        found += [Adverse(chart.on, "stop") for check in chart.row.pain_checks.all() if check.action == "stop"][:1]
        found += [
            Adverse(chart.on, "worse", technique=row.technique.name)
            for row in chart.row.techniques.all()
            if row.response == TechniqueApplied.Response.WORSE
        ]
    return tuple(found[-MOST_ADVERSE:])


def home(episode: Episode) -> tuple[HomeExercise, ...]:
    """What the patient has to do at home today; given in a signed chart, or outside any."""
    rows = (
        Prescription.objects.current()
        .filter(episode=episode)
        .filter(Q(chart__isnull=True) | Q(chart__signature__isnull=False))
        .select_related("exercise")
    )
    return tuple(
        HomeExercise(
            row.exercise.name, row.sets, row.reps, row.hold_seconds, row.minutes, row.times_per_day, row.days_per_week
        )
        for row in rows[:MOST_HOME]
    )


def next_plan(episode: Episode, visits: Visits, *, until: date) -> NextPlan | None:
    """The rhythm of the running plan's newest signed version, and when the next report is due by policy."""
    version = PlanVersion.objects.signed().filter(plan__episode=episode, plan__ended_on__isnull=True).first()
    if version is None:
        return None
    left = None if visits.authorized is None else max(visits.authorized - visits.used, 0)
    due_on = until + timedelta(days=policy_in_force().report_every_days)
    return NextPlan(version.visits_per_week, version.visit_minutes, left, due_on)
