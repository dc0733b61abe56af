"""Range of motion, both sides against each other and the ordinary range (M-ROM, ROM-*)."""

from collections.abc import Iterable, Mapping, Sequence

from assessments.rules.entries import Range, range_item, range_label
from assessments.rules.rom import MOVEMENTS, Movement, deficit, measure_of
from clinic.rules.plotting import around
from sessions.rules.course import CourseRecord
from sessions.rules.pictures.shown import Picture, Row, Series, Spot, by_occasion, gathered, said, seen, verdicts

SIDES = {"l": "left", "r": "right", "m": ""}
MOST_MOVEMENTS = 4


def motion(record: CourseRecord) -> Picture | None:
    """Active range of both sides against each other and the norm: the leading movement over time, all from start to now."""
    found = gathered(record.moments, lambda moment: ranges(moment.measures.ranges))
    sides: dict[tuple[Movement, bool], dict[str, list[Spot]]] = {}
    for (code, passive, side), spots in found.items():
        sides.setdefault((MOVEMENTS[code], passive), {})[side] = spots
    if not sides:
        return None
    goals = {aim.item: aim.target for aim in record.active_aims if aim.measure == "ROM"}
    order = sorted(sides, key=lambda key: (not _has_goal(key[0], sides[key], goals), -_lacks(key[0], sides[key])))
    movement, passive = order[0]
    lead = sides[order[0]]
    affected = max(lead, key=lambda side: deficit(movement, lead[side][0].value, movement.norm))
    spots, unit = lead[affected], "°" if movement.unit == "degrees" else " mm"
    named = range_label(range_item(movement.code, affected)).capitalize() + (", passive," if passive else "")
    goal = goals.get(range_item(movement.code, affected))
    scale = around(
        [*(spot.value for side in lead.values() for spot in side), movement.norm, *([] if goal is None else [goal])],
        step=10,
        least=0,
    )
    others = [f"{SIDES[side]} {said(lead[side][-1].value)}{unit}" for side in lead if side != affected]
    title = (
        seen(named, spots[0].value, spots[-1].value, unit)
        if len(spots) > 1
        else f"{named}: {said(spots[0].value)}{unit}"
    )
    head, body = by_occasion({_named(key, side): sides[key][side] for key in order for side in sorted(sides[key])})
    return Picture(
        key="motion",
        title="; ".join([title, *others, f"ordinary {_norm(movement)}{unit}"]),
        what=f"{movement.label} over time, then each movement from start to now, {movement.unit}",
        head=head,
        body=body,
        low=scale[0],
        high=scale[1],
        goal=goal,
        norm=movement.norm,
        verdict=verdicts(measure_of(movement), spots[0].value, spots[-1].value) if len(spots) > 1 else None,
        series=tuple(Series(SIDES[side], tuple(lead[side])) for side in sorted(lead)),
        rows=tuple(row for key in order[:MOST_MOVEMENTS] for row in _motion_rows(key, sides[key], goals)),
    )


def ranges(ranges: Iterable[Range]) -> dict[tuple[str, bool, str], float]:
    """Active values; a movement read only passively stands as such."""
    found: dict[tuple[str, bool, str], float] = {}
    for row in ranges:
        value = row.passive if row.active is None else row.active
        if value is not None:
            found[row.movement, row.active is None, row.side] = value
    return found


def _has_goal(movement: Movement, sides: Mapping[str, Sequence[Spot]], goals: Mapping[str, float]) -> bool:
    return any(range_item(movement.code, side) in goals for side in sides)


def _lacks(movement: Movement, sides: Mapping[str, Sequence[Spot]]) -> float:
    """How far the worse side lay behind the ordinary range at the start; what was read once comes last."""
    again = max(len(spots) for spots in sides.values()) > 1
    return max(deficit(movement, spots[0].value, movement.norm) for spots in sides.values()) + (1000 if again else 0)


def _named(key: tuple[Movement, bool], side: str) -> str:
    """“Neck rotation, left”."""
    return ", ".join(filter(None, [key[0].label, "passive" if key[1] else "", SIDES[side]]))


def _norm(movement: Movement) -> str:
    return f"{movement.norm} to {movement.norm_high}" if movement.norm_high else str(movement.norm)


def _motion_rows(
    key: tuple[Movement, bool], sides: Mapping[str, Sequence[Spot]], goals: Mapping[str, float]
) -> Iterable[Row]:
    movement, passive = key
    values = [spot.value for spots in sides.values() for spot in spots]
    low, high = around([*values, movement.norm], step=10, least=0)
    for place, side in enumerate(sorted(sides)):
        spots = sides[side]
        heading = movement.label + (", passive" if passive else "") if place == 0 else ""
        now = spots[-1].value if len(spots) > 1 else None
        goal = goals.get(range_item(movement.code, side))
        yield Row(heading, SIDES[side], spots[0].value, now, low, high, goal, movement.norm)
