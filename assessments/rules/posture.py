"""Posture: what is looked at from which view, and in which four degrees it is written down (Q-POSTURE, Q-DEGREE)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class PostureView(StrEnum):
    FRONT = "front"
    SIDE = "side"
    BACK = "back"


class Degree(StrEnum):
    NONE = "none"
    MILD = "mild"
    MODERATE = "moderate"
    MARKED = "marked"


F, S, B = PostureView.FRONT, PostureView.SIDE, PostureView.BACK


@dataclass(frozen=True, slots=True)
class Feature:
    """`sided`: written down for left or right."""

    code: str
    label: str
    views: tuple[PostureView, ...]
    sided: bool = False


_FEATURES = (
    Feature("head_forward", "Head forward", (S,)),
    Feature("shoulder_height", "One shoulder higher", (F, B), sided=True),
    Feature("rounded_shoulders", "Rounded shoulders", (S,), sided=True),
    Feature("kyphosis", "Rounded upper back", (S,)),
    Feature("lordosis", "Hollow lower back", (S,)),
    Feature("scoliosis", "Curve to one side", (B,), sided=True),
    Feature("pelvic_tilt", "Pelvis tilted", (F, S, B), sided=True),
    Feature("knee_alignment", "Knee out of line", (F, S, B), sided=True),
    Feature("foot_alignment", "Foot out of line", (F, B), sided=True),
    Feature("gait", "Gait", (F, S, B), sided=True),
)
POSTURE: Mapping[str, Feature] = {feature.code: feature for feature in _FEATURES}
DEGREE_CHOICES: tuple[tuple[str, str], ...] = tuple((degree.value, degree.value.capitalize()) for degree in Degree)
