"""A written assessment laid out to read: each kind with its norm, both sides, and what moved since the last time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.models import Assessment, Goal, PainMark
from assessments.rules.aims import aim_label, aim_value
from assessments.rules.entries import Aim, Answer, Pain, Range
from assessments.rules.limits import girth_limits, swelling_limits
from assessments.rules.notes import (
    Note,
    activity_notes,
    mean_notes,
    norm_text,
    pain_notes,
    range_notes,
    rating_notes,
    strength_notes,
    trunk_notes,
)
from assessments.rules.rom import MOVEMENTS
from assessments.rules.strength import GROUPS
from assessments.rules.tape import Reckoned, reckon
from assessments.rules.wording import answer_parts, lines, pain_parts, range_parts
from assessments.selectors.content import HISTORY
from assessments.selectors.readings import KEYS, Shown
from assessments.selectors.record import Record
from clinic.models import Signature
from clinic.render.body_map import BodyMark
from clinic.rules.regions import place_name
from clinic.rules.screening import CONDITIONS


@dataclass(frozen=True)
class Line:
    """One row: what, its values, the notes beside it."""

    what: str
    values: tuple[str, ...]
    notes: Sequence[Note] = ()


@dataclass(frozen=True)
class Comparison:
    """The whole of an assessment. `since`: what it is compared with, empty for a first one."""

    since: str
    history: list[tuple[str, str]]
    positive: list[tuple[str, str, str]]
    denied: str
    marks: list[BodyMark]
    pain: list[Line]
    ranges: list[Line]
    strength: list[Line]
    limbs: list[Reckoned]
    trunk: list[Line]
    hands: list[str]
    activities: list[Line]
    mean: list[Note]
    ratings: list[Line]
    vitals: list[str]
    goals: list[Line]
    photos: list[tuple[Shown, Shown | None]]
    signature: Signature | None


def comparison(found: Record) -> Comparison:
    now, last = found.now, found.earlier
    scores = {entry.words: entry.value for entry in now.activities}
    girths = {(g.limb, g.side): g for g in now.girths}
    limits = swelling_limits(found.policy)
    limbs = [
        reckon(limb, girths, first=last.first_girths, affected=found.affected, limits=limits) for limb in ("arm", "leg")
    ]
    return Comparison(
        since=since_text(found),
        history=_history(found.assessment),
        positive=[_positive(answer) for _, answer in found.positive],
        denied=f"{found.denied} of {len(found.answers)}",
        marks=[_mark(entry) for entry in now.pain],
        pain=[_pain(entry, last.of("pain").get(entry.place)) for entry in now.pain],
        ranges=_ranges(now.ranges, last.of("ranges")),
        strength=_strength(found),
        limbs=[limb for limb in limbs if limb],
        trunk=[
            Line(text, (), trunk_notes(entry, last.of("trunk").get(entry.landmark), girth_limits(found.policy)))
            for entry, text in zip(now.trunk, lines("trunk", now.trunk), strict=True)
        ],
        hands=[
            line for kind in ("palpation", "posture", "dents", "stages") for line in lines(kind, getattr(now, kind))
        ],
        activities=[
            Line(e.words, (f"{e.value} of 10",), activity_notes(e.value, last.of("activities").get(e.words)))
            for e in now.activities
        ],
        mean=mean_notes(scores, last.of("activities")),
        ratings=[
            Line(text, (), rating_notes(entry, last.of("ratings").get(entry.measure)))
            for entry, text in zip(now.ratings, lines("ratings", now.ratings), strict=True)
        ],
        vitals=lines("vitals", now.vitals),
        goals=[_goal(aim) for aim in found.aims],
        photos=[(photo, last.of("photos").get(KEYS["photos"](photo))) for photo in now.photos],
        signature=found.assessment.signature,
    )


def since_text(found: Record) -> str:
    """“intake assessment of 3 Oct 2026”; empty for a first one."""
    last = found.earlier
    return f"{last.label} of {last.since:%-d %b %Y}" if last.since and not found.is_intake else ""


def goal_line(goal: Goal) -> dict[str, Any]:
    """A goal of this course of care in words."""
    span = {"from": goal.baseline, "to": goal.target}
    values = {name: aim_value(goal.measure, goal.item, float(value)) for name, value in span.items()}
    what = aim_label(goal.measure, goal.item)
    return {"pk": goal.pk, "what": what, "due_on": goal.due_on, "is_primary": goal.is_primary, **values}


def _history(assessment: Assessment) -> list[tuple[str, str]]:
    found = []
    for name in HISTORY:
        column: Any = assessment._meta.get_field(name)
        value = getattr(assessment, name)
        shown = dict(column.flatchoices).get(value, value or "")
        text = f"{value:%-d %b %Y}" if hasattr(value, "strftime") else str(shown)
        if text:
            label = str(column.verbose_name)
            found.append((label[:1].upper() + label[1:].replace("_", " "), text))
    return found


def _positive(answer: Answer) -> tuple[str, str, str]:
    said, *rest = answer_parts(answer)
    condition = next(c for c in CONDITIONS.values() if c.code.value == answer.code)
    return condition.label, ", ".join(rest), said


def _mark(entry: Pain) -> BodyMark:
    kind = str(PainMark.Kind(entry.kind).label) if entry.kind else ""
    return BodyMark(entry.place, entry.pain, kind, entry.role, entry.flags)


def _pain(entry: Pain, last: Pain | None) -> Line:
    score = () if entry.pain is None else (f"{entry.pain} of 10",)
    name = place_name(entry.place)
    return Line(f"{name[:1].upper()}{name[1:]} · {', '.join(pain_parts(entry))}", score, pain_notes(entry, last))


def _ranges(entries: Sequence[Range], last: Mapping[Any, Range]) -> list[Line]:
    found: dict[str, dict[str, Range]] = {}
    for entry in entries:
        found.setdefault(entry.movement, {})[entry.side] = entry
    rows = []
    for code, sides in found.items():
        movement = MOVEMENTS[code]
        unit = " mm" if movement.unit == "mm" else "°"
        left, right = sides.get("l") or sides.get("m"), sides.get("r")
        values = (f"{norm_text(movement)}{unit}", _reading(left, unit), _reading(right, unit))
        rows.append(Line(movement.label, values, range_notes(movement, list(sides.values()), last, norm=False)))
    return rows


def _reading(entry: Range | None, unit: str) -> str:
    if entry is None:
        return ""
    parts = [f"{entry.active}{unit}"] if entry.active is not None else []
    parts += [f"passive {entry.passive}{unit}"] if entry.passive is not None else []
    return ", ".join([*parts, *range_parts(entry)])


def _strength(found: Record) -> list[Line]:
    groups: dict[str, dict[str, Any]] = {}
    for entry in found.now.strength:
        groups.setdefault(entry.group, {})[entry.side] = entry
    last = found.earlier.of("strength")
    return [
        Line(
            GROUPS[group].label,
            tuple(sides[side].grade if side in sides else "" for side in ("l", "r")),
            strength_notes(group, sides, last),
        )
        for group, sides in groups.items()
    ]


def _goal(aim: Aim) -> Line:
    span = tuple(aim_value(aim.measure, aim.item, float(value)) for value in (aim.baseline, aim.target))
    notes = [Note("primary", "teal")] if aim.is_primary else []
    words = f" · “{aim.words}”" if aim.words else ""
    return Line(aim_label(aim.measure, aim.item), (*span, f"by {aim.due_on:%-d %b %Y}{words}"), notes)
