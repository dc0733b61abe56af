"""From which day what may be done after an operation or injury, and what moves that day."""

from datetime import date, timedelta

import pytest

from clinic.rules.events import EventKind as E
from clinic.rules.findings import Finding, Level
from clinic.rules.techniques import TechniqueCode as T
from sessions.rules.clearances import Clearance, Order
from sessions.rules.gate_opening import EventFact
from sessions.rules.gates_table import GATES
from sessions.rules.time_gates import earliest_date, gate_caps, judge_gate, judge_gates
from sessions.rules.work import Work

DAY0 = date(2026, 3, 2)
SITE = "KNEA-l"
COLUMNS = (T.MLD, T.GEN, T.MFR, T.STR, T.NMT, T.CTM, T.DTM, T.OMT)

# Typed from the clinical source by hand, on the site or, where it says so, next to it: the first day with a clearance or
# protocol, and the first day without; None: never.
DAYS: dict[E, list[tuple[int | None, int | None]]] = {
    E.LIPOSUCTION: [(3, 14), (14, 14), (21, 42), (14, 14), (42, 42), (42, 42), (42, None), (42, None)],
    E.SURG_SOFT: [(3, 14), (14, 14), (14, 42), (42, 42), (42, None), (42, 42), (42, 56), (42, None)],
    E.MASTECTOMY_NODES: [(3, None), (21, None), (42, None), *[(None, None)] * 4, (42, None)],
    E.JOINT_REPLACEMENT: [
        (2, None),
        (14, 14),
        (42, None),
        (None, None),
        (56, None),
        (42, None),
        (56, 84),
        (42, None),
    ],
    E.TENDON_REPAIR: [(5, None), (21, 21), (42, None), (None, None), (56, None), (56, None), (70, 84), (84, None)],
    E.SPINE_SURGERY: [(14, None), (28, None), (42, 56), (None, None), (56, None), (56, None), (84, None), (84, None)],
    E.FRACTURE_CAST: [(0, None), (0, None), *[(None, None)] * 6],
    E.SPRAIN_STRAIN_1_2: [(2, 2), (3, 3), (14, 14), (5, 5), (21, 21), (21, 21), (21, 21), (21, 21)],
    E.INJECTION_SITE: [(0, 0), (0, 0), (14, 14), (0, 0), (14, 14), (14, 14), (14, 14), (14, 14)],
}


def day(count: int) -> date:
    return DAY0 + timedelta(days=count)


def event(kind: E, *places: str, **more: object) -> EventFact:
    return EventFact(kind, DAY0, places or (SITE,), **more)  # type: ignore[arg-type]


def clearance(*lifts: str, **more: object) -> Clearance:
    return Clearance(frozenset(lifts), DAY0, day(400), confirmed=True, **more)  # type: ignore[arg-type]


def said(findings: list[Finding]) -> list[tuple[Level, str, tuple[str, ...]]]:
    return [(finding.level, finding.code, finding.regions) for finding in findings]


def levels(what: EventFact, technique: T, on: int, *places: str, **more: object) -> list[Level]:
    work = Work(technique, places or (SITE,))
    found = judge_gate(event=what, work=work, day=day(on), **more)  # type: ignore[arg-type]
    return [finding.level for finding in found if finding.level is not Level.WARN]


@pytest.mark.parametrize("kind", DAYS)
def test_earliest_days_are_those_of_the_source(kind: E) -> None:
    what = event(kind)
    found = []
    for technique in COLUMNS:
        dates = (earliest_date(technique, what), earliest_date(technique, what, cleared=False))
        found.append(tuple(None if date_ is None else (date_ - DAY0).days for date_ in dates))
    assert found == DAYS[kind]


def test_healed_fracture_counts_from_union_and_deep_work_from_the_injury_as_well() -> None:
    expected = {T.MLD: 20, T.GEN: 20, T.MFR: 34, T.STR: 20, T.NMT: 48, T.CTM: 48, T.OMT: 62, T.DTM: 70}
    healed = event(E.FRACTURE_UNITED, ended_on=day(18), confirmed_on=day(20), documented=True)
    for technique, count in expected.items():
        given = [clearance("E-FRACTURE_UNITED")]
        assert levels(healed, technique, count - 1, clearances=given) == [Level.BLOCK]
        assert levels(healed, technique, count, clearances=given) == []
    late = event(E.FRACTURE_UNITED, ended_on=day(60), confirmed_on=day(50), documented=True)
    assert levels(late, T.DTM, 87, clearances=[clearance("E-FRACTURE_UNITED")]) == [Level.BLOCK]
    assert levels(late, T.DTM, 88, clearances=[clearance("E-FRACTURE_UNITED")]) == []


