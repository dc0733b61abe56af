"""Girth as typed: averages, inches, landmarks."""

import pytest

from assessments.rules.girth import LANDMARK_NAMES, Landmark, mean_girth, suspects, trunk_changed, trunk_smaller

ARM = (16.0, 18.0, 21.0, 24.0, 26.0, 28.0, 30.0)
LEG = (20.0, 22.0, 27.0, 33.0, 36.0, 34.0, 36.0, 40.0, 46.0, 52.0, 56.0)
INCHES = tuple(round(value / 2.54, 1) for value in ARM)


@pytest.mark.parametrize("limb", [ARM, LEG, (), (20.0,), tuple(reversed(LEG))])
def test_an_ordinary_limb_raises_nothing(limb: tuple[float, ...]) -> None:
    assert suspects(limb) == {}


@pytest.mark.parametrize("position", range(7))
def test_one_point_typed_in_inches_is_warned_of(position: int) -> None:
    typed = [INCHES[n] if n == position else value for n, value in enumerate(ARM)]
    found = suspects(typed)
    assert set(found) == {position}
    assert found[position].message.startswith(f"{INCHES[position]:g} looks like inches")


def test_a_whole_limb_in_inches_shows_beside_the_other_side_or_the_last_time() -> None:
    assert suspects(INCHES) == {}
    found = suspects(INCHES, [ARM])
    assert set(found) == set(range(7))
    assert all("inches" in finding.message for finding in found.values())


def test_a_slipped_point_stands_out() -> None:
    [(position, finding)] = suspects([16, 18, 210, 24, 26]).items()
    assert (position, finding.message) == (2, "210 cm stands out: about 24 is expected here.")


def test_two_readings_are_averaged() -> None:
    assert mean_girth(24.1, 24.5) == pytest.approx(24.3)
    assert mean_girth(24.1) == 24.1


@pytest.mark.parametrize(
    ("now", "changed", "smaller"), [(92.0, True, False), (91.9, True, True), (92.1, False, False), (94.0, True, False)]
)
def test_a_trunk_girth_changes_from_its_retest_error(now: float, changed: bool, smaller: bool) -> None:
    assert trunk_changed(93.0, now) is changed
    assert trunk_smaller(93.0, now) is smaller


def test_landmarks_are_named() -> None:
    assert list(LANDMARK_NAMES) == list(Landmark)
    assert len(LANDMARK_NAMES) == 6
