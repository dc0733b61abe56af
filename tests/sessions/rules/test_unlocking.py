"""What a paper opens: only what differs with it, with the pressure it reaches."""

from dataclasses import replace

from clinic.rules.regions import PLACES
from sessions.rules.clearances import Clearance, Order
from sessions.rules.unlocking import Unlocked, unlocked
from tests.factories.guarding import condition, day, event, facts

HEART = facts(conditions=(condition("CHF_STABLE"),))
ANSWER = Clearance(frozenset({"X-07"}), day(0), day(90), techniques=frozenset({"MLD"}), confirmed=True)


def test_an_answer_opens_the_techniques_it_names_and_no_other() -> None:
    found = unlocked(HEART, replace(HEART, clearances=(ANSWER,)), day=day(0), places=())
    assert [(one.code, one.places, one.before) for one in found] == [("MLD", PLACES, 0)]
    assert found[0].words.startswith("Manual lymph drainage everywhere, up to pressure ")


def test_it_says_the_places_it_names() -> None:
    there = replace(ANSWER, places=frozenset({"LUMB-l"}))
    found = unlocked(HEART, replace(HEART, clearances=(there,)), day=day(0), places=("LUMB-l",), codes=("MLD",))
    assert [one.places for one in found] == [("LUMB-l",)]
    assert "at the left " in found[0].words


def test_an_order_moves_the_gate_and_reaches_as_far_as_it_allows() -> None:
    hurt = facts(events=(event("LIPOSUCTION", 25, "ABDL-m"),))
    order = Order(day(0), techniques=frozenset({"MFR"}), places=frozenset({"ABDL-m"}), cap=2, confirmed=True)
    found = unlocked(hurt, replace(hurt, orders=(order,)), day=day(0), places=("ABDL-m",))
    assert found == [Unlocked(found[0].code, ("ABDL-m",), reach=2, before=0)]
    assert found[0].code == "MFR"


def test_nothing_opens_where_something_else_still_holds() -> None:
    held = replace(HEART, conditions=(*HEART.conditions, condition("DVT_PE_SUSPECT")))
    assert unlocked(held, replace(held, clearances=(ANSWER,)), day=day(0), places=()) == []
    assert unlocked(facts(), facts(clearances=(ANSWER,)), day=day(0), places=()) == []


def test_more_pressure_is_said_beside_what_there_was() -> None:
    words = Unlocked(
        next(iter(unlocked(HEART, replace(HEART, clearances=(ANSWER,)), day=day(0), places=()))).code, ("LUMB-l",), 3, 2
    )
    assert words.words.endswith("up to pressure 3 instead of 2")
