"""What a response is judged by, told from the record of a course of care."""

from datetime import UTC, datetime, timedelta

from sessions.rules.course import CourseRecord, Moment, Sized, Visit
from sessions.rules.responding import course_from, facts_by_visit, told
from sessions.rules.response import Now

START = datetime(2026, 3, 2, 17, tzinfo=UTC)


def moment(day: int, *, visit: int | None = None, before: int = 5, volumes: tuple[Sized, ...] = ()) -> Moment:
    at = START + timedelta(days=day)
    held = None if visit is None else Visit(visit, visit, is_treatment=True, before=before, after=before - 1)
    return Moment(at, at.date(), f"day {day}", volumes=volumes, visit=held)


def arms(left: float, right: float, taken: str = "7 points every 4 cm") -> tuple[Sized, ...]:
    return (Sized("arm:l", "Arm", "left", left, taken), Sized("arm:r", "Arm", "right", right, taken))


def test_the_excess_of_a_limb_is_followed_on_the_side_that_was_larger() -> None:
    record = CourseRecord((moment(0, volumes=arms(1000, 1100)), moment(7, visit=1, volumes=arms(1000, 1040))))
    assert facts_by_visit(record)[0].excess == Now(100, 40)


def test_limbs_that_were_taped_otherwise_are_not_compared() -> None:
    again = arms(980, 1000, "3 points every 10 cm")
    record = CourseRecord((moment(0, volumes=arms(1100, 1000)), moment(7, visit=1, volumes=again)))
    assert facts_by_visit(record)[0].excess is None


def test_one_arm_alone_shows_no_excess() -> None:
    record = CourseRecord((moment(0, volumes=arms(1100, 1000)[:1]), moment(7, visit=1, volumes=arms(1050, 1000)[:1])))
    assert facts_by_visit(record)[0].excess is None


def test_pain_counts_on_arrival_from_the_first_visit_on() -> None:
    record = CourseRecord(tuple(moment(3 * number, visit=number, before=8 - number) for number in (1, 2, 3)))
    assert [facts.pains for facts in facts_by_visit(record)] == [(7,), (7, 6), (7, 6, 5)]
    said = told(record, today=record.moments[-1].on)
    assert said is not None
    assert said.text == "responding since visit 3"
    assert course_from(record, today=record.moments[-1].on).visits == 3
