"""Remembers for which files a step was last done, so that it is done again only when one of them changes."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest(files: Iterable[Path], *extra: str) -> str:
    """One value for the names and contents of the files, in any order, and whatever else the step depends on."""
    whole = hashlib.sha256()
    for file in sorted(set(files)):
        whole.update(f"{file}\0".encode())
        whole.update(hashlib.sha256(file.read_bytes()).digest() if file.is_file() else b"missing")
    for text in extra:
        whole.update(f"\0{text}".encode())
    return whole.hexdigest()


class Stamp:
    """The value a step was last done for, kept in one small file."""

    def __init__(self, file: Path, value: str) -> None:
        self.file = file
        self.value = value

    @property
    def current(self) -> bool:
        try:
            return self.file.read_text() == self.value
        except (OSError, UnicodeDecodeError):
            return False

    def set(self) -> None:
        """To be called when the step is done, never before."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(self.value)

    def clear(self) -> None:
        self.file.unlink(missing_ok=True)
