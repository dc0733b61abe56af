"""One judgement: every guard is heard about every technique, and what is said on arrival counts."""

from clinic.rules.findings import Level
from sessions.rules.clearances import Clearance, Order
from sessions.rules.judging import (
    Moved,
    Verdict,
    held_whatever,
    judge_consent,
    judge_motion,
    judge_visit,
    judge_work,
    lightest,
    with_answers,
    with_soreness,
    work_of,
)
from tests.factories import guarding, pacing
from tests.factories.guarding import condition, day, event, facts
from tests.factories.pacing import work


def codes(findings: object) -> set[str]:
    return {finding.code for finding in findings}  # type: ignore[attr-defined]


def test_nothing_speaks_against_work_on_a_healthy_back() -> None:
    assert judge_work(facts(), work_of(work("NMT", 3)), day(0)) == []


def test_screening_gates_phase_and_the_referral_speak_together() -> None:
    patient = facts(
        conditions=(condition("ANTICOAG"),),
        events=(event("SURG_SOFT", 3, "LUMB-l"),),
        no_touch=frozenset({"LUMB-l"}),
    )
    found = judge_work(patient, work_of(work("DTM", 4)), day(0))
    assert {"NO_TOUCH", "X-12", "X-12:CAP", "E-SURG_SOFT", "P8"} <= codes(found)
    assert found == sorted(found, key=lambda finding: finding.level)


def test_an_operation_on_record_lets_its_gates_speak_instead_of_the_condition() -> None:
    recent = condition("SURGERY_RECENT", "LUMB-l")
    unknown = judge_work(facts(conditions=(recent,)), work_of(work("MFR", 2)), day(0))
    known = judge_work(
        facts(conditions=(recent,), events=(event("SURG_SOFT", 60, "LUMB-l"),)), work_of(work("MFR", 2)), day(0)
    )
    assert "X-17" in codes(unknown)
    assert "X-17" not in codes(known)


def test_without_consent_nothing_is_done() -> None:
    judged = judge_visit(facts(consent=False), pacing.proposed(0, work()))
    assert judged.is_locked
    assert codes(judged.findings) == {"NO_CONSENT"}
    assert judge_consent(facts()) == []


def test_a_visit_is_locked_only_when_every_technique_is_held() -> None:
    wound = facts(conditions=(condition("SKIN_LOCAL", "LUMB-l"),))
    assert judge_visit(wound, pacing.proposed(0, work())).is_locked
    both = judge_visit(wound, pacing.proposed(0, work(), work("GEN", 2, 10, "THIP-l")))
    assert not both.is_locked
    assert [verdict.is_held for verdict in both.verdicts] == [True, False]


def test_a_fever_locks_whatever_is_planned_and_is_said_once() -> None:
    judged = judge_visit(facts(conditions=(condition("FEVER"),)), pacing.proposed(0, work(), work("GEN", 2, 10)))
    assert judged.is_locked
    assert [finding.code for finding in judged.findings] == ["X-03"]


def test_a_technique_stays_possible_where_one_of_its_places_is_free() -> None:
    part = work("GEN", 2, 20, "LUMB-l", "THIP-l")
    found = judge_work(facts(conditions=(condition("SKIN_LOCAL", "LUMB-l"),)), work_of(part), day(0))
    verdict = Verdict(part, tuple(found))
    assert verdict.open_places == ("THIP-l",)
    assert not verdict.is_held


def test_what_nobody_has_placed_may_be_anywhere() -> None:
    part = work("GEN", 2, 20, "LUMB-l", "THIP-l")
    found = judge_work(facts(conditions=(condition("SKIN_LOCAL"),)), work_of(part), day(0))
    assert Verdict(part, tuple(found)).open_places == ()


