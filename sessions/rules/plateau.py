"""Plateau: two re-assessments running without a change that matters (D-PLATEAU)."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from assessments.rules.volume import excess_reduction
from clinic.rules.measures import Measure, change_for_better, important_change, real_change
from sessions.rules.response import LIMITS, ResponseLimits

Readings = Mapping[tuple[str, str], float]
"""One assessment: value by measure code and item (the activity, movement or place; "" for none)."""

RE_ASSESSMENTS = 2


def is_plateau(
    assessments: Sequence[Readings],
    measures: Mapping[tuple[str, str], Measure],
    limits: ResponseLimits = LIMITS,
) -> bool:
    """`assessments` in order, the first of the episode included; `measures` says how each is judged. Slow progress over
    both counts. Without three assessments, or with nothing read at all three, no plateau is claimed."""
    last = list(assessments[-RE_ASSESSMENTS - 1 :])
    shared = {key for key in measures if all(key in readings for readings in last)}
    if len(last) <= RE_ASSESSMENTS or not shared:
        return False
    return not any(
        _progressed(measures[key], base[key], now[key], limits) for key in shared for base, now in combinations(last, 2)
    )


def _progressed(measure: Measure, base: float, now: float, limits: ResponseLimits) -> bool:
    """Important where that is known, else real; a limb's excess by the share of it that is gone."""
    if measure.code == "VOLUME":
        return (excess_reduction(base, now) or 0) >= limits.excess_percent
    if measure.mcid is not None:
        return important_change(measure, 0 if measure.is_change else base, now)
    return change_for_better(measure, base, now) > 0 and real_change(measure, base, now)
