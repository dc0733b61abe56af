"""From a template to the rows of a draft, and when a first visit is possible."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from clinic.rules.events import EventKind
from clinic.rules.techniques import TechniqueCode as T
from sessions.rules.clearances import Clearance, Order
from sessions.rules.first_visit import first_visit, waited
from sessions.rules.gate_opening import EventFact
from sessions.rules.gates_table import GATES
from sessions.rules.judging import PatientFacts
from sessions.rules.plan_templates import TEMPLATES, Purpose, Step, Where
from sessions.rules.plans import Limits
from sessions.rules.techniques import TECHNIQUES
from sessions.rules.template_filling import Filled, ForWhat, Ground, ProtocolStep, fill, matching_event, relevance

DAY = date(2026, 6, 1)
BELLY = ("ABDL-m",)
LIMITS = {
    code.value: Limits(code.value, e.name, e.pressure.least, e.pressure.most, e.minutes.least, e.minutes.most)
    for code, e in TECHNIQUES.items()
}


def lipo(days_ago: int) -> EventFact:
    return EventFact(EventKind.LIPOSUCTION, DAY - timedelta(days=days_ago), BELLY)


def cleared(code: str = "E-LIPOSUCTION") -> Clearance:
    return Clearance(frozenset({code}), DAY, DAY + timedelta(days=90), confirmed=True)


def ground(*events: EventFact, **changed: Any) -> Ground:
    papers = {name: changed.pop(name) for name in ("clearances", "orders") if name in changed}
    given = {"affected": BELLY, "no_touch": frozenset(), "day": DAY, "limits": LIMITS, **changed}
    return Ground(facts=PatientFacts(events=events, **papers), **given)


def days_of(filled: Filled) -> dict[str, int | None]:
    """By technique: its first day from today on; None: the plan's first visit."""
    return {row.code: (row.from_on - DAY).days if row.from_on else None for row in filled.techniques}


MLD, SCAR = Step(T.MLD, 30, 1, 3), Step(T.MFR, 15, 2, 21)


@pytest.mark.parametrize(
    ("days_ago", "papers", "starts", "expected"),
    [
        (2, {}, 12, {"MLD": None, "MFR": 40}),
        (2, {"clearances": (cleared(),)}, 1, {"MLD": None, "MFR": 19}),
        (8, {"clearances": (cleared(),)}, 0, {"MLD": None, "MFR": 13}),
        (
            2,
            {"orders": (Order(DAY + timedelta(days=3), confirmed=True, techniques=frozenset({"MLD"})),)},
            3,
            {"MLD": None, "MFR": 40},
        ),
        (20, {}, 0, {"MLD": None, "MFR": 22}),
        (60, {}, 0, {"MLD": None, "MFR": None}),
    ],
)
def test_each_technique_begins_on_the_latest_of_its_days(
    days_ago: int, papers: dict[str, Any], starts: int, expected: dict[str, int | None]
) -> None:
    event = lipo(days_ago)
    filled = fill((MLD, SCAR), ground(event, **papers), event=event)
    assert (filled.starts_on - DAY).days == starts
    assert days_of(filled) == expected


def test_where_only_a_clearance_opens_the_row_begins_on_that_day() -> None:
    event = lipo(20)
    filled = fill((MLD, Step(T.DTM, 15, 3)), ground(event), event=event)
    assert days_of(filled) == {"MLD": None, "DTM": 22}


def test_without_an_event_days_count_from_the_first_visit() -> None:
    assert days_of(fill((Step(T.NMT, 20, 4), Step(T.STR, 10, 1, 7)), ground())) == {"NMT": None, "STR": 7}


def test_a_healed_fracture_counts_from_union() -> None:
    event = EventFact(
        EventKind.FRACTURE_UNITED,
        DAY - timedelta(days=80),
        ("FORA-r",),
        ended_on=DAY - timedelta(days=30),
        confirmed_on=DAY - timedelta(days=10),
        documented=True,
    )
    filled = fill((Step(T.STR, 10, 1), Step(T.MFR, 10, 2, 14)), ground(event, affected=("FORA-r",)), event=event)
    assert days_of(filled) == {"STR": None, "MFR": 4}


def test_places_are_the_affected_their_neighbors_or_the_named_ones_without_those_not_to_touch() -> None:
    steps = (
        Step(T.MLD, 30, 1),
        Step(T.GEN, 10, 2, where=Where.NEIGHBORS),
        Step(T.STR, 10, 1, where=Where.NAMED, places=("SOLE-l", "CALF-l")),
    )
    filled = fill(steps, ground(affected=("KNEA-l", "SHIN-l"), no_touch=frozenset({"SHIN-l", "SOLE-l", "KNEP-l"})))
    places = {row.code: set(row.places) for row in filled.techniques}
    assert places["MLD"] == {"KNEA-l"}
    assert places["STR"] == {"CALF-l"}
    assert "KNEP-l" not in places["GEN"]
    assert "THIA-l" in places["GEN"]


def test_what_has_no_place_left_is_left_out_and_said() -> None:
    filled = fill(
        (MLD, Step(T.STR, 10, 1, where=Where.NAMED, places=("SOLE-l",))), ground(no_touch=frozenset({"SOLE-l"}))
    )
    assert [row.code for row in filled.techniques] == ["MLD"]
    assert filled.notes == ("Stretching is left out: the referral leaves no region for it.",)


