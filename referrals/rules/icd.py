"""ICD-10-CM codes: how they are written, which are billable, and finding them by code or words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from patients.rules.names import fold

SHAPE = re.compile(r"^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$")
_CATEGORY_LENGTH = 3
_SHORTEST_QUERY = 2
_FULL_LENGTH = 8
_SPELLINGS = (("oedema", "edema"), ("oesoph", "esoph"), ("haem", "hem"))


class NotBillable(ValueError):
    """The code cannot stand on a referral; the message says why and names better ones."""


@dataclass(frozen=True, slots=True)
class Code:
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class _Entry:
    code: str
    label: str
    words: str


class Codes:
    """All billable codes in memory, to look up and to search. Built once per process."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Rows of code, label and further words it is known by; categories and odd shapes are left out."""
        self._entries = [
            _Entry(code, label, fold(f"{label} {also}")) for code, label, also in rows if SHAPE.match(code)
        ]
        self._labels: Mapping[str, str] = {entry.code: entry.label for entry in self._entries}

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, text: str) -> Code:
        """The billable code as typed in any way, "m5450" too. Raises NotBillable."""
        code = normal(text)
        if code in self._labels:
            return Code(code, self._labels[code])
        finer = [entry.code for entry in self._entries if entry.code.startswith(code)] if SHAPE.match(code) else []
        if finer:
            raise NotBillable(
                f"{code} is a group, not a billable code: choose an exact one, such as {', '.join(finer[:3])}."
            )
        raise NotBillable(f"“{text.strip()[:20]}” is not an ICD-10-CM code. Search by words to find it.")

    def search(self, text: str, *, limit: int = 12) -> list[Code]:
        """Codes that begin with what was typed, then those whose words all fit, nearest first."""
        words = fold(american(text)).split()
        if len("".join(words)) < _SHORTEST_QUERY:
            return []
        code = normal(text)
        found = (
            [entry for entry in self._entries if entry.code.startswith(code)] if re.match(r"^[A-Z][0-9]", code) else []
        )
        known = {entry.code for entry in found}
        fitting = [entry for entry in self._entries if words[0] in entry.words and entry.code not in known]
        fitting = [entry for entry in fitting if all(word in entry.words for word in words[1:])]
        fitting.sort(key=lambda entry: _distance(entry, words))
        return [Code(entry.code, entry.label) for entry in [*found, *fitting][:limit]]


def normal(text: str) -> str:
    """As the classification writes it: upper case, a dot after the third sign."""
    bare = re.sub(r"[^A-Z0-9]", "", text.upper())
    return bare if len(bare) <= _CATEGORY_LENGTH else f"{bare[:_CATEGORY_LENGTH]}.{bare[_CATEGORY_LENGTH:]}"


def american(text: str) -> str:
    """The classification's own spelling of words that are also written the British way."""
    text = text.casefold()
    for british, spelled in _SPELLINGS:
        text = text.replace(british, spelled)
    return text


def _distance(entry: _Entry, words: list[str]) -> tuple[bool, int, bool, int, str]:
    """Whole words before parts of words, the label before its synonyms, routine healing (D) first, short labels before long ones."""
    padded, label = f" {entry.words} ", fold(entry.label)
    partly = sum(f" {word}" not in padded for word in words)
    injury_not_healing = len(entry.code) == _FULL_LENGTH and not entry.code.endswith("D")
    return (partly > 0, sum(word not in label for word in words), injury_not_healing, len(label), entry.code)
