"""Arms and legs as rows of segments, so that rules can say "nearer the trunk", "one joint away" and "the whole limb"."""

from collections.abc import Mapping

from clinic.rules.regions import PLACES, region_of, side_of

# From the trunk outwards; general knowledge.
_LIMBS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (("SHLDA", "SHLDP", "AXILLA"), ("ARMA", "ARMP"), ("ELBA", "ELBP"), ("FORA", "FORP"), ("WRSA",), ("HNDP", "HNDD")),
    (
        ("GROIN", "GLUT"),
        ("THIA", "THIM", "THIL", "THIP"),
        ("KNEA", "KNEP"),
        ("SHIN", "CALF"),
        ("ANKL", "HEEL"),
        ("FOOTD", "SOLE"),
    ),
)

LEG_REGIONS: tuple[str, ...] = tuple(code for segment in _LIMBS[1][1:] for code in segment)
# Where the hand or the foot itself is treated, the joint above included.
HAND_REGIONS = ("WRSA", "HNDP", "HNDD")
FOOT_REGIONS = ("ANKL", "HEEL", "FOOTD", "SOLE")

_SEGMENTS: Mapping[str, tuple[int, int]] = {
    code: (limb, rank)
    for limb, segments in enumerate(_LIMBS)
    for rank, segment in enumerate(segments)
    for code in segment
}


def _limb_of(place: str) -> tuple[int, str] | None:
    found = _SEGMENTS.get(region_of(place).code)
    return None if found is None else (found[0], side_of(place))


# Once, so that judging a whole plan stays quick.
_PLACE_LIMBS: Mapping[str, tuple[int, str] | None] = {place: _limb_of(place) for place in PLACES}
_WHOLE: Mapping[str, frozenset[str]] = {
    place: frozenset(other for other in PLACES if limb is not None and _PLACE_LIMBS[other] == limb)
    or frozenset({place})
    for place, limb in _PLACE_LIMBS.items()
}


def same_limb(place: str, other: str) -> bool:
    """Whether both lie on the same arm or leg. Raises UnknownPlace."""
    return other in whole_limb(place) and _PLACE_LIMBS[place] is not None


def whole_limb(place: str) -> frozenset[str]:
    """Every place of the arm or leg this one lies on; the place alone where it lies on none. Raises UnknownPlace."""
    region_of(place)
    return _WHOLE[place]


def is_nearer_trunk(place: str, site: str) -> bool:
    """Whether `place` lies between the trunk and `site`, or on the trunk itself. Raises UnknownPlace."""
    region_of(place)
    if _PLACE_LIMBS[place] is None:
        return place != site
    if not same_limb(place, site):
        return False
    return _SEGMENTS[region_of(place).code][1] < _SEGMENTS[region_of(site).code][1]


def is_across_joint(place: str, site: str) -> bool:
    """Whether `place` lies on another segment than `site`, of which one at least is a limb's. Raises UnknownPlace."""
    mine, other = _SEGMENTS.get(region_of(place).code), _SEGMENTS.get(region_of(site).code)
    return mine != other


def same_hand_or_foot(place: str, site: str) -> bool:
    """Whether both belong to the same hand or the same foot. Raises UnknownPlace."""
    if side_of(place) != side_of(site):
        return False
    codes = {region_of(place).code, region_of(site).code}
    return codes <= set(HAND_REGIONS) or codes <= set(FOOT_REGIONS)


def is_hand_or_foot(place: str) -> bool:
    return region_of(place).code in (*HAND_REGIONS, *FOOT_REGIONS)
