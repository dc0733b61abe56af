"""Figures of a report against charts made by hand."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pgtrigger

from assessments.models import Assessment, GirthSeries, Goal, PainMark, Score, StrengthReading, TrunkGirth
from assessments.rules.entries import Activity, Pain, Range
from assessments.rules.strength import GRADES
from assessments.services import measurements
from clinic.models import Staff
from reports.models import ProgressReport
from reports.render.letter import context
from reports.rules.figures import PainVisit, PlacePain, ReportData, TechniqueDone
from reports.rules.record import from_json, to_json
from reports.selectors.data import stored
from reports.services import reports
from sessions.models import Appointment, Chart, Exercise, PainCheck, Prescription
from sessions.rules.measuring import Measures
from tests.factories import reporting, world


def figures(course: reporting.Course, by: Staff, now: datetime) -> ReportData:
    return stored(reports.draft(episode=course.episode, staff=by, now=now))


def rows(data: ReportData) -> dict[str, tuple[float | None, ...]]:
    return {row.kind: (row.start, row.last, row.now, row.goal, row.amount) for row in reversed(data.measures)}


def aim(assessment: Assessment, measure: str, item: str, way: tuple[float | str, float], *, at: datetime) -> None:
    """A goal of this assessment, from its baseline to its target."""
    baseline, target = way
    Goal.objects.create(
        episode=assessment.episode,
        assessment=assessment,
        measure=measure,
        item=item,
        baseline=Decimal(baseline),
        target=Decimal(target),
        due_on=date(2026, 12, 20),
        set_at=at,
        set_by=assessment.therapist.actor,
    )


def test_the_head_says_from_whom_to_whom_and_about_whom(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now, to=world.physician(npi="1234567893", practice="Elm Practice"))
    world.event(course.episode, days_ago=12)
    head = figures(course, therapist, now).header
    assert (head.clinic, head.location, head.phone) == ("Harbor Street Medical Massage", "Harbor Street", "+15550134")
    assert (head.therapist, head.credentials) == ("Amara Okafor", "LMT, CLT")
    assert (head.physician, head.npi, head.practice) == ("Dr. Lena Albrecht", "1234567893", "Elm Practice")
    assert (head.patient, head.birth_on) == ("Ines Delgado", date(1972, 5, 4))
    assert head.referred_on == date(2026, 10, 26)
    assert [(line.code, line.label) for line in head.diagnoses] == [("M62.830", "Muscle spasm of back")]
    assert head.event is not None
    assert (head.event.kind, head.event.day_count) == ("LIPOSUCTION", 12)


def test_every_figure_is_that_of_the_signed_charts(therapist: Staff, now: datetime) -> None:
    data = figures(reporting.course(therapist, now=now), therapist, now)
    assert (data.number, data.period_from_on, data.period_until_on) == (1, date(2026, 10, 24), date(2026, 11, 23))
    assert (data.visits.attended, data.visits.missed, data.visits.used, data.visits.authorized) == (3, 0, 3, 12)
    assert (data.visits.first, data.visits.last) == (1, 3)
    assert rows(data)["worst"] == (7, None, 3, 2.0, -4)
    assert rows(data)["arrival"] == (6, None, 3, None, -3)
    assert rows(data)["psfs_mean"] == (3.7, None, 3.7, None, 0)
    assert data.pain_series == (
        PainVisit(date(2026, 11, 9), 6, 5),
        PainVisit(date(2026, 11, 16), 4, 3),
        PainVisit(date(2026, 11, 20), 3, 2),
    )
    assert data.pain_goal == 2
    assert data.places == (PlacePain("LUMB-l", 7, 3),)
    assert (data.places_from_on, data.places_now_on) == (date(2026, 10, 28), date(2026, 11, 20))
    assert data.techniques == (TechniqueDone("Neuromuscular therapy", ("LUMB-l",), 3, 3, 60, 3),)
    assert data.adverse == ()
    assert data.next_plan is not None
    assert (data.next_plan.visits_per_week, data.next_plan.visits_left) == (2, 9)
    assert (data.goals_met, len(data.goals)) == (0, 1)
    assert from_json(to_json(data)) == data


def test_girth_volume_strength_and_what_is_rated_are_told_too(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now)
    first = course.episode.assessments.get()
    limb = [Decimal(18), Decimal(20), Decimal(22)]
    wide = {"first": limb, "second": [None] * 3, "limb": "arm", "side": "l", "interval_cm": 8}
    slim = wide | {"first": [girth - 1 for girth in limb]}
    moments = [(first, wide, "84.5", "3", 4), (later(course, therapist, now - timedelta(days=2)), slim, "83", "4", 7)]
    with pgtrigger.ignore():
        for made, girths, navel, grade, sleep in moments:
            taken = made.measurements
            GirthSeries.objects.create(measurements=taken, **girths)
            TrunkGirth.objects.create(measurements=taken, landmark="navel", first=Decimal(navel))
            rank = GRADES.index(grade)
            StrengthReading.objects.create(measurements=taken, group="HAND-GRIP", side="l", grade=grade, rank=rank)
            Score.objects.create(measurements=taken, measure="SLEEP", value=sleep)
        for measure, item, baseline, target in (
            ("GIRTH", "trunk:navel", "84.5", 82),
            ("VOLUME", "arm:l", 500, 400),
            ("MMT", "HAND-GRIP:l", GRADES.index("3"), GRADES.index("5")),
        ):
            aim(first, measure, item, (baseline, target), at=now)
    report = reports.draft(episode=course.episode, staff=therapist, now=now)
    data = stored(report)
    table = {(row.kind, row.item): row for row in data.measures}
    navel_row = table["girth", "trunk:navel"]
    assert (navel_row.start, navel_row.now, navel_row.goal, navel_row.change) == (84.5, 83, 82, "real")
    volume = table["volume", "arm:l"]
    assert (volume.start, volume.now, volume.goal) == (511, 461, 400)
    assert (table["strength", "HAND-GRIP:l"].now, table["strength", "HAND-GRIP:l"].change) == (
        GRADES.index("4"),
        "unknown",
    )
    assert [(row.item, row.start, row.now, row.amount, row.change) for row in data.ratings] == [
        ("SLEEP", 4, 7, 3, "real")
    ]
    assert {goal.kind for goal in data.goals} == {"worst", "girth", "volume", "strength"}
    assert from_json(to_json(data)) == data
    assert from_json({name: part for name, part in to_json(data).items() if name != "ratings"}).ratings == ()
    said = context(report, verdict="", request="", narrative="")
    lines = {line["label"]: line for line in said["rows"]}
    assert lines["Girth: navel, cm"]["change"].endswith("1.5, more than error")
    strength = next(line for label, line in lines.items() if label.startswith("Strength"))
    assert (strength["start"], strength["now"], strength["goal"], strength["change"]) == ("3", "4", "5", "+3 steps")
    assert [(line["label"], line["now"]) for line in said["ratings"]] == [("Sleep, 0 to 10", "7")]
    assert any("cm" in goal["values"] for goal in said["goals"])


def later(course: reporting.Course, by: Staff, at: datetime) -> Assessment:
    """A signed re-assessment."""
    row = Assessment.objects.create(
        episode=course.episode,
        kind="reassess",
        therapist=by,
        measurements=world.measurements(course.episode, at=at),
        started_at=at,
        started_by=by.actor,
    )
    world.sign(row, by, at)
    return row


def test_drafts_of_charts_and_later_days_do_not_count(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now)
    reporting.visit(course, therapist, at=now - timedelta(days=1), before=9, after=9, signed=False)
    reporting.visit(course, therapist, at=now + timedelta(days=2), before=9, after=9)
    data = figures(course, therapist, now)
    assert len(data.pain_series) == 3
    assert rows(data)["worst"][2] == 3
    assert data.techniques[0].minutes == 60


def test_wellness_visits_never_appear(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now)
    visit = world.appointment(
        course.episode, therapist, starts_at=now - timedelta(days=2), status="completed", service="wellness"
    )
    chart = world.chart(visit, course.plan, before=10, after=10)
    assert chart.signature is not None
    data = figures(course, therapist, now)
    assert data.visits.attended == 3
    assert 10 not in [visit.before for visit in data.pain_series]
    assert rows(data)["worst"][2] == 3
    assert data.techniques[0].visits == 3


def test_another_episode_does_not_leak_in(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now)
    other = world.episode(course.episode.patient, team=(therapist,), problem="Knee")
    world.referral(other)
    world.intake(other, therapist, at=now - timedelta(days=20))
    assert len(figures(course, therapist, now).goals) == 1


def test_missed_visits_are_counted_and_use_nothing(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now)
    for days, status in ((2, "no_show"), (1, "late"), (0, "cancelled")):
        world.appointment(
            course.episode,
            therapist,
            starts_at=now - timedelta(days=days),
            status=status,
            referral=course.referral,
            plan=course.plan.plan,
            ended_reason="ill",
        )
    data = figures(course, therapist, now)
    assert (data.visits.attended, data.visits.missed, data.visits.used) == (3, 2, 3)


def test_booked_visits_to_come_are_not_used_yet(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now)
    world.appointment(
        course.episode, therapist, starts_at=now + timedelta(days=3), referral=course.referral, plan=course.plan.plan
    )
    assert figures(course, therapist, now).visits.used == 3


def test_the_last_report_stands_between_start_and_now(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now)
    first = reports.sign(
        report=reports.draft(episode=course.episode, staff=therapist, now=now), staff=therapist, now=now
    )
    later = now + timedelta(days=7)
    reporting.visit(course, therapist, at=later - timedelta(days=1), before=2, after=1)
    data = figures(course, therapist, later)
    assert first.period_until_on == date(2026, 11, 23)
    assert (data.number, data.period_from_on, data.period_until_on) == (2, date(2026, 11, 24), date(2026, 11, 30))
    assert rows(data)["worst"] == (7, 3, 2, 2.0, -5)
    assert (data.visits.attended, data.visits.first, data.visits.last, data.visits.used) == (1, 4, 4, 4)
    assert data.techniques[0].minutes == 20
    assert len(data.pain_series) == 4
    assert (data.goals_met, data.goals[0].state) == (1, "met")


def test_a_rise_a_stop_and_a_worse_response_are_told(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now, visits=((5, 4, 6),))
    visit = world.appointment(
        course.episode,
        therapist,
        starts_at=now - timedelta(days=1),
        status="completed",
        referral=course.referral,
        plan=course.plan.plan,
    )
    chart = world.chart(visit, course.plan, signed=False, before=4, after=4)
    PainCheck.objects.filter(chart=chart, phase="during").update(action="stop")
    chart.techniques.update(response="worse")
    world.sign(chart, therapist, now)
    data = figures(course, therapist, now)
    assert [(one.kind, one.before, one.after) for one in data.adverse] == [
        ("rise", 4, 6),
        ("stop", None, None),
        ("worse", None, None),
    ]
    assert data.adverse[2].technique == "Neuromuscular therapy"


def test_goals_of_movements_and_activities_have_their_own_line(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now)
    at = now - timedelta(days=1)
    again = Assessment.objects.create(
        episode=course.episode,
        kind="reassess",
        therapist=therapist,
        measurements=world.measurements(course.episode, flexion=55, at=at),
        started_at=at,
        started_by=therapist.actor,
    )
    for measure, item, baseline, target in (("ROM", "TRUNK:FLEX:m", 40, 70), ("PSFS", "Get out of bed", 4, 8)):
        aim(again, measure, item, (baseline, target), at=at)
    world.sign(again, therapist, at)
    data = figures(course, therapist, now)
    assert ("rom", "TRUNK:FLEX:m", 70.0) in [(row.kind, row.item, row.goal) for row in data.measures]
    assert ("psfs", "Get out of bed", 8.0) in [(row.kind, row.item, row.goal) for row in data.measures]
    assert data.trend is not None
    assert (data.trend.kind, data.trend.goal, data.trend.points[-1].value) == ("rom", 70, 55)


def test_dropped_goals_are_left_out(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now)
    course.episode.goals.update(outcome="dropped", closed_at=now, closed_by=therapist.actor)
    assert figures(course, therapist, now).goals == ()


def test_only_current_exercises_of_signed_charts_are_listed(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now)
    signed_chart = Chart.objects.signed().earliest("id")
    reporting.visit(course, therapist, at=now - timedelta(days=1), before=3, after=3, signed=False)
    open_chart = Chart.objects.get(signature__isnull=True)
    first, second, third = Exercise.objects.order_by("number")[:3]
    facts = {
        "episode": course.episode,
        "sets": 2,
        "reps": 10,
        "times_per_day": 2,
        "prescribed_at": now,
        "prescribed_by": therapist.actor,
    }
    Prescription.objects.create(exercise=first, chart=signed_chart, **facts)
    Prescription.objects.create(exercise=second, chart=open_chart, **facts)
    Prescription.objects.create(exercise=third, chart=signed_chart, stopped_at=now, stopped_by=therapist.actor, **facts)
    home = figures(course, therapist, now).home
    assert [(one.name, one.sets, one.reps, one.times_per_day) for one in home] == [(first.name, 2, 10, 2)]


def test_places_that_stopped_hurting_stay_beside_new_ones(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now, visits=((3, 4, 3),))
    visit = world.appointment(
        course.episode,
        therapist,
        starts_at=now - timedelta(days=1),
        status="completed",
        referral=course.referral,
        plan=course.plan.plan,
    )
    chart = world.chart(visit, course.plan, signed=False, before=2)
    PainMark.objects.filter(measurements=chart.measurements).update(place="GLUT-l")
    world.sign(chart, therapist, now)
    places = figures(course, therapist, now).places
    assert places == (PlacePain("LUMB-l", 7, None), PlacePain("GLUT-l", None, 2))


def again(course: reporting.Course, by: Staff, *, at: datetime, measures: Measures) -> Chart:
    """One more signed visit at which just this was measured."""
    reporting.visit(course, by, at=at, before=2, after=1, signed=False)
    chart = Chart.objects.select_related("measurements").get(signature__isnull=True)
    chart.measurements.scores.all().delete()
    measurements.write(
        into=chart.measurements, pain=measures.pain, ranges=measures.ranges, activities=measures.activities
    )
    world.sign(chart, by, at)
    return chart


def goal(course: reporting.Course, measure: str, item: str, baseline: int, target: int) -> None:
    """A goal of a draft assessment that is signed with it."""
    by = course.plan.therapist
    at = world.NOW - timedelta(days=20)
    draft = Assessment.objects.create(
        episode=course.episode,
        kind="reassess",
        therapist=by,
        measurements=world.measurements(course.episode, at=at),
        started_at=at,
        started_by=by.actor,
    )
    Goal.objects.create(
        episode=course.episode,
        assessment=draft,
        measure=measure,
        item=item,
        baseline=Decimal(baseline),
        target=Decimal(target),
        due_on=date(2026, 12, 20),
        set_at=at,
        set_by=by.actor,
    )
    world.sign(draft, by, at)


BAG, BED, MEETING = "Lift a shopping bag", "Get out of bed", "Sit through a meeting"
MEASURED = Measures(
    pain=(Pain("LUMB-l", 2), Pain("GLUT-l", 1)),
    ranges=(Range("TRUNK-FLEX", "m", 70),),
    activities=(Activity(BAG, 8), Activity(BED, 7), Activity(MEETING, 6)),
)


def test_what_the_newest_signed_visit_measured_is_now(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now)
    goal(course, "PSFS", BAG, 3, 8)
    goal(course, "ROM", "TRUNK:FLEX:m", 40, 75)
    again(course, therapist, at=now - timedelta(days=1), measures=MEASURED)
    data = figures(course, therapist, now)
    assert [(row.kind, row.item, row.start, row.now, row.amount, row.change) for row in data.measures] == [
        ("worst", "LUMB-l", 7, 2, -5, "important"),
        ("arrival", "", 6, 2, -4, "important"),
        ("psfs_mean", "", 3.7, 7, 3.3, "important"),
        ("psfs", BAG, 3, 8, 5, "important"),
        ("rom", "TRUNK:FLEX:m", 40, 70, 30, "real"),
        ("psfs", BED, 4, 7, 3, "important"),
    ]
    assert [(line.kind, line.now, line.state) for line in data.goals] == [
        ("worst", 2, "met"),
        ("psfs", 8, "met"),
        ("rom", 70, "open"),
    ]
    assert data.goals_met == 2
    assert data.places == (PlacePain("LUMB-l", 7, 2), PlacePain("GLUT-l", None, 1))
    assert (data.places_from_on, data.places_now_on) == (date(2026, 10, 28), date(2026, 11, 22))
    assert data.trend is not None
    assert (data.trend.item, data.trend.points[-1].value) == (BAG, 8)


def test_what_was_not_measured_again_keeps_its_last_value(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now)
    again(course, therapist, at=now - timedelta(days=2), measures=MEASURED)
    again(course, therapist, at=now - timedelta(days=1), measures=Measures(activities=(Activity(BAG, 9),)))
    data = figures(course, therapist, now)
    found = {(row.kind, row.item): row.now for row in data.measures}
    assert found["psfs_mean", ""] == 7  # one activity alone makes no mean
    assert found["psfs", BAG] == 9
    assert found["rom", "TRUNK:FLEX:m"] == 70
    assert found["worst", "LUMB-l"] == 2
    assert data.places_now_on == date(2026, 11, 21)


def test_a_re_assessment_after_the_visits_is_now(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now, visits=())
    again(course, therapist, at=now - timedelta(days=21), measures=MEASURED)
    goal(course, "ROM", "TRUNK:FLEX:m", 40, 75)  # signed a day later, back at 40
    line = next(row for row in figures(course, therapist, now).measures if row.kind == "rom")
    assert (line.start, line.now, line.change) == (40, 40, "same")


def test_a_visit_written_down_late_counts_on_its_own_day(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now, visits=())
    first = again(course, therapist, at=now - timedelta(days=6), measures=MEASURED)
    reporting.visit(course, therapist, at=now - timedelta(days=9), before=5, after=4, signed=False)
    late = Chart.objects.select_related("measurements").get(signature__isnull=True)
    late.measurements.taken_at = now - timedelta(days=3)
    late.measurements.save()
    world.sign(late, therapist, now)
    assert first.measurements.taken_at < late.measurements.taken_at
    line = next(row for row in figures(course, therapist, now).measures if row.kind == "rom")
    assert (line.start, line.now) == (40, 70)


def test_an_evening_visit_counts_on_the_clinics_own_day(therapist: Staff, now: datetime) -> None:
    """18:00 in Los Angeles is already tomorrow in UTC."""
    course = reporting.course(therapist, now=now, visits=((3, 4, 3),))
    evening = datetime.fromisoformat("2026-11-22T02:00:00+00:00")
    reporting.visit(course, therapist, at=evening, before=3, after=2)
    assert figures(course, therapist, now).pain_series[-1].on == date(2026, 11, 21)


def test_before_any_visit_there_is_nothing_to_draw(therapist: Staff, now: datetime) -> None:
    course = reporting.course(therapist, now=now, visits=())
    assert not Appointment.objects.exists()
    data = figures(course, therapist, now)
    assert (data.visits.attended, data.visits.first, data.pain_series, data.techniques) == (0, 0, (), ())
    assert rows(data)["worst"] == (7, None, None, 2.0, None)
    report = ProgressReport.objects.get()
    assert (
        report.verdict
        == "Treatment has begun; nothing has been measured twice yet; 0 of 12 visits used. No adverse response."
    )
