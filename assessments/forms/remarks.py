"""What stands beside what is typed, row by row and field by field of a section."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from assessments.forms.measurements import grades_of, mark_of, sides_of
from assessments.forms.sections import GirthSection, SectionForm
from assessments.rules.contradictions import contradictions
from assessments.rules.edema import PITTING, pitting_grade
from assessments.rules.endings import lacking_end
from assessments.rules.limits import girth_limits, swelling_limits
from assessments.rules.notes import (
    Note,
    activity_notes,
    mean_notes,
    pain_notes,
    point_notes,
    range_notes,
    rating_notes,
    strength_notes,
    trunk_notes,
)
from assessments.rules.readiness import lacks_since, warning_signs
from assessments.rules.rom import MOVEMENTS
from assessments.rules.sections import Section
from assessments.rules.tape import Reckoned, mistyped, reckon
from clinic.rules.conditions import ConditionCode
from clinic.rules.regions import place_name
from clinic.rules.screening import CONDITIONS


@dataclass
class Remarks:
    """`notes` by the key of a row (“rom-0”), `warnings` by the id of a field; `lines` and `reckoned` for the section as a whole."""

    notes: dict[str, list[Note]] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)
    lines: list[Note] = field(default_factory=list)
    reckoned: list[Reckoned] = field(default_factory=list)


def remarks(form: SectionForm) -> Remarks:
    made = _OF.get(form.section)
    return made(form) if made else Remarks()


def _pain(form: SectionForm) -> Remarks:
    found, last = Remarks(), form.page.last("pain")
    for number, row in form.part("pain").numbered():
        mark = mark_of(row)
        found.notes[f"pain-{number}"] = pain_notes(mark, last.get(mark.place))
    marked = {entry.place for entry in form.values().get("pain", ())}
    gone = [f"{place_name(place)} {old.pain}" for place, old in last.items() if old.pain and place not in marked]
    if gone and not form.record.is_intake:
        found.lines.append(Note(f"Marked the last time and not yet now: {', '.join(gone)}", "amber"))
    return found


def _rom(form: SectionForm) -> Remarks:
    found, last = Remarks(), form.page.last("ranges")
    rows = dict(form.part("ranges").numbered())
    for number, member in enumerate(form.part("ranges").forms):
        code = str(member["movement"].value() or "")
        if code in MOVEMENTS:
            read = sides_of(rows[number]) if number in rows else []
            found.notes[f"rom-{number}"] = range_notes(MOVEMENTS[code], read, last)
    return found


def _strength(form: SectionForm) -> Remarks:
    found, last = Remarks(), form.page.last("strength")
    rows = dict(form.part("grades").numbered())
    for number, member in enumerate(form.part("grades").forms):
        group = str(member["group"].value() or "")
        read = {entry.side: entry for entry in grades_of(rows[number])} if number in rows else {}
        found.notes[f"mmt-{number}"] = strength_notes(group, read, last)
    return found


def _girth(form: SectionForm) -> Remarks:
    if not isinstance(form, GirthSection):
        return Remarks()
    found, values = Remarks(), form.values()
    now = {(g.limb, g.side): g for g in values.get("girths", ())}
    last, policy = form.page.last("girths"), form.record.policy
    for (limb, side), girths in now.items():
        other = now.get((limb, "r" if side == "l" else "l"))
        for position, message in mistyped(girths, [other, last.get((limb, side))], girth_limits(policy)).items():
            found.warnings[f"id_{limb}-{position}-{side}1"] = message
    for limb in ("arm", "leg"):
        made = reckon(
            limb,
            now,
            first=form.record.earlier.first_girths,
            affected=form.record.affected,
            limits=swelling_limits(policy),
        )
        found.reckoned += [made] if made else []
        for side in ("l", "r"):
            for number, notes in point_notes(now.get((limb, side)), last.get((limb, side))).items():
                found.notes.setdefault(f"{limb}-{number}", []).extend(notes)
    trunk = {entry.landmark: entry for entry in values["trunk"]}
    before = form.page.last("trunk")
    found.notes |= {
        f"trunk-{m}": trunk_notes(trunk.get(m), before.get(m), girth_limits(policy)) for m in {**trunk, **before}
    }
    for number, row in form.part("dents").numbered():
        grade = PITTING[pitting_grade(row["depth_mm"], row.get("refill_s"))]
        found.notes[f"dent-{number}"] = [Note(f"grade {grade.label}", "amber" if grade.grade else "gray")]
    return found


def _activities(form: SectionForm) -> Remarks:
    found, last, rows = Remarks(), form.page.last("activities"), form.part("activities")
    scores = {entry.words: entry.value for _, entry in rows.numbered_entries()} if rows.is_whole else {}
    for number, member in enumerate(rows.forms):
        words = str(member["activity"].value() or "")
        found.notes[f"psfs-{number}"] = activity_notes(scores.get(words), last.get(words))
    found.lines = mean_notes(scores, last)
    return found


def _feeling(form: SectionForm) -> Remarks:
    now = {rating.measure: rating for rating in form.values()["ratings"]}
    last = form.page.last("ratings")
    return Remarks(notes={f"rate-{m}": rating_notes(now.get(m), last.get(m)) for m in {**now, **last}})


def _screening(form: SectionForm) -> Remarks:
    """What a yes must still say, and what speaks against an answer, at its field."""
    found, facts, answers = Remarks(), form.record.facts, form.values()["answers"]
    against = contradictions(answers, signs=facts.signs, unions=facts.unions, today=form.page.today)
    found.warnings = {f"id_answer_{code}": message for code, message in against.items()}
    told = warning_signs(answers)
    found.lines = [Note(f"Warning sign: {sign}. The physician hears of it today.", "red") for sign in told]
    for answer in answers:
        condition = CONDITIONS[ConditionCode(answer.code)]
        if condition.needs_place and answer.answer == "yes" and not answer.places:
            found.warnings[f"id_other_{answer.code}"] = "Say where."
        if lacks_since(condition, answer):
            found.warnings[f"id_since_{answer.code}"] = "Say since when, or that it is not known."
        for name, message in lacking_end(answer, facts.standing, today=form.page.today):
            found.warnings[f"id_{name}_{answer.code}"] = message
    return found


_OF: Mapping[Section, Callable[[SectionForm], Remarks]] = {
    Section.SCREENING: _screening,
    Section.PAIN: _pain,
    Section.ROM: _rom,
    Section.STRENGTH: _strength,
    Section.GIRTH: _girth,
    Section.ACTIVITIES: _activities,
    Section.FEELING: _feeling,
}