def test_a_clinics_tighter_catalogue_holds() -> None:
    limits = {**LIMITS, "NMT": replace(LIMITS["NMT"], pressure_max=3, minutes_max=18)}
    row = fill((Step(T.NMT, 20, 4),), ground(limits=limits)).techniques[0]
    assert (row.minutes, row.pressure_ceiling) == (18, 3)
    assert fill((Step(T.NMT, 20, 4),), ground(limits={})).techniques == ()


def test_a_protocol_gives_days_caps_and_an_end() -> None:
    event = lipo(60)
    protocol = (ProtocolStep(70, frozenset({"MFR"}), cap=1), ProtocolStep(0, until_day=90))
    filled = fill((MLD, SCAR), ground(event), event=event, protocol=protocol)
    assert days_of(filled) == {"MLD": None, "MFR": 10}
    assert [row.pressure_ceiling for row in filled.techniques] == [1, 2]
    assert filled.precautions == ("Manual lymph drainage by the protocol only until Wed 1 Jul 2026.",)


@pytest.mark.parametrize(
    ("what", "changed", "rank"),
    [
        (ForWhat("LIPOSUCTION", ("Z41.1",)), {}, 14),
        (ForWhat("LIPOSUCTION", ("I97.2",)), {}, 10),
        (ForWhat("", ("Z41",)), {}, 6),
        (ForWhat("", ("Z41",), Purpose.PREVENT), {}, 4),
        (ForWhat("KNEE", ("M17",)), {}, 0),
        (ForWhat("LIPOSUCTION", physician=7), {"physician": 7}, 11),
        (ForWhat("LIPOSUCTION", physician=7), {"physician": 8}, 0),
    ],
)
def test_how_well_a_template_suits(what: ForWhat, changed: dict[str, Any], rank: int) -> None:
    facts = {"codes": ("Z41.1",), "events": (lipo(5),), "purpose": "treat", "physician": None, **changed}
    assert relevance(what, **facts) == rank


def test_a_cast_that_came_off_counts_as_healed_once_union_is_on_record() -> None:
    cast = EventFact(EventKind.FRACTURE_CAST, DAY - timedelta(days=60), ("FORA-r",), ended_on=DAY - timedelta(days=5))
    united = replace(cast, confirmed_on=DAY - timedelta(days=5), documented=True)
    assert matching_event("FRACTURE_UNITED", [cast]) is None
    assert matching_event("FRACTURE_UNITED", [cast, united]) == united
    assert matching_event("", [cast]) is None


@pytest.mark.parametrize("row", TEMPLATES)
def test_the_first_templates_keep_to_the_hard_limits(row: str) -> None:
    entry = TEMPLATES[row]
    assert 30 <= sum(step.minutes for step in entry.steps) <= 45
    assert len([step for step in entry.steps if step.code is not T.GEN and step.from_day <= 3]) <= 2
    for step in entry.steps:
        limits = TECHNIQUES[step.code]
        assert limits.minutes.least <= step.minutes <= limits.minutes.most
        assert limits.pressure.least <= step.ceiling <= limits.pressure.most
        if entry.event:
            gate = GATES[entry.event].gates[step.code]
            assert not gate.is_never
            first = min(day for day in (gate.day, gate.cleared, 0 if gate.protocol else None) if day is not None)
            assert step.from_day >= first, f"{step.code} before its gate"
            assert gate.cap is None or step.ceiling <= gate.cap


# The first visit.


def test_a_first_visit_without_anything_in_the_way_is_possible_now() -> None:
    found = first_visit(("LUMB-l",), PatientFacts(), day=DAY)
    assert (found.on, found.asked_on) == (DAY, None)
    assert found.words == "A first visit is possible now."


def test_after_liposuction_the_day_stands_with_and_without_a_clearance() -> None:
    found = first_visit(BELLY, PatientFacts(events=(lipo(2),)), day=DAY)
    assert found.on == DAY + timedelta(days=12)
    assert found.asked_on == DAY + timedelta(days=1)
    assert found.words == (
        "First visit possible from Sat 13 Jun 2026 (POD 14); with the physician's clearance from Tue 2 Jun 2026 (POD 3)."
    )
    assert found.starts[0].alone_on == found.on
    assert {each.name for each in found.starts if each.alone_on is None} >= {"Deep tissue massage"}


def test_where_no_day_opens_anything_it_is_said() -> None:
    cast = EventFact(EventKind.FRACTURE_CAST, DAY - timedelta(days=10), ("FORA-r",))
    found = first_visit(("FORA-r",), PatientFacts(events=(cast,)), day=DAY)
    assert found.on is None
    assert found.words.startswith("Nothing may be done yet by time alone")


def test_what_nobody_may_do_opens_no_day() -> None:
    left_out = [code for code in T if code is not T.NMT]
    found = first_visit(BELLY, PatientFacts(events=(lipo(2),)), day=DAY, left_out=left_out)
    assert [each.technique for each in found.starts] == [T.NMT]
    assert found.on == DAY + timedelta(days=40)


@pytest.mark.parametrize(
    ("first", "today", "words"),
    [
        (None, 14, ""),
        (None, 15, "Waiting 15 days for a first visit; 14 are the clinic's limit."),
        (14, 40, ""),
        (16, 5, "16 days from referral to first visit; 14 are the clinic's limit."),
    ],
)
def test_a_referral_that_waits_too_long_says_so(first: int | None, today: int, words: str) -> None:
    first_on = None if first is None else DAY + timedelta(days=first)
    assert waited(received_on=DAY, first_on=first_on, today=DAY + timedelta(days=today), most=14) == words
