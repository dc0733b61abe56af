"""The 43 body regions, the places they form with a side, and which places lie next to each other (R-* rows)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations


class View(StrEnum):
    FRONT = "f"
    BACK = "b"


class Side(StrEnum):
    """The patient's own side, whichever way the figure is drawn."""

    LEFT = "l"
    RIGHT = "r"
    MIDDLE = "m"


SIDE_NAMES: Mapping[Side, str] = {Side.LEFT: "left", Side.RIGHT: "right", Side.MIDDLE: "center"}

BOTH = (Side.LEFT, Side.RIGHT)
MIDDLE = (Side.MIDDLE,)
ALL = (Side.LEFT, Side.MIDDLE, Side.RIGHT)


class UnknownPlace(ValueError):
    """The text names no place of the body map."""


@dataclass(frozen=True, slots=True)
class Region:
    """One region of the body map. `pattern` is its name in a patient's words, with room for the side."""

    code: str
    pattern: str
    view: View
    sides: tuple[Side, ...]
    caution: str = ""

    @property
    def name(self) -> str:
        return self.pattern.replace(" on the {side}", "").replace("{side} ", "")

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(f"{self.code}-{side}" for side in self.sides)


F, B = View.FRONT, View.BACK

_REGIONS = (
    Region("FACE", "{side} side of the face", F, BOTH),
    Region("TEMPLE", "{side} temple", F, BOTH),
    Region("JAW", "{side} jaw", F, BOTH, "Jaw joint; work inside the mouth needs its own consent."),
    Region("NECKA", "front of the neck on the {side}", F, BOTH, "Carotid artery and thyroid: pressure 1 to 2 at most."),
    Region("CHEST", "{side} chest", F, BOTH),
    Region("BREAST", "{side} breast", F, BOTH, "Needs its own consent."),
    Region("AXILLA", "{side} armpit", F, BOTH, "Nerves and lymph nodes."),
    Region("SHLDA", "front of the {side} shoulder", F, BOTH),
    Region("ARMA", "front of the {side} upper arm", F, BOTH),
    Region("ELBA", "front of the {side} elbow", F, BOTH, "Vessels in the crease of the elbow."),
    Region("FORA", "front of the {side} forearm", F, BOTH),
    Region("WRSA", "front of the {side} wrist", F, BOTH, "Median nerve."),
    Region("HNDP", "{side} palm", F, BOTH),
    Region("ABDU", "upper belly", F, MIDDLE, "Aorta; pregnancy."),
    Region("ABDL", "lower belly", F, MIDDLE, "Aorta; pregnancy."),
    Region("FLNK", "{side} flank", F, BOTH, "Kidney and lowest rib."),
    Region("GROIN", "{side} groin", F, BOTH, "Femoral vessels and nerve; lymph nodes."),
    Region("THIA", "front of the {side} thigh", F, BOTH),
    Region("THIM", "inside of the {side} thigh", F, BOTH),
    Region("THIL", "outside of the {side} thigh", F, BOTH),
    Region("KNEA", "front of the {side} knee", F, BOTH),
    Region("SHIN", "{side} shin", F, BOTH),
    Region("ANKL", "{side} ankle", F, BOTH, "Points SP6 and BL60: not in pregnancy."),
    Region("FOOTD", "top of the {side} foot", F, BOTH, "Reflexology zones."),
    Region("HEADP", "back of the head on the {side}", B, BOTH, "Vertebral artery: pressure 3 at most."),
    Region("NECKP", "back of the neck on the {side}", B, BOTH),
    Region("UTRAP", "top of the {side} shoulder", B, BOTH, "Point GB21: not in pregnancy."),
    Region("SHLDP", "back of the {side} shoulder", B, BOTH),
    Region("ISCAP", "inner edge of the {side} shoulder blade", B, BOTH),
    Region("SCAP", "{side} shoulder blade", B, BOTH),
    Region("TSPN", "{side} middle back", B, ALL, "Osteoporosis; ribs."),
    Region("LUMB", "{side} lower back", B, BOTH, "Kidney."),
    Region("SACR", "base of the spine", B, MIDDLE, "No deep work in pregnancy."),
    Region("GLUT", "{side} buttock", B, BOTH, "Sciatic nerve."),
    Region("ARMP", "back of the {side} upper arm", B, BOTH, "Radial nerve."),
    Region("ELBP", "back of the {side} elbow", B, BOTH, "Ulnar nerve."),
    Region("FORP", "back of the {side} forearm", B, BOTH),
    Region("HNDD", "back of the {side} hand", B, BOTH, "Point LI4: not in pregnancy."),
    Region("THIP", "back of the {side} thigh", B, BOTH),
    Region("KNEP", "back of the {side} knee", B, BOTH, "Popliteal vessels."),
    Region("CALF", "{side} calf", B, BOTH, "Where a clot in the leg shows first."),
    Region("HEEL", "{side} heel", B, BOTH),
    Region("SOLE", "sole of the {side} foot", B, BOTH, "Reflexology zones."),
)

