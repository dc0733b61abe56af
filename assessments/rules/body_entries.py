"""What hands, tape and cuff find, as plain values: strength, girth, palpation, posture, dents, stages, vital signs."""

from dataclasses import dataclass
from decimal import Decimal

from assessments.rules.girth import mean_girth
from assessments.rules.strength import grade_rank
from assessments.rules.volume import POINTS_LEAST, Limb

Readings = tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Strength:
    """One muscle group on one side; `grade` is one of the twelve."""

    group: str
    side: str
    grade: str

    @property
    def rank(self) -> int:
        return grade_rank(self.grade)


@dataclass(frozen=True, slots=True)
class Girths:
    """One limb from wrist or ankle upwards, cm; None at a point that was not read (yet)."""

    limb: str
    side: str
    interval: int
    first: Readings
    second: Readings

    @property
    def means(self) -> tuple[float | None, ...]:
        pairs = zip(self.first, self.second, strict=True)
        return tuple(None if a is None else mean_girth(float(a), None if b is None else float(b)) for a, b in pairs)

    @property
    def limb_girths(self) -> Limb | None:
        """The limb to compute with; None while a point is missing."""
        means = [mean for mean in self.means if mean is not None]
        return Limb(tuple(means), self.interval) if len(means) == len(self.first) >= POINTS_LEAST else None

    @property
    def gaps(self) -> tuple[int, ...]:
        """Heights in cm at which nothing was read."""
        return tuple(n * self.interval for n, reading in enumerate(self.first) if reading is None)


@dataclass(frozen=True, slots=True)
class Trunk:
    landmark: str
    first: Decimal
    second: Decimal | None = None

    @property
    def mean(self) -> float:
        return mean_girth(float(self.first), None if self.second is None else float(self.second))


@dataclass(frozen=True, slots=True)
class Felt:
    """One word of a palpation vocabulary at one place."""

    place: str
    word: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """One feature of posture from one view; `side` is empty where it has none."""

    feature: str
    view: str
    side: str
    degree: str


@dataclass(frozen=True, slots=True)
class Dent:
    place: str
    depth_mm: int
    refill_s: int | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    limb: str
    side: str
    stage: str


@dataclass(frozen=True, slots=True)
class Signs:
    """mmHg, per minute, degrees Celsius; None where it was not taken."""

    systolic: int | None = None
    diastolic: int | None = None
    pulse: int | None = None
    temperature: Decimal | None = None

    @property
    def taken(self) -> bool:
        return any(value is not None for value in (self.systolic, self.pulse, self.temperature))
