"""Girth and limb volume, and any other measure that is read on one side or both (M-GIRTH, M-VOLUME, V-*)."""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from assessments.rules.girth import LIMITS, GirthLimits, girth_measure
from assessments.rules.volume import excess_reduction
from clinic.rules.measures import MEASURES, Measure
from clinic.rules.plotting import around, step_for
from sessions.rules.course import CourseRecord
from sessions.rules.pictures.shown import Picture, Row, Series, Spot, by_occasion, gathered, said, seen, verdicts


def volume(record: CourseRecord) -> Picture | None:
    """Limb volume of both sides; the title is of what lies between them as well. A limb is shown as it was taped most often, for only
    what was taped alike may be compared. (V-LIMB, V-INTERVAL, V-PREV)"""
    times = Counter((one.what, one.taken) for moment in record.moments for one in moment.volumes)
    manner = {what: taken for (what, taken), _times in reversed(times.most_common())}
    found = gathered(
        record.moments,
        lambda moment: {(one.what, one.side): one.value for one in moment.volumes if one.taken == manner[one.what]},
    )
    aims = {aim.item: aim.target for aim in record.active_aims if aim.measure == "VOLUME"}
    goals = {one.what: aims[one.item] for moment in record.moments for one in moment.volumes if one.item in aims}
    if not found:
        return None
    things = _by_side(found)
    shown = sided("volume", "volume", " mL", things, measure=MEASURES["VOLUME"], goals=goals)
    return replace(
        shown, note=" ".join(_excess(what, sides) for what, sides in things.items() if len(sides) > 1).strip()
    )


def _excess(what: str, sides: Mapping[str, Sequence[Spot]]) -> str:
    """How much of the excess at the start is gone; "" where the sides were read once or did not differ. (V-PREV)"""
    left, right = sides["left"], sides["right"]
    base, now = left[0].value - right[0].value, left[-1].value - right[-1].value
    less = excess_reduction(abs(base), now if base > 0 else -now)
    if less is None or len(left) == 1 or len(right) == 1:
        return ""
    went = f"{less:.0f} % smaller" if less >= 0 else f"{-less:.0f} % larger"
    return f"{what}: the excess of the {'left' if base > 0 else 'right'} side is {went} than at the start (PREV)."


def girth(record: CourseRecord, limits: GirthLimits = LIMITS) -> Picture | None:
    """Girths of the trunk from start to now, and those of a limb that a goal names; a limb as a whole is its volume. (V-TRUNK)"""
    aims = {aim.item: aim.target for aim in record.active_aims if aim.measure == "GIRTH"}
    shown = [
        one for moment in record.moments for one in moment.girths if one.item.startswith("trunk:") or one.item in aims
    ]
    whats = {one.what for one in shown}
    found = gathered(
        record.moments, lambda moment: {(one.what, one.side): one.value for one in moment.girths if one.what in whats}
    )
    goals = {one.what: aims[one.item] for one in shown if one.item in aims}
    if not found:
        return None
    things = _by_side(found)
    items = {one.what: one.item for one in shown}
    measure = girth_measure(items[_in_order(things, goals)[0]], limits)
    return sided("girth", "girth", " cm", things, measure=measure, goals=goals)


def _by_side(found: Mapping[tuple[str, str], list[Spot]]) -> dict[str, dict[str, list[Spot]]]:
    sides: dict[str, dict[str, list[Spot]]] = {}
    for (what, side), spots in found.items():
        sides.setdefault(what, {})[side] = spots
    return sides


def sided(
    key: str,
    what: str,
    unit: str,
    things: Mapping[str, Mapping[str, Sequence[Spot]]],
    *,
    measure: Measure,
    goals: Mapping[str, float] | None = None,
) -> Picture:
    """Any measure read on one or both sides: the first thing (that of a goal before any other) over time, all from start to now."""
    goals = goals or {}
    order = _in_order(things, goals)
    lead = things[order[0]]
    side = max(lead, key=lambda name: abs(lead[name][-1].value - lead[name][0].value))
    spots, other = lead[side], next((lead[name] for name in lead if name != side), None)
    named = " ".join(filter(None, [side, order[0].lower(), what])).capitalize()
    title = (
        seen(named, spots[0].value, spots[-1].value, unit)
        if len(spots) > 1
        else f"{named}: {said(spots[0].value)}{unit}"
    )
    if other:
        apart = [abs(spots[at].value - other[at].value) for at in (0, -1)]
        title += f"; between the sides {said(apart[0])}" + (f", now {said(apart[1])}" if len(spots) > 1 else "") + unit
    if len(things) > 1 and all(len(each) == 1 for one in things.values() for each in one.values()):
        title = f"{what.capitalize()}, measured once"
    values = [spot.value for one in things.values() for each in one.values() for spot in each]
    step = step_for(values)
    low, high = around([*values, *goals.values()], step=step)
    drawn = around([*(spot.value for each in lead.values() for spot in each), *_goal_of(order[0], goals)], step=step)
    head, body = by_occasion(
        {", ".join(filter(None, [name, each])): things[name][each] for name in order for each in sorted(things[name])}
    )
    return Picture(
        key=key,
        title=title,
        what=f"{what.capitalize()} over time and from start to now,{unit}",
        head=head,
        body=body,
        low=drawn[0],
        high=drawn[1],
        goal=goals.get(order[0]),
        verdict=verdicts(measure, spots[0].value, spots[-1].value) if len(spots) > 1 else None,
        series=tuple(Series(name, tuple(lead[name])) for name in sorted(lead)),
        rows=tuple(
            Row(
                name if place == 0 else "",
                each,
                things[name][each][0].value,
                things[name][each][-1].value if len(things[name][each]) > 1 else None,
                low,
                high,
                goals.get(name),
            )
            for name in order
            for place, each in enumerate(sorted(things[name]))
        ),
    )


def _in_order(things: Iterable[str], goals: Container[str]) -> list[str]:
    return sorted(things, key=lambda name: name not in goals)


def _goal_of(name: str, goals: Mapping[str, float]) -> list[float]:
    return [goals[name]] if name in goals else []
