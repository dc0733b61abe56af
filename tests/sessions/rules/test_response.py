"""T1 to T3, responders, the floor, plateau, discharge and re-evaluation."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.rules.measures import MEASURES
from sessions.rules.plateau import is_plateau
from sessions.rules.response import (
    Course,
    Now,
    ResponseFacts,
    is_responder,
    is_worse,
    judge_response,
    responds_by,
    sessions_to_response,
)

SAME = ResponseFacts(base_pain=6, pains=(6, 6, 6))


@pytest.mark.parametrize(
    ("facts", "by"),
    [
        (ResponseFacts(base_pain=6, pains=(6, 4)), ["NPRS"]),
        (ResponseFacts(base_pain=6, pains=(4, 5)), []),
        (ResponseFacts(base_pain=3, pains=(2,)), ["NPRS"]),
        (ResponseFacts(base_pain=4, pains=(3,)), []),
        (ResponseFacts(base_pain=6), []),
        (ResponseFacts(psfs=Now(3, 5)), ["PSFS"]),
        (ResponseFacts(psfs=Now(3, 4.9)), []),
        (ResponseFacts(deficits=(Now(30, 21), Now(40, 30))), ["ROM"]),
        (ResponseFacts(deficits=(Now(30, 21),)), []),
        (ResponseFacts(excess=Now(104.62, 61.17)), ["VOLUME"]),
        (ResponseFacts(excess=Now(100, 90)), ["VOLUME"]),
        (ResponseFacts(excess=Now(100, 91)), []),
        (ResponseFacts(excess=Now(0, -20)), []),
        (ResponseFacts(trunk=(92, 90.9, 90.5)), ["GIRTH"]),
        (ResponseFacts(trunk=(92, 91, 90)), []),
        (ResponseFacts(trunk=(92, 90)), []),
        (ResponseFacts(groc=3), ["GROC"]),
        (ResponseFacts(groc=2), []),
        (ResponseFacts(base_pain=2, pains=(0,), groc=7), []),
        (ResponseFacts(base_pain=2, pains=(0,), psfs=Now(3, 6), groc=7), ["PSFS"]),
        (ResponseFacts(), []),
    ],
)
def test_who_responds(facts: ResponseFacts, by: list[str]) -> None:
    assert list(responds_by(facts)) == by
    assert is_responder(facts) is bool(by)


@pytest.mark.parametrize(
    ("visits", "days", "codes"),
    [
        (0, 0, []),
        (3, 20, []),
        (4, 10, ["T1"]),
        (3, 21, ["T1"]),
        (6, 20, ["T2"]),
        (5, 28, ["T2"]),
        (10, 27, ["T3"]),
        (6, 45, ["T3"]),
    ],
)
def test_triggers_come_with_visits_or_days(visits: int, days: int, codes: list[str]) -> None:
    assert [finding.code for finding in judge_response(Course(visits, days), SAME)] == codes
    assert judge_response(Course(visits, days), replace(SAME, groc=5)) == []
    assert judge_response(Course(visits, days, frozenset({"T1", "T2", "T3"})), SAME) == []


def test_an_answer_to_one_trigger_does_not_answer_the_next() -> None:
    answered = frozenset({"T1"})
    assert judge_response(Course(4, 10, answered), SAME) == []
    assert [f.code for f in judge_response(Course(6, 20, answered), SAME)] == ["T2"]


def test_worse_twice_asks_for_a_re_assessment_at_once_whatever_else_improved() -> None:
    worse = ResponseFacts(base_pain=4, pains=(6, 4, 6), groc=5)
    assert is_worse(worse)
    assert not is_worse(replace(worse, pains=(6, 5, 4)))
    assert not is_worse(replace(worse, base_pain=None))
    [found] = judge_response(Course(2, 5, frozenset({"T1", "T2", "T3"})), worse)
    assert (found.code, found.lifted_by) == ("T2-WORSE", "A re-assessment and a note to the physician.")
    assert judge_response(Course(2, 5, frozenset({"T2-WORSE"})), worse) == []
    late = judge_response(Course(10, 50), replace(worse, groc=0))
    assert [finding.code for finding in late] == ["T2-WORSE", "T3"]


def test_sessions_to_response() -> None:
    better = replace(SAME, pains=(3,))
    assert sessions_to_response([SAME, SAME, better, better]) == 3
    assert sessions_to_response([SAME]) is None


def values(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high).map(lambda value: round(value, 1))


@settings(max_examples=100)
@given(
    base=st.integers(0, 10),
    pain=st.integers(0, 10),
    psfs=st.tuples(values(0, 10), values(0, 10)),
    deficit=st.tuples(values(0, 90), values(0, 90)),
    excess=st.tuples(values(0, 900), values(0, 900)),
    trunk=st.tuples(values(80, 100), values(80, 100), values(80, 100)),
    groc=st.integers(-7, 7),
    better=st.lists(values(0, 9), min_size=6, max_size=6),
)
def test_a_responder_stays_one_when_any_measure_improves(
    *, base: int, pain: int, psfs: tuple[float, float], deficit: tuple[float, float], excess: tuple[float, float],
    trunk: tuple[float, float, float], groc: int, better: list[float],
) -> None:  # fmt: skip
    facts = ResponseFacts(base, (pain,), Now(*psfs), (Now(*deficit),), Now(*excess), trunk, groc)
    improved = ResponseFacts(
        base,
        (max(0, pain - int(better[0])),),
        Now(psfs[0], psfs[1] + better[1]),
        (Now(deficit[0], deficit[1] - better[2]),),
        Now(excess[0], excess[1] - better[3]),
        (trunk[0], trunk[1] - better[4], trunk[2] - better[4]),
        min(7, groc + int(better[5])),
    )
    assert set(responds_by(facts)) <= set(responds_by(improved))


PAIN, KNEE, ARM = ("NPRS", ""), ("ROM", "KNEE:FLEX:l"), ("VOLUME", "arm-l")
JUDGED = {PAIN: MEASURES["NPRS"], KNEE: MEASURES["ROM"], ARM: MEASURES["VOLUME"], ("GROC", ""): MEASURES["GROC"]}


@pytest.mark.parametrize(
    ("assessments", "expected"),
    [
        ([{PAIN: 6}, {PAIN: 6}, {PAIN: 5}], True),
        ([{PAIN: 6}, {PAIN: 5}, {PAIN: 4}], False),
        ([{PAIN: 9}, {PAIN: 6}, {PAIN: 6}, {PAIN: 5}], True),
        ([{PAIN: 6}, {PAIN: 6}], False),
        ([{PAIN: 6}, {KNEE: 90}, {PAIN: 6}], False),
        ([{PAIN: 6, KNEE: 90}, {PAIN: 6, KNEE: 95}, {PAIN: 6, KNEE: 100}], False),
        ([{KNEE: 90}, {KNEE: 95}, {KNEE: 99}], True),
        ([{KNEE: 100}, {KNEE: 90}, {KNEE: 80}], True),
        ([{ARM: 100}, {ARM: 95}, {ARM: 92}], True),
        ([{ARM: 100}, {ARM: 95}, {ARM: 90}], False),
        ([{("GROC", ""): 0}, {("GROC", ""): 1}, {("GROC", ""): 4}], False),
        ([{("GROC", ""): 4}, {("GROC", ""): 1}, {("GROC", ""): 2}], True),
    ],
)
def test_plateau(assessments: list[dict[tuple[str, str], float]], expected: bool) -> None:
    assert is_plateau(assessments, JUDGED) is expected
