"""The piece of work the guards judge: one technique, where, and how deep."""

from dataclasses import dataclass

from clinic.rules.techniques import TechniqueCode
from sessions.rules.techniques import TECHNIQUES


@dataclass(frozen=True, slots=True)
class Work:
    """No pressure means the technique's lightest; no places asks for the technique as such."""

    technique: TechniqueCode
    places: tuple[str, ...] = ()
    pressure: int | None = None

    @property
    def name(self) -> str:
        """The technique's name within a sentence."""
        name = TECHNIQUES[self.technique].name
        return f"{name[0].lower()}{name[1:]}"

    @property
    def depth(self) -> int:
        """The pressure to judge, never less than the technique begins at."""
        least = TECHNIQUES[self.technique].pressure.least
        return least if self.pressure is None else max(self.pressure, least)
