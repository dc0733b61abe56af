"""The twelve technique codes every app speaks (T-* rows); their limits are in `sessions.rules.techniques`."""

from collections.abc import Mapping
from enum import StrEnum


class TechniqueCode(StrEnum):
    MLD = "MLD"
    NMT = "NMT"
    CTM = "CTM"
    MFR = "MFR"
    OMT = "OMT"
    ORI = "ORI"
    REF = "REF"
    TRP = "TRP"
    STR = "STR"
    PRT = "PRT"
    DTM = "DTM"
    GEN = "GEN"


TECHNIQUE_NAMES: Mapping[TechniqueCode, str] = {
    TechniqueCode.MLD: "Manual lymph drainage",
    TechniqueCode.NMT: "Neuromuscular therapy",
    TechniqueCode.CTM: "Connective tissue massage",
    TechniqueCode.MFR: "Myofascial release and scar work",
    TechniqueCode.OMT: "Osteopathic-style technique without thrust",
    TechniqueCode.ORI: "Acupressure, shiatsu, tui na",
    TechniqueCode.REF: "Reflexology",
    TechniqueCode.TRP: "Trigger point therapy",
    TechniqueCode.STR: "Stretching",
    TechniqueCode.PRT: "Positional release",
    TechniqueCode.DTM: "Deep tissue massage",
    TechniqueCode.GEN: "Classic strokes",
}

TECHNIQUE_CHOICES: tuple[tuple[str, str], ...] = tuple((code.value, name) for code, name in TECHNIQUE_NAMES.items())

# Walton pressure levels, for buttons and legends.
PRESSURE_NAMES: Mapping[int, str] = {
    1: "As for lotion on sore skin: whole hand, no depth",
    2: "Working lotion in: the skin shifts a little",
    3: "Ordinary relaxation depth: muscle is reached",
    4: "Body weight behind it: the most that suits most people",
    5: "As deep as with an elbow: robust tissue only, with a reason",
}


def is_pressure(value: int) -> bool:
    """Whether this is a Walton level, 1 to 5 (S-PRESSURE)."""
    return value in PRESSURE_NAMES
