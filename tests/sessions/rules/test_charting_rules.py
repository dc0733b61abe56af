"""What a signature waits for, what may not stand, which responses raise an alert (P5, P13, S-STOP, S-PRESSURE)."""

from dataclasses import replace

import pytest

from clinic.rules.findings import Level
from sessions.rules.charting import Asked, Done, Limits, Visit, minutes_sum, missing, reaches_stop, refusals, responses

NMT = Done("NMT", ("LUMB-l",), 3, 20)
GEN = Done("GEN", ("LUMB-l", "LUMB-r"), 2, 10)
LIMITS = {
    "NMT": Limits("NMT", "Neuromuscular therapy", 3, 5, 7, ceiling=4),
    "GEN": Limits("GEN", "Classic strokes", 1, 3, 5, ceiling=3),
}
PAIN = (Asked("before", 5), Asked("during", 4, 12), Asked("after", 3))
READY = Visit(booked_minutes=60, done=(NMT, GEN), asked=PAIN, note="Less stiff.", screened=True, limits=LIMITS)


def test_a_complete_visit_lacks_nothing() -> None:
    assert missing(READY) == []
    assert refusals(READY) == []
    assert responses(READY, pain_rise=2) == []


@pytest.mark.parametrize(
    ("visit", "words"),
    [
        (replace(READY, screened=False), "short list"),
        (replace(READY, done=()), "At least one technique"),
        (replace(READY, asked=PAIN[1:]), "Pain before"),
        (replace(READY, asked=(PAIN[0], PAIN[2])), "Pain during"),
        (replace(READY, asked=PAIN[:2]), "Pain after"),
        (replace(READY, note="  \n "), "one line of the note"),
    ],
)
def test_what_is_missing_is_named(visit: Visit, words: str) -> None:
    lacking = missing(visit)
    assert len(lacking) == 1
    assert words in lacking[0]


@pytest.mark.parametrize(
    ("visit", "code", "words"),
    [
        (replace(READY, done=(replace(NMT, minutes=51), GEN)), "P13", "add up to 61 minutes; 60 were booked"),
        (replace(READY, done=(replace(NMT, pressure=5),)), "T-NMT", "pressure 5 is above the limit of 4"),
        (replace(READY, done=(replace(GEN, pressure=4),)), "T-GEN", "pressure 4 is above the limit of 3"),
        (replace(READY, done=(replace(NMT, pressure=2),)), "T-NMT", "begins at pressure 3, not 2"),
        (replace(READY, done=(Done("MLD", ("LUMB-l",), 1, 30),)), "T-MLD", "not in the signed plan"),
        (replace(READY, no_touch=frozenset({"LUMB-r"})), "NO_TOUCH", "no touch at the right lower back"),
    ],
)
def test_what_may_not_stand_is_blocked(visit: Visit, code: str, words: str) -> None:
    (finding,) = refusals(visit)
    assert (finding.level, finding.code) == (Level.BLOCK, code)
    assert words in finding.message


def test_a_plan_ceiling_names_the_plan_as_its_remedy_and_the_technique_itself_does_not() -> None:
    planned = refusals(replace(READY, done=(replace(NMT, pressure=5),)))
    own = refusals(replace(READY, done=(replace(GEN, pressure=4),)))
    assert "new version of the plan" in planned[0].lifted_by
    assert "plan" not in own[0].lifted_by


def test_exactly_the_booked_minutes_are_fine() -> None:
    visit = replace(READY, done=(replace(NMT, minutes=50), GEN))
    assert minutes_sum(visit.done) == 60
    assert refusals(visit) == []


@pytest.mark.parametrize(("after", "raised"), [(5, False), (6, False), (7, True), (10, True)])
def test_a_rise_of_two_points_is_a_bad_response(after: int, raised: bool) -> None:
    found = responses(replace(READY, asked=(*PAIN[:2], Asked("after", after))), pain_rise=2)
    assert [finding.code for finding in found] == (["P5"] if raised else [])


@pytest.mark.parametrize(
    ("asked", "stops"),
    [
        (Asked("during", 6, 10, technique="NMT"), False),
        (Asked("during", 7, 10, technique="NMT"), True),
        (Asked("during", 4, 10, technique="GEN"), False),
        (Asked("during", 5, 10, technique="GEN"), True),
        (Asked("during", 5, 10), True),  # none named: the most cautious of those done
        (Asked("during", 4, 10), False),
    ],
)
def test_stop_values_are_those_of_the_technique_being_done(asked: Asked, stops: bool) -> None:
    visit = replace(READY, asked=(PAIN[0], asked, PAIN[2]))
    assert reaches_stop(visit, asked) is stops
    assert [finding.code for finding in responses(visit, pain_rise=2)] == (["S-STOP"] if stops else [])


def test_pain_before_the_work_is_no_response_to_it() -> None:
    assert (
        responses(replace(READY, asked=(Asked("before", 9), Asked("during", 4), Asked("after", 8))), pain_rise=2) == []
    )


def test_seven_stops_also_where_nothing_was_done_yet() -> None:
    asked = Asked("during", 7)
    assert reaches_stop(replace(READY, done=(), asked=(asked,)), asked)
