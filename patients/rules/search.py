"""What somebody typed into the search box, taken apart: names, a birth date, digits of a phone, a patient number, an e-mail.

The database keeps beside every patient the pieces they are found by (`Patient.find_in`): words of the name as they are, every four
neighboring digits of the phone and its last three as "#0134", the e-mail as "@ines@mail.example" and its house as "@@mail.example".
`asked` says in the same pieces what to look for.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from patients.rules.names import fold

LONGEST = 120
FEWEST_PHONE_DIGITS = 3
# So many neighboring digits of a phone are one piece.
PIECE = 4
# What is shown while somebody types: from so many characters on.
FEWEST_TYPED = 2

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_ISO = re.compile(r"\b(?P<year>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})\b")
_SLASHED = re.compile(r"\b(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})\b")
_DAY_MONTH = re.compile(rf"\b(?P<d>\d{{1,2}})\.?\s+{_MONTH}\s+(?P<year>\d{{4}})\b", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"\b{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE)
_NUMBER = re.compile(r"\bp-?\s?(?P<number>\d{1,8})\b", re.IGNORECASE)
_EMAIL = re.compile(r"\S*@\S*")
_DIGITS = re.compile(r"\+?\(?\d[\d\s().+-]*")


@dataclass(frozen=True)
class Terms:
    """All must fit. `births` are the days one written date may mean; `digits` may be part of a phone or a patient number."""

    words: tuple[str, ...] = ()
    births: tuple[date, ...] = ()
    digits: str = ""
    number: str = ""
    email: str = ""

    @property
    def empty(self) -> bool:
        return self == Terms()


def parse(text: str) -> Terms:
    """Take the text apart. What cannot be read as anything is left out."""
    rest = "".join(char if char.isprintable() else " " for char in text)[:LONGEST]
    births, rest = _take_births(rest)
    email, rest = _take(_EMAIL, rest)
    number, rest = _take(_NUMBER, rest)
    digits, rest = _take(_DIGITS, rest)
    return Terms(
        words=tuple(fold(rest).split()),
        births=births,
        digits=re.sub(r"\D", "", digits),
        number=f"P-{int(re.sub(r'[^0-9]', '', number)):05d}" if number else "",
        email=email.casefold(),
    )


def asked(terms: Terms) -> str:
    """The question to the pieces, as text of a tsquery: words by their beginnings, the e-mail, three digits and more of a phone."""
    pieces = [_begins(word) for word in terms.words]
    if terms.email:
        pieces.append(_begins(f"@{terms.email}"))
    if len(terms.digits) == FEWEST_PHONE_DIGITS:
        pieces.append(_begins(f"#{terms.digits}"))
    # The last ones tell most: many phones begin alike.
    ends = {len(terms.digits), max(len(terms.digits) - PIECE, PIECE)} if len(terms.digits) >= PIECE else set()
    pieces += [_is(f"#{terms.digits[end - PIECE : end]}") for end in sorted(ends)]
    return " & ".join(pieces)


def apart(terms: Terms) -> tuple[Terms, list[str]]:
    """The terms without single letters beside longer words, and these letters as patterns of a name's key. A letter alone is in so many
    names that gathering them takes longer than looking at those whom the longer words find."""
    longer = tuple(word for word in terms.words if len(word) > 1)
    letters = [word for word in terms.words if len(word) == 1] if longer else []
    patterns = [rf"\m{letter}" for letter in letters]
    return (replace(terms, words=longer) if longer else terms), patterns


def whole_email(email: str) -> str:
    """The question for exactly this address."""
    return _is(f"@{email.lower()}")


def _begins(text: str) -> str:
    return f"{_is(text)}:*"


def _is(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def same_search(written: str, typed: str) -> bool:
    """Whether `typed` only narrows the search that was written down, and not yet by as much again.

    Each letter more shows fewer of the people whom the written search already names, so it is the same looking. When the text has
    doubled it says a good deal more about who was looked for, and is written down once more; anything else is another search.
    """
    return bool(written) and typed.startswith(written) and len(typed) < 2 * len(written)


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.search(text)
    return (found.group(), text[: found.start()] + " " + text[found.end() :]) if found else ("", text)


def _take_births(text: str) -> tuple[tuple[date, ...], str]:
    for pattern in (_ISO, _DAY_MONTH, _MONTH_DAY, _SLASHED):
        found = pattern.search(text)
        births = tuple(dict.fromkeys(_days(found.groupdict()))) if found else ()
        if found and births:
            return births, text[: found.start()] + " " + text[found.end() :]
    return (), text


def _days(parts: dict[str, str]) -> list[date]:
    """The days a written date may mean: 05/04/72 is first of all 4 May; two digits of a year may be of either century."""
    years = [int(parts["year"])] if len(parts["year"]) > 2 else [1900 + int(parts["year"]), 2000 + int(parts["year"])]  # noqa: PLR2004
    if "a" in parts:
        pairs = [(int(parts["a"]), int(parts["b"])), (int(parts["b"]), int(parts["a"]))]
        if parts["mark"] == ".":
            pairs.reverse()
    elif "month" in parts:
        pairs = [(_MONTHS.index(parts["month"].casefold()) + 1, int(parts["d"]))]
    else:
        pairs = [(int(parts["m"]), int(parts["d"]))]
    return [day for year in years for month, number in pairs if (day := _day(year, month, number))]


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
