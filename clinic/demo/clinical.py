"""What the therapist writes on the way: intake, plan, charts, exercises."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from assessments.models import Assessment
from assessments.rules.entries import Activity, Aim, Answer, Pain, Range, Rating
from assessments.rules.rom import MOVEMENTS, Movement
from assessments.services import assessments
from clinic.demo import findings
from clinic.demo.stories import Course
from clinic.rules.conditions import Condition
from clinic.rules.screening import full_list, short_list
from clinic.rules.techniques import TechniqueCode
from clinic.rules.wellbeing import Better
from sessions.models import Appointment, Chart, Exercise, PlanVersion
from sessions.rules.charting import Asked, Done
from sessions.rules.measuring import Measures
from sessions.rules.plans import PlannedTechnique
from sessions.rules.techniques import TECHNIQUES
from sessions.selectors.charting import done_of, limits_of
from sessions.selectors.judging import fitted_visit
from sessions.services import charting, exercises, plans

if TYPE_CHECKING:
    from clinic.demo.course import Way


def intake(way: "Way", *, now: datetime, signed: bool) -> Assessment:
    by, course = way.therapist, way.course
    draft = assessments.start_intake(episode=way.episode, therapist=by, by=by.actor, now=now - timedelta(minutes=40))
    draft = assessments.save(
        assessment=draft,
        edition=draft.edition,
        history=_history(course),
        answers=_answers(course, full_list(), today=now.date()),
        pain=[
            Pain(place, max(_worst(course) - number, 1), course.kind) for number, place in enumerate(course.affected)
        ],
        ranges=[
            Range(movement, side, active=degrees, passive=degrees + 5) for movement, side, degrees in course.movements
        ],
        activities=[Activity(words, value) for words, value in course.activities],
        ratings=_ratings(course, 0),
        goals=_goals(course, today=now.date()),
        **findings.at_first(course),
        by=by.actor,
        now=now,
    )
    return assessments.sign(assessment=draft, staff=by, now=now + timedelta(minutes=15)) if signed else draft


def reassess(way: "Way", *, visits: int, now: datetime) -> Assessment:
    """After so many visits, with the short list: what was measured at first is measured again."""
    by, course = way.therapist, way.course
    draft = assessments.start_reassessment(
        episode=way.episode,
        kind=Assessment.Kind.REASSESSMENT,
        full_screening=False,
        therapist=by,
        by=by.actor,
        now=now - timedelta(minutes=30),
    )
    measured = _measures(course, visits)
    draft = assessments.save(
        assessment=draft,
        edition=draft.edition,
        answers=_answers(course, short_list(), today=now.date()),
        pain=measured.pain,
        ranges=measured.ranges,
        activities=measured.activities,
        ratings=[*_ratings(course, visits), Rating("GROC", 4)],
        **findings.later(course),
        by=by.actor,
        now=now,
    )
    return assessments.sign(assessment=draft, staff=by, now=now + timedelta(minutes=5))


def _history(course: Course) -> dict[str, str]:
    sides = {place[-1] for place in course.affected}
    side = {"l": "left", "r": "right", "m": "middle"}[sides.pop()] if len(sides) == 1 else "both"
    return {
        "complaint": course.complaint,
        "onset": course.happened.procedure if course.happened else "Gradual",
        "wishes": course.goal_words,
        "affected_side": side,
        "dominant_hand": "right",
        "pattern": "intermittent",
    }


def _ratings(course: Course, visits: int) -> list[Rating]:
    """What the patient rates 0 to 10: pain as at the visits, the rest moving with what was gained."""
    worst, gained = _before(course, visits) + 1, _gained(course, visits) // 2
    return [
        Rating("PAIN_NOW", max(worst - 2, 0)),
        Rating("PAIN_WORST", worst),
        Rating("SLEEP", min(5 + gained, 10)),
        Rating("ENERGY", min(5 + gained, 10)),
        Rating("STRESS", max(6 - gained, 0)),
        Rating("DIGESTION", 7),
    ]


def _worst(course: Course) -> int:
    return course.pain[0][0] + 1


def _answers(course: Course, asked: Iterable[Condition], *, today: date) -> list[Answer]:
    """What stands began with what happened; otherwise since when is not known."""
    since = today - timedelta(days=course.happened.days_ago) if course.happened else None
    yes = {
        code: Answer(code, "yes", note, places, since_on=since, since_unknown=since is None)
        for code, note, places in course.yes
    }
    return [yes.get(condition.code.value, Answer(condition.code.value, "no")) for condition in asked]


def _goals(course: Course, *, today: date) -> list[Aim]:
    worst, (activity, value) = _worst(course), course.activities[0]
    return [
        Aim(
            "NPRS",
            "",
            Decimal(worst),
            Decimal(2 if worst > 3 else 1),
            today + timedelta(days=42),
            course.goal_words,
            is_primary=True,
        ),
        Aim("PSFS", activity, Decimal(value), Decimal(8), today + timedelta(days=56)),
    ]


def plan(way: "Way", *, now: datetime, starts_on: date) -> PlanVersion:
    course, by = way.course, way.therapist
    draft = plans.draft(episode=way.episode, referral=way.referral, therapist=by, by=by.actor, now=now)
    saved = plans.save(
        version=draft,
        edition=draft.edition,
        phase=course.phase,
        visits_planned=min(way.person.visits - 1, 10),
        visits_per_week=2,
        visit_minutes=60,
        starts_on=starts_on,
        precautions=course.precautions,
        home_program="Two exercises, every day, within comfort.",
        guard_reason=course.reason,
        techniques=[PlannedTechnique(work.code, work.places, work.minutes, work.ceiling) for work in course.work],
        by=by.actor,
        now=now,
    )
    return plans.sign(version=saved, staff=by, now=now)


def chart(way: "Way", visit: Appointment, number: int) -> Chart:
    """The chart of the visit with this number, counted from 0, started, saved and signed at its own time."""
    course, by, starts_at = way.course, way.therapist, visit.starts_at
    before, after = course.pain[min(number, len(course.pain) - 1)]
    row = charting.start(appointment=visit, staff=by, now=starts_at)
    done = _done(row, number)
    row = charting.save(
        chart=row,
        edition=row.edition,
        soap=_soap(course, before, after, first=number == 0),
        techniques=done,
        pain_checks=_pain_checks(course, before, after, code=done[0].code),
        screening=charting.short_list_answers(),
        measures=_measures(course, number) if number % 2 else None,
        arrival=charting.Arrival(8, last_sleep_lost=False) if number else None,
        guard_reason=course.reason,
        by=by.actor,
        now=starts_at + timedelta(minutes=50),
    )
    if number == 0:
        for exercise in Exercise.objects.filter(number__in=course.exercises):
            exercises.prescribe(
                episode=way.episode, chart=row, exercise=exercise, by=by.actor, now=starts_at + timedelta(minutes=52)
            )
    return charting.sign(chart=row, staff=by, now=starts_at + timedelta(minutes=58))


def _soap(course: Course, before: int, after: int, *, first: bool) -> dict[str, str]:
    return {
        "subjective": f"Pain {before} on arrival. " + (course.complaint if first else "Slept well, moved more."),
        "objective": "Tone eased under the hands; skin calm.",
        "analysis": "Responding." if after < before else "No change within the visit.",
        "next_steps": "Go on as planned, twice a week.",
    }


def _gained(course: Course, number: int) -> int:
    """How far the patient has come by this visit, in points: as pain fell, and a little more each week. 0 where nothing helps."""
    first = course.pain[0][0]
    if course.pain[-1][0] >= first:
        return 0
    return max(first - _before(course, number), 0) + (number + 1) // 2


def _before(course: Course, number: int) -> int:
    return course.pain[min(number, len(course.pain) - 1)][0]


def _measures(course: Course, number: int) -> Measures:
    """What is measured again at every second visit: activities rise, motion by a few degrees, pain at worst as on arrival."""
    gained = _gained(course, number)
    worst = _before(course, number) + 1
    return Measures(
        pain=tuple(
            Pain(place, max(worst - position, 0 if gained else 1), course.kind)
            for position, place in enumerate(course.affected)
        ),
        ranges=tuple(
            Range(movement, side, _moved(MOVEMENTS[movement], degrees, gained))
            for movement, side, degrees in course.movements
        ),
        activities=tuple(
            Activity(words, min(value + max(gained - position % 2, 0), 10))
            for position, (words, value) in enumerate(course.activities)
        ),
    )


def _moved(movement: Movement, degrees: int, gained: int) -> int:
    """Towards the norm and not beyond it: four degrees a point, one where straight is the aim."""
    if movement.better is Better.LOWER:
        return max(degrees - gained, movement.norm)
    return min(degrees + 4 * gained, movement.norm)


def _pain_checks(course: Course, before: int, after: int, *, code: str) -> list[Asked]:
    """Asked three times, at the first affected place; the technique itself stays under its stop value."""
    place = course.affected[0]
    during = min(max(before - 1, 0), TECHNIQUES[TechniqueCode(code)].stop_at - 1)
    return [
        Asked("before", before),
        Asked("during", during, minute=20, place=place, technique=code, action="continue"),
        Asked("after", after),
    ]


def _done(chart: Chart, number: int) -> list[Done]:
    """As the page fills it in; at the fourth visit a little more, though never deep, as far as plan and guards let it."""
    filled = done_of(chart.techniques.select_related("technique"))
    limits = limits_of(chart.plan_version)
    meant = [
        replace(row, pressure=min(row.pressure + int(number == 3), limits[row.code].cap)) for row in filled
    ]  # the fourth
    kept, _ = fitted_visit(chart, meant)
    return [replace(row, response="better" if number else "same") for row in kept]
