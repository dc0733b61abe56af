"""What is seen in a course of care, its verdict, and that the table holds every point that is drawn."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from assessments.rules.entries import Activity, Pain, Range
from clinic.rules.measures import MEASURES
from sessions.rules.course import Aim, CourseRecord, Moment, PlanVersion, Sized, Visit, Work
from sessions.rules.measuring import Measures
from sessions.rules.pictures import goals_shown, maps, pictures
from sessions.rules.pictures.shown import NONE, Picture, seen, verdicts

TODAY = date(2026, 11, 23)
FIRST = datetime(2026, 11, 2, 17, tzinfo=UTC)


def moment(number: int, **facts: Any) -> Moment:
    at = FIRST + timedelta(days=7 * number)
    return Moment(at=at, on=at.date(), occasion="Intake" if number == 0 else f"Visit {number}", **facts)


def visit(number: int, before: int | None, after: int | None, **facts: Any) -> Moment:
    felt = Visit(number, number, is_treatment=True, before=before, after=after, **facts)
    return moment(number, visit=felt)


def aim(measure: str, item: str = "", *, start: float = 7, target: float = 2, **facts: Any) -> Aim:
    defaults = {"words": "", "due_on": TODAY, "is_primary": True, "is_active": True}
    return Aim(measure=measure, item=item, baseline=start, target=target, **{**defaults, **facts})


def picture(record: CourseRecord, key: str) -> Picture:
    return next(found for found in pictures(record, today=TODAY) if found.key == key)


def rated(number: int, *values: int) -> Moment:
    words = ("Lift a bag", "Get up", "Sit")
    return moment(number, measures=Measures(activities=tuple(map(Activity, words, values))))


def turned(number: int, left: int | None, right: int | None) -> Moment:
    ranges = [Range("NECK-ROT", side, value) for side, value in (("l", left), ("r", right)) if value is not None]
    return moment(number, measures=Measures(ranges=tuple(ranges)))


def cells(found: Picture) -> set[str]:
    return {value for line in found.body for value in line}


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(7, 3, "Pain fell from 7 to 3"), (3, 7, "Pain rose from 3 to 7"), (5, 5, "Pain stayed at 5")],
)
def test_a_title_says_what_is_seen(first: int, last: int, words: str) -> None:
    assert seen("Pain", first, last) == words


@pytest.mark.parametrize(
    ("measure", "first", "last", "words"),
    [
        ("NPRS", 7, 3, "important change"),
        ("NPRS", 7, 6, "within measuring error"),
        ("NPRS", 5, 5, "no change"),
        ("NPRS", 3, 5, "clearly worse"),
        ("ROM", 30, 45, "real change"),
        ("ROM", 30, 35, "within measuring error"),
    ],
)
def test_real_and_important_are_told_apart(measure: str, first: int, last: int, words: str) -> None:
    found = verdicts(MEASURES[measure], first, last)
    assert found is not None
    assert found.text == words


def test_nothing_is_claimed_where_no_error_is_known() -> None:
    assert verdicts(MEASURES["VOLUME"], 2400, 2100) is None
    assert verdicts(MEASURES["NPRS"], None, 3) is None


def test_an_empty_course_has_no_picture() -> None:
    assert pictures(CourseRecord(), today=TODAY) == []
    assert goals_shown(CourseRecord()) == []


def test_pain_on_arrival_leads_and_every_visit_stands_in_the_table() -> None:
    record = CourseRecord([visit(1, 7, 5), visit(2, 5, 4), visit(3, 3, 2)], [aim("NPRS")])
    found = picture(record, "pain")
    assert (found.title, found.goal) == ("Pain on arrival fell from 7 to 3", 2)
    assert found.body == (
        ("1", "9 Nov 2026", "7", "5"),
        ("2", "16 Nov 2026", "5", "4"),
        ("3", "23 Nov 2026", "3", "2"),
    )
    assert [(str(pair.before), str(pair.after)) for pair in found.pairs] == [line[2:] for line in found.body]


def test_one_visit_and_pain_that_was_not_asked() -> None:
    assert picture(CourseRecord([visit(1, 6, None)]), "pain").title == "Pain on arrival was 6 at the first visit"
    after_only = picture(CourseRecord([visit(1, None, 4)]), "pain")
    assert (after_only.title, after_only.verdict) == ("Pain after each visit", None)
    assert pictures(CourseRecord([visit(1, None, None)]), today=TODAY) == []


def test_only_the_newest_visits_of_a_very_long_course_are_drawn() -> None:
    found = picture(CourseRecord([visit(number, 5, 4) for number in range(1, 80)]), "pain")
    assert (len(found.pairs), found.pairs[-1].number, len(found.body)) == (60, 79, 60)


def test_the_mean_of_activities_counts_only_whole_ratings() -> None:
    record = CourseRecord([rated(0, 2, 3, 4), rated(1, 5), rated(2, 5, 6, 7)], [aim("PSFS", "Lift a bag", target=8)])
    found = picture(record, "activities")
    assert found.title == "The mean of own activities rose from 3 to 6"
    assert [spot.value for spot in found.series[0].spots] == [3, 6]
    assert [(row.heading, row.start, row.now, row.goal) for row in found.rows] == [
        ("“Lift a bag”", 2, 5, 8),
        ("“Get up”", 3, 6, None),
        ("“Sit”", 4, 7, None),
    ]
    assert found.body[1] == ("Visit 1", "9 Nov 2026", "5", NONE, NONE, NONE)


def test_activities_rated_once_claim_nothing() -> None:
    found = picture(CourseRecord([rated(0, 2, 3, 4)]), "activities")
    assert (found.title, found.verdict, found.series) == ("Own activities, rated once", None, ())
    assert [row.now for row in found.rows] == [None, None, None]


def test_motion_sets_both_sides_and_the_ordinary_range_beside_each_other() -> None:
    record = CourseRecord([turned(0, 30, 58), turned(1, 55, 60)], [aim("ROM", "NECK:ROT:l", start=30, target=50)])
    found = picture(record, "motion")
    assert found.title == "Left neck rotation rose from 30 to 55°; right 60°; ordinary 60°"
    assert (found.goal, found.norm) == (50, 60)
    assert found.verdict is not None
    assert found.verdict.text == "real change"
    assert found.head == ("At", "Day", "Neck rotation, left", "Neck rotation, right")
    drawn = {f"{spot.value:g}" for side in found.series for spot in side.spots}
    assert drawn == {"30", "55", "58", "60"}
    assert drawn <= cells(found)


def test_extension_short_of_straight_gets_better_by_falling() -> None:
    readings = [
        moment(number, measures=Measures(ranges=(Range("KNEE-EXT", "l", value),)))
        for number, value in ((0, 25), (1, 5))
    ]
    found = picture(CourseRecord(readings), "motion")
    assert found.title.startswith("Left knee extension fell from 25 to 5°")
    assert found.verdict is not None
    assert found.verdict.text == "real change"


def test_girth_and_volume_are_drawn_from_plain_values() -> None:
    arms = [
        moment(
            number,
            volumes=(Sized("arm:l", "Arm", "left", left), Sized("arm:r", "Arm", "right", 2000)),
            girths=(Sized("trunk:navel", "Navel", "", navel),),
        )
        for number, left, navel in ((0, 2400, 96), (1, 2200, 92.5))
    ]
    record = CourseRecord(arms, [aim("GIRTH", "trunk:navel", start=96, target=88)])
    volume, girth = picture(record, "volume"), picture(record, "girth")
    assert volume.title == "Left arm volume fell from 2400 to 2200 mL; between the sides 400, now 200 mL"
    assert volume.note == "Arm: the excess of the left side is 50 % smaller than at the start (PREV)."
    assert volume.verdict is None
    assert girth.title == "Navel girth fell from 96 to 92.5 cm"
    assert (girth.goal, girth.rows[0].goal) == (88, 88)
    assert girth.verdict is not None
    assert girth.verdict.text == "real change"
    for found in (volume, girth):
        assert {f"{spot.value:g}" for side in found.series for spot in side.spots} <= cells(found)
    goal = goals_shown(record)[0]
    assert (goal.sentence, goal.now, goal.percent) == ("Girth: navel from 96 cm to 88 cm", 92.5, 44)


@pytest.mark.parametrize(
    ("left", "right", "note"),
    [
        ((2000, 2000), (2200, 2300), "Arm: the excess of the right side is 50 % larger than at the start (PREV)."),
        ((2200, 1900), (2000, 2000), "Arm: the excess of the left side is 150 % smaller than at the start (PREV)."),
        ((2000, 2100), (2000, 2000), ""),
        ((2400,), (2000,), ""),
    ],
)
def test_the_excess_is_told_where_there_was_one(left: tuple[int, ...], right: tuple[int, ...], note: str) -> None:
    arms = [
        moment(number, volumes=(Sized("arm:l", "Arm", "left", one), Sized("arm:r", "Arm", "right", other)))
        for number, (one, other) in enumerate(zip(left, right, strict=True))
    ]
    assert picture(CourseRecord(arms), "volume").note == note


def test_girths_measured_once_claim_nothing() -> None:
    once = moment(0, girths=(Sized("trunk:navel", "Navel", "", 96), Sized("trunk:hip", "Widest hip", "", 101)))
    found = picture(CourseRecord([once]), "girth")
    assert (found.title, found.verdict) == ("Girth, measured once", None)
    assert [(row.heading, row.start, row.now) for row in found.rows] == [("Navel", 96, None), ("Widest hip", 101, None)]


def test_limbs_that_were_taped_otherwise_are_not_drawn_beside_each_other() -> None:
    def taped(number: int, left: float, taken: str) -> Moment:
        return moment(number, volumes=(Sized("arm:l", "Arm", "left", left, taken),))

    often = [taped(0, 2400, "every 8 cm"), taped(1, 900, "every 4 cm"), taped(2, 2200, "every 8 cm")]
    found = picture(CourseRecord(often), "volume")
    assert [spot.value for spot in found.series[0].spots] == [2400, 2200]
    assert "900" not in cells(found)


def test_places_are_drawn_with_the_worst_first_and_only_what_is_affected() -> None:
    marks = [
        moment(
            number,
            measures=Measures(pain=(Pain("GLUT-l", 4), Pain("LUMB-l", pain), Pain("KNEA-l", 9, role="unaffected"))),
        )
        for number, pain in ((0, 7), (1, 3))
    ]
    found = picture(CourseRecord(marks, [aim("NPRS")]), "places")
    assert found.title == "Worst pain, left lower back, fell from 7 to 3"
    assert [(row.start, row.now, row.goal) for row in found.rows] == [(7, 3, 2), (4, 4, None)]


def plan(*works: Work) -> PlanVersion:
    return PlanVersion(1, 1, 1, FIRST, "Amara", 10, 60, 2, "", works)


def test_dose_counts_what_was_planned_for_the_day_and_what_was_done() -> None:
    later = Work("Scar work", 10, from_on=date(2026, 11, 20))
    far = Work("Cupping", 5, from_on=date(2026, 12, 12))
    done = (Work("Lymph drainage", 30), Work("General strokes", 5))
    visits = [visit(number, 5, 4, done=done, plan_version=1) for number in (1, 2, 3)]
    found = picture(CourseRecord(visits, plans=[plan(Work("Lymph drainage", 40), later, far)]), "dose")
    assert found.title == "105 of 130 planned minutes over 3 visits"
    assert found.body == (
        ("Lymph drainage", "120", "90"),
        ("Scar work", "10", "0"),
        ("Cupping", "0", "0"),
        ("General strokes", "0", "15"),
    )
    assert [dose.note for dose in found.doses] == ["90 of 120 min", "0 of 10 min", "from 12 Dec", "15 min, not planned"]


def test_goals_stand_where_the_newest_reading_is() -> None:
    marks = [moment(number, measures=Measures(pain=(Pain("LUMB-l", pain),))) for number, pain in ((0, 7), (1, 2))]
    (goal,) = goals_shown(CourseRecord(marks, [aim("NPRS")]))
    assert (goal.sentence, goal.now, goal.percent, goal.state) == ("Pain at worst from 7 to 2", 2, 100, "reached")
    (unread,) = goals_shown(CourseRecord([], [aim("ROM", "NECK:ROT:l", start=30, target=50)]))
    assert (unread.now, unread.percent, unread.is_met, unread.verdict) == (None, 0, False, None)
    (dropped,) = goals_shown(CourseRecord([], [aim("NPRS", is_active=False, outcome="dropped")]))
    assert (dropped.state, dropped.tone) == ("dropped", "gray")


def test_a_goal_of_strength_or_of_something_unknown_does_not_stop_the_page() -> None:
    strong = moment(0, strengths=(Sized("KNEE-EXT:l", "Knee extensors", "left", 6),))
    (goal,) = goals_shown(CourseRecord([strong], [aim("MMT", "KNEE-EXT:l", start=4, target=10)]))
    assert (goal.now, goal.say(6), goal.label) == (6, "3", "Strength, left knee extensors")
    (other,) = goals_shown(CourseRecord([], [aim("GIRTH", "arm:l:8", start=30, target=28)]))
    assert other.label == "Girth of the left arm at 8 cm"


def marked(number: int, *pains: int | None) -> Moment:
    places = ("LUMB-l", "LUMB-r", "KNEA-l")
    return moment(number, measures=Measures(pain=tuple(map(Pain, places, pains))))


def test_body_maps_run_from_the_first_to_the_latest() -> None:
    record = CourseRecord((marked(0, 7, 5), moment(1), *(marked(number, 6) for number in range(2, 9)), marked(9, 3)))
    shown = maps(record)
    assert shown is not None
    assert [each.label.split(",")[0] for each in shown.maps] == ["Intake", "Visit 4", "Visit 6", "Visit 9"]
    assert shown.title == "From 2 painful places, worst 7 of 10 to 1 painful place, worst 3 of 10"
    assert shown.maps[0].marks == (Pain("LUMB-l", 7), Pain("LUMB-r", 5))


def test_one_body_map_is_shown_alone_and_none_is_not() -> None:
    assert maps(CourseRecord((moment(0), visit(1, 5, 4)))) is None
    only = maps(CourseRecord((marked(0, 0, None),)))
    assert only is not None
    assert only.title == "No painful place"
    assert len(only.maps) == 1
