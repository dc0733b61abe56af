"""Events that cannot both be so."""

from dataclasses import replace
from datetime import date

import pytest

from clinic.rules.events import EventKind
from referrals.rules.contradicting import EventFacts, contradiction

BROKEN_ON, OFF_ON = date(2026, 8, 1), date(2026, 9, 20)
CAST = EventFacts(EventKind.FRACTURE_CAST, BROKEN_ON, ("FORA-r",), ended_on=OFF_ON)
UNITED = EventFacts(EventKind.FRACTURE_UNITED, BROKEN_ON, ("FORA-r",), ended_on=OFF_ON, confirmed_on=date(2026, 9, 18))
SURGERY = EventFacts(EventKind.LIPOSUCTION, BROKEN_ON, ("ABDL-m",), "Abdomen")


def day(new: EventFacts, *known: EventFacts) -> str:
    found = contradiction(new, known)
    return found.day if found else ""


def test_union_may_be_confirmed_some_days_before_the_cast_comes_off() -> None:
    assert day(UNITED, CAST) == ""
    assert day(CAST, UNITED) == ""


def test_nothing_ends_or_is_confirmed_before_it_happens() -> None:
    assert day(replace(UNITED, confirmed_on=date(2026, 7, 1))) == "confirmed_on"
    assert day(replace(CAST, ended_on=date(2026, 7, 1))) == "ended_on"


@pytest.mark.parametrize("known", [SURGERY, replace(SURGERY, procedure=""), replace(SURGERY, places=())])
def test_the_same_surgery_twice_on_one_day(known: EventFacts) -> None:
    assert day(SURGERY, known) == "on"


@pytest.mark.parametrize(
    "known",
    [
        replace(SURGERY, places=("ARMA-l",)),
        replace(SURGERY, procedure="Flanks"),
        replace(SURGERY, happened_on=OFF_ON),
        replace(SURGERY, kind=EventKind.SURG_SOFT),
    ],
)
def test_another_surgery_is_another_one(known: EventFacts) -> None:
    assert day(SURGERY, known) == ""


def test_two_injections_on_one_day_are_ordinary() -> None:
    shot = EventFacts(EventKind.INJECTION_SITE, BROKEN_ON, ("SHLDA-r",))
    assert day(shot, shot) == ""


def test_the_cast_of_one_injury_came_off_on_one_day() -> None:
    assert day(replace(UNITED, ended_on=date(2026, 9, 10)), CAST) == "ended_on"
    assert day(replace(CAST, ended_on=date(2026, 10, 1)), UNITED) == "ended_on"
    assert day(replace(UNITED, ended_on=None), CAST) == ""


def test_a_bone_does_not_count_as_healed_while_the_place_is_in_a_cast() -> None:
    again = replace(CAST, happened_on=date(2026, 9, 15), ended_on=date(2026, 10, 30))
    assert day(UNITED, again) == "ended_on"
    assert day(UNITED, replace(again, places=("SHIN-l",))) == ""
    assert day(replace(UNITED, confirmed_on=None), again) == ""
    assert day(UNITED, replace(again, ended_on=None)) == ""
