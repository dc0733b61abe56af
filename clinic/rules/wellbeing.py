"""The twelve things a patient rates 0 to 10 in a check-in, in our own words (W-* rows)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Better(StrEnum):
    LOWER = "lower"
    HIGHER = "higher"


class DimensionCode(StrEnum):
    PAIN_NOW = "PAIN_NOW"
    PAIN_WORST = "PAIN_WORST"
    PAIN_AVERAGE = "PAIN_AVERAGE"
    ENERGY = "ENERGY"
    STRESS = "STRESS"
    CALM = "CALM"
    DIGESTION = "DIGESTION"
    SWELLING = "SWELLING"
    CIRCULATION = "CIRCULATION"
    SLEEP = "SLEEP"
    FUNCTION = "FUNCTION"
    STIFFNESS = "STIFFNESS"


@dataclass(frozen=True, slots=True)
class Dimension:
    """`zero` and `ten` are the words at the two ends of the scale."""

    code: DimensionCode
    label: str
    prompt: str
    zero: str
    ten: str
    better: Better


D, _LOW, _HIGH = DimensionCode, Better.LOWER, Better.HIGHER
_NONE, _WORST_PAIN = "None at all", "The worst I can imagine"

_DIMENSIONS = (
    Dimension(D.PAIN_NOW, "Pain now", "How strong is your pain right now?", _NONE, _WORST_PAIN, _LOW),
    Dimension(
        D.PAIN_WORST, "Worst pain", "How strong was your worst pain in the last 24 hours?", _NONE, _WORST_PAIN, _LOW
    ),
    Dimension(D.PAIN_AVERAGE, "Average pain", "How strong was your pain on average?", _NONE, _WORST_PAIN, _LOW),
    Dimension(D.ENERGY, "Energy", "How much energy do you have today?", _NONE, "As much as ever", _HIGH),
    Dimension(D.STRESS, "Stress", "How tense or stressed do you feel?", "Not at all", "Extremely", _LOW),
    Dimension(D.CALM, "Calm", "How calm do you feel?", "Not at all", "Fully calm", _HIGH),
    Dimension(
        D.DIGESTION, "Digestion", "How comfortable are your stomach and bowels?", "Very poor", "Very good", _HIGH
    ),
    Dimension(D.SWELLING, "Swelling", "How swollen or heavy does it feel?", _NONE, "The worst it has been", _LOW),
    Dimension(
        D.CIRCULATION,
        "Circulation",
        "How do your hands and feet feel: warm and awake?",
        "Cold or numb",
        "Warm, good",
        _HIGH,
    ),
    Dimension(D.SLEEP, "Sleep", "How well did you sleep last night?", "Very badly", "Very well", _HIGH),
    Dimension(D.FUNCTION, "Daily tasks", "How well can you do your usual tasks?", "Not at all", "Fully", _HIGH),
    Dimension(D.STIFFNESS, "Stiffness", "How stiff were you when you woke up?", _NONE, "The worst it has been", _LOW),
)

DIMENSIONS: Mapping[DimensionCode, Dimension] = {dimension.code: dimension for dimension in _DIMENSIONS}