@pytest.mark.parametrize("missing", ["ended_on", "confirmed_on", "documented"])
def test_fracture_is_in_its_cast_until_union_and_its_document_are_on_record(missing: str) -> None:
    known = {"ended_on": day(40), "confirmed_on": day(42), "documented": True}
    del known[missing]
    (finding,) = judge_gate(event=event(E.FRACTURE_UNITED, **known), work=Work(T.DTM, (SITE,)), day=day(200))
    assert (finding.level, finding.code) == (Level.BLOCK, "E-FRACTURE_CAST")
    assert "union confirmed and its document" in finding.lifted_by


def test_cast_that_came_off_is_silent_once_union_is_on_record() -> None:
    cast = event(E.FRACTURE_CAST, ended_on=day(40))
    healed = event(E.FRACTURE_UNITED, ended_on=day(40), confirmed_on=day(42), documented=True)
    work = Work(T.MFR, (SITE,))
    assert judge_gates(events=[cast], work=work, day=day(60)) != []
    assert judge_gates(events=[cast, healed], work=work, day=day(60)) == []
    elsewhere = event(E.FRACTURE_UNITED, "FORA-l", ended_on=day(40), confirmed_on=day(42), documented=True)
    assert judge_gates(events=[cast, elsewhere], work=work, day=day(60)) != []
    assert gate_caps(events=[cast, healed], work=Work(T.GEN, (SITE,)), day=day(200)) == []


def test_clearance_opens_on_its_day_and_time_opens_later() -> None:
    surgery = event(E.LIPOSUCTION)
    given = [clearance("E-LIPOSUCTION")]
    assert levels(surgery, T.MLD, 2, clearances=given) == [Level.BLOCK]
    assert levels(surgery, T.MLD, 3) == [Level.CLEAR]
    assert levels(surgery, T.MLD, 3, clearances=given) == []
    assert levels(surgery, T.MLD, 13) == [Level.CLEAR]
    assert levels(surgery, T.MLD, 14) == []


def test_gate_that_needs_a_clearance_never_opens_by_time_alone() -> None:
    assert levels(event(E.LIPOSUCTION), T.DTM, 4000) == [Level.CLEAR]
    assert levels(event(E.LIPOSUCTION), T.DTM, 42, clearances=[clearance("E-LIPOSUCTION")]) == []
    other = [clearance("E-SURG_SOFT"), clearance("E-LIPOSUCTION", techniques=frozenset({"MLD"}))]
    assert levels(event(E.LIPOSUCTION), T.DTM, 42, clearances=other) == [Level.CLEAR]


def test_clearance_holds_up_to_its_pressure() -> None:
    given = [clearance("E-LIPOSUCTION", cap=3)]
    for pressure, expected in ((3, []), (4, [Level.CLEAR])):
        found = judge_gate(
            event=event(E.LIPOSUCTION), work=Work(T.DTM, (SITE,), pressure), day=day(50), clearances=given
        )
        assert [finding.level for finding in found] == expected


def test_protocol_takes_a_written_order_not_a_clearance() -> None:
    repair = event(E.TENDON_REPAIR)
    assert levels(repair, T.STR, 30, clearances=[clearance("E-TENDON_REPAIR")]) == [Level.CLEAR]
    assert levels(repair, T.STR, 30, orders=[Order(day(20), confirmed=True)]) == []
    assert levels(event(E.SURG_SOFT), T.STR, 41) == [Level.CLEAR]
    assert levels(event(E.SURG_SOFT), T.STR, 42) == []


