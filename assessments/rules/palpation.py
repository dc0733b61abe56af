"""What hands find: tone, texture, trigger points, adhesion, tenderness, skin, scars, muscle bulk (Q-* rows).

Words to record by, without thresholds; what has no number is compared with the other side.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessments.rules.rom import EndFeel

Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`words`: stored value and label, the mildest first where `graded`."""

    code: str
    label: str
    words: Words
    source: str = "GK"
    graded: bool = False

    @property
    def row(self) -> str:
        return f"Q-{self.code.upper()}"

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(value for value, _ in self.words)


class Adhesion(StrEnum):
    """How layers glide over each other; recorded over time, never claimed to be broken."""

    FREE = "0"
    DRAGS = "1"
    RESTRICTS = "2"
    TETHERED = "3"


def _plain(*labels: str) -> Words:
    return tuple((label.lower().replace(" ", "_"), label) for label in labels)


def _grades(*labels: str) -> Words:
    return tuple((str(grade), f"{grade}: {label}") for grade, label in enumerate(labels))


_TONES: Words = (
    ("hypotonic", "Slack"),
    ("normal", "Ordinary"),
    ("hypertonic_1", "A little tight"),
    ("hypertonic_2", "Tight"),
    ("hypertonic_3", "Very tight"),
    ("spasm", "In spasm"),
)

_VOCABULARIES = (
    Vocabulary("tone", "Tone", _TONES),
    Vocabulary("texture", "Texture", _plain("Ropy", "Nodular", "Fibrotic", "Boggy", "Doughy")),
    Vocabulary("trigger", "Trigger point", _plain("None", "Latent", "Active")),
    Vocabulary("referral", "Spreads from the point", _plain("No", "Yes")),
    Vocabulary("adhesion", "Adhesion", _grades("free", "drags", "restricts", "tethered"), graded=True),
    Vocabulary(
        "tenderness",
        "Tenderness",
        _grades("none", "said when asked", "said unasked", "flinches", "cannot be touched"),
        "PROP",
        graded=True,
    ),
    Vocabulary("temperature", "Temperature", _plain("Cool", "Ordinary", "Warm"), "PROP"),
    Vocabulary("color", "Color", _plain("Ordinary", "Pale", "Red", "Bluish", "Brownish"), "PROP"),
    Vocabulary("moisture", "Moisture", _plain("Dry", "Ordinary", "Moist"), "PROP"),
    Vocabulary("scar_maturity", "Scar: age", _plain("Fresh", "Maturing", "Mature"), "PROP"),
    Vocabulary("scar_mobility", "Scar: glide", _plain("Free", "Limited", "Fixed"), "PROP"),
    Vocabulary("scar_color", "Scar: color", _plain("As the skin", "Pink", "Red", "Dark", "Pale"), "PROP"),
    Vocabulary("scar_height", "Scar: height", _plain("Flat", "Raised", "Sunken"), "PROP"),
    Vocabulary("scar_feeling", "Scar: feeling", _plain("Ordinary", "Less", "More", "None"), "PROP"),
    Vocabulary("end_feel", "End feel", tuple((feel.value, feel.value.capitalize()) for feel in EndFeel)),
    Vocabulary("atrophy", "Loss of muscle", _grades("none", "slight", "clear", "severe"), "PROP", graded=True),
)
PALPATION: Mapping[str, Vocabulary] = {vocabulary.code: vocabulary for vocabulary in _VOCABULARIES}


def label_of(code: str, value: str) -> str:
    """The words for a stored value. Raises KeyError for an unknown vocabulary or value."""
    return dict(PALPATION[code].words)[value]


def is_word(code: str, value: str) -> bool:
    return code in PALPATION and value in PALPATION[code].values
