"""How drafts refuse: somebody else saved meanwhile, or something is missing. Messages are fit for the person on screen."""

from collections.abc import Sequence
from typing import Any


class EditedMeanwhile(Exception):
    """The draft was saved or signed by somebody else since it was opened. `current` is the row as it stands now."""

    def __init__(self, current: Any) -> None:
        super().__init__("Somebody else saved this meanwhile. Compare both texts, then save again.")
        self.current = current


class NotReady(Exception):
    """It cannot be done yet. `missing` names each thing that is missing."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(" ".join(missing))
        self.missing = list(missing)
