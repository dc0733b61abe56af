"""The tables of docs/clinical.md that the guards act by, cell by cell."""

from pathlib import Path

from clinic.rules.events import EVENTS
from clinic.rules.screening import CONDITIONS
from sessions.rules.gates_table import COLUMNS as GATE_COLUMNS
from sessions.rules.gates_table import GATES
from sessions.rules.phase import CHRONIC, PHASES, SOURCE
from sessions.rules.screening_marks import PLATELET_CAPS, MatrixRow, Named
from sessions.rules.screening_matrix import COLUMNS, MATRIX, PREGNANCY_POINT_CODES

TEXT = (Path(__file__).parents[3] / "docs" / "clinical.md").read_text(encoding="utf-8")


def table(start: str) -> dict[str, list[str]]:
    """The cells of the table whose heading starts so, by row id, heading first."""
    lines = TEXT[TEXT.index(start) :].split("\n\n")[0].splitlines()
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return {row[0]: row[1:] for row in rows if row[0] != "---"}


def cap_words(row: MatrixRow) -> str:
    if row.cap_by_platelets:
        (low, lowest), (below, cap) = PLATELET_CAPS
        return f"{cap} below {below},000 platelets, {lowest} below {low},000 or unknown"
    if row.cap is None:
        return "none"
    more = f", up to {row.cap_cleared} with a clearance that says so" if row.cap_cleared else ""
    return f"{row.cap}{' on the legs' if row.cap_regions else ''}{more}"


def named_words(row: MatrixRow) -> str:
    if row.named is Named.NO:
        return "none"
    return "the whole limb" if row.whole_limb else "yes"


def test_letters_of_the_matrix() -> None:
    heading, *rows = table("| Row | Condition | MLD |").items()
    assert heading[1] == ["Condition", *COLUMNS, "Source", "Standing"]
    assert {row: cells[:-1] for row, cells in rows} == {
        row.row: [CONDITIONS[code].label, *(row.mark(technique) for technique in COLUMNS), row.source]
        for code, row in MATRIX.items()
    }
    assert list(MATRIX) == list(CONDITIONS)


def test_what_goes_beyond_the_letters() -> None:
    _, *rows = table("| Row | Why | What to do |").items()
    assert {row: cells[:-1] for row, cells in rows} == {
        row.row: [
            row.why,
            row.action,
            cap_words(row),
            named_words(row),
            f"{row.window_days} days" if row.window_days else "none",
            row.source,
        ]
        for row in MATRIX.values()
    }


def test_points_left_out_in_pregnancy() -> None:
    assert f"leaves out {', '.join(PREGNANCY_POINT_CODES[:-1])} and {PREGNANCY_POINT_CODES[-1]}." in TEXT


def test_time_gates() -> None:
    heading, *rows = table("| Row | Event | MLD |").items()
    columns = [" ".join(codes) for codes in GATE_COLUMNS]
    assert heading[1] == ["Event", *columns, "Cap", "Why", "Source", "Standing"]
    assert {row: cells[:-1] for row, cells in rows} == {
        row.row: [
            EVENTS[kind].label,
            *(str(row.gates[codes[0]]) for codes in GATE_COLUMNS),
            str(row.cap or "none"),
            row.why,
            row.source,
        ]
        for kind, row in GATES.items()
    }


def test_phases() -> None:
    _, *rows = table("| Row | Phase | Days |").items()
    firsts = [0, *(row.until + 1 for row in PHASES if row.until is not None)]
    expected = [
        [row.phase, f"{first} to {row.until}" if row.until else f"{first} and more", str(row.cap), SOURCE]
        for row, first in zip(PHASES, firsts, strict=True)
    ]
    expected.append([CHRONIC.phase, "no injury or operation there", str(CHRONIC.cap), SOURCE])
    assert [cells[:-1] for _, cells in rows] == expected
