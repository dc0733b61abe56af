"""docs/clinical.md and the code say the same: neither can change without the other."""

import re
from collections.abc import Iterator
from pathlib import Path

from assessments.rules.rom import MOVEMENTS
from assessments.rules.strength import GRADES, GROUPS, grade_meaning, grade_rank
from clinic.rules.events import EVENTS
from clinic.rules.measures import MEASURES
from clinic.rules.policy import SCALARS
from clinic.rules.regions import REGIONS, neighbors
from clinic.rules.screening import CONDITIONS
from clinic.rules.wellbeing import DIMENSIONS
from sessions.rules.exercises import EXERCISES, dose_text
from sessions.rules.indications import INDICATIONS, Aim
from sessions.rules.phase import Phase
from sessions.rules.plan_templates import TEMPLATES
from sessions.rules.techniques import TECHNIQUES

TEXT = (Path(__file__).parents[3] / "docs" / "clinical.md").read_text(encoding="utf-8")


def table(*columns: str) -> dict[str, dict[str, str]]:
    """The first table of the page whose heading starts with these columns, by row id."""
    start = TEXT.index("| " + " | ".join(columns))
    heading, _, *body = TEXT[start:].split("\n\n")[0].splitlines()
    names = [cell.strip() for cell in heading.strip("|").split("|")]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in body]
    return {cells[0]: dict(zip(names, cells, strict=True)) for cells in rows}


def all_cells(column: str) -> Iterator[str]:
    position = None
    for line in TEXT.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("| ") else []
        if not cells:
            position = None
        elif cells[0] == "Row":
            position = cells.index(column) if column in cells else None
        elif position is not None and cells[0] != "---":
            yield cells[position]


def known(value: float | None) -> str:
    return "none known" if value is None else f"{value:g}"


def test_techniques() -> None:
    rows = table("Row", "Technique", "Pressure")
    assert list(rows) == [t.row for t in TECHNIQUES.values()]
    for t in TECHNIQUES.values():
        row = rows[t.row]
        assert row["Technique"] == t.name
        assert row["Pressure"] == f"{t.pressure.least}/{t.pressure.start}/{t.pressure.most}"
        assert row["Minutes"] == f"{t.minutes.least}/{t.minutes.start}/{t.minutes.most}"
        assert row["Pain"] == f"{t.pain[0]}-{t.pain[1]}"
        assert (row["Stop at"], row["Gap h"]) == (str(t.stop_at), str(t.gap_hours))
        assert (row["Credential"], row["Source"]) == (t.credential, t.source)


def test_what_techniques_are_for() -> None:
    rows = table("Row", "Purpose", "Used for")
    assert {r: (c["Purpose"], c["Used for"], c["Not for"]) for r, c in rows.items()} == {
        t.row: (t.purpose, t.indications, t.contraindications) for t in TECHNIQUES.values()
    }


def test_regions() -> None:
    rows = table("Row", "Name", "View", "Sides")
    assert {r: (c["Name"], c["View"][0], c["Sides"], c["Caution"]) for r, c in rows.items()} == {
        f"R-{r.code}": (r.name, r.view[0], " ".join(r.sides), r.caution or "none") for r in REGIONS.values()
    }
    assert list(rows) == [f"R-{code}" for code in REGIONS]


def test_neighbors() -> None:
    quoted = [line[2:] for line in TEXT.splitlines() if line.startswith("> ")]
    chains = [chain.split("-") for chain in " ".join(quoted).split(", ")]
    on_the_page = {frozenset((a, b)) for chain in chains for a in chain for b in chain if a != b}
    in_the_code = {
        frozenset((region.code, other.split("-")[0]))
        for region in REGIONS.values()
        for place in region.places
        for other in neighbors(place)
    }
    assert {pair for pair in in_the_code if len(pair) == 2} == on_the_page


def test_conditions() -> None:
    rows = table("Row", "Condition", "Code")
    assert {r: (c["Condition"], c["Code"], c["Where"], c["Each visit"], c["Known from"]) for r, c in rows.items()} == {
        c.row: (c.label, c.code, c.scope, "yes" if c.short else "no", c.answered_by) for c in CONDITIONS.values()
    }


def test_events() -> None:
    rows = table("Row", "Event", "Day 0")
    assert {r: (c["Event"], c["Day 0"], c["Count reads"]) for r, c in rows.items()} == {
        f"E-{e.kind}": (e.label, e.day_zero, e.day_label) for e in EVENTS.values()
    }


def test_measures() -> None:
    rows = table("Row", "Measure", "Unit")
    expected = {}
    for m in MEASURES.values():
        if m.code not in DIMENSIONS:
            important = known(m.mcid) + (f" or {m.important_percent:g} %" if m.important_percent else "")
            scale = f"{m.low:g} to {m.high:g}"
            expected[f"M-{m.code}"] = (m.label, m.unit, m.better, scale, known(m.mdc), important)
    columns = ("Measure", "Unit", "Better", "Range", "Error", "Important")
    assert {r: tuple(c[name] for name in columns) for r, c in rows.items()} == expected


def test_wellbeing() -> None:
    rows = table("Row", "Dimension", "Prompt")
    assert {r: (c["Prompt"], c["0"], c["10"], c["Better"]) for r, c in rows.items()} == {
        f"W-{d.code}": (d.prompt, d.zero, d.ten, d.better) for d in DIMENSIONS.values()
    }


