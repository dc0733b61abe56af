"""P1 to P4 and P7: pressure, gaps, minutes, novelty."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.rules.findings import Finding, Level
from clinic.rules.techniques import TechniqueCode as T
from sessions.rules.pacing.facts import PacingLimits, Portion, with_soreness
from sessions.rules.pacing.gaps import opens, p3
from sessions.rules.pacing.minutes import most_minutes, p4
from sessions.rules.pacing.novelty import p7
from sessions.rules.pacing.pressure import p1, p2
from sessions.rules.techniques import TECHNIQUES, TechniqueEntry
from tests.factories.pacing import BACK, OTHER_SIDE, at, proposed, visit, work

pressures = st.integers(1, 5)


def spoken(findings: list[Finding]) -> list[tuple[str, Level]]:
    return [(finding.code, finding.level) for finding in findings]


# P1


@pytest.mark.parametrize("entry", TECHNIQUES.values(), ids=lambda entry: entry.code)
def test_p1_each_technique_begins_at_its_start_value(entry: TechniqueEntry) -> None:
    start = entry.pressure.start
    assert p1(proposed(0, work(entry.code, start)), []) == []
    [found] = p1(proposed(0, work(entry.code, start + 1)), [])
    assert (found.code, found.level, found.regions) == ("P1", Level.BLOCK, (BACK,))


def test_p1_is_counted_by_technique_place_side_and_episode() -> None:
    planned = proposed(7, work("NMT", 4))
    assert p1(planned, [visit(0, work("NMT", 3))]) == []
    for other in (work("TRP", 3), work("NMT", 3, 20, OTHER_SIDE)):
        assert spoken(p1(planned, [visit(0, other)])) == [("P1", Level.BLOCK)]
    assert spoken(p1(planned, [visit(0, work("NMT", 3), own_episode=False)])) == [("P1", Level.BLOCK)]


def test_p1_never_goes_above_what_flags_phase_and_gates_allow() -> None:
    history = [visit(0, work("NMT", 4))]
    [found] = p1(proposed(7, work("NMT", 4)), history, caps={(T.NMT, BACK): 3})
    assert found.message == "Neuromuscular therapy, left lower back: is limited to pressure 3 here now."
    assert p1(proposed(7, work("NMT", 3)), history, caps={(T.NMT, BACK): 3}) == []
    assert p1(proposed(7, work("NMT", 4)), history, caps={(T.NMT, OTHER_SIDE): 1}) == []
    [none] = p1(proposed(7, work("NMT", 3)), history, caps={(T.NMT, BACK): 0})
    assert none.lifted_by == "Nothing is allowed here now."


# P2


@pytest.mark.parametrize(("pressure", "findings"), [(2, 0), (3, 0), (4, 0), (5, 1)])
def test_p2_one_level_at_a_time(pressure: int, findings: int) -> None:
    found = p2(proposed(7, work("DTM", pressure)), [visit(0, work("DTM", 3))])
    assert spoken(found) == [("P2", Level.OVERRIDE)] * findings


@pytest.mark.parametrize(
    ("before", "after", "soreness", "rises"),
    [(4, 4, 0, True), (4, 5, 36, True), (4, 6, 0, False), (4, 4, 37, False), (4, 4, None, False), (4, None, 0, False)],
)
def test_p2_rises_only_after_a_visit_that_was_borne_well(
    before: int, after: int | None, soreness: int | None, rises: bool
) -> None:
    history = [visit(0, work("DTM", 3), before=before, after=after, soreness=soreness)]
    assert (p2(proposed(7, work("DTM", 4)), history) == []) is rises
    assert p2(proposed(7, work("DTM", 3)), history) == []


def test_p2_an_unanswered_check_in_is_answered_on_arrival() -> None:
    last = visit(0, work("DTM", 3), soreness=None)
    [found] = p2(proposed(7, work("DTM", 4)), [last])
    assert "ask on arrival" in found.message
    assert p2(proposed(7, work("DTM", 4)), [with_soreness(last, 12)]) == []


def test_p2_reads_all_episodes_and_every_technique_at_the_place() -> None:
    history = [visit(0, work("DTM", 4)), visit(5, work("GEN", 2), own_episode=False)]
    [found] = p2(proposed(9, work("DTM", 4)), history)
    assert "pressure 2 last time" in found.message


def test_p2_pain_must_be_known_at_the_place_or_as_a_whole() -> None:
    [found] = p2(proposed(7, work("NMT", 4)), [visit(0, work("NMT", 3), place=OTHER_SIDE)])
    assert "not known" in found.message
    assert p2(proposed(7, work("NMT", 4)), [visit(0, work("NMT", 3), place=BACK)]) == []
    [risen] = p2(proposed(7, work("NMT", 4)), [visit(0, work("NMT", 3), place=OTHER_SIDE, after=8)])
    assert "pain was higher" in risen.message


def test_p2_a_flare_elsewhere_holds_every_place() -> None:
    history = [visit(0, work("NMT", 3)), visit(3, work("GEN", 2, 10, OTHER_SIDE), after=7)]
    [found] = p2(proposed(7, work("NMT", 4)), history)
    assert "pain was higher" in found.message


@settings(max_examples=60)
@given(
    last=pressures,
    planned=pressures,
    before=st.integers(0, 8),
    rise=st.integers(2, 5),
    soreness=st.integers(0, 72),
    step=st.integers(1, 4),
)
def test_p2_never_allows_a_rise_after_a_flare(
    *, last: int, planned: int, before: int, rise: int, soreness: int, step: int
) -> None:
    history = [visit(0, work("DTM", last), before=before, after=before + rise, soreness=soreness)]
    found = p2(proposed(7, work("DTM", planned)), history, PacingLimits(max_step=step))
    assert bool(found) is (planned > last)


@settings(max_examples=60)
@given(
    last=pressures,
    planned=pressures,
    before=st.integers(0, 10),
    after=st.integers(0, 10),
    soreness=st.integers(0, 72),
    more=st.integers(0, 24),
)
def test_p2_a_worse_night_never_allows_more(
    *, last: int, planned: int, before: int, after: int, soreness: int, more: int
) -> None:
    plan = proposed(7, work("DTM", planned))
    borne = p2(plan, [visit(0, work("DTM", last), before=before, after=after, soreness=soreness)])
    worse = p2(plan, [visit(0, work("DTM", last), before=before, after=after, soreness=soreness + more)])
    assert len(worse) >= len(borne)


# P3


@pytest.mark.parametrize("entry", TECHNIQUES.values(), ids=lambda entry: entry.code)
def test_p3_gap_of_each_technique(entry: TechniqueEntry) -> None:
    gap = entry.gap_hours
    done = work(entry.code, 2)
    opens_at = opens(done, BACK, [visit(0, done)])
    assert opens_at == (at(0) + timedelta(hours=gap) if gap else None)
    if gap:
        days, hours = divmod(10 + gap - 1, 24)
        assert spoken(p3(proposed(days, done, hour=hours), [visit(0, done)])) == [("P3", Level.BLOCK)]
    days, hours = divmod(10 + gap, 24)
    assert p3(proposed(days, done, hour=hours), [visit(0, done)]) == []


def test_p3_says_how_long() -> None:
    [found] = p3(proposed(1, work()), [visit(0, work())])
    assert found.message == ("Neuromuscular therapy, left lower back: too soon after the last time, 24 more hours.")
    assert (found.source, found.lifted_by) == ("T-NMT, PROP", "Wait 24 hours, or another place.")


def test_p3_counts_place_and_technique_over_all_episodes() -> None:
    assert p3(proposed(1, work("NMT", 3, 20, OTHER_SIDE)), [visit(0, work())]) == []
    assert p3(proposed(1, work("TRP", 3)), [visit(0, work())]) == []
    assert p3(proposed(1, work()), [visit(0, work(), own_episode=False)])


def test_p3_deep_work_waits_for_deep_work_of_any_technique() -> None:
    assert p3(proposed(1, work("DTM", 4)), [visit(0, work("NMT", 4))])
    assert p3(proposed(1, work("DTM", 4)), [visit(0, work("NMT", 3))]) == []
    assert p3(proposed(1, work("GEN", 2)), [visit(0, work("NMT", 4))]) == []
    later = PacingLimits(deep_gap_hours=72)
    assert p3(proposed(2, work("DTM", 4)), [visit(0, work("NMT", 4))], limits=later)


def test_p3_trigger_points_wait_each_for_itself() -> None:
    done = visit(0, work("TRP", 3, points="levator trapezius"))
    assert p3(proposed(1, work("TRP", 3, points="infraspinatus")), [done]) == []
    assert p3(proposed(1, work("TRP", 3, points="trapezius infraspinatus")), [done])
    assert p3(proposed(1, work("TRP", 3)), [done])


def test_deep_tissue_twice_a_week_at_most_on_one_place() -> None:
    deep = work("DTM", 3)
    history = [visit(0, deep), visit(2, deep)]
    assert [finding.code for finding in p3(proposed(4, deep), history)] == ["T-DTM-WEEK"]
    assert p3(proposed(4, work("DTM", 3, 20, OTHER_SIDE)), history) == []
    assert p3(proposed(7, deep), history) == []


# P4


@pytest.mark.parametrize(
    ("works", "findings"),
    [
        ([work("DTM", 4, 20, BACK, OTHER_SIDE)], 0),
        ([work("DTM", 4, 15)], 0),
        ([work("DTM", 4, 16)], 1),
        ([work("DTM", 4, 21, BACK, OTHER_SIDE)], 1),
        ([work("DTM", 4, 10), work("NMT", 4, 10)], 1),
        ([work("DTM", 3, 30)], 0),
        ([work("DTM", 4, 30)], 2),
    ],
)
def test_p4_deep_minutes(works: list[Portion], findings: int) -> None:
    assert spoken(p4(proposed(0, *works), [])) == [("P4", Level.BLOCK)] * findings


def test_p4_total_grows_by_a_quarter_at_most() -> None:
    history = [visit(0, work("NMT", 3, 30), own_episode=False)]
    assert most_minutes(proposed(7), history) == 37
    assert p4(proposed(7, work("GEN", 2, 37)), history) == []
    [found] = p4(proposed(7, work("GEN", 2, 38)), history)
    assert found.message == "38 minutes of work are planned; after the last visit 37 is the most."
    assert most_minutes(proposed(7), [*history, visit(3)]) == 37, "an evaluation without work is not a measure"
    assert most_minutes(proposed(7), []) is None


# P7


def test_p7_two_techniques_beside_classic_strokes_at_the_first_treatment() -> None:
    two = [work("GEN", 2), work("NMT", 3), work("MLD", 1)]
    assert p7(proposed(0, *two), [visit(-3)]) == []
    assert spoken(p7(proposed(0, *two, work("STR", 1)), [])) == [("P7", Level.OVERRIDE)]


def test_p7_one_new_technique_later() -> None:
    history = [visit(0, work("NMT", 3))]
    assert p7(proposed(7, work("NMT", 3), work("STR", 1), work("GEN", 2)), history) == []
    [found] = p7(proposed(7, work("STR", 1), work("MFR", 2)), history)
    assert "no more than 1 at once" in found.message
    foreign = [visit(0, work("STR", 1), own_episode=False), *history]
    assert p7(proposed(7, work("STR", 1), work("MFR", 2)), foreign)


def test_p7_one_new_deep_place() -> None:
    history = [visit(0, work("NMT", 3)), visit(3, work("NMT", 4))]
    assert p7(proposed(7, work("NMT", 4, 20, BACK, OTHER_SIDE)), history) == []
    [found] = p7(proposed(7, work("NMT", 4, 20, OTHER_SIDE, "GLUT-l")), history)
    assert found.regions == ("GLUT-l", OTHER_SIDE)
