"""The technique codes and pressure levels that every app speaks."""

import pytest

from clinic.rules.techniques import TECHNIQUE_CHOICES, TECHNIQUE_NAMES, TechniqueCode, is_pressure


def test_there_are_twelve_techniques_each_with_a_name() -> None:
    assert " ".join(code for code, _ in TECHNIQUE_CHOICES) == "MLD NMT CTM MFR OMT ORI REF TRP STR PRT DTM GEN"
    assert len(set(TECHNIQUE_NAMES.values())) == len(TechniqueCode) == 12


@pytest.mark.parametrize(("value", "is_level"), [(0, False), (1, True), (5, True), (6, False)])
def test_pressure_is_one_to_five(value: int, is_level: bool) -> None:
    assert is_pressure(value) is is_level