def test_order_moves_the_gate_either_way_within_its_words() -> None:
    surgery = event(E.LIPOSUCTION)
    early = [Order(day(1), techniques=frozenset({"MLD"}), places=frozenset({SITE}), confirmed=True)]
    assert levels(surgery, T.MLD, 1, orders=early) == []
    assert levels(surgery, T.MLD, 1, "SHIN-l", orders=early) == [Level.BLOCK]
    assert levels(surgery, T.GEN, 1, orders=early) == [Level.BLOCK]
    late = [Order(day(30), confirmed=True)]
    assert levels(surgery, T.MLD, 29, orders=late) == [Level.BLOCK]
    assert levels(surgery, T.MLD, 30, orders=late) == []
    assert levels(surgery, T.MLD, 20, orders=[Order(day(30))]) == []
    assert levels(surgery, T.MLD, 10, orders=[Order(day(1), day(9), confirmed=True)]) == [Level.CLEAR]
    assert earliest_date(T.MLD, surgery, orders=early) == day(1)


def test_stages_of_a_protocol_follow_each_other() -> None:
    stages = [Order(day(14), day(27), cap=2, confirmed=True), Order(day(28), cap=3, confirmed=True)]
    for on, pressure, expected in ((20, 2, []), (20, 3, [Level.BLOCK]), (30, 3, [])):
        found = judge_gate(
            event=event(E.TENDON_REPAIR), work=Work(T.CTM, (SITE,), pressure), day=day(on), orders=stages
        )
        assert [finding.level for finding in found] == expected


def test_order_does_not_open_what_is_never_done() -> None:
    orders = [Order(day(0), confirmed=True)]
    assert levels(event(E.MASTECTOMY_NODES, "BREAST-l"), T.DTM, 100, "CHEST-l", orders=orders) == [
        Level.BLOCK,
        Level.BLOCK,
    ]
    assert levels(event(E.FRACTURE_CAST), T.STR, 10, orders=orders) == [Level.BLOCK]
    cast = event(E.FRACTURE_UNITED, ended_on=day(40), confirmed_on=day(42), documented=True)
    assert levels(cast, T.STR, 10, orders=orders) == [Level.BLOCK]


def test_gates_hold_on_the_place_and_what_touches_it_and_nowhere_else() -> None:
    found = judge_gate(event=event(E.LIPOSUCTION), work=Work(T.NMT, (SITE, "SHIN-l", "SHIN-r", "LUMB-l")), day=day(10))
    assert said(found) == [(Level.BLOCK, "E-LIPOSUCTION", (SITE, "SHIN-l"))]


def test_event_without_places_holds_everywhere() -> None:
    nowhere = EventFact(E.LIPOSUCTION, DAY0)
    assert [f.regions for f in judge_gate(event=nowhere, work=Work(T.NMT, ("LUMB-l",)), day=day(10))] == [("LUMB-l",)]


def test_fracture_in_a_cast_leaves_work_nearer_the_trunk_and_one_joint_away() -> None:
    cast, given = event(E.FRACTURE_CAST, "FORA-l"), [clearance("E-FRACTURE_CAST")]
    assert levels(cast, T.MLD, 3, "ELBA-l", clearances=given) == []
    assert levels(cast, T.MLD, 3, "ELBA-l") == [Level.CLEAR]
    assert levels(cast, T.MLD, 3, "WRSA-l", clearances=given) == [Level.BLOCK]
    assert levels(cast, T.MLD, 3, "FORA-l", clearances=given) == [Level.BLOCK]
    assert levels(cast, T.GEN, 3, "WRSA-l", clearances=given) == []
    assert levels(cast, T.GEN, 3, "FORP-l", clearances=given) == [Level.BLOCK]


def test_lymph_drainage_on_an_operated_place_waits_for_the_order() -> None:
    surgery = event(E.SURG_SOFT)
    assert levels(surgery, T.MLD, 100, SITE, "SHIN-l") == [Level.CLEAR]
    assert levels(surgery, T.MLD, 100, SITE, orders=[Order(day(20), confirmed=True)]) == []
    assert levels(surgery, T.MLD, 14, "THIA-l") == []


def test_sprain_is_stroked_next_to_the_place_first() -> None:
    sprain = event(E.SPRAIN_STRAIN_1_2)
    assert levels(sprain, T.GEN, 3, "SHIN-l") == []
    assert levels(sprain, T.GEN, 4) == [Level.BLOCK]
    assert levels(sprain, T.GEN, 5) == []
    assert levels(event(E.INJECTION_SITE), T.GEN, 13) == [Level.BLOCK]