def test_movements() -> None:
    rows = table("Row", "Movement", "Norm")
    expected = {}
    for m in MOVEMENTS.values():
        norm = str(m.norm) if m.norm_high is None else f"{m.norm}-{m.norm_high}"
        plausible = f"{m.least} to {m.most}"
        expected[f"ROM-{m.code}"] = (m.label, norm, m.unit, " ".join(m.sides), m.better, plausible)
    columns = ("Movement", "Norm", "Unit", "Sides", "Better", "Plausible")
    assert {r: tuple(c[name] for name in columns) for r, c in rows.items()} == expected


def test_grades() -> None:
    rows = table("Row", "Grade", "Rank")
    assert [(c["Grade"], int(c["Rank"]), c["Meaning"]) for c in rows.values()] == [
        (grade, grade_rank(grade), grade_meaning(grade)) for grade in GRADES
    ]


def test_muscle_groups() -> None:
    joints: dict[str, list[str]] = {}
    for group in GROUPS.values():
        joints.setdefault(group.joint, []).append(group.name)
    rows = table("Row", "Joint", "Muscles")
    assert {row["Joint"]: row["Muscles"] for row in rows.values()} == {j: ", ".join(m) for j, m in joints.items()}


def test_exercises() -> None:
    rows = table("Row", "Exercise", "Regions")
    expected = {}
    for e in EXERCISES.values():
        barred = [CONDITIONS[code].row for code in e.blocks] + [f"E-{kind}" for kind in e.event_blocks]
        regions = " ".join(e.regions) or "whole body"
        expected[e.row] = (e.name, regions, dose_text(e), " ".join(barred) or "none", e.ask_first or "none")
    columns = ("Exercise", "Regions", "Default dose", "Not with", "Ask first")
    assert {r: tuple(c[name] for name in columns) for r, c in rows.items()} == expected


def test_indications() -> None:
    rows = table("Row", "Suggested for", "Diagnoses")
    expected = {}
    for entry in INDICATIONS.values():
        phases = "any" if entry.phases == set(Phase) else ", ".join(each for each in Phase if each in entry.phases)
        expected[entry.row] = (
            entry.used_for,
            " ".join(entry.icd) or "none",
            " ".join(sorted(entry.events)) or "none",
            ", ".join(aim for aim in Aim if aim in entry.aims),
            phases,
            "yes" if entry.prevents else "no",
            entry.source,
        )
    columns = ("Suggested for", "Diagnoses", "After", "Aims", "Phases", "Prevents", "Source")
    assert {r: tuple(c[name] for name in columns) for r, c in rows.items()} == expected
    assert [entry.code for entry in INDICATIONS.values()] == list(TECHNIQUES)


def test_caveats() -> None:
    rows = table("Row", "Caveat", "Said with")
    assert {r: (c["Caveat"], c["Said with"], c["Source"]) for r, c in rows.items()} == {
        f"{entry.row}-{number}": (
            caveat.words,
            " ".join((*caveat.icd, *sorted(caveat.events))) or "always",
            caveat.source,
        )
        for entry in INDICATIONS.values()
        for number, caveat in enumerate(entry.caveats, 1)
    }


def test_plan_templates() -> None:
    rows = table("Row", "Template", "After")
    columns = ("Template", "After", "Diagnoses", "Purpose", "Phase", "Dose", "Techniques", "Source")
    assert {r: tuple(c[name] for name in columns) for r, c in rows.items()} == {
        entry.row: (
            entry.name,
            entry.event or "none",
            " ".join(entry.icd),
            entry.purpose,
            entry.phase,
            entry.dose,
            "; ".join(map(str, entry.steps)),
            entry.source,
        )
        for entry in TEMPLATES.values()
    }


def test_policy() -> None:
    found = {c["Name"]: c for c in (dict(zip(_policy_names(), r, strict=True)) for r in _policy_rows())}
    for scalar in SCALARS:
        row = found[scalar.name]
        assert (row["Row"], row["Default"]) == (scalar.row, str(scalar.default))
        assert row["Range"] == f"{scalar.low} to {scalar.high}"
        assert (row["Threshold"], row["Unit"], row["Stricter"]) == (scalar.about, scalar.unit, scalar.stricter)
        assert (row["Source"], row["Standing"]) == (scalar.source, scalar.standing)
    assert [row["Name"] for row in found.values()] == [scalar.name for scalar in SCALARS]


def _policy_lines() -> list[list[str]]:
    """Read line by line, since one row id may stand for two thresholds."""
    part = TEXT[TEXT.index("| Row | Threshold") :].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in part]


def _policy_names() -> list[str]:
    return _policy_lines()[0]


def _policy_rows() -> list[list[str]]:
    return _policy_lines()[2:]


def test_every_row_has_a_known_standing_and_listed_sources() -> None:
    listed = set(table("Tag", "Source")) | {"GK", "PROP", "WEB"}
    standings = list(all_cells("Standing"))
    assert len(standings) > 200
    for standing in standings:
        assert re.search(r"sourced|general knowledge|proposed default", standing), standing
    for source in all_cells("Source"):
        assert set(source.split(", ")) <= listed, source


def test_page_opens_with_what_it_is_not() -> None:
    opening = " ".join(TEXT.split("\n\n")[1].split())
    assert opening.startswith("This is a reference, not clinical advice. Every number")
    assert "approved by a licensed clinician" in opening