REGIONS: Mapping[str, Region] = {region.code: region for region in _REGIONS}
PLACES: tuple[str, ...] = tuple(place for region in _REGIONS for place in region.places)

# Every pair within a chain touches.
_CHAINS = (
    "HEADP-NECKP, NECKP-UTRAP, FACE-TEMPLE-JAW, JAW-NECKA, NECKA-CHEST, UTRAP-SHLDP-SCAP, SCAP-ISCAP-TSPN, TSPN-LUMB, "
    "LUMB-SACR-GLUT-FLNK, CHEST-BREAST-AXILLA-SHLDA, AXILLA-ARMA-ARMP-SCAP, SHLDA-SHLDP, SHLDA-ARMA, SHLDP-ARMP, "
    "ARMA-ELBA, ARMP-ELBP, ELBA-ELBP, ELBA-FORA, ELBP-FORP, FORA-FORP, FORA-WRSA, WRSA-HNDP-HNDD, CHEST-ABDU-ABDL, "
    "FLNK-ABDU, ABDL-GROIN, GROIN-THIA-THIM, GLUT-THIP-THIL, THIA-THIL, THIA-KNEA, THIP-KNEP, KNEA-KNEP, KNEA-SHIN, "
    "KNEP-CALF, SHIN-CALF, SHIN-ANKL, CALF-HEEL, ANKL-HEEL-FOOTD, HEEL-SOLE, FOOTD-SOLE"
)


def _touches(one: str, other: str) -> bool:
    """Two places of touching regions touch on the same side, and across the middle line."""
    sides = {one.split("-")[1], other.split("-")[1]}
    return len(sides) == 1 or Side.MIDDLE in sides


def _build_neighbors() -> dict[str, frozenset[str]]:
    touching = {pair for chain in _CHAINS.split(", ") for pair in combinations(chain.split("-"), 2)}
    # The middle of a region that has one touches both of its sides.
    touching |= {(region.code, region.code) for region in _REGIONS if region.sides == ALL}
    found: dict[str, set[str]] = {place: set() for place in PLACES}
    for a, b in touching:
        for one in REGIONS[a].places:
            for other in REGIONS[b].places:
                if one != other and _touches(one, other):
                    found[one].add(other)
                    found[other].add(one)
    return {place: frozenset(others) for place, others in found.items()}


_NEIGHBORS = _build_neighbors()


def is_place(value: str) -> bool:
    return value in _NEIGHBORS


def region_of(place: str) -> Region:
    """Raises UnknownPlace."""
    if place not in _NEIGHBORS:
        raise UnknownPlace(f"“{place}” is not a place of the body map.")
    return REGIONS[place.split("-", maxsplit=1)[0]]


def side_of(place: str) -> Side:
    """Raises UnknownPlace."""
    region_of(place)
    return Side(place.split("-")[1])


def place_name(place: str) -> str:
    """The place in a patient's words, such as "left lower back". Raises UnknownPlace."""
    region, side = region_of(place), side_of(place)
    if side is Side.MIDDLE:
        return region.name if region.sides == MIDDLE else f"{region.name} at the spine"
    return region.pattern.format(side=SIDE_NAMES[side])


def figure_id(place: str) -> str:
    """The id of the place in the drawn figure, such as "b-LUMB-l". Raises UnknownPlace."""
    return f"{region_of(place).view}-{place}"


def neighbors(place: str) -> frozenset[str]:
    """Places that touch this one, never itself; symmetric. Raises UnknownPlace."""
    region_of(place)
    return _NEIGHBORS[place]


def surrounding(places: Iterable[str]) -> frozenset[str]:
    """Places that touch any of these and are none of them. Raises UnknownPlace."""
    return _surrounding(frozenset(places))


@lru_cache(maxsize=4096)
def _surrounding(given: frozenset[str]) -> frozenset[str]:
    return frozenset(other for place in given for other in neighbors(place)) - given


def other_side(place: str) -> str | None:
    """The mirrored place, or None on the middle line. Raises UnknownPlace."""
    mirrored = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}.get(side_of(place))
    return None if mirrored is None else f"{region_of(place).code}-{mirrored}"


def check_places(places: Iterable[str]) -> tuple[str, ...]:
    """The places without repeats, in the order of the body map. Raises UnknownPlace on the first unknown one."""
    given = set(places)
    for place in sorted(given):
        region_of(place)
    return tuple(place for place in PLACES if place in given)
