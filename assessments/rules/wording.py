"""Everything that is written into an assessment as lines of text: for the record, and for two people whose texts differ."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from assessments.rules.aims import aim_label, aim_value
from assessments.rules.body_entries import Dent, Felt, Girths, Seen, Signs, Stage, Strength, Trunk
from assessments.rules.edema import ISL_STAGES, PITTING, IslStage, pitting_grade
from assessments.rules.endings import ENDING_WORDS, Ending
from assessments.rules.entries import SIDE_WORDS, Activity, Aim, Answer, Pain, Range, Rating
from assessments.rules.girth import LANDMARK_NAMES, Landmark
from assessments.rules.pain import MARK_FLAG_NAMES, MARK_KIND_NAMES, PAIN_KIND_NAMES, MarkFlag, MarkKind, PainKind
from assessments.rules.palpation import PALPATION, label_of
from assessments.rules.posture import POSTURE
from assessments.rules.rom import MOVEMENTS
from assessments.rules.scoring import groc_text
from assessments.rules.strength import GROUPS
from clinic.rules.conditions import VARIANT_CHOICES, ConditionCode
from clinic.rules.regions import place_name
from clinic.rules.screening import CONDITIONS
from clinic.rules.wellbeing import DIMENSIONS, DimensionCode


def lines(kind: str, entries: Any) -> list[str]:
    """One line for each entry. `kind` is one of `sections.KINDS`, but for texts, which speak for themselves."""
    return [_SAID[kind](entry) for entry in entries]


def _answer(entry: Answer) -> str:
    condition = CONDITIONS[ConditionCode(entry.code)]
    return f"{condition.label}: {', '.join(answer_parts(entry))}"


def answer_parts(entry: Answer) -> list[str]:
    parts = ["not sure" if entry.answer == "unsure" else entry.answer]
    parts += [place_name(place) for place in entry.places]
    parts += [dict(VARIANT_CHOICES)[entry.variant].lower()] if entry.variant else []
    parts += [f"platelets {entry.platelets} thousand"] if entry.platelets is not None else []
    parts += [f"since {entry.since_on:%-d %b %Y}"] if entry.since_on else []
    parts += ["since when is not known"] if entry.since_unknown else []
    parts += ending_parts(entry.ending, entry.ended_on, entry.ending_why)
    return parts + ([entry.note] if entry.note else [])


def ending_parts(ending: str, ended_on: date | None, why: str) -> list[str]:
    """“it has ended”, the day, what shows it; nothing where nothing was said."""
    if not ending:
        return []
    parts = [ENDING_WORDS[Ending(ending)].lower()]
    parts += [f"on {ended_on:%-d %b %Y}"] if ended_on and ending == Ending.ENDED else []
    return parts + ([why] if why else [])


def pain_parts(entry: Pain) -> list[str]:
    parts = [PAIN_KIND_NAMES[PainKind(entry.kind)].lower()] if entry.kind else []
    parts.append(MARK_KIND_NAMES[MarkKind(entry.role)].lower())
    return parts + [MARK_FLAG_NAMES[MarkFlag(flag)].lower() for flag in entry.flags]


def _pain(entry: Pain) -> str:
    score = [] if entry.pain is None else [f"{entry.pain} of 10"]
    return f"{_upper(place_name(entry.place))}: {', '.join([*score, *pain_parts(entry)])}"


def _range(entry: Range) -> str:
    movement = MOVEMENTS[entry.movement]
    unit = " mm" if movement.unit == "mm" else "°"
    parts = [f"active {entry.active}{unit}"] if entry.active is not None else []
    parts += [f"passive {entry.passive}{unit}"] if entry.passive is not None else []
    parts += range_parts(entry)
    return f"{movement.label}{_side(entry.side)}: {', '.join(parts)}"


def range_parts(entry: Range) -> list[str]:
    parts = [f"pain {entry.pain_at_end}"] if entry.pain_at_end is not None else []
    parts += [f"{entry.end_feel} end feel"] if entry.end_feel else []
    return parts + ([entry.instrument] if entry.instrument else [])


def _strength(entry: Strength) -> str:
    return f"{GROUPS[entry.group].label}{_side(entry.side)}: {entry.grade}"


def _girths(entry: Girths) -> str:
    read = ", ".join("not read" if mean is None else f"{mean:.1f}" for mean in entry.means)
    return f"{_upper(limb_name(entry.limb, entry.side))}, every {entry.interval} cm: {read}"


def limb_name(limb: str, side: str) -> str:
    return f"{SIDE_WORDS[side]}{limb}"


def _trunk(entry: Trunk) -> str:
    return f"{LANDMARK_NAMES[Landmark(entry.landmark)]}: {entry.mean:.1f} cm"


def _dent(entry: Dent) -> str:
    refill = "" if entry.refill_s is None else f", gone after {entry.refill_s} s"
    grade = PITTING[pitting_grade(entry.depth_mm, entry.refill_s)].label
    return f"{_upper(place_name(entry.place))}: {entry.depth_mm} mm{refill}, grade {grade}"


def _stage(entry: Stage) -> str:
    return f"{_upper(limb_name(entry.limb, entry.side))}: stage {ISL_STAGES[IslStage(entry.stage)].label}"


def _felt(entry: Felt) -> str:
    note = f" ({entry.note})" if entry.note else ""
    vocabulary = PALPATION[entry.word]
    return f"{_upper(place_name(entry.place))}: {vocabulary.label.lower()} {label_of(entry.word, entry.value).lower()}{note}"


def _seen(entry: Seen) -> str:
    return f"{POSTURE[entry.feature].label}{_side(entry.side)}, from the {entry.view}: {entry.degree}"


def _activity(entry: Activity) -> str:
    return f"“{entry.words}”: {entry.value} of 10"


def _rating(entry: Rating) -> str:
    if entry.measure == "GROC":
        return f"Change felt overall: {groc_text(entry.value)} ({entry.value:+d})"
    return f"{DIMENSIONS[DimensionCode(entry.measure)].label}: {entry.value} of 10"


def _signs(entry: Signs) -> str:
    parts = [] if entry.systolic is None else [f"{entry.systolic} over {entry.diastolic} mmHg"]
    parts += [] if entry.pulse is None else [f"pulse {entry.pulse}"]
    parts += [] if entry.temperature is None else [f"{entry.temperature} °C"]
    return ", ".join(parts)


def _aim(entry: Aim) -> str:
    span = " to ".join(aim_value(entry.measure, entry.item, float(v)) for v in (entry.baseline, entry.target))
    primary = ", primary" if entry.is_primary else ""
    return f"{aim_label(entry.measure, entry.item)}: {span} by {entry.due_on:%-d %b %Y}{primary}"


def _side(side: str) -> str:
    word = SIDE_WORDS.get(side, "").strip()
    return f", {word}" if word else ""


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


_SAID: Mapping[str, Callable[[Any], str]] = {
    "answers": _answer,
    "pain": _pain,
    "ranges": _range,
    "strength": _strength,
    "girths": _girths,
    "trunk": _trunk,
    "dents": _dent,
    "stages": _stage,
    "palpation": _felt,
    "posture": _seen,
    "activities": _activity,
    "ratings": _rating,
    "vitals": _signs,
    "goals": _aim,
}
