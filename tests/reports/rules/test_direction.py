"""Which way the suggested sentence points, and what it names."""

import pytest

from reports.rules.direction import Direction, suggest
from reports.rules.figures import MeasureRow


def row(kind: str, change: str, item: str = "") -> MeasureRow:
    return MeasureRow(kind, item, 5, None, 3, None, -2, change, 2)


@pytest.mark.parametrize(
    ("rows", "direction", "better", "worse"),
    [
        ([], Direction.UNKNOWN, [], []),
        ([row("worst", "unknown")], Direction.UNKNOWN, [], []),
        ([row("worst", "small"), row("psfs", "same")], Direction.SAME, [], []),
        ([row("worst", "important"), row("arrival", "important")], Direction.BETTER, ["worst"], []),
        ([row("rom", "real"), row("psfs_mean", "important")], Direction.BETTER, ["psfs_mean", "rom"], []),
        ([row("worst", "worse"), row("psfs", "small")], Direction.WORSE, [], ["worst"]),
        ([row("worst", "important"), row("rom", "worse")], Direction.MIXED, ["worst"], ["rom"]),
        (
            [row("psfs_mean", "important"), row("psfs", "important"), row("worst", "real")],
            Direction.BETTER,
            ["psfs_mean", "worst"],
            [],
        ),
    ],
)
def test_the_direction_counts_only_what_is_beyond_error(
    rows: list[MeasureRow], direction: Direction, better: list[str], worse: list[str]
) -> None:
    found = suggest(rows)
    assert found.direction is direction
    assert [one.kind for one in found.better] == better
    assert [one.kind for one in found.worse] == worse
