"""What holds for every patient: more conditions never unlock, more clearances never forbid, later surgeries never open earlier."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.rules.conditions import ConditionCode
from clinic.rules.events import EventKind, is_surgery
from clinic.rules.findings import Finding, Level
from clinic.rules.techniques import TechniqueCode
from sessions.rules.clearances import Clearance, Order
from sessions.rules.gate_opening import EventFact
from sessions.rules.phase import phase_after
from sessions.rules.screening_case import ConditionFact
from sessions.rules.screening_guard import judge, pressure_cap
from sessions.rules.screening_matrix import MATRIX
from sessions.rules.time_gates import earliest_date, judge_gate
from sessions.rules.work import Work

DAY = date(2026, 6, 1)
quick = settings(max_examples=100, deadline=None, database=None)

# Few places that touch each other, and few days, so that what is drawn meets.
PLACES = ("KNEA-l", "SHIN-l", "THIA-l", "SOLE-l", "NECKP-r", "ABDL-m")
days = st.sampled_from([-100, -60, -43, -20, -8, -3, 0, 1, 6]).map(lambda count: DAY + timedelta(days=count))
usually = st.sampled_from([True, True, True, False])
places = st.lists(st.sampled_from(PLACES), max_size=3, unique=True).map(tuple)
some_places = st.lists(st.sampled_from(PLACES), min_size=1, max_size=3, unique=True).map(tuple)
techniques = st.sampled_from(TechniqueCode)
pressures = st.integers(1, 5)
work = st.builds(Work, techniques, places, pressures)
few_techniques = st.just(frozenset[TechniqueCode]()) | st.frozensets(techniques, min_size=1)
# Conditions that wait for a clearance, drawn more often so that clearances have something to lift.
CLEARED = [ConditionCode.CHF_STABLE, ConditionCode.BLEED, ConditionCode.STROKE_TIA, ConditionCode.RED_FLAG_HISTORY]
facts = st.builds(
    ConditionFact,
    st.sampled_from(ConditionCode) | st.sampled_from(CLEARED),
    places,
    since_on=st.none() | days,
    resolved_on=st.none() | st.none() | days,
    confirmed=st.booleans(),
    variant=st.sampled_from(["", "AAA", "PHLEBITIS"]),
    platelets=st.none() | st.integers(0, 300),
)
fact_lists = st.lists(facts, max_size=4)
rows = [*(row.row for row in MATRIX.values()), *(f"E-{kind}" for kind in EventKind)]
clearances = st.builds(
    Clearance,
    st.just(frozenset(rows)) | st.frozensets(st.sampled_from(rows)),
    from_on=days,
    until_on=days.map(lambda day: day + timedelta(days=90)),
    techniques=few_techniques,
    places=st.just(frozenset[str]()) | places.map(frozenset),
    cap=st.none() | pressures,
    granted=usually,
    confirmed=usually,
)
clearance_lists = st.lists(clearances, max_size=3)
orders = st.builds(
    Order,
    from_on=days,
    until_on=st.none() | days,
    techniques=few_techniques,
    places=st.just(frozenset[str]()) | places.map(frozenset),
    cap=st.none() | pressures,
    confirmed=usually,
)
order_lists = st.lists(orders, max_size=2)
Papers = tuple[list[Clearance], list[Order]]
papers = st.tuples(clearance_lists, order_lists)
SURGERIES = [kind for kind in EventKind if kind is not EventKind.OTHER and is_surgery(kind)]


def bound(findings: list[Finding], work: Work) -> set[tuple[Level, str, str]]:
    """What is forbidden where, place by place; a finding without places holds in all of them."""
    return {
        (finding.level, finding.code, place)
        for finding in findings
        for place in finding.regions or (*work.places, "anywhere")
    }


@quick
@given(fact_lists, facts, work, clearance_lists)
def test_one_more_condition_removes_no_finding_and_raises_no_cap(
    conditions: list[ConditionFact], more: ConditionFact, work: Work, given_: list[Clearance]
) -> None:
    before = judge(conditions=conditions, work=work, day=DAY, clearances=given_)
    after = judge(conditions=[*conditions, more], work=work, day=DAY, clearances=given_)
    assert not Counter(before) - Counter(after)
    lower = pressure_cap(conditions=[*conditions, more], work=work, day=DAY, clearances=given_)
    assert lower.pressure <= pressure_cap(conditions=conditions, work=work, day=DAY, clearances=given_).pressure


@quick
@given(fact_lists, work, clearance_lists, clearances)
def test_one_more_clearance_adds_no_finding(
    conditions: list[ConditionFact], work: Work, given_: list[Clearance], more: Clearance
) -> None:
    before = judge(conditions=conditions, work=work, day=DAY, clearances=given_)
    after = judge(conditions=conditions, work=work, day=DAY, clearances=[*given_, more])
    assert bound(after, work) <= bound(before, work)


@quick
@given(fact_lists, techniques, places, pressures, clearance_lists)
def test_less_pressure_never_adds_a_finding(
    conditions: list[ConditionFact],
    technique: TechniqueCode,
    places: tuple[str, ...],
    high: int,
    given_: list[Clearance],
) -> None:
    deep = Work(technique, places, high)
    for low in range(1, high):
        light = Work(technique, places, low)
        less = judge(conditions=conditions, work=light, day=DAY, clearances=given_)
        more = judge(conditions=conditions, work=deep, day=DAY, clearances=given_)
        assert bound(less, light) <= bound(more, deep)


@quick
@given(st.integers(0, 300), st.integers(0, 300), techniques, pressures)
def test_lower_cap_never_permits_more_pressure(one: int, other: int, technique: TechniqueCode, pressure: int) -> None:
    few, many = (
        judge(
            conditions=[ConditionFact(ConditionCode.BLEED, platelets=count, confirmed=True)],
            work=Work(technique, ("LUMB-l",), pressure),
            day=DAY,
        )
        for count in sorted((one, other))
    )
    assert {finding.regions for finding in many} <= {finding.regions for finding in few}
    assert len(many) <= len(few)


@quick
@given(fact_lists, facts, work)
def test_unconfirmed_answer_weighs_no_less_than_a_confirmed_one(
    conditions: list[ConditionFact], fact: ConditionFact, work: Work
) -> None:
    sure, unsure = (
        ConditionFact(fact.code, fact.places, fact.since_on, fact.resolved_on, confirmed, fact.variant, fact.platelets)
        for confirmed in (True, False)
    )
    known = judge(conditions=[*conditions, sure], work=work, day=DAY)
    told = judge(conditions=[*conditions, unsure], work=work, day=DAY)
    # A cap that is unknown may be lower, so what was too deep may become impossible.
    found = {each for each in bound(known, work) if not each[1].endswith(":CAP")}
    assert found <= bound(told, work)


@quick
@given(st.builds(EventFact, st.sampled_from(SURGERIES), days, some_places), st.integers(0, 120), work, papers)
def test_gate_never_opens_earlier_for_a_later_surgery(first: EventFact, later: int, work: Work, papers: Papers) -> None:
    second = EventFact(first.kind, first.on + timedelta(days=later), first.places)
    given_, written = papers
    one, two = (
        judge_gate(event=event, work=work, day=DAY, clearances=given_, orders=written) for event in (first, second)
    )
    assert {place for finding in one if finding.level < Level.WARN for place in finding.regions} <= {
        place for finding in two if finding.level < Level.WARN for place in finding.regions
    }
    early, late = earliest_date(work.technique, first), earliest_date(work.technique, second)
    assert (early is None) == (late is None)
    assert early is None or late is None or early <= late


@quick
@given(st.builds(EventFact, st.sampled_from(EventKind), days, some_places), work, clearance_lists, clearances)
def test_one_more_clearance_shuts_no_gate(
    what: EventFact, work: Work, given_: list[Clearance], more: Clearance
) -> None:
    off, union = (what.on + timedelta(days=count) for count in (40, 42))
    event = EventFact(what.kind, what.on, what.places, off, union, documented=True)
    before = judge_gate(event=event, work=work, day=DAY, clearances=given_)
    after = judge_gate(event=event, work=work, day=DAY, clearances=[*given_, more])
    shut = [bound([each for each in found if each.level < Level.WARN], work) for found in (before, after)]
    assert shut[1] <= shut[0]


@quick
@given(st.integers(0, 400), st.integers(0, 400))
def test_phase_never_allows_less_with_time(one: int, other: int) -> None:
    sooner, later = sorted((one, other))
    assert phase_after(sooner).cap <= phase_after(later).cap
