"""One threshold of the clinic's policy: its default, range, and which way is the safer one."""

from dataclasses import dataclass
from enum import StrEnum


class Stricter(StrEnum):
    """Which way a clinic tightens."""

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"


LOWER, HIGHER, EITHER = Stricter


@dataclass(frozen=True, slots=True)
class Scalar:
    """A whole number in `unit`, from `low` to `high`. `row` is its row of docs/clinical.md, `source` what the default comes from."""

    name: str
    default: int
    unit: str
    low: int
    high: int
    stricter: Stricter
    row: str
    source: str
    about: str

    @property
    def is_switch(self) -> bool:
        return (self.low, self.high) == (0, 1) and self.unit == "0 no, 1 yes"

    @property
    def standing(self) -> str:
        """How far the default may be relied on, in the words of docs/clinical.md."""
        if "PROP" in self.source:
            return "proposed default"
        return "general knowledge" if self.source == "GK" else "sourced"

    @property
    def only_tightens(self) -> bool:
        """Whether the default is already the loosest value that is allowed."""
        return self.default == {Stricter.LOWER: self.high, Stricter.HIGHER: self.low}.get(self.stricter)

    def loosens(self, old: int, new: int) -> bool:
        """Whether going from one value to the other asks for less caution."""
        if self.stricter is Stricter.LOWER:
            return new > old
        return self.stricter is Stricter.HIGHER and new < old

    @property
    def range_words(self) -> str:
        """“48 to 96 hours”, “level 3 to 4”."""
        span = f"{self.low} to {self.high}"
        return f"{self.unit} {span}" if self.unit == "level" else f"{span} {self.unit}"

    def said(self, value: int) -> str:
        """The value in words: “48 hours”, “yes”."""
        if self.is_switch:
            return "yes" if value else "no"
        unit = self.unit.removesuffix("s") if value == 1 else self.unit
        return f"{self.unit} {value}" if self.unit == "level" else f"{value} {unit}"
