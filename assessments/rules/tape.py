"""Two limbs under the tape: volume, excess, what moved since the first and the last time, and what looks mistyped (V-* rows)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assessments.rules.body_entries import Girths
from assessments.rules.girth import LIMITS as GIRTH_LIMITS
from assessments.rules.girth import GirthLimits, suspects
from assessments.rules.swelling import (
    LIMITS,
    SEVERITY_NAMES,
    SwellingLimits,
    early_flags,
    girth_flags,
    severity,
    volume_flags,
)
from assessments.rules.volume import Limb, Pair, VolumeChange, are_comparable, change
from clinic.rules.findings import Finding

OTHER = {"l": "r", "r": "l"}
SIDES = {"l": "left", "r": "right"}
Sides = tuple[Limb | None, Limb | None]  # left, right
Series = Mapping[tuple[str, str], Girths]  # by limb and side


@dataclass(frozen=True, slots=True)
class Point:
    """One height: the mean of each side, cm."""

    height: int
    left: float | None
    right: float | None

    @property
    def apart(self) -> float | None:
        return None if self.left is None or self.right is None else round(self.left - self.right, 1)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What the girths of one limb, both sides, come to. `affected`: "l", "r", or "both"; volumes in mL, None while points are missing."""

    limb: str
    points: tuple[Point, ...]
    left_ml: float | None
    right_ml: float | None
    affected: str
    pair: Pair | None
    severity: str  # the word for the excess of the affected side; none where both are affected
    flags: tuple[Finding, ...]
    since_start: VolumeChange | None

    @property
    def excess(self) -> str:
        """“Left is 104.62 mL (10.79 %) larger than right.” Empty where the sides cannot be compared."""
        if self.pair is None:
            return ""
        one = "l" if self.affected != "r" else "r"
        ml, percent = self.pair.excess_ml, self.pair.excess_percent or 0.0
        word = "larger" if ml >= 0 else "smaller"
        return f"{SIDES[one].capitalize()} is {abs(ml):.2f} mL ({abs(percent):.2f} %) {word} than {SIDES[OTHER[one]]}."

    @property
    def progress(self) -> list[str]:
        """What moved since the start, in words."""
        found = self.since_start
        if found is None:
            return []
        if found.reduction is not None:
            sides = zip(("Left", "Right"), found.reduction, strict=True)
            return [f"{side}: {_lost(lost)} since the start" for side, lost in sides if lost is not None]
        said = [] if found.prev is None else [f"{found.prev:.2f} % of the excess at the start is gone (PREV)"]
        return said + ([] if found.rvc is None else [f"relative volume change {found.rvc:+.2f} % (RVC)"])


def reckon(limb: str, now: Series, *, first: Series, affected: str, limits: SwellingLimits = LIMITS) -> Reckoned | None:
    """None where neither side was measured. `affected` is "l", "r", "both", or empty: then the larger side counts as it."""
    left, right = now.get((limb, "l")), now.get((limb, "r"))
    if left is None and right is None:
        return None
    one, other = _limb(left), _limb(right)
    comparable = one is not None and other is not None and are_comparable(one, other)
    side = affected or _larger(one, other)
    pair = _pair(side, one, other) if comparable else None
    start = (_limb(first.get((limb, "l"))), _limb(first.get((limb, "r"))))
    moved = _since(side, start, (one, other)) if pair else None
    flags = (
        [*girth_flags(one, other, limits), *volume_flags(pair, limits)] if comparable and one and other and pair else []
    )
    flags += early_flags(moved.rvc if moved else None, limits)
    return Reckoned(
        limb=limb,
        points=_points(left, right),
        left_ml=one.ml if one else None,
        right_ml=other.ml if other else None,
        affected=side,
        pair=pair,
        severity=_severity(side, pair, limits),
        flags=tuple(flags),
        since_start=moved,
    )


def _severity(affected: str, pair: Pair | None, limits: SwellingLimits) -> str:
    percent = pair.excess_percent if pair else None
    return "" if percent is None or affected == "both" else SEVERITY_NAMES[severity(percent, limits)]


def mistyped(girths: Girths, alongside: Iterable[Girths | None], limits: GirthLimits = GIRTH_LIMITS) -> dict[int, str]:
    """Points of one side that stand out against their neighbors, the other side or the last time. Up to the first gap only."""
    values = _unbroken(girths)
    others = [_unbroken(other) for other in alongside if other is not None and other.interval == girths.interval]
    near = [_trusted(other, values, limits) for other in others if other]
    return {position: finding.message for position, finding in suspects(values, near, limits).items()}


def _trusted(other: list[float], values: list[float], limits: GirthLimits) -> list[float]:
    """The other girths to compare with; one that stands out among its own neighbors accuses nobody."""
    doubtful = suspects(other, limits=limits)
    return [
        values[position] if position in doubtful and position < len(values) else girth
        for position, girth in enumerate(other)
    ]


def _unbroken(girths: Girths) -> list[float]:
    found: list[float] = []
    for mean in girths.means:
        if mean is None:
            break
        found.append(mean)
    return found


def _limb(girths: Girths | None) -> Limb | None:
    return girths.limb_girths if girths else None


def _larger(left: Limb | None, right: Limb | None) -> str:
    return "r" if left and right and right.ml > left.ml else "l"


def _pair(affected: str, left: Limb | None, right: Limb | None) -> Pair | None:
    if left is None or right is None:
        return None
    return Pair(right.ml, left.ml) if affected == "r" else Pair(left.ml, right.ml)


def _since(affected: str, base: Sides, now: Sides) -> VolumeChange | None:
    then, since = _pair(affected, *base), _pair(affected, *now)
    if then is None or since is None:
        return None
    if not all(a and b and are_comparable(a, b) for a, b in zip(base, now, strict=True)):
        return None
    return change(then, since, both_affected=affected == "both")


def _points(left: Girths | None, right: Girths | None) -> tuple[Point, ...]:
    interval = (left or right).interval if left or right else 0  # type: ignore[union-attr]  # one of them is there
    lefts: Sequence[float | None] = left.means if left else ()
    rights: Sequence[float | None] = right.means if right else ()
    return tuple(
        Point(n * interval, lefts[n] if n < len(lefts) else None, rights[n] if n < len(rights) else None)
        for n in range(max(len(lefts), len(rights)))
    )


def _lost(percent: float) -> str:
    return f"{abs(percent):.2f} % {'lost' if percent >= 0 else 'gained'}"
