"""What a physician's paper may answer: rows of the clinical reference, by code and in words (X-* and E-* rows)."""

from collections.abc import Iterable, Mapping

from clinic.rules.events import EVENTS
from clinic.rules.screening import CONDITIONS

CONDITION_ROWS: Mapping[str, str] = {condition.row: condition.label for condition in CONDITIONS.values()}
EVENT_ROWS: Mapping[str, str] = {f"E-{event.kind}": event.label for event in EVENTS.values()}
ROWS: Mapping[str, str] = {**CONDITION_ROWS, **EVENT_ROWS}


def row_of(code: str) -> str:
    """The row a finding's code belongs to: what stands behind the colon names a rule within the row."""
    return code.partition(":")[0]


def is_row(code: str) -> bool:
    return code in ROWS


def row_label(code: str) -> str:
    """In words; a code that is not known any more stands for itself."""
    return ROWS.get(code, code)


def known_rows(codes: Iterable[str]) -> list[str]:
    """The rows among these codes, without repeats, in the order of the reference."""
    given = {row_of(code) for code in codes}
    return [row for row in ROWS if row in given]