def test_a_clearance_lifts_what_it_names() -> None:
    heart = condition("CHF_STABLE")
    paper = Clearance(frozenset({"X-07"}), day(-5), day(80), confirmed=True)
    assert Level.CLEAR in {
        found.level for found in judge_work(facts(conditions=(heart,)), lightest(work().code, ()), day(0))
    } or (judge_work(facts(conditions=(heart,)), work_of(work("MLD", 1)), day(0))[0].level is Level.CLEAR)
    cleared = judge_work(facts(conditions=(heart,), clearances=(paper,)), work_of(work("MLD", 1)), day(0))
    assert all(found.level > Level.CLEAR for found in cleared)


def test_an_answer_raises_and_is_not_said_twice() -> None:
    standing = condition("FEVER")
    said = condition("FEVER", confirmed=False)
    assert with_answers(facts(), [said], day=day(0)).conditions == (said,)
    assert with_answers(facts(conditions=(standing,)), [said], day=day(0)).conditions == (standing,)
    ended = condition("FEVER", resolved_on=day(-3))
    assert with_answers(facts(conditions=(ended,)), [said], day=day(0)).conditions == (ended, said)
    wound, new = condition("SKIN_LOCAL", "LUMB-l"), condition("SKIN_LOCAL", confirmed=False)
    assert with_answers(facts(conditions=(wound,)), [new], day=day(0)).conditions == (wound, new)
    since = condition("FEVER", since_on=day(2))
    assert with_answers(facts(conditions=(since,)), [said], day=day(0)).conditions == (since, said)


def test_soreness_said_on_arrival_is_of_the_last_visit() -> None:
    first, last = pacing.visit(-7, work()), pacing.visit(-3, work(), soreness=None)  # type: ignore[arg-type]
    told = with_soreness(facts(history=(first, last)), hours=50, sleep_lost=True)
    assert told.history[0] == first
    assert (told.history[1].soreness_hours, told.history[1].sleep_lost) == (50, True)
    assert with_soreness(facts(history=(first,)), hours=None, sleep_lost=None).history == (first,)
    assert with_soreness(facts(), hours=3, sleep_lost=None).history == ()
    between = with_soreness(facts(history=(first, last)), hours=50, sleep_lost=None, at=first.ended_at)
    assert [visit.soreness_hours for visit in between.history] == [50, None]


def test_pace_is_judged_beside_the_techniques() -> None:
    before = pacing.visit(-1, work("NMT", 3))
    judged = judge_visit(facts(history=(before,)), pacing.proposed(0, work("NMT", 3)))
    assert "P3" in codes(judged.whole)


def test_no_joint_is_moved_beyond_the_surgeons_limit_or_pushed_too_far() -> None:
    order = Order(day(-5), day(30), confirmed=True, motion=(("KNEE-FLEX", "l", 90.0),))
    later = Order(day(10), None, confirmed=True, motion=(("KNEE-FLEX", "l", 60.0),))
    patient = facts(orders=(order, later))
    active = Moved("KNEE-FLEX", "l", 95, last=70)
    assert [found.code for found in judge_motion(patient, [active], day(0))] == ["P10-LIMIT"]
    assert judge_motion(patient, [Moved("KNEE-FLEX", "r", 120)], day(0)) == []
    assert judge_motion(patient, [active], day(40))[0].code == "P10-LIMIT"
    passive = Moved("KNEE-FLEX", "l", 85, last=70, is_passive=True)
    assert [found.code for found in judge_motion(patient, [passive], day(0))] == ["P10"]
    visit = judge_visit(patient, pacing.proposed(0), moved=[active])
    assert [found.code for found in visit.findings] == ["P10-LIMIT"]


def test_a_visit_without_a_plan_is_held_by_what_holds_the_lightest_strokes() -> None:
    assert codes(held_whatever(facts(conditions=(condition("CHF_ACUTE"),)), day(0))) == {"X-06"}
    assert held_whatever(facts(conditions=(condition("ANTICOAG"),)), day(0)) == []
    assert codes(held_whatever(facts(consent=False), day(0))) == {"NO_CONSENT"}


def test_nothing_is_known_and_nothing_is_said() -> None:
    assert not judge_visit(guarding.facts(), pacing.proposed(0)).is_locked
