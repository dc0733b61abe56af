"""A file of patients from elsewhere: its letters, its separator, its columns, and each row read or refused with a reason."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from patients.rules import phones
from patients.rules.names import fold, has_unusable, tidy

MOST_ROWS = 200_000
SEPARATORS = ",;\t|"
# A program that reads such a cell may take it for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
EARLIEST_YEAR = 1890
LONGEST = {
    "given_name": 80,
    "family_name": 80,
    "email": 254,
    "phone": 40,
    "address": 200,
    "payer": 80,
    "pronouns": 20,
    "number": 12,
}
# Titles of columns, folded, as the usual programs write them.
TITLES = {
    "given_name": (
        "given name",
        "given",
        "first name",
        "first",
        "firstname",
        "forename",
        "vorname",
        "prenom",
        "nombre",
    ),
    "family_name": (
        "family name",
        "family",
        "last name",
        "last",
        "lastname",
        "surname",
        "nachname",
        "name",
        "nom",
        "apellido",
    ),
    "birth_on": ("birth date", "birthdate", "birth on", "date of birth", "dob", "birthday", "born", "geburtsdatum"),
    "sex": ("sex", "gender"),
    "pronouns": ("pronouns",),
    "phone": ("phone", "telephone", "mobile", "cell", "phone number", "mobile phone", "cell phone", "tel", "telefon"),
    "email": ("email", "e mail", "email address", "mail"),
    "address": ("address", "street", "street address", "home address", "adresse"),
    "language": ("language", "lang"),
    "payer": ("payer", "insurance", "insurer", "insurance company"),
    "number": ("number", "patient number", "patient id", "patient no", "id", "chart number", "mrn"),
}
REQUIRED = ("given_name", "family_name", "birth_on")
_SEXES = {
    "f": "f",
    "female": "f",
    "woman": "f",
    "w": "f",
    "m": "m",
    "male": "m",
    "man": "m",
    "x": "x",
    "other": "x",
    "": "",
}
_DATE = re.compile(r"^(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})$")
_WORDED = re.compile(
    r"^(?:(\d{1,2})\.?\s+([a-z]{3})[a-z]*\.?|([a-z]{3})[a-z]*\.?\s+(\d{1,2})),?\s+(\d{4})$", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EMAIL = re.compile(r"^[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+$")


class Unreadable(ValueError):
    """The file as a whole; the message says what to do."""


@dataclass(frozen=True)
class Table:
    """`columns` pairs each column's own title with the field it fills, or None; `rows` pairs a line of the file with its cells."""

    encoding: str
    separator: str
    columns: tuple[tuple[str, str | None], ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    day_first: bool


@dataclass(frozen=True)
class Row:
    """One row: `values` by field, or `reason` why it cannot be taken."""

    line: int
    cells: tuple[str, ...]
    values: dict[str, str | date] = field(default_factory=dict)
    reason: str = ""


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: UTF-8 with or without a mark, UTF-16 with one, else Latin-1 as Windows writes it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace"), "UTF-16"
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "Latin-1"


def read_table(content: bytes) -> Table:
    """Raises Unreadable. Blank lines are passed over."""
    text, encoding = decode(content)
    if "\x00" in text:
        raise Unreadable("This is not a text file. Save the list as CSV and choose it again.")
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    lines, at = list[tuple[int, tuple[str, ...]]](), 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append((at, tuple(plain(cell) for cell in cells)))
            at = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(
            f"Line {reader.line_num} cannot be read: a cell is too long or a quote is never closed."
        ) from error
    if not lines:
        raise Unreadable("This file is empty.")
    if len(lines) > MOST_ROWS:
        raise Unreadable(f"This file has more than {MOST_ROWS:,} rows. Divide it.")
    columns = _columns(lines[0][1])
    missing = [TITLES[name][0] for name in REQUIRED if name not in {to for _, to in columns}]
    if missing:
        raise Unreadable(f"The first line must name the columns. Not found: {', '.join(missing)}.")
    rows = tuple(lines[1:])
    return Table(encoding, separator, columns, rows, _day_first(columns, rows))


def plain(cell: str) -> str:
    """As it was before it was made safe for a table program (see `safe_cell`); a formula stays the text it is."""
    stripped = cell.strip()
    return stripped[1:] if stripped.startswith("'") and stripped[1:].startswith(FORMULA_STARTS) else stripped


def safe_cell(cell: str) -> str:
    """For a file that a table program will open: a cell that it would take for a formula begins with an apostrophe."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _columns(titles: Sequence[str]) -> tuple[tuple[str, str | None], ...]:
    """Each field once, the first title that names it."""
    known = {title: name for name, all_titles in TITLES.items() for title in all_titles}
    taken, columns = set[str](), []
    for title in titles:
        name = known.get(fold(title))
        columns.append((title, name if name not in taken else None))
        taken |= {name} if name else set()
    return tuple(columns)


def _day_first(columns: Sequence[tuple[str, str | None]], rows: Iterable[tuple[int, tuple[str, ...]]]) -> bool:
    """Whether 3/5/1980 is 3 May in this file: so where some first figure is above 12 and no second one is."""
    at = next(index for index, (_, name) in enumerate(columns) if name == "birth_on")
    found = [_DATE.match(cells[at]) for _, cells in rows if at < len(cells)]
    slashed = [(int(match[1]), int(match[2])) for match in found if match and len(match[1]) <= 2]  # noqa: PLR2004 - no year
    above = 12
    return any(one > above for one, _ in slashed) and not any(other > above for _, other in slashed)


def read_row(table: Table, line: int, cells: tuple[str, ...]) -> Row:
    """One row, read as the service wants it, or refused for its first fault."""
    if len([cell for cell in cells[len(table.columns) :] if cell]) > 0:
        return Row(line, cells, reason="It has more cells than there are columns; a quote may be missing.")
    texts = {name: tidy(cells[at]) if at < len(cells) else "" for at, (_, name) in enumerate(table.columns) if name}
    try:
        values: dict[str, str | date] = {
            name: _read(name, text, day_first=table.day_first) for name, text in texts.items()
        }
    except ValueError as error:
        return Row(line, cells, reason=str(error))
    return Row(line, cells, values=values)


def _read(name: str, text: str, *, day_first: bool) -> str | date:
    if has_unusable(text):
        raise ValueError(f"The {TITLES[name][0]} holds characters that cannot be kept.")
    if name in REQUIRED and not text:
        raise ValueError(f"The {TITLES[name][0]} is missing.")
    if len(text) > LONGEST.get(name, 200):
        raise ValueError(f"The {TITLES[name][0]} is longer than {LONGEST[name]} characters.")
    match name:
        case "birth_on":
            return birth(text, day_first=day_first)
        case "phone":
            return phones.to_e164(text)
        case "email":
            if text and not _EMAIL.match(text):
                raise ValueError(f"“{text}” is not an e-mail address.")
            return text
        case "sex":
            if text.casefold() not in _SEXES:
                raise ValueError(f"“{text}” is not a sex that is known here: f, m, x or empty.")
            return _SEXES[text.casefold()]
        case _:
            return text


def birth(text: str, *, day_first: bool) -> date:
    """A birth date as files have it. Raises ValueError with what is wrong: 30 February is no day."""
    numbered, worded = _DATE.match(text), _WORDED.match(text)
    if numbered:
        one, two, three = (int(part) for part in numbered.groups())
        if len(numbered[1]) == 4:  # noqa: PLR2004 - a year
            year, month, day = one, two, three
        elif len(numbered[3]) == 4:  # noqa: PLR2004 - a year
            first = day_first or "." in text
            year, month, day = (three, two, one) if first else (three, one, two)
        else:
            raise ValueError(f"The birth date “{text}” needs a year of four digits.")
    elif worded:
        name = (worded[2] or worded[3]).casefold()
        month = _MONTHS.index(name) + 1 if name in _MONTHS else 0
        year, day = int(worded[5]), int(worded[1] or worded[4])
    else:
        raise ValueError(f"The birth date “{text}” cannot be read. Write it like 1972-05-04.")
    try:
        born = date(year, month, day)
    except ValueError:
        raise ValueError(f"The birth date “{text}” is not a day of the calendar.") from None
    if born.year < EARLIEST_YEAR:
        raise ValueError(f"The birth date “{text}” is before {EARLIEST_YEAR}.")
    return born
