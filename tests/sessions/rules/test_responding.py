"""What a response is judged by, visit by visit, and how the course is told (T-RESPONDER, T1 to T3)."""

from datetime import date
from typing import Any

import pytest

from assessments.rules.entries import Activity, Range
from sessions.rules.course import CourseRecord, Moment, Sized
from sessions.rules.measuring import Measures
from sessions.rules.responding import course_from, facts_by_visit, told
from sessions.rules.response import Now
from tests.sessions.rules.test_pictures import TODAY, aim, moment, rated, visit


def pains(*values: int | None) -> CourseRecord:
    return CourseRecord([visit(number, value, value) for number, value in enumerate(values, 1)])


def said(record: CourseRecord, *, today: date = TODAY) -> str:
    found = told(record, today=today)
    return found.text if found else ""


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((), ""),
        ((6,), "too early to tell"),
        ((6, 6), "no response yet"),
        ((6, 6, 4), "responding since visit 3"),
        ((6, 4, 6, 4, 4), "responding since visit 4"),
        ((6, 4, 6), "responded at visit 2, not now"),
        ((6, 6, 6, 6), "no early response"),
        ((6,) * 6, "no response: re-assess"),
        ((6,) * 10, "no response: ask the physician"),
        ((4, 6, 2, 6), "worse than at the start"),
        ((None, 6, None, 4), "responding since visit 4"),
    ],
)
def test_the_course_is_told_in_a_few_words(values: tuple[int | None, ...], words: str) -> None:
    record = pains(*values)
    assert said(record, today=record.moments[-1].on if values else TODAY) == words


def test_days_alone_bring_the_question() -> None:
    assert said(pains(6), today=date(2026, 11, 30)) == "no early response"


def test_pain_starts_with_the_first_visit_and_holds_every_arrival() -> None:
    found = facts_by_visit(pains(6, None, 4))
    assert [(each.base_pain, each.pains) for each in found] == [(6, (6,)), (6, (6,)), (6, (6, 4))]


def with_visit(base: Moment, number: int) -> Moment:
    made = visit(number, 5, 5)
    return Moment(
        made.at, made.on, made.occasion, base.measures, base.groc, base.girths, base.volumes, visit=made.visit
    )


def test_activities_count_once_each_of_the_first_was_rated_again() -> None:
    record = CourseRecord([rated(0, 2, 3, 4), with_visit(rated(1, 5), 1), with_visit(rated(2, 5, 6, 7), 2)])
    assert [each.psfs for each in facts_by_visit(record)] == [None, Now(3, 6)]


def test_fewer_than_three_activities_have_no_mean() -> None:
    def one(value: int) -> Measures:
        return Measures(activities=(Activity("Lift", value),))

    record = CourseRecord([moment(0, measures=one(2)), with_visit(moment(1, measures=one(9)), 1)])
    assert facts_by_visit(record)[0].psfs is None


@pytest.mark.parametrize(
    ("movement", "first", "last", "lacking"),
    [("NECK-ROT", 30, 45, Now(30, 15)), ("KNEE-EXT", 25, 5, Now(25, 5)), ("NECK-ROT", 70, 75, Now(0, 0))],
)
def test_a_deficit_is_what_a_movement_lacks_to_the_norm(movement: str, first: int, last: int, lacking: Now) -> None:
    def read(value: int) -> Measures:
        return Measures(ranges=(Range(movement, "l", value),))

    record = CourseRecord([moment(0, measures=read(first)), with_visit(moment(1, measures=read(last)), 1)])
    assert facts_by_visit(record)[0].deficits == (lacking,)


def test_excess_is_of_one_limb_over_the_other_and_the_trunk_at_the_landmark_of_the_goal() -> None:
    def taped(number: int, left: float, navel: float) -> dict[str, Any]:
        return {
            "volumes": (Sized("arm:l", "Arm", "left", left), Sized("arm:r", "Arm", "right", 2000)),
            "girths": (Sized("trunk:navel", "Navel", "", navel), Sized("trunk:hip", "Hip", "", 100)),
            "groc": number,
        }

    moments = [moment(0, **taped(0, 2400, 96)), with_visit(moment(1, **taped(1, 2200, 94)), 1)]
    (found,) = facts_by_visit(CourseRecord(moments, [aim("GIRTH", "trunk:navel", start=96, target=88)]))
    assert (found.excess, found.trunk, found.groc) == (Now(400, 200), (96, 94), 1)
    assert facts_by_visit(CourseRecord(moments))[0].trunk == ()


def test_a_course_counts_signed_treatments_and_days_since_the_first() -> None:
    course = course_from(pains(6, 6, 5), today=date(2026, 11, 20), answered=frozenset({"T1"}))
    assert (course.visits, course.days, course.answered) == (2, 11, frozenset({"T1"}))
    assert course_from(CourseRecord(), today=TODAY).visits == 0


# Limbs


def arms(left: float, right: float, taken: str = "7 points every 4 cm") -> tuple[Sized, ...]:
    return (Sized("arm:l", "Arm", "left", left, taken), Sized("arm:r", "Arm", "right", right, taken))


def taped(first: tuple[Sized, ...], again: tuple[Sized, ...]) -> Now | None:
    record = CourseRecord([moment(0, volumes=first), with_visit(moment(1, volumes=again), 1)])
    return facts_by_visit(record)[0].excess


def test_the_excess_of_a_limb_is_followed_on_the_side_that_was_larger() -> None:
    assert taped(arms(1000, 1100), arms(1000, 1040)) == Now(100, 40)


def test_limbs_that_were_taped_otherwise_are_not_compared() -> None:
    assert taped(arms(1100, 1000), arms(980, 1000, "3 points every 10 cm")) is None


def test_one_arm_alone_shows_no_excess() -> None:
    assert taped(arms(1100, 1000)[:1], arms(1050, 1000)[:1]) is None
