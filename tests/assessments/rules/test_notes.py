"""What is said beside a value: norm, other side, change, and what it is worth."""

from decimal import Decimal

import pytest

from assessments.rules import notes
from assessments.rules.body_entries import Girths, Strength, Trunk
from assessments.rules.changing import Change, change
from assessments.rules.entries import Activity, Pain, Range, Rating
from assessments.rules.rom import MOVEMENTS
from clinic.rules.measures import MEASURES


def texts(found: list[notes.Note]) -> list[str]:
    return [note.text for note in found]


def test_a_range_stands_beside_its_norm_and_the_other_side() -> None:
    found = notes.range_notes(MOVEMENTS["TRUNK-BEND"], [Range("TRUNK-BEND", "l", 20), Range("TRUNK-BEND", "r", 35)], {})
    assert texts(found) == ["norm 35°", "left 57 % of norm", "right 100 % of norm", "left is 57 % of right"]
    assert found[-1].tone == "amber"


def test_equal_sides_and_norms_of_zero_say_nothing_more() -> None:
    even = [Range("NECK-ROT", side, 60) for side in ("l", "r")]
    assert texts(notes.range_notes(MOVEMENTS["NECK-ROT"], even, {}))[-1] == "right 100 % of norm"
    straight = [Range("KNEE-EXT", "l", 5), Range("KNEE-EXT", "r", 0)]
    assert texts(notes.range_notes(MOVEMENTS["KNEE-EXT"], straight, {})) == ["norm 0°"]


def test_the_old_value_stands_beside_an_empty_field_and_the_change_beside_a_new_one() -> None:
    last = {("KNEE-FLEX", "l"): Range("KNEE-FLEX", "l", 85), ("KNEE-FLEX", "r"): Range("KNEE-FLEX", "r", passive=130)}
    found = notes.range_notes(MOVEMENTS["KNEE-FLEX"], [Range("KNEE-FLEX", "l", 100)], last, norm=False)
    assert texts(found) == ["left 74 % of norm", "left +15° since 85°, real change", "right last time 130°"]
    assert found[1].tone == "green"


def test_no_error_is_claimed_for_the_jaw() -> None:
    found = notes.range_notes(
        MOVEMENTS["JAW-OPEN"], [Range("JAW-OPEN", "m", 45)], {("JAW-OPEN", "m"): Range("JAW-OPEN", "m", 25)}
    )
    assert texts(found) == ["norm 35 to 50 mm", "129 % of norm", "+20 mm since 25 mm"]


def test_less_extension_lag_is_better() -> None:
    found = notes.range_notes(
        MOVEMENTS["KNEE-EXT"], [Range("KNEE-EXT", "l", 2)], {("KNEE-EXT", "l"): Range("KNEE-EXT", "l", 15)}
    )
    assert (found[-1].text, found[-1].tone) == ("left -13° since 15°, real change", "green")


def test_strength_is_compared_in_steps() -> None:
    sides = {"l": Strength("KNEE-EXT", "l", "4-"), "r": Strength("KNEE-EXT", "r", "5")}
    last = {("KNEE-EXT", "l"): Strength("KNEE-EXT", "l", "3+"), ("KNEE-EXT", "r"): Strength("KNEE-EXT", "r", "5")}
    assert texts(notes.strength_notes("KNEE-EXT", sides, last)) == [
        "left 3 steps weaker",
        "left 1 step stronger since 3+",
        "right as before, 5",
    ]
    assert texts(notes.strength_notes("KNEE-EXT", {}, last)) == ["left last time 3+", "right last time 5"]
    even = {"l": sides["r"], "r": sides["r"]}
    assert texts(notes.strength_notes("HIP-ABD", even, {})) == ["both sides alike"]
    weaker = {"l": Strength("X", "l", "3"), "r": Strength("X", "r", "2+")}
    assert texts(notes.strength_notes("X", weaker, {("X", "l"): Strength("X", "l", "3+")})) == [
        "right 2 steps weaker",
        "left 1 step weaker since 3+",
    ]


