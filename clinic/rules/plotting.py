"""Where things stand on a drawing: plain geometry, in the drawing's own units. What is drawn there is `clinic.render.plots`."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor


@dataclass(frozen=True, slots=True)
class Axis:
    """From values to places: `low` stands at `start`, `high` at `end`. What lies outside stands at the edge."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where the two ends are the same everything stands in the middle."""
        if self.high == self.low:
            return round((self.start + self.end) / 2, 1)
        share = min(max((value - self.low) / (self.high - self.low), 0), 1)
        return round(self.start + (self.end - self.start) * share, 1)

    @property
    def levels(self) -> tuple[float, float, float]:
        """Both ends and the middle, for the lines behind."""
        return self.low, (self.low + self.high) / 2, self.high


def around(values: Iterable[float], *, step: float, least: float | None = None) -> tuple[float, float]:
    """The nearest whole steps that hold all values, one step apart at least. `least` is where the scale begins at the latest."""
    known = list(values)
    low = floor(min(known) / step) * step
    low = low if least is None else min(low, least)
    return low, max(ceil(max(known) / step) * step, low + step)


def step_for(values: Iterable[float]) -> float:
    """Steps that leave a scale readable: 1 for points, 10 for degrees, 100 for milliliters."""
    widest = max((abs(value) for value in values), default=0)
    return next((step for step, most in ((1, 12), (10, 250), (100, 2500)) if widest <= most), 1000)


def slots(number: int, start: float, end: float) -> list[float]:
    """The middles of so many equal parts of a stretch."""
    width = (end - start) / max(number, 1)
    return [round(start + width * (place + 0.5), 1) for place in range(number)]


def labelled(number: int, most: int) -> frozenset[int]:
    """Which of so many places get a word, so that words do not run into each other: the first, the last, and some between."""
    if number <= most:
        return frozenset(range(number))
    every = ceil((number - 1) / (most - 1))
    chosen = {place for place in range(0, number, every) if number - 1 - place >= every}
    return frozenset(chosen | {number - 1})
