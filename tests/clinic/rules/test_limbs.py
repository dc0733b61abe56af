"""Arms and legs from the trunk outwards."""

from clinic.rules.limbs import (
    FOOT_REGIONS,
    LEG_REGIONS,
    is_across_joint,
    is_hand_or_foot,
    is_nearer_trunk,
    same_hand_or_foot,
    same_limb,
    whole_limb,
)


def test_nearer_the_trunk_means_the_same_limb_or_the_trunk_itself() -> None:
    assert is_nearer_trunk("ELBA-l", "FORA-l")
    assert is_nearer_trunk("SCAP-l", "ARMA-l")
    assert not is_nearer_trunk("WRSA-l", "FORA-l")
    assert not is_nearer_trunk("FORP-l", "FORA-l")
    assert not is_nearer_trunk("ARMA-r", "FORA-l")
    assert not is_nearer_trunk("ABDL-m", "ABDL-m")
    assert is_nearer_trunk("ABDU-m", "ABDL-m")
    assert not is_nearer_trunk("GROIN-l", "ABDL-m")


def test_other_segment_is_across_a_joint() -> None:
    assert is_across_joint("ELBA-l", "FORA-l")
    assert not is_across_joint("FORP-l", "FORA-l")
    assert not is_across_joint("TSPN-m", "LUMB-l")


def test_limb_is_whole_and_on_one_side() -> None:
    assert {"GLUT-l", "SOLE-l", "CALF-l"} <= whole_limb("THIA-l")
    assert "THIA-r" not in whole_limb("THIA-l")
    assert whole_limb("LUMB-l") == {"LUMB-l"}
    assert not same_limb("LUMB-l", "LUMB-l")


def test_hands_and_feet() -> None:
    assert same_hand_or_foot("SOLE-l", "ANKL-l")
    assert not same_hand_or_foot("SOLE-l", "SOLE-r")
    assert not same_hand_or_foot("SOLE-l", "HNDP-l")
    assert is_hand_or_foot("WRSA-r")
    assert not is_hand_or_foot("CALF-r")
    assert set(FOOT_REGIONS) < set(LEG_REGIONS)