def test_positional_release_follows_stretching_and_reflexology_the_connective_tissue() -> None:
    assert levels(event(E.SPRAIN_STRAIN_1_2), T.PRT, 4) == [Level.BLOCK]
    assert levels(event(E.SPRAIN_STRAIN_1_2), T.PRT, 5) == []
    foot = event(E.LIPOSUCTION, "ANKL-l")
    assert levels(foot, T.REF, 41, "SOLE-l") == [Level.BLOCK]
    assert levels(foot, T.REF, 42, "SOLE-l") == []
    assert levels(foot, T.REF, 1, "SOLE-r", "HNDP-l") == []
    assert levels(event(E.LIPOSUCTION), T.REF, 1, "SOLE-l") == []


def test_classic_strokes_stay_light_while_the_event_is_fresh() -> None:
    deep = Work(T.GEN, (SITE,), 3)
    found = judge_gate(event=event(E.LIPOSUCTION), work=deep, day=day(41))
    assert said(found) == [(Level.BLOCK, "E-LIPOSUCTION:CAP", (SITE,))]
    assert judge_gate(event=event(E.LIPOSUCTION), work=deep, day=day(42)) == []


def test_quadrant_keeps_its_cap_for_life() -> None:
    breast = event(E.MASTECTOMY_NODES, "BREAST-l")
    given = [Clearance(frozenset({GATES[E.MASTECTOMY_NODES].row}), DAY0, day(5000), confirmed=True)]
    for pressure, expected in ((2, []), (3, [(Level.BLOCK, "E-MASTECTOMY_NODES:CAP", ("CHEST-l",))])):
        work = Work(T.OMT, ("CHEST-l",), pressure)
        assert said(judge_gate(event=breast, work=work, day=day(4000), clearances=given)) == expected
    assert [cap.pressure for cap in gate_caps(events=[breast], work=Work(T.OMT, ("CHEST-l",)), day=day(4000))] == [2]


def test_care_is_named_while_it_is_fresh() -> None:
    (finding,) = judge_gate(event=event(E.SURG_SOFT), work=Work(T.MFR, (SITE,)), day=day(45))
    assert finding.level is Level.WARN
    assert "closed, dry and free of scabs" in finding.message
    assert judge_gate(event=event(E.SURG_SOFT), work=Work(T.MFR, (SITE,)), day=day(56)) == []
    healed = event(E.FRACTURE_UNITED, ended_on=day(40), confirmed_on=day(40), documented=True)
    (finding,) = judge_gate(event=healed, work=Work(T.STR, (SITE,)), day=day(50))
    assert "within the pain-free range only; more only from Sat 23 May 2026" in finding.message


def test_message_says_what_why_and_from_when() -> None:
    (finding,) = judge_gate(event=event(E.SPRAIN_STRAIN_1_2), work=Work(T.DTM, (SITE,)), day=day(8))
    assert finding.message == (
        "Front of the left knee. Sprain or strain, grade 1 or 2, Day 8: deep tissue massage only from Mon 23 Mar 2026. "
        "Torn fibers bleed and swell first, and close only after about three weeks."
    )
    assert finding.lifted_by == (
        "The day itself, Mon 23 Mar 2026; or the surgeon's written order for this technique and place."
    )


def test_planned_operation_keeps_its_place_for_the_surgeon() -> None:
    ahead = event(E.JOINT_REPLACEMENT)
    assert levels(ahead, T.GEN, -5) == [Level.CLEAR]
    assert levels(ahead, T.GEN, -5, "LUMB-l") == []
    assert levels(ahead, T.GEN, -5, orders=[Order(day(-9), confirmed=True)]) == []
    assert levels(event(E.SPRAIN_STRAIN_1_2), T.GEN, -5) == []


def test_event_without_gates_says_nothing() -> None:
    assert judge_gate(event=event(E.OTHER), work=Work(T.DTM, (SITE,)), day=day(0)) == []
    assert earliest_date(T.DTM, event(E.OTHER)) == DAY0