def girths(*read: str | None, interval: int = 4) -> Girths:
    first = tuple(None if one is None else Decimal(one) for one in read)
    return Girths("arm", "l", interval, first, (None,) * len(first))


def test_points_say_what_they_were() -> None:
    found = notes.point_notes(girths("16", "18.4"), girths("16", "20", "22", None))
    assert {number: texts(said) for number, said in found.items()} == {
        0: ["left as before, 16 cm"],
        1: ["left -1.6 cm since 20 cm, real change"],
        2: ["left last time 22.0 cm"],
    }
    assert notes.point_notes(girths("16"), None) == {}
    assert notes.point_notes(girths("16", interval=8), girths("16")) == {}
    assert texts(notes.point_notes(None, girths("16"))[0]) == ["left last time 16.0 cm"]


def test_the_trunk_says_its_mean_or_its_change() -> None:
    before, now = Trunk("navel", Decimal(92)), Trunk("navel", Decimal(90), Decimal("90.4"))
    assert texts(notes.trunk_notes(now, before)) == ["-1.8 cm since 92 cm, real change"]
    assert texts(notes.trunk_notes(now, None)) == ["mean 90.2 cm"]
    assert texts(notes.trunk_notes(None, before)) == ["last time 92.0 cm"]
    assert notes.trunk_notes(before, None) == notes.trunk_notes(None, None) == []


def test_pain_falls_for_the_better() -> None:
    found = notes.pain_notes(Pain("LUMB-l", 3), Pain("LUMB-l", 7))
    assert (found[0].text, found[0].tone) == ("-4 since 7, real change, important change", "green")
    assert notes.pain_notes(Pain("LUMB-l", None), Pain("LUMB-l", 7)) == []
    assert notes.pain_notes(Pain("LUMB-l", 3), None) == notes.pain_notes(Pain("LUMB-l", 3), Pain("LUMB-l", None)) == []
    worse = notes.pain_notes(Pain("LUMB-l", 9), Pain("LUMB-l", 7))
    assert (worse[0].text, worse[0].tone) == ("+2 since 7, real change", "red")


@pytest.mark.parametrize(
    ("now", "text"), [(5, "+2 since 3, important change"), (6, "+3 since 3, real change, important change")]
)
def test_one_activity_is_noisier_than_the_mean(now: int, text: str) -> None:
    assert texts(notes.activity_notes(now, Activity("Lift", 3))) == [text]


def test_activities_not_rated_yet_show_the_last_time() -> None:
    assert texts(notes.activity_notes(None, Activity("Lift", 3))) == ["last time 3 of 10"]
    assert notes.activity_notes(4, None) == []


def test_the_mean_of_three_activities_moves() -> None:
    last = {words: Activity(words, 3) for words in ("a", "b", "c")}
    assert texts(notes.mean_notes({"a": 5, "b": 5, "c": 6}, last)) == [
        "mean 5.3 of 10",
        "+2.3 since 3, real change, important change",
    ]
    assert texts(notes.mean_notes({"a": 5, "b": 5, "x": 6}, last)) == ["mean 5.3 of 10"]
    assert notes.mean_notes({"a": 5}, last) == []


def test_ratings_and_the_change_felt_overall() -> None:
    assert texts(notes.rating_notes(Rating("SLEEP", 7), Rating("SLEEP", 4))) == ["+3 since 4, real change"]
    assert texts(notes.rating_notes(None, Rating("SLEEP", 4))) == ["last time 4"]
    assert texts(notes.rating_notes(Rating("GROC", 4), None)) == ["better: clearly, important change"]
    assert texts(notes.rating_notes(Rating("GROC", 1), None)) == ["better: hardly any"]
    assert notes.rating_notes(None, Rating("GROC", 4)) == notes.rating_notes(Rating("SLEEP", 4), None) == []


def test_a_change_without_worth_stays_gray() -> None:
    assert change(MEASURES["NPRS"], 5, 4).tone == "gray"
    assert Change("5", "", None).text == "as before, 5"
