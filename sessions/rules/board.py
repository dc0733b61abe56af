"""The grid of the day board: quarter hours since 06:00, and the free half hours of a column."""

from collections.abc import Iterable
from dataclasses import dataclass

FIRST_HOUR, QUARTERS = 6, 72
EARLIEST_FROM, LATEST_FROM = 6, 12
EARLIEST_TO, LATEST_TO = 15, 24


@dataclass(frozen=True, slots=True)
class Span:
    """Rows of the grid: `row` 1 is 06:00, `end` is the row after the last."""

    row: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.row


def span(start: int, end: int) -> Span:
    """From and to in minutes since midnight, widened to whole quarters and kept on the board."""
    row = (start - FIRST_HOUR * 60) // 15 + 1
    last = -((FIRST_HOUR * 60 - end) // 15) + 1
    row = min(max(row, 1), QUARTERS)
    return Span(row, min(max(last, row + 1), QUARTERS + 1))


def minutes_of(row: int) -> int:
    """Minutes since midnight at which a row begins."""
    return FIRST_HOUR * 60 + (row - 1) * 15


def hours(opens: int, closes: int, taken: Iterable[Span]) -> tuple[int, int]:
    """The first and the last hour shown: the opening hours, widened to what is booked."""
    taken = list(taken)
    first = min([opens, *(minutes_of(part.row) // 60 for part in taken)])
    last = max([closes, *(-(-minutes_of(part.end) // 60) for part in taken)])
    return min(max(first, EARLIEST_FROM), LATEST_FROM), min(max(last, EARLIEST_TO), LATEST_TO)


def gaps(open_rows: Span, taken: Iterable[Span], *, not_before: int = 1) -> list[Span]:
    """The free time of a column in pieces of at most half an hour, from row `not_before` on, on whole and half hours where they can be."""
    busy = {row for part in taken for row in range(part.row, part.end)}
    found, row = [], max(open_rows.row, not_before)
    while row < open_rows.end:
        if row in busy:
            row += 1
            continue
        on_half = row % 2 == 1
        longer = on_half and row + 1 < open_rows.end and row + 1 not in busy
        found.append(Span(row, row + (2 if longer else 1)))
        row = found[-1].end
    return found
