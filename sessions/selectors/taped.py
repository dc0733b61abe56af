"""What was read by tape and by hand in a course of care: girths, limb volumes, the excess of an affected limb, strength."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from assessments.models import GirthSeries, StrengthReading, TrunkGirth
from assessments.rules.volume import Limb, are_comparable, pair
from clinic.rules.limbs import whole_limb
from referrals.models import Referral

ONE_PLACE = {"arm": "ARMA", "leg": "THIA"}
SIDES = ("l", "r")


@dataclass
class Taped:
    """One measurement set. `values` by measure and item, named as goals name them: ("GIRTH", "trunk:navel"), ("GIRTH", "arm:l:8"),
    ("VOLUME", "arm:l"), ("MMT", "KNEE-EXT:l"). `excess`: mL of one affected limb over the other; what was measured at other points has
    another key, for it cannot be compared. (V-INTERVAL)"""

    at: datetime
    is_assessment: bool
    values: dict[tuple[str, str], float] = field(default_factory=dict)
    excess: dict[str, float] = field(default_factory=dict)


def taped_sets(episode_id: int) -> list[Taped]:
    """Of signed sets, oldest first. Four queries."""
    found: dict[int, Taped] = {}
    own = {"measurements__episode": episode_id, "measurements__signature__isnull": False}

    def of(row: GirthSeries | TrunkGirth | StrengthReading) -> Taped:
        taken = row.measurements
        return found.setdefault(taken.pk, Taped(taken.taken_at, hasattr(taken, "assessment")))

    joined = ("measurements__assessment",)
    limbs: dict[int, dict[tuple[str, str], Limb]] = {}
    for girths in GirthSeries.objects.filter(**own).select_related(*joined):
        at = of(girths)
        for number, girth in enumerate(girths.girths):
            if girth is not None:
                at.values["GIRTH", f"{girths.limb}:{girths.side}:{number * girths.interval_cm}"] = girth
        volume = girths.volume_ml
        if volume is not None:
            at.values["VOLUME", f"{girths.limb}:{girths.side}"] = volume
            read = tuple(girth for girth in girths.girths if girth is not None)
            limbs.setdefault(girths.measurements_id, {})[girths.limb, girths.side] = Limb(read, girths.interval_cm)
    for trunk in TrunkGirth.objects.filter(**own).select_related(*joined):
        of(trunk).values["GIRTH", f"trunk:{trunk.landmark}"] = trunk.girth
    for strength in StrengthReading.objects.filter(**own).select_related(*joined):
        of(strength).values["MMT", f"{strength.group}:{strength.side}"] = strength.rank
    affected = _affected(episode_id)
    for pk, sides in limbs.items():
        found[pk].excess = _excess(sides, affected)
    return sorted(found.values(), key=lambda taken: taken.at)


def _affected(episode_id: int) -> frozenset[str]:
    """Places the verified referrals of this course of care call affected."""
    rows = Referral.objects.verified().filter(episode=episode_id).values_list("affected_regions", flat=True)
    return frozenset(place for places in rows for place in places)


def _excess(limbs: Mapping[tuple[str, str], Limb], affected: Iterable[str]) -> dict[str, float]:
    """Where one side of a limb is affected and both were measured alike."""
    found = {}
    for limb, place in ONE_PLACE.items():
        hurt = [side for side in SIDES if whole_limb(f"{place}-{side}") & set(affected)]
        both = [limbs.get((limb, side)) for side in (hurt + [side for side in SIDES if side not in hurt])]
        if len(hurt) == 1 and both[0] is not None and both[1] is not None and are_comparable(both[0], both[1]):
            found[f"{limb}:{both[0].interval}:{len(both[0].girths)}"] = pair(both[0], both[1]).excess_ml
    return found
