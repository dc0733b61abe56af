"""What a measurement leaves behind: one row each in var/bench.json, and a table on the screen."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "var" / "bench.json"


@dataclass(frozen=True)
class Row:
    """One figure with its limit; it holds when it is not above it."""

    group: str
    name: str
    value: float
    unit: str
    limit: float

    @property
    def holds(self) -> bool:
        return self.value <= self.limit


def keep(rows: Sequence[Row], *, file: Path = FILE) -> None:
    """Replace the rows of the groups just measured; those of other groups stay. Whole or not at all."""
    groups = {row.group for row in rows}
    others = [row for row in _known(file) if row.get("group") not in groups]
    file.parent.mkdir(exist_ok=True)
    beside = file.with_suffix(".writing")
    beside.write_text(json.dumps([*others, *({**asdict(row), "holds": row.holds} for row in rows)], indent=1) + "\n")
    beside.replace(file)


def _known(file: Path) -> list[dict[str, object]]:
    """A missing or damaged file is begun anew: every row in it can be measured again."""
    try:
        found = json.loads(file.read_text())
    except (OSError, ValueError):
        return []
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def table(rows: Iterable[Row]) -> str:
    lines = [f"{'group':<16}{'what':<44}{'value':>10} {'unit':<8}{'limit':>8}"]
    for row in rows:
        verdict = "holds" if row.holds else "ABOVE"
        lines.append(f"{row.group:<16}{row.name:<44}{row.value:>10.3g} {row.unit:<8}{row.limit:>8.3g}  {verdict}")
    return "\n".join(lines)
