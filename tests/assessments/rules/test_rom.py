"""Range of motion against norm and other side."""

import pytest

from assessments.rules.rom import (
    MOVEMENTS,
    Movement,
    deficit,
    find_movement,
    gain,
    is_plausible,
    is_real_change,
    is_side,
    measure_of,
    percent_of_norm,
    percent_of_other_side,
)
from clinic.rules.measures import real_change

NORMS = {
    "NECK": "FLEX 45 EXT 45 BEND 45 ROT 60",
    "TRUNK": "FLEX 80 EXT 25 BEND 35 ROT 45",
    "SHLD": "FLEX 180 EXT 60 ABD 180 IR 70 ER 90",
    "ELBOW": "FLEX 150 EXT 0",
    "FORE": "PRO 80 SUP 80",
    "WRIST": "FLEX 80 EXT 70 RAD 20 ULN 30",
    "THUMB": "MCP-FLEX 50 IP-FLEX 80",
    "FINGER": "MCP-FLEX 90 MCP-EXT 45 PIP-FLEX 100 DIP-FLEX 90",
    "HIP": "FLEX 120 EXT 30 ABD 45 ADD 30 IR 45 ER 45",
    "KNEE": "FLEX 135 EXT 0",
    "ANKLE": "DF 20 PF 50 INV 35 EV 15",
    "JAW": "OPEN 35 SIDE 8",
}


def test_norms_are_those_of_the_reference() -> None:
    expected = {}
    for joint, text in NORMS.items():
        words = text.split()
        expected |= {f"{joint}-{m}": int(n) for m, n in zip(words[::2], words[1::2], strict=True)}
    assert {m.code: m.norm for m in MOVEMENTS.values()} == expected


@pytest.mark.parametrize("movement", MOVEMENTS.values(), ids=lambda m: m.code)
def test_norm_is_plausible(movement: Movement) -> None:
    assert is_plausible(movement, movement.norm)
    assert not is_plausible(movement, 999)


@pytest.mark.parametrize(
    ("code", "value", "percent"),
    [("KNEE-FLEX", 108, 80), ("SHLD-ABD", 90, 50), ("JAW-OPEN", 28, 80), ("KNEE-EXT", 5, None)],
)
def test_percent_of_norm(code: str, value: float, percent: float | None) -> None:
    assert percent_of_norm(MOVEMENTS[code], value) == percent


def test_movement_is_found_by_the_two_parts_of_its_code() -> None:
    for movement in MOVEMENTS.values():
        assert find_movement(movement.joint_code, movement.movement_code) is movement
    assert MOVEMENTS["FINGER-MCP-FLEX"].movement_code == "MCP-FLEX"
    assert find_movement("KNEE", "ROT") is None


def test_percent_of_other_side_needs_an_other_side() -> None:
    assert percent_of_other_side(90, 120) == 75
    assert percent_of_other_side(10, 0) is None


@pytest.mark.parametrize(
    ("code", "affected", "other", "behind"),
    [("KNEE-FLEX", 100, 135, 35), ("KNEE-FLEX", 140, 135, -5), ("KNEE-EXT", 15, 0, 15), ("ELBOW-EXT", 0, 5, -5)],
)
def test_deficit_is_how_far_the_affected_side_lies_behind(code: str, affected: int, other: int, behind: int) -> None:
    assert deficit(MOVEMENTS[code], affected, other) == behind


@pytest.mark.parametrize(
    ("code", "base", "now", "gained", "real"),
    [
        ("KNEE-FLEX", 90, 100, 10, True),
        ("KNEE-FLEX", 90, 99, 9, False),
        ("KNEE-FLEX", 100, 90, -10, True),
        ("KNEE-EXT", 15, 5, 10, True),
        ("JAW-OPEN", 20, 35, 15, False),
    ],
)
def test_change_counts_from_ten_degrees(code: str, base: int, now: int, gained: int, real: bool) -> None:
    movement = MOVEMENTS[code]
    assert gain(movement, base, now) == gained
    assert is_real_change(movement, base, now) is real
    assert real_change(measure_of(movement), base, now) is real


@pytest.mark.parametrize(
    ("code", "sides"), [("NECK-FLEX", "m"), ("NECK-ROT", "lr"), ("KNEE-FLEX", "lr"), ("JAW-OPEN", "m")]
)
def test_movement_is_taken_on_its_own_sides(code: str, sides: str) -> None:
    assert [side for side in "lmr" if is_side(MOVEMENTS[code], side)] == list(sides)
