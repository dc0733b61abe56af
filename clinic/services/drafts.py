"""How a draft refuses, whatever is drafted: somebody else saved meanwhile, or something is missing."""

from collections.abc import Sequence
from typing import Any

MEANWHILE = "Somebody else saved this meanwhile. Compare both texts, then save again."


class EditedMeanwhile(Exception):
    """The draft was saved or signed by somebody else since it was opened. `current` is the row as it stands now."""

    def __init__(self, current: Any, words: str = MEANWHILE) -> None:
        super().__init__(words)
        self.current = current


class NotReady(Exception):
    """It cannot be done yet. `missing` names each thing that is missing; `words` say it in one go, else they follow each other."""

    def __init__(self, missing: Sequence[str], words: str = "") -> None:
        super().__init__(words or " ".join(missing))
        self.missing = list(missing)
