"""What a goal measures, in words: pain, an activity, a movement, a girth, a volume, a muscle group."""

from assessments.rules.entries import SIDE_WORDS, range_label
from assessments.rules.girth import LANDMARK_NAMES, Landmark
from assessments.rules.strength import GRADES, GROUPS

LIMB_NAMES = {"arm": "arm", "leg": "leg"}
UNITS = {"ROM": "°", "GIRTH": " cm", "VOLUME": " mL"}
# Measure: the least and the most a baseline or a target may be.
SCALES: dict[str, tuple[int, int]] = {
    "NPRS": (0, 10),
    "PSFS": (0, 10),
    "ROM": (-30, 220),
    "GIRTH": (5, 250),
    "VOLUME": (0, 40_000),
    "MMT": (0, len(GRADES) - 1),
}


def aim_label(measure: str, item: str) -> str:
    """“Left knee flexion”, “Girth of the left arm at 8 cm”, “Strength, left knee extensors”. An unknown item stands as it is."""
    if measure == "NPRS":
        return "Pain at worst"
    if measure == "PSFS":
        return f"“{item}”"
    if measure == "ROM":
        return _upper(range_label(item))
    if measure == "MMT":
        group, _, side = item.partition(":")
        found = GROUPS.get(group)
        return f"Strength, {SIDE_WORDS.get(side, '')}{found.label.lower()}" if found else item
    return _tape_label(measure, item)


def aim_value(measure: str, item: str, value: float) -> str:
    """The number with its unit; strength by its grade."""
    if measure == "MMT" and value in range(len(GRADES)):
        return GRADES[int(value)]
    in_millimeters = measure == "ROM" and item.startswith("JAW:")
    return f"{float(value):g}{' mm' if in_millimeters else UNITS.get(measure, '')}"


def _tape_label(measure: str, item: str) -> str:
    parts = item.split(":")
    if parts[0] == "trunk" and len(parts) > 1 and parts[1] in list(Landmark):
        return f"Girth: {LANDMARK_NAMES[Landmark(parts[1])].lower()}"
    if len(parts) < 2 or parts[0] not in LIMB_NAMES:  # noqa: PLR2004 - limb and side
        return item
    limb = f"{SIDE_WORDS.get(parts[1], '')}{LIMB_NAMES[parts[0]]}"
    if measure == "VOLUME":
        return f"Volume of the {limb}"
    return f"Girth of the {limb}" + (f" at {parts[2]} cm" if len(parts) > 2 else "")  # noqa: PLR2004 - with a height


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
